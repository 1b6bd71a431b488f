import { KINDS } from '#exchange/kinds/index.ts'
import type { DifferenceCounts, ImportKind, RowChange, RowDifference } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { ownText } from '#shared/domain/own-text.ts'

/** Values of a record by canonical column, as the preview shows them. */
export type Shown = Readonly<Record<string, string | number | null>>

/** Differences kept for paging through; the counts are always complete. */
const KEPT: Readonly<Record<RowChange, number>> = { changed: 20_000, new: 1_000, same: 1_000 }

export interface DifferenceTally {
  /** @param before null where the book has nothing under the key */
  add(row: number, key: string, before: Shown | null, after: Shown): RowChange
  counts(): DifferenceCounts
  /** The first of each change, in the order of the file. */
  rows(change: RowChange): readonly RowDifference[]
}

export function createDifferenceTally(kind: ImportKind, by: DifferenceCounts['by']): DifferenceTally {
  const counts = { new: 0, same: 0, changed: 0 }
  const kept: Record<RowChange, RowDifference[]> = { new: [], same: [], changed: [] }
  const changes = new Map<string, number>()
  const labels = new Map<string, Bilingual>(KINDS[kind].columns.map(({ name, label }) => [name, label]))
  const labelOf = (column: string): Bilingual => {
    const part = column.replace(/^part\./, '')
    return labels.get(column) ?? { zh: part, en: part }
  }
  return {
    add(row, key, before, after) {
      const fields = before === null ? [] : changedFields(before, after)
      const change = before === null ? 'new' : fields.length === 0 ? 'same' : 'changed'
      counts[change]++
      for (const { column } of fields) changes.set(column, (changes.get(column) ?? 0) + 1)
      if (kept[change].length < KEPT[change]) {
        kept[change].push({
          row,
          key: ownText(key),
          change,
          fields: fields.map((field) => ({ ...field, after: own(field.after), label: labelOf(field.column) })),
        })
      }
      return change
    },
    counts: () => ({
      by,
      ...counts,
      columns: [...changes]
        .map(([column, count]) => ({ column, label: labelOf(column), count }))
        .sort((a, b) => b.count - a.count),
    }),
    rows: (change) => kept[change],
  }
}

const own = (value: string | number | null) => (typeof value === 'string' ? ownText(value) : value)

function changedFields(before: Shown, after: Shown) {
  const columns = new Set([...Object.keys(after), ...Object.keys(before)])
  return [...columns].flatMap((column) => {
    const [old, now] = [before[column] ?? null, after[column] ?? null]
    return old === now ? [] : [{ column, before: old, after: now }]
  })
}
