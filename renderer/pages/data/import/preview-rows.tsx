import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ImportPreview, PreviewRow, RowVerdict } from '#shared/contract/imports.ts'
import { shownValue } from './shown-value.ts'

/** Every row as it would be stored, with its verdict and what is wrong with it. */
export function PreviewRows({
  preview,
  verdict,
}: {
  readonly preview: ImportPreview
  readonly verdict: RowVerdict | null
}) {
  const { t, say } = useText()
  const { bridge } = useCore()
  const { previewId, inspection } = preview
  const fetch = useCallback(
    (offset: number, limit: number) =>
      callValue(bridge, 'imports.previewRows', { previewId, ...(verdict === null ? {} : { verdict }), offset, limit }),
    [bridge, previewId, verdict],
  )
  const columns = useMemo<readonly GridColumn<PreviewRow>[]>(() => {
    const mapped = inspection.columns.filter(({ name }) => preview.rows.some((row) => name in row.values))
    return [
      {
        id: '#row',
        header: t('preview.row'),
        width: 70,
        numeric: true,
        pinned: true,
        cell: (row) => ({ text: String(row.row) }),
      },
      {
        id: '#verdict',
        header: t('preview.verdict'),
        width: 76,
        cell: (row) => ({ text: t(`verdict.${row.verdict}`), negative: row.verdict === 'rejected' }),
      },
      {
        id: '#issues',
        header: t('preview.issues'),
        width: 260,
        cell: (row) => ({ text: row.issues.map((issue) => say(issue.message)).join(' ') }),
      },
      ...mapped.map((column): GridColumn<PreviewRow> => {
        const numeric = column.type === 'money' || column.type === 'number' || column.type === 'integer'
        return {
          id: column.name,
          header: say(column.label),
          hint: column.name,
          width: column.type === 'date' ? 150 : 110,
          numeric,
          cell: (row) => {
            return textCell(shownValue(column.type, row.values[column.name] ?? null))
          },
        }
      }),
    ]
  }, [t, say, inspection.columns, preview.rows])
  return (
    <div className="preview-rows">
      <DataGrid
        id={`preview-${inspection.kind}`}
        columns={columns}
        source={{ kind: 'paged', key: `${previewId} ${verdict}`, fetch }}
        rowId={(row) => String(row.row)}
        label={t('preview.rows')}
        heading={<strong>{t('preview.rows')}</strong>}
      />
    </div>
  )
}
