import { surplusOf } from '#engine/analysis/surplus.ts'
import type { SignOffFigures } from '#shared/contract/sync.ts'
import { type Exact, exactFromFen, roundToFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SignOffMeasure, SignOffRow } from '#shared/domain/sync.ts'
import type { ReadableDb } from '#store/database.ts'
import { isStale } from '#store/settings.ts'
import { linesOfMonth } from '#store/sync-items.ts'
import { totalsOf } from '#store/totals.ts'
import { readItems } from './items-read.ts'

type Figure = SignOffFigures['rows'][number]

/** The figures of a month as they stand, and whether they are those that were signed. */
export function signOffFigures(db: ReadableDb, month: Period): SignOffFigures {
  const rows = figuresOf(db, month)
  const signed = readItems(db, { period: month, kind: 'sign_off' })[0]
  return {
    period: month,
    rows,
    stale: isStale(db),
    signed: signed?.kind !== 'sign_off' ? null : { itemId: signed.id, current: isCurrent(signed.rows, rows) },
  }
}

/** Whether signed rows are the figures of the book; order and signature do not matter. */
export function isSignedAsItIs(db: ReadableDb, rows: readonly SignOffRow[]): boolean {
  return rows[0] !== undefined && isCurrent(rows, figuresOf(db, rows[0].period))
}

/**
 * What a person signs: the figures of the last recompute, which must be of the data as they are.
 * @throws ProblemError `figures-stale`, `not-found` for a month without cases
 */
export function signOffRows(
  db: ReadableDb,
  itemId: string,
  month: Period,
  signedBy: string,
  signedAt: string,
): SignOffRow[] {
  if (isStale(db)) {
    throw problem(
      'figures-stale',
      `数据、方案或政策在上次计算之后有变动，${month} 的数字可能已过时。请先重新计算，核对后再确认。`,
      `Data, schemes or policies changed since the last recompute, so the figures of ${month} may be out of date. Recompute, look at them, then sign.`,
      { month },
    )
  }
  const rows = figuresOf(db, month)
  if (rows.length === 0) {
    throw problem('not-found', `${month} 没有病例，无可确认。`, `There are no cases in ${month} to sign for.`, {
      month,
    })
  }
  return rows.map((row) => ({ itemId, period: month, ...row, signedBy, signedAt }))
}

/** Counts, and sums rounded once to fen; a measure that no case has is left out. None for a month without cases. */
function figuresOf(db: ReadableDb, month: Period): Figure[] {
  const totals = totalsOf(db, { from: month, to: month })
  if (totals.n === 0) return []
  const amount = (measure: SignOffMeasure, value: Exact | null): Figure[] =>
    value === null ? [] : [{ measure, count: null, amount: roundToFen(value) }]
  const known = (of: number, value: Fen) => (of === 0 ? null : exactFromFen(value))
  return [
    { measure: 'cases', count: totals.n, amount: null },
    { measure: 'charge-lines', count: linesOfMonth(db, month), amount: null },
    ...amount('charge', exactFromFen(totals.charge)),
    ...amount('cost', known(totals.nWithCost, totals.cost)),
    ...amount('payment', totals.nPriced === 0 ? null : totals.payment),
    ...amount('patient-pay', known(totals.nWithPatient, totals.patient)),
    ...amount('fund-pay', totals.nWithPatient === 0 ? null : totals.fund),
    ...amount('surplus-b1', surplusOf(totals, 'B1')?.amount ?? null),
    ...amount('surplus-b3', surplusOf(totals, 'B3')?.amount ?? null),
  ]
}

function isCurrent(signed: readonly SignOffRow[], rows: readonly Figure[]): boolean {
  const told = (list: readonly Figure[]) =>
    list
      .map(({ measure, count, amount }) => `${measure}=${count ?? ''}/${amount ?? ''}`)
      .sort()
      .join()
  return told(signed) === told(rows)
}
