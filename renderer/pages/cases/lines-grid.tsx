import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { fenCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ChargeLine } from '#shared/contract/figures.ts'
import { FEE_CATEGORY_NAMES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { formatDay } from '#shared/format/date.ts'
import { displayPlain, formatDecimal } from '#shared/format/decimal.ts'

/** A case's charge lines, refunds included, paged from the core. */
export function LinesGrid({ caseNo, category }: { readonly caseNo: string; readonly category: FeeCategory | null }) {
  const { t, say } = useText()
  const { bridge } = useCore()
  const revision = useRevision()
  const fetch = useCallback(
    (offset: number, limit: number) =>
      callValue(bridge, 'cases.lines', { caseNo, ...(category === null ? {} : { category }), offset, limit }),
    [bridge, caseNo, category],
  )
  const columns = useMemo<readonly GridColumn<ChargeLine>[]>(() => {
    const marks = (line: ChargeLine): string =>
      [line.highValue ? t('line.highValue') : '', line.negotiatedDrug ? t('line.negotiatedDrug') : '']
        .filter((mark) => mark !== '')
        .join(' ')
    return [
      {
        id: 'chargedAt',
        header: t('line.chargedAt'),
        width: 100,
        cell: (line) => ({ text: formatDay(line.chargedAt), title: line.chargedAt }),
      },
      { id: 'itemCode', header: t('line.itemCode'), width: 120, cell: (line) => ({ text: line.itemCode }) },
      { id: 'itemName', header: t('line.itemName'), width: 220, cell: (line) => ({ text: line.itemName }) },
      {
        id: 'category',
        header: t('line.category'),
        width: 90,
        cell: (line) => ({ text: say(FEE_CATEGORY_NAMES[line.category]) }),
      },
      {
        id: 'quantity',
        header: t('line.quantity'),
        width: 76,
        numeric: true,
        cell: (line) => ({ text: displayPlain(line.quantity), negative: line.quantity.startsWith('-') }),
      },
      {
        id: 'unitPrice',
        header: t('line.unitPrice'),
        width: 100,
        numeric: true,
        cell: (line) => textCell(line.unitPrice === null ? null : formatDecimal(line.unitPrice, 2), t('missing.field')),
      },
      {
        id: 'amount',
        header: t('line.amount'),
        width: 110,
        numeric: true,
        cell: (line) => fenCell(line.amount, 'yuan'),
      },
      {
        id: 'performingDept',
        header: t('line.performingDept'),
        width: 110,
        cell: (line) => textCell(line.performingDept, t('missing.field')),
      },
      { id: 'marks', header: t('line.marks'), width: 90, cell: (line) => ({ text: marks(line) }) },
    ]
  }, [t, say])
  const label =
    category === null ? t('case.linesAll') : t('case.lines', { category: say(FEE_CATEGORY_NAMES[category]) })
  return (
    <div className="lines-grid">
      <DataGrid
        id="lines"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${caseNo} ${category}`, fetch }}
        rowId={(line) => String(line.id)}
        label={label}
        heading={<strong>{label}</strong>}
      />
    </div>
  )
}
