import { LeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, decimalCell, fenCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { StructureCase, StructureItem, StructureView } from '#shared/contract/structure.ts'
import { formatCount } from '#shared/format/decimal.ts'

/** The item whose cases are looked at; null: those of the whole part. */
export interface ChosenItem {
  readonly item: StructureItem | null
}

const LIMIT = 200

/** The cases behind an item or a part, the largest amount first; each opens on the page of cases. */
export function PartCases({
  slice,
  view,
  part,
  chosen: { item },
  onBack,
}: {
  readonly slice: Slice
  readonly view: StructureView
  readonly part: string
  readonly chosen: ChosenItem
  readonly onBack: (() => void) | null
}) {
  const { t } = useText()
  const go = useGo()
  const query = useCall('structure.cases', {
    ...{ slice, view, part, limit: LIMIT },
    ...(item === null ? {} : { itemId: item.itemId }),
  })
  const columns = useMemo<readonly GridColumn<StructureCase>[]>(
    () => [
      {
        id: 'caseNo',
        header: t('structure.case'),
        width: 110,
        cell: ({ caseNo }) => ({ text: caseNo }),
        open: ({ caseNo }) => go.toCase(caseNo, slice),
      },
      { id: 'period', header: t('structure.month'), width: 70, cell: ({ period }) => ({ text: period }) },
      {
        id: 'team',
        header: t('structure.team'),
        width: 80,
        cell: ({ team, physician }) => ({ ...textCell(team), ...(physician === null ? {} : { title: physician }) }),
      },
      item === null
        ? { id: 'los', header: t('structure.los'), width: 60, numeric: true, cell: ({ los }) => countCell(los) }
        : {
            id: 'quantity',
            header: t('structure.quantity'),
            width: 70,
            numeric: true,
            cell: ({ quantity }) => decimalCell(quantity, quantity?.includes('.') === true ? 2 : 0),
          },
      {
        id: 'amount',
        header: t('structure.yuan'),
        width: 100,
        numeric: true,
        cell: ({ amount }) => fenCell(amount, 'yuan'),
      },
    ],
    [t, go, slice, item],
  )
  return (
    <Async query={query}>
      {({ total, rows }) => {
        const title =
          item === null
            ? t('structure.partCases', { n: formatCount(total) })
            : t('structure.itemCases', { name: item.name, n: formatCount(total) })
        return (
          <section data-testid="part-cases">
            {onBack !== null && (
              <Button size="small" type="text" icon={<LeftOutlined />} onClick={onBack} data-testid="part-back">
                {t('structure.backToItems')}
              </Button>
            )}
            <h3>{title}</h3>
            <div className="structure-items">
              <SimpleTable columns={columns} rows={rows} rowId={({ caseNo }) => caseNo} label={title} />
            </div>
            {total > rows.length && <p className="muted">{t('structure.casesShown', { shown: rows.length })}</p>}
          </section>
        )
      }}
    </Async>
  )
}
