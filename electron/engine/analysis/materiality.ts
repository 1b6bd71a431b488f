import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'

/** When a variance is worth a look; every department edits both. */
export interface MaterialityLimits {
  /** Of the base amount. */
  readonly share: Exact
  readonly amount: Fen
}

export const DEFAULT_MATERIALITY: MaterialityLimits = { share: exact('0.05'), amount: 10_000_00 as Fen }

/** Months of history that tell what a usual variance is. */
const HISTORY = 12
const SIGMAS = 2
const LEAST_HISTORY = 6

export interface Materiality {
  /** Larger than both limits. */
  readonly large: boolean
  /** Further from the mean of the last twelve months than two standard deviations; null with fewer than six of them. */
  readonly unusual: boolean | null
  /** Large, and not known to be usual. */
  readonly investigate: boolean
}

/**
 * Whether to look into a variance (management by exception): above 5% of its base and above a local amount, and outside two
 * standard deviations of the last twelve months. A short history excuses nothing.
 * @param history the same variance of earlier months, oldest first
 */
export function materiality(
  variance: Fen,
  base: Fen,
  history: readonly Fen[],
  limits: MaterialityLimits = DEFAULT_MATERIALITY,
): Materiality {
  const size = exactFromFen(variance).abs()
  const large = size.gt(exactFromFen(base).abs().times(limits.share)) && size.gt(exactFromFen(limits.amount))
  const unusual = outsideHistory(variance, history.slice(-HISTORY))
  return { large, unusual, investigate: large && unusual !== false }
}

/** (x − mean)² > (2s)², with the sample variance: whole numbers throughout. */
function outsideHistory(variance: Fen, months: readonly Fen[]): boolean | null {
  if (months.length < LEAST_HISTORY) return null
  const n = BigInt(months.length)
  const sum = months.reduce((total, month) => total + BigInt(month), 0n)
  const squares = months.reduce((total, month) => total + (n * BigInt(month) - sum) ** 2n, 0n)
  const distance = (n * BigInt(variance) - sum) ** 2n
  return distance * (n - 1n) > BigInt(SIGMAS ** 2) * squares
}
