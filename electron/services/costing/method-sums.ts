import { addElements, noCost } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { COST_METHODS, type CostMethod, type Elements } from '#shared/domain/costing.ts'
import { type Exact, fromParts } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import { type MethodTotals, methodTotals, type TagCount } from '#store/case-costs.ts'
import { poolsOf, statementOf } from '#store/costing-read.ts'
import { getRun, runOfMonths, type StoredRun } from '#store/costing-runs.ts'
import type { ReadableDb } from '#store/database.ts'
import { unpricedCosts } from '#store/whole-parts.ts'
import { isOutdated, outcomeOf } from './runs.ts'

/** What one method comes to over some cases. */
export interface MethodSum {
  readonly method: CostMethod
  readonly tags: readonly TagCount[]
  readonly n: number
  readonly total: number
  /** Goods among them. */
  readonly elements: Elements<Fen>
  readonly unsplit: number
  readonly drugs: number
  readonly materials: number
  /** Of the cases that have a payment. */
  readonly payment: Exact
  readonly totalPriced: number
}

/**
 * Every method over a slice. Whole months are told by what their runs left (statements, pools, tags), which reads no case; anything
 * narrower, or a run that no longer fits the cases, is summed case by case. Both ways give the same fen.
 */
export function methodSums(
  db: ReadableDb,
  slice: Slice,
  totals: SliceTotals,
  runId: number | undefined,
): readonly MethodSum[] {
  const { from, to, ...narrower } = slice
  const whole = Object.keys(narrower).length === 0 ? wholeSums(db, { from, to }, totals, runId) : null
  if (whole !== null) return whole
  const rows = Map.groupBy(methodTotals(db, slice, runId), ({ method }) => method)
  return [...rows].map(([method, found]) => summed(method, found))
}

function summed(method: CostMethod, rows: readonly MethodTotals[]): MethodSum {
  const sum = (of: (row: MethodTotals) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    ...{ method, tags: rows },
    n: sum(({ n }) => n),
    total: sum(({ total }) => total),
    elements: rows.map(({ elements }) => elements).reduce((a, b) => addElements(IN_FEN, a, b), noCost(IN_FEN)),
    unsplit: sum(({ unsplit }) => unsplit),
    drugs: sum(({ drugs }) => drugs),
    materials: sum(({ materials }) => materials),
    payment: fromParts({ fen: sum(({ paymentFen }) => paymentFen), frac: sum(({ paymentFrac }) => paymentFrac) }),
    totalPriced: sum(({ totalPriced }) => totalPriced),
  }
}

type Span = Pick<Slice, 'from' | 'to'>

/** Null where what the runs left does not tell it: no ledger, cases or months they did not cost, a method some months lack. */
function wholeSums(db: ReadableDb, span: Span, totals: SliceTotals, runId: number | undefined): MethodSum[] | null {
  const months = costedMonths(db, span, runId)
  if (months === null || months.reduce((sum, { month }) => sum + month.cases, 0) !== totals.n) return null
  const unpriced = unpricedCosts(db, span, runId)
  const sums: MethodSum[] = []
  for (const method of COST_METHODS) {
    const found = months.map(({ run, month }) => monthSum(db, run, month, method))
    if (found.every((one) => one === 'absent')) continue
    const told = found.filter((one) => typeof one !== 'string')
    if (told.length < found.length) return null
    const sum = (of: (one: (typeof told)[number]) => number) => told.reduce((all, one) => all + of(one), 0)
    const total = sum((one) => one.total)
    const elements = told.map((one) => one.elements).reduce((a, b) => addElements(IN_FEN, a, b), noCost(IN_FEN))
    sums.push({
      ...{ method, tags: mergedTags(told.flatMap(({ tags }) => tags)), n: totals.n, total, elements },
      unsplit: sum((one) => one.unsplit),
      drugs: elements.drugs - sum((one) => one.services.drugs),
      materials: elements.materials - sum((one) => one.services.materials),
      payment: totals.payment,
      totalPriced: total - (unpriced.get(method) ?? 0),
    })
  }
  return sums
}

type Month = ReturnType<typeof outcomeOf>['months'][number]

/** The months of a span with the run that stands for each; null where such a run no longer fits the data. */
function costedMonths(
  db: ReadableDb,
  { from, to }: Span,
  runId: number | undefined,
): { readonly run: StoredRun; readonly month: Month }[] | null {
  const chosen = runOfMonths(db, runId).filter(
    ({ period }) => (from === undefined || period >= from) && (to === undefined || period <= to),
  )
  const runs = new Map([...new Set(chosen.map((entry) => entry.runId))].map((id) => [id, getRun(db, id)]))
  if ([...runs.values()].some((run) => run === undefined || isOutdated(db, run))) return null
  const outcomes = new Map([...runs].map(([id, run]) => [id, outcomeOf(run!).months]))
  return chosen.flatMap((entry) => {
    const month = outcomes.get(entry.runId)?.find(({ period }) => period === entry.period)
    return month === undefined ? [] : [{ run: runs.get(entry.runId)!, month }]
  })
}

/** One method of a month; `untold`: it was costed without a ledger, or not every case was. */
function monthSum(db: ReadableDb, run: StoredRun, { period, cases, sums }: Month, method: CostMethod) {
  const found = sums.find((sum) => sum.method === method)
  if (found === undefined) return 'absent'
  const line = statementOf(db, { runId: run.id, from: period, to: period }, method).find((row) => row.line === 'cases')
  const costed = found.tags.reduce((sum, { n }) => sum + n, 0)
  if (line === undefined || costed !== cases) return 'untold'
  const pools = poolsOf(db, { runId: run.id, period }).filter((pool) => pool.method === method)
  return {
    total: found.total,
    ...{ elements: line.elements, unsplit: line.unsplit },
    services: pools.reduce((sum, { assigned }) => addElements(IN_FEN, sum, assigned), noCost(IN_FEN)),
    tags: found.tags.map(({ estimated, partial, n }) => ({
      ...{ method, n, estimated: Number(estimated), partial: Number(partial) },
    })),
  }
}

function mergedTags(tags: readonly TagCount[]): TagCount[] {
  const byTag = Map.groupBy(tags, ({ estimated, partial }) => `${estimated} ${partial}`)
  return [...byTag.values()]
    .map((same) => ({ ...same[0]!, n: same.reduce((sum, { n }) => sum + n, 0) }))
    .toSorted((a, b) => b.n - a.n)
}

/** Payment − cost of the cases that have both. */
export const surplusOfSum = ({ payment, totalPriced }: Pick<MethodSum, 'payment' | 'totalPriced'>): string =>
  payment.minus(fromParts({ fen: fen(totalPriced), frac: 0 })).toFixed()
