/** The p-th percentile by nearest rank: the smallest value that at least p per cent of all values do not exceed. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('no values')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)]!
}

export const p95 = (values: readonly number[]): number => percentile(values, 95)
export const median = (values: readonly number[]): number => percentile(values, 50)
export const best = (values: readonly number[]): number => percentile(values, 0)

/** What part of one figure another is. Throws on a divisor that measured nothing: a ratio to it would mean nothing. */
export function ratioOf(ours: number, ceiling: number): number {
  if (!(ceiling > 0) || !(ours >= 0)) throw new RangeError(`no ratio of ${ours} to ${ceiling}`)
  return ours / ceiling
}

/** Units of work a second. */
export const perSecond = (count: number, milliseconds: number): number => ratioOf(count * 1000, milliseconds)

/** Rounds to three significant digits, whole numbers kept: figures of a single run carry no more. */
export function shown(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}

/** The longest stretch between two neighbours of ascending times, the first counted from `start`. */
export function longestGap(start: number, times: readonly number[]): number {
  let longest = 0
  let last = start
  for (const time of times) {
    longest = Math.max(longest, time - last)
    last = time
  }
  return longest
}
