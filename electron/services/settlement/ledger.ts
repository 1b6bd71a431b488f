import type { CallContext } from '#core/handler.ts'
import { type DifferencePart, splitDifference } from '#engine/payment/reconcile.ts'
import { type Fen, fen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import type { ReadableDb } from '#store/database.ts'
import {
  batchesWithGroups,
  countReturns,
  returnsOf,
  type SettledFact,
  type StoredReturn,
  settledAfter,
  strayReturns,
} from '#store/settlement-returns.ts'
import { combined, localSide, returnedSide } from './sides.ts'

/** One case as both sides settled it. `state` tells why only one of them has it. */
export interface LedgerEntry {
  readonly caseNo: string
  /** Null where the case is not in the book. */
  readonly caseId: number | null
  readonly month: Period
  readonly state: 'both' | 'missing-there' | 'missing-here' | 'awaiting' | 'exempt'
  readonly official: Fen
  readonly local: Fen
  readonly parts: readonly DifferencePart[]
  /** B2 (payment − charge as returned) and B1 of the same case, in fen and 10⁻¹² fen; null without both settlements. */
  readonly surplus: { readonly official: Fen; readonly local: Fen; readonly localFrac: number } | null
}

export interface ReturnLedger {
  readonly entries: readonly LedgerEntry[]
  readonly returns: number
}

/** Cases read between two looks at what else is waiting. */
const CHUNK = 500

/** Sets every return of the book beside what was computed here. */
export async function readLedger(db: ReadableDb, breathe: CallContext['breathe']): Promise<ReturnLedger> {
  const returns = countReturns(db)
  if (returns === 0) return { entries: [], returns }
  const named = batchesWithGroups(db)
  const lone: SettledFact[] = []
  const entries: LedgerEntry[] = []
  for (let last = 0; ; ) {
    const facts = settledAfter(db, last, CHUNK)
    const end = facts.at(-1)
    if (end === undefined) break
    last = end.caseId
    const byCase = Map.groupBy(
      returnsOf(
        db,
        facts.map(({ caseNo }) => caseNo),
      ),
      ({ caseNo }) => caseNo,
    )
    for (const fact of facts) {
      const row = combined(byCase.get(fact.caseNo) ?? [])
      if (row === null) lone.push(fact)
      else entries.push(both(fact, row, named))
    }
    await breathe()
  }
  const returned = returnedMonths(entries, lone)
  for (const fact of lone) entries.push(withoutReturn(fact, returned))
  for (const [caseNo, rows] of Map.groupBy(strayReturns(db), (row) => row.caseNo)) {
    const row = combined(rows)
    if (row !== null) entries.push(stray(caseNo, row, named))
  }
  return { entries, returns }
}

/** Months that have returns for at least half of the cases that can have one: in these a case without one is missing. */
function returnedMonths(entries: readonly LedgerEntry[], lone: readonly SettledFact[]): ReadonlySet<string> {
  const counts = new Map<string, { with: number; without: number }>()
  const at = (month: string) => {
    const known = counts.get(month) ?? { with: 0, without: 0 }
    counts.set(month, known)
    return known
  }
  for (const { month } of entries) at(month).with++
  for (const fact of lone) if (fact.class !== 'exempt') at(fact.period).without++
  return new Set([...counts].filter(([, n]) => n.with >= n.without).map(([month]) => month))
}

function both(fact: SettledFact, row: StoredReturn, named: ReadonlySet<number>): LedgerEntry {
  const local = fact.paid === null ? ZERO_FEN : fen(fact.paid)
  return {
    caseNo: fact.caseNo,
    caseId: fact.caseId,
    month: period(fact.period),
    state: 'both',
    official: fen(row.payment),
    local,
    parts: fact.paid === row.payment ? [] : splitDifference(localSide(fact), returnedSide(row, named)),
    surplus:
      fact.paymentFen === null
        ? null
        : {
            official: fen(row.payment - (row.charge ?? fact.charge)),
            local: fen(fact.paymentFen - fact.charge),
            localFrac: fact.paymentFrac ?? 0,
          },
  }
}

function withoutReturn(fact: SettledFact, returned: ReadonlySet<string>): LedgerEntry {
  const state = fact.class === 'exempt' ? 'exempt' : returned.has(fact.period) ? 'missing-there' : 'awaiting'
  const missing = state === 'missing-there'
  return {
    caseNo: fact.caseNo,
    caseId: fact.caseId,
    month: period(fact.period),
    state,
    official: ZERO_FEN,
    local: missing && fact.paid !== null ? fen(fact.paid) : ZERO_FEN,
    parts: missing ? splitDifference(localSide(fact), null) : [],
    surplus: null,
  }
}

function stray(caseNo: string, row: StoredReturn, named: ReadonlySet<number>): LedgerEntry {
  return {
    caseNo,
    caseId: null,
    month: period(row.period),
    state: 'missing-here',
    official: fen(row.payment),
    local: ZERO_FEN,
    parts: splitDifference(null, returnedSide(row, named)),
    surplus: null,
  }
}

export const differenceOf = ({ parts }: LedgerEntry): Fen => sumFen(parts.map(({ amount }) => amount))
