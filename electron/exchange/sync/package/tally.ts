import { createFirstRows } from '#exchange/validate/first-rows.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SyncRow, SyncTableName } from '#shared/domain/sync.ts'
import type { SyncTable } from '../tables/table.ts'

/** Counts and adds up a table while its rows go by, the same way in writing and in reading. */
export interface Tally<Row> {
  /** @returns why the row can't stand after those before it, or null */
  add(row: Row): Bilingual | null
  readonly rows: number
  /** Column → sum in fen. */
  totals(): Readonly<Record<string, number>>
}

export function createTally<T extends SyncTableName>(table: SyncTable<SyncRow[T]>): Tally<SyncRow[T]> {
  const firstRow = createFirstRows()
  const sums = table.totals.map(() => 0)
  let rows = 0
  return {
    add(row) {
      rows++
      const amounts = table.amounts(row)
      for (let at = 0; at < sums.length; at++) {
        sums[at] = sums[at]! + amounts[at]!
        if (!Number.isSafeInteger(sums[at])) {
          return {
            zh: `${table.totals[at]} 的合计超出可精确表示的范围`,
            en: `the sum of ${table.totals[at]} is too large to be exact`,
          }
        }
      }
      const key = table.keyOf(row)
      const earlier = key === null ? 0 : firstRow(key, rows + 1)
      return earlier === 0 ? null : { zh: `与第 ${earlier} 行重复`, en: `it repeats row ${earlier}` }
    },
    get rows() {
      return rows
    },
    totals: () => Object.fromEntries(table.totals.map((column, at) => [column, sums[at]!])),
  }
}

/** Holds reviews, evidence and documents together: no evidence without its review and its file, no file without evidence. */
export interface EvidenceCheck {
  add(table: SyncTableName, row: SyncRow[SyncTableName]): Bilingual | null
  /** Names of documents that no row of evidence mentions. */
  unmentioned(): readonly string[]
}

/** @param documents names of the package's evidence files. Reviews are to be added before evidence. */
export function createEvidenceCheck(documents: readonly string[]): EvidenceCheck {
  const reviews = new Set<string>()
  const left = new Set(documents)
  const known = new Set(documents)
  return {
    add(table, row) {
      if (table === 'reviews') reviews.add((row as SyncRow['reviews']).itemId)
      if (table !== 'evidence') return null
      const { itemId, document } = row as SyncRow['evidence']
      left.delete(document)
      if (!reviews.has(itemId)) return { zh: `没有编号为 ${itemId} 的特病单议申请`, en: `there is no review ${itemId}` }
      if (!known.has(document))
        return { zh: `包里没有文件“${document}”`, en: `there is no file “${document}” in the package` }
      return null
    },
    unmentioned: () => [...left],
  }
}
