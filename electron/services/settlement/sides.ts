import type { LocalSide, ReturnClass, ReturnedSide } from '#engine/payment/reconcile.ts'
import { exact, fromParts } from '#shared/domain/exact.ts'
import { addFen, fen } from '#shared/domain/money.ts'
import type { SettledFact, StoredReturn } from '#store/settlement-returns.ts'

/** Code that insurers and groupers print for "no group". */
const NO_GROUP = '0000'

/** Classes that a return has a word for; the others are settled by rules of their own. */
const RETURN_CLASSES: Readonly<Record<string, ReturnClass>> = {
  normal: 'normal',
  low: 'low',
  high: 'high',
  extreme: 'high',
  exempt: 'exempt',
  excluded: 'exempt',
}

export function localSide(fact: SettledFact): LocalSide {
  const { standardFen, standardFrac } = fact
  return {
    group: groupOf(fact),
    class: RETURN_CLASSES[fact.class] ?? null,
    charge: fen(fact.charge),
    weight: fact.rwMicro === null ? null : exact(fact.rwMicro).div(1_000_000),
    standard: standardFen === null ? null : fromParts({ fen: standardFen, frac: standardFrac ?? 0 }),
    payment: fact.paid === null ? null : fen(fact.paid),
  }
}

/** Empty for a case without a group. */
export const groupOf = ({ status, drg }: SettledFact): string =>
  status === 'ungrouped' || status === 'rejected' || drg === NO_GROUP ? '' : drg

/** As the import tells them apart (shared/domain/record-keys.ts). */
const returnKey = ({ settlementNo, period }: StoredReturn): string => `${settlementNo ?? ''} ${period}`

/**
 * One case's returns as one: of rows that state the same settlement of the same month the latest import holds, amounts of several
 * settlements add up, and everything else is as the last settlement says. Null without a row.
 */
export function combined(rows: readonly StoredReturn[]): StoredReturn | null {
  const held = new Map<string, StoredReturn>()
  for (const row of rows.toSorted((a, b) => a.batchId - b.batchId || a.rowNo - b.rowNo)) held.set(returnKey(row), row)
  const counted = [...held.values()].toSorted((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0))
  const last = counted.at(-1)
  if (last === undefined || counted.length === 1) return last ?? null
  const deductions = counted.flatMap(({ deduction }) => (deduction === null ? [] : [fen(deduction)]))
  return {
    ...last,
    payment: counted.reduce((sum, { payment }) => addFen(sum, fen(payment)), fen(0)),
    deduction: deductions.length === 0 ? null : deductions.reduce(addFen),
  }
}

/** @param named batches whose file names groups: an empty cell of theirs says that there is none */
export function returnedSide(row: StoredReturn, named: ReadonlySet<number>): ReturnedSide {
  const { officialGroup, weight, standard, charge, deduction } = row
  const none = named.has(row.batchId) ? '' : null
  return {
    group: officialGroup === null ? none : officialGroup === NO_GROUP ? '' : officialGroup,
    class: row.outlier,
    charge: charge === null ? null : fen(charge),
    weight: weight === null ? null : exact(weight),
    standard: standard === null ? null : exact(standard),
    payment: fen(row.payment),
    deduction: deduction === null ? null : fen(deduction),
    reason: row.reason,
  }
}
