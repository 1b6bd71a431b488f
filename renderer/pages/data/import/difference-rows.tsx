import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { DifferenceCounts, ImportPreview, RowChange, RowDifference } from '#shared/contract/imports.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { shownValue } from './shown-value.ts'

/** Columns named in the sentence above; the grid has all of them. */
const NAMED = 6
/** So many columns share the width of a small screen. */
const FEW = 2

/** Rows under the keys the book has or lacks: for changed ones every value old and new, a column of the grid each. */
export function DifferenceRows({
  preview: { previewId, inspection },
  differences,
  change,
}: {
  readonly preview: ImportPreview
  readonly differences: DifferenceCounts
  readonly change: RowChange
}) {
  const { t, say } = useText()
  const { bridge } = useCore()
  const fetch = useCallback(
    (offset: number, limit: number) => callValue(bridge, 'imports.differences', { previewId, change, offset, limit }),
    [bridge, previewId, change],
  )
  const columns = useMemo<readonly GridColumn<RowDifference>[]>(() => {
    const typeOf = new Map(inspection.columns.map(({ name, type }) => [name, type]))
    const changing = change === 'changed' ? differences.columns : []
    return [
      {
        id: '#row',
        header: t('preview.row'),
        width: 70,
        numeric: true,
        pinned: true,
        cell: ({ row }) => ({ text: String(row) }),
      },
      {
        id: '#key',
        header: t('preview.key'),
        width: 200,
        pinned: true,
        cell: ({ key }) => ({ text: key, title: key }),
      },
      ...changing.map(({ column, label }): GridColumn<RowDifference> => {
        const shown = ({ fields }: RowDifference): string => {
          const field = fields.find((one) => one.column === column)
          if (field === undefined) return ''
          const type = typeOf.get(column) ?? 'text'
          const [before, after] = [shownValue(type, field.before), shownValue(type, field.after)]
          return t('preview.fieldChange', { before: before ?? MISSING, after: after ?? MISSING })
        }
        return {
          id: column,
          header: say(label),
          hint: column,
          width: changing.length <= FEW ? 340 : 190,
          cell: (row) => ({ text: shown(row), title: shown(row) }),
        }
      }),
    ]
  }, [t, say, change, differences, inspection.columns])
  const named = differences.columns
    .slice(0, NAMED)
    .map(({ label, count }) => t('preview.changedColumn', { column: say(label), n: formatCount(count) }))
  return (
    <div className="preview-rows">
      <DataGrid
        id={`differences-${inspection.kind}-${change}`}
        key={change}
        columns={columns}
        source={{ kind: 'paged', key: `${previewId} ${change}`, fetch }}
        rowId={({ row }) => String(row)}
        label={t('preview.view.changes')}
        heading={
          <span className="muted" data-testid="changed-columns">
            {change === 'changed' && named.length > 0
              ? t('preview.changedColumns', { columns: named.join(t('common.listComma')) })
              : t(`preview.change.${change}`)}
          </span>
        }
      />
    </div>
  )
}
