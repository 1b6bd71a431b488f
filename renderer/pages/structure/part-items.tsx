import { Button } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, decimalCell, fenCell, percentCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureItem, StructureView } from '#shared/contract/structure.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import type { ChosenItem } from './part-cases.tsx'

const LIMIT = 200

/** The charged items behind a part, the largest amount first; each opens to its cases. */
export function PartItems({
  slice,
  view,
  part,
  onChoose,
}: {
  readonly slice: Slice
  readonly view: StructureView
  readonly part: string
  readonly onChoose: (chosen: ChosenItem) => void
}) {
  const { t } = useText()
  const query = useCall('structure.items', { slice, view, part, limit: LIMIT })
  const columns = useMemo<readonly GridColumn<StructureItem>[]>(
    () => [
      {
        id: 'name',
        header: t('structure.item'),
        width: 180,
        cell: ({ name, code }) => ({ text: name, title: code }),
        open: (item) => onChoose({ item }),
      },
      { id: 'n', header: t('figure.n'), width: 60, numeric: true, cell: ({ n }) => countCell(n) },
      {
        id: 'quantity',
        header: t('structure.quantity'),
        width: 80,
        numeric: true,
        cell: ({ quantity }) => decimalCell(quantity, quantity.includes('.') ? 2 : 0),
      },
      {
        id: 'amount',
        header: t('structure.yuan'),
        width: 100,
        numeric: true,
        cell: ({ amount }) => fenCell(amount, 'yuan'),
      },
      {
        id: 'share',
        header: t('structure.measure.share'),
        width: 70,
        numeric: true,
        cell: ({ share }) => percentCell(share, t('structure.noShare')),
      },
    ],
    [t, onChoose],
  )
  return (
    <Async query={query}>
      {({ items, rows, rest, amount }) => (
        <section data-testid="part-items">
          <h3>{t('structure.items', { n: formatCount(items) })}</h3>
          {items === 0 ? (
            <p className="muted">{t('structure.items.none')}</p>
          ) : (
            <>
              <Button size="small" type="text" onClick={() => onChoose({ item: null })} data-testid="part-by-case">
                {t('structure.allCases')}
              </Button>
              <div className="structure-items">
                <SimpleTable
                  columns={withTotal(columns, t('common.total'), formatFen(amount, 'yuan'))}
                  rows={rows}
                  rowId={({ itemId }) => String(itemId)}
                  label={t('structure.items', { n: formatCount(items) })}
                />
              </div>
            </>
          )}
          {items > rows.length && (
            <p className="muted">
              {t('structure.items.rest', {
                shown: rows.length,
                n: formatCount(items - rows.length),
                amount: formatFen(rest, 'yuan'),
              })}
            </p>
          )}
        </section>
      )}
    </Async>
  )
}

const withTotal = (
  columns: readonly GridColumn<StructureItem>[],
  name: string,
  amount: string,
): readonly GridColumn<StructureItem>[] =>
  columns.map((column) =>
    column.id === 'name'
      ? { ...column, total: { text: name } }
      : column.id === 'amount'
        ? { ...column, total: { text: amount } }
        : column,
  )
