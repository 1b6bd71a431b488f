import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ImportPreview, LineDifference } from '#shared/contract/imports.ts'
import { subFen } from '#shared/domain/money.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { choiceOf } from './mapping.ts'

/** Cases whose lines, those of the book included, do not add up to the total: none is left out. */
export function LineRows({
  preview: { previewId, inspection },
  sums: { cases, lines, total },
}: {
  readonly preview: ImportPreview
  readonly sums: NonNullable<ImportPreview['lineDifferences']>
}) {
  const { t } = useText()
  const { bridge } = useCore()
  const fetch = useCallback(
    (offset: number, limit: number) => callValue(bridge, 'imports.lineDifferences', { previewId, offset, limit }),
    [bridge, previewId],
  )
  const columns = useMemo<readonly GridColumn<LineDifference>[]>(
    () => [
      { id: 'caseNo', header: t('preview.caseNo'), width: 220, pinned: true, cell: ({ caseNo }) => ({ text: caseNo }) },
      {
        id: 'lines',
        header: t('preview.lineSum'),
        width: 170,
        numeric: true,
        cell: (row) => fenCell(row.lines, 'yuan'),
      },
      {
        id: 'total',
        header: t('preview.caseTotal'),
        width: 170,
        numeric: true,
        cell: (row) => fenCell(row.total, 'yuan'),
      },
      {
        id: 'difference',
        header: t('preview.difference'),
        width: 170,
        numeric: true,
        cell: (row) => fenCell(row.difference, 'yuan'),
      },
    ],
    [t],
  )
  const positive = choiceOf(inspection.template, 'lines.sum') === 'positive'
  return (
    <>
      <p data-testid="lines-differ">
        {t('preview.linesDiffer', {
          cases: formatCount(cases),
          lines: formatFen(lines, 'yuan'),
          total: formatFen(total, 'yuan'),
          difference: formatFen(subFen(lines, total), 'yuan'),
        })}{' '}
        <span className="muted">{positive ? t('preview.linesPositive') : t('preview.linesNet')}</span>
      </p>
      <div className="preview-rows">
        <DataGrid
          id="line-differences"
          columns={columns}
          source={{ kind: 'paged', key: previewId, fetch }}
          rowId={({ caseNo }) => caseNo}
          label={t('preview.view.lines')}
        />
      </div>
    </>
  )
}
