import { Input } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useRevision } from '#renderer/data/use-revision.ts'
import { decimalCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ItemCostRow } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import type { Period } from '#shared/domain/period.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { useRunChoice } from '../place.ts'
import { ItemDrawer } from './item-drawer.tsx'

/** 项目成本 of a month: every service item with what it costs beside what it is charged at. */
export function ItemGrid({ month }: { readonly month: Period }) {
  const { t, say } = useText()
  const { bridge } = useCore()
  const run = useRunChoice()
  const revision = useRevision()
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<ItemCostRow | null>(null)
  const request = { month, ...run, ...(text === '' ? {} : { text }) }
  const total = useCall('costing.items', { ...request, offset: 0, limit: 1 }).data?.total ?? 0
  const columns = useMemo<readonly GridColumn<ItemCostRow>[]>(
    () => [
      { id: 'item', header: t('items.code'), width: 110, pinned: true, cell: ({ item }) => ({ text: item }) },
      { id: 'name', header: t('items.name'), width: 240, cell: ({ name }) => ({ text: name, title: name }) },
      { id: 'center', header: t('ledger.center'), width: 120, cell: ({ center }) => ({ text: center }) },
      {
        id: 'volume',
        header: t('items.volume'),
        width: 100,
        numeric: true,
        cell: ({ volume }) => decimalCell(volume, 2),
      },
      {
        id: 'income',
        header: t('common.withUnit', { label: t('items.income'), unit: t('unit.yuan') }),
        width: 130,
        numeric: true,
        cell: ({ income }) => fenCell(income, 'yuan'),
      },
      {
        id: 'unitCost',
        header: t('common.withUnit', { label: t('items.unitCost'), unit: t('unit.yuan') }),
        width: 140,
        numeric: true,
        cell: ({ unitCost }) => decimalCell(unitCost, 6),
      },
      {
        id: 'price',
        header: t('common.withUnit', { label: t('items.price'), unit: t('unit.yuan') }),
        width: 130,
        numeric: true,
        cell: ({ meanPrice }) => decimalCell(meanPrice, 2),
      },
      ...COST_ELEMENTS.map(
        (element): GridColumn<ItemCostRow> => ({
          id: element,
          header: say(COST_ELEMENT_NAMES[element]),
          width: 120,
          numeric: true,
          hidden: element !== 'staff' && element !== 'depreciation' && element !== 'other',
          cell: ({ elements }) => decimalCell(elements[element], 4),
        }),
      ),
    ],
    [t, say],
  )
  return (
    <section className="panel" data-testid="item-costs">
      <header>
        <h2>{t('items.title', { month, n: formatCount(total) })}</h2>
        <Input.Search
          allowClear
          size="small"
          className="item-search"
          placeholder={t('items.search')}
          aria-label={t('items.search')}
          onSearch={setText}
        />
      </header>
      {total === 0 ? (
        <p className="muted">{text === '' ? t('items.none') : t('grid.empty')}</p>
      ) : (
        <div className="lines-grid">
          <DataGrid
            id="item-costs"
            columns={columns}
            source={{
              kind: 'paged',
              key: JSON.stringify([request, revision]),
              fetch: (offset, limit) => callValue(bridge, 'costing.items', { ...request, offset, limit }),
            }}
            rowId={({ item, center }) => `${item} ${center}`}
            onOpenRow={setOpened}
            label={t('items.title', { month, n: formatCount(total) })}
            heading={t('grid.rows', { n: formatCount(total) })}
          />
        </div>
      )}
      {opened !== null && <ItemDrawer item={opened} month={month} onClose={() => setOpened(null)} />}
    </section>
  )
}
