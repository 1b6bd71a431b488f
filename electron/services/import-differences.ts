import { KINDS } from '#exchange/kinds/index.ts'
import { shownValues } from '#exchange/validate/preview.ts'
import type { ParsedRow } from '#exchange/validate/row-parser.ts'
import type { DifferenceCounts, ImportKind, RowChange, RowDifference } from '#shared/contract/imports.ts'
import { KEY_FIELDS, keyOf } from '#shared/domain/record-keys.ts'
import type { CaseRecord, RecordOf, StayRecord } from '#shared/domain/records.ts'
import { casesHeld } from '#store/case-content.ts'
import { partsHeld } from '#store/case-parts.ts'
import type { ReadableDb } from '#store/database.ts'
import { isRowKind, recordsHeld } from '#store/record-tables.ts'
import { createDifferenceTally, type DifferenceTally, type Shown } from './difference-tally.ts'
import { unnamed } from './import-writers.ts'
import { createListDifferences } from './list-differences.ts'
import type { Pseudonym } from './pseudonym.ts'

type AnyRecord = RecordOf[ImportKind]

/** What a file would change in the book, found while it is read. */
export interface Differences {
  /** What each row of a chunk does; undefined for rows that are not taken in and for rows of lists. */
  add(rows: readonly ParsedRow[]): readonly (RowChange | undefined)[]
  /** To be asked once every row was added. */
  counts(): DifferenceCounts
  rows(change: RowChange): readonly RowDifference[]
}

/**
 * Null for kinds whose rows have no key: their rows are added to what is there.
 *
 * @param pseudonym how the book calls patients; null where that cannot be told, and patients are then not compared
 */
export function createDifferences(db: ReadableDb, kind: ImportKind, pseudonym: Pseudonym | null): Differences | null {
  if (kind === 'diagnoses' || kind === 'procedures') return createListDifferences(db, kind)
  const key = keyOf(kind) as ((record: AnyRecord) => string) | null
  if (key === null) return null
  const tally = createDifferenceTally(kind, 'row')
  const shown = (record: AnyRecord): Shown => {
    if (pseudonym !== null) return valuesOf(kind, unnamed(record, pseudonym))
    const { patient_id: _, ...values } = valuesOf(kind, record)
    return values
  }
  return {
    ...tallied(tally),
    add(rows) {
      const records = rows.flatMap(({ record }) => (record === null ? [] : [record]))
      const held = recordsOfBook(db, kind, records)
      return rows.map(({ row, record }) => {
        if (record === null) return undefined
        const before = held.get(key(record))
        return tally.add(row, readableKey(kind, record), before === undefined ? null : shown(before), shown(record))
      })
    },
  }
}

const tallied = (tally: DifferenceTally): Pick<Differences, 'counts' | 'rows'> => ({
  counts: tally.counts,
  rows: tally.rows,
})

/** Records of a file are all of its kind, which the compiler cannot follow. */
const valuesOf = (kind: ImportKind, record: AnyRecord): Shown => shownValues(kind, record as never)

function recordsOfBook(
  db: ReadableDb,
  kind: ImportKind,
  records: readonly AnyRecord[],
): ReadonlyMap<string, AnyRecord> {
  const caseNos = () => records.map((record) => (record as CaseRecord | StayRecord).caseNo)
  if (kind === 'cases') return casesHeld(db, caseNos())
  if (kind === 'stays') {
    const held = [...partsHeld(db, caseNos())]
    return new Map(held.flatMap(([caseNo, { stay }]) => (stay === undefined ? [] : [[caseNo, stay] as const])))
  }
  if (!isRowKind(kind)) throw new Error(`${kind} has no key`)
  return recordsHeld(db, kind, records as never)
}

/** The parts of the key as the preview shows them. */
function readableKey(kind: ImportKind, record: AnyRecord): string {
  const values = valuesOf(kind, record)
  const fields: readonly string[] = KEY_FIELDS[kind] ?? []
  const columns = fields.map((field) => KINDS[kind].columns.find((column) => column.field === field)?.name ?? '')
  return columns
    .map((column) => values[column])
    .filter((value) => value !== null && value !== undefined)
    .join(' · ')
}
