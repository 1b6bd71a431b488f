import { shownValues } from '#exchange/validate/preview.ts'
import type { DiagnosisRecord, ProcedureRecord } from '#shared/domain/records.ts'
import { partsHeld } from '#store/case-parts.ts'
import type { ReadableDb } from '#store/database.ts'
import { createDifferenceTally, type Shown } from './difference-tally.ts'
import type { Differences } from './import-differences.ts'

type ListKind = 'diagnoses' | 'procedures'
type ListRecord = DiagnosisRecord | ProcedureRecord

/** Cases asked about at a time. */
const ASKED = 500

/** A later list takes the place of a case's whole list, so that lists are compared case by case, once the file is read. */
export function createListDifferences(db: ReadableDb, kind: ListKind): Differences {
  const tally = createDifferenceTally(kind, 'case')
  const lists = new Map<string, { readonly row: number; readonly records: ListRecord[] }>()
  let compared = false
  const compare = (): void => {
    if (compared) return
    compared = true
    const caseNos = [...lists.keys()]
    for (let from = 0; from < caseNos.length; from += ASKED) {
      const chunk = caseNos.slice(from, from + ASKED)
      const held = partsHeld(db, chunk)
      for (const caseNo of chunk) {
        const { row, records } = lists.get(caseNo)!
        const before = held.get(caseNo)?.[kind] ?? []
        tally.add(row, caseNo, before.length === 0 ? null : listValues(kind, before), listValues(kind, records))
      }
    }
    lists.clear()
  }
  return {
    add(rows) {
      return rows.map(({ row, record }) => {
        if (record !== null) {
          const list = lists.get((record as ListRecord).caseNo)
          if (list !== undefined) list.records.push(record as ListRecord)
          else lists.set((record as ListRecord).caseNo, { row, records: [record as ListRecord] })
        }
        return undefined
      })
    },
    counts() {
      compare()
      return tally.counts()
    },
    rows(change) {
      compare()
      return tally.rows(change)
    },
  }
}

/** Each column's values one after another, in the order the case has them. Numbers of rows say no more than that order. */
function listValues(kind: ListKind, records: readonly ListRecord[]): Shown {
  const ordered = records.toSorted(
    (a, b) => Number(b.main === true) - Number(a.main === true) || a.position - b.position,
  )
  const rows = ordered.map((record) => shownValues(kind, record as never))
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'case_no' && column !== 'position')
  return Object.fromEntries(
    columns.map((column) => {
      const text = rows.map((row) => row[column] ?? '').join('|')
      return [column, text.replaceAll('|', '') === '' ? null : text]
    }),
  )
}
