import { type Exact, exact, sumExact, ZERO } from '#shared/domain/exact.ts'

export interface LossRow<T> {
  readonly of: T
  /** Yuan, above zero. */
  readonly loss: Exact
  /** Of all losses, and together with the rows before. */
  readonly share: Exact
  readonly cumulative: Exact
  /** Among the fewest rows that make most of all losses. */
  readonly vital: boolean
}

export interface LossPareto<T> {
  readonly total: Exact
  readonly rows: readonly LossRow<T>[]
}

/** The part of all losses that the vital few make (Pareto). */
const MOST = exact('0.8')

/**
 * Who loses, the largest loss first; equal losses by key, so that the order is the same every time. Surpluses elsewhere are not set
 * against losses.
 */
export function paretoOfLosses<T extends { readonly key: string }>(
  all: readonly T[],
  surplusOf: (each: T) => Exact | null,
): LossPareto<T> {
  const losing = all
    .flatMap((of) => {
      const surplus = surplusOf(of)
      return surplus?.lt(0) ? [{ of, loss: surplus.times(-1) }] : []
    })
    .sort((a, b) => b.loss.cmp(a.loss) || (a.of.key < b.of.key ? -1 : 1))
  const total = sumExact(losing.map(({ loss }) => loss))
  let before = ZERO
  const rows = losing.map(({ of, loss }): LossRow<T> => {
    const vital = before.lt(total.times(MOST))
    before = before.plus(loss)
    return { of, loss, share: loss.div(total), cumulative: before.div(total), vital }
  })
  return { total, rows }
}
