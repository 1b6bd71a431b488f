import { type Exact, exact } from '#shared/domain/exact.ts'

/** How the amounts of single cases lie: whole numbers of fen, or of days. */
export interface Distribution {
  readonly n: number
  /** In the unit of the values. */
  readonly sum: Exact
  readonly mean: Exact
  readonly min: number
  readonly max: number
  /** Quartiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7), exact. */
  readonly p25: Exact
  readonly median: Exact
  readonly p75: Exact
  /** Sample standard deviation ÷ mean; null of one case or a mean of zero. Below 0.5 a group is even, above 1 it wants a look. */
  readonly cv: number | null
}

/** Null without values. @throws RangeError when a value is not a whole number */
export function distributionOf(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  let total = 0n
  for (const value of sorted) total += BigInt(value)
  const sum = exact(total.toString())
  const mean = sum.div(sorted.length)
  return {
    n: sorted.length,
    sum,
    mean,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    p25: quartile(sorted, 1),
    median: quartile(sorted, 2),
    p75: quartile(sorted, 3),
    cv: variation(sorted, Number(mean.toFixed())),
  }
}

function quartile(sorted: Float64Array, quarters: number): Exact {
  const place = (sorted.length - 1) * quarters
  const at = Math.floor(place / 4)
  const below = exact(sorted[at]!)
  const above = exact(sorted[Math.min(at + 1, sorted.length - 1)]!)
  return below.plus(
    above
      .minus(below)
      .times(place % 4)
      .div(4),
  )
}

function variation(sorted: Float64Array, mean: number): number | null {
  if (sorted.length < 2 || mean === 0) return null
  let squares = 0
  for (const value of sorted) squares += (value - mean) ** 2
  return Math.sqrt(squares / (sorted.length - 1)) / Math.abs(mean)
}
