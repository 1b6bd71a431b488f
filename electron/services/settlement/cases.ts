import type { ParsedOf } from '#shared/contract/contract.ts'
import type { DifferingCase, DifferingCases } from '#shared/contract/settlement.ts'
import { exact, fromParts } from '#shared/domain/exact.ts'
import { fen, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import type { ReadableDb } from '#store/database.ts'
import {
  batchesWithGroups,
  returnsOf,
  type SettledFact,
  type StoredReturn,
  settledCases,
} from '#store/settlement-returns.ts'
import { differenceOf, type LedgerEntry } from './ledger.ts'
import { type Notes, stateOf } from './report.ts'
import { combined, groupOf, returnedSide } from './sides.ts'

type Asked = Pick<ParsedOf<'settlement.cases'>, 'cause' | 'month' | 'state' | 'offset' | 'limit'>

/** Cases whose settlements differ, the largest difference first; with a cause, that of the cause. */
export function differingCases(
  db: ReadableDb,
  entries: readonly LedgerEntry[],
  notes: Notes,
  { cause, month, state, offset, limit }: Asked,
): DifferingCases {
  const size = (entry: LedgerEntry) =>
    Math.abs(
      cause === undefined ? differenceOf(entry) : (entry.parts.find((part) => part.cause === cause)?.amount ?? 0),
    )
  const found = entries
    .filter(
      (entry) =>
        entry.parts.length > 0 &&
        (cause === undefined || entry.parts.some((part) => part.cause === cause)) &&
        (month === undefined || entry.month === month) &&
        (state === undefined || stateOf(entry, notes) === state),
    )
    .toSorted((a, b) => size(b) - size(a) || (a.caseNo < b.caseNo ? -1 : 1))
  const official = sumFen(found.map((entry) => entry.official))
  const local = sumFen(found.map((entry) => entry.local))
  return {
    total: found.length,
    official,
    local,
    difference: fen(official - local),
    rows: detailed(db, found.slice(offset, offset + limit), notes),
  }
}

/** What both sides say of cases; read again by their numbers, so that the ledger of a whole book stays small. */
export function detailed(db: ReadableDb, entries: readonly LedgerEntry[], notes: Notes): readonly DifferingCase[] {
  const caseNos = entries.map(({ caseNo }) => caseNo)
  const facts = new Map(settledCases(db, caseNos).map((fact) => [fact.caseNo, fact]))
  const returns = Map.groupBy(returnsOf(db, caseNos), ({ caseNo }) => caseNo)
  const named = batchesWithGroups(db)
  return entries.map((entry) => {
    const row = entry.state === 'missing-there' ? null : combined(returns.get(entry.caseNo) ?? [])
    const fact = facts.get(entry.caseNo)
    const note = notes.get(entry.caseNo) ?? null
    const difference = differenceOf(entry)
    return {
      caseNo: entry.caseNo,
      month: entry.month,
      settledIn: row === null ? null : period(row.period),
      difference,
      parts: entry.parts,
      local: fact === undefined ? null : localView(fact),
      official: row === null ? null : officialView(row, named),
      note,
      noteOutdated: note !== null && note.difference !== difference,
    }
  })
}

function localView(fact: SettledFact): NonNullable<DifferingCase['local']> {
  const { standardFen, rwMicro } = fact
  return {
    group: groupOf(fact),
    class: fact.class,
    charge: fen(fact.charge),
    weight: rwMicro === null ? null : exact(rwMicro).div(1_000_000).toFixed(),
    standard: standardFen === null ? null : fromParts({ fen: standardFen, frac: fact.standardFrac ?? 0 }).toFixed(),
    payment: fact.paid === null ? null : fen(fact.paid),
  }
}

function officialView(row: StoredReturn, named: ReadonlySet<number>): NonNullable<DifferingCase['official']> {
  const side = returnedSide(row, named)
  return {
    group: side.group,
    class: side.class,
    charge: side.charge,
    weight: row.weight,
    standard: row.standard,
    payment: side.payment,
    deduction: side.deduction,
    reason: side.reason,
  }
}
