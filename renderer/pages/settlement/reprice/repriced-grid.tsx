import { Segmented } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { countCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import {
  PRICE_CAUSES,
  REPRICED_DIMENSIONS,
  type RepricedAmounts,
  type RepricedDimension,
  type RepricedTable,
} from '#shared/contract/settlement-reprice.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

type Row = RepricedTable['rows'][number]

/** Before, after and the causes of the change, by group, class or any other dimension; a row opens to its cases. */
export function RepricedGrid({ table }: { readonly table: RepricedTable }) {
  const { t } = useText()
  const { unit, change } = useFilters()
  const { by, total } = table
  const columns = useMemo((): readonly GridColumn<Row>[] => {
    const money = (id: string, header: string, pick: (row: RepricedAmounts) => string): GridColumn<Row> => ({
      id,
      header: t('common.withUnit', { label: header, unit: t(`unit.${unit}`) }),
      width: 130,
      numeric: true,
      sortValue: pick,
      cell: (row) => yuanCell(pick(row), unit),
      total: yuanCell(pick(total), unit),
    })
    const count = (id: 'n' | 'changed', header: string): GridColumn<Row> => ({
      id,
      header,
      width: 88,
      numeric: true,
      sortValue: (row) => row[id],
      cell: (row) => countCell(row[id]),
      total: countCell(total[id]),
    })
    return [
      {
        id: 'key',
        header: t(`settle.price.by.${by}`),
        width: 250,
        pinned: true,
        sortValue: ({ key }) => key,
        cell: (row) => ({ text: nameOf(t, by, row), title: nameOf(t, by, row) }),
        total: { text: t('common.total') },
      },
      count('n', t('settle.column.n')),
      count('changed', t('settle.price.changed')),
      money('before', t('settle.price.before'), (row) => row.before),
      money('after', t('settle.price.after'), (row) => row.after),
      money('change', t('settle.price.change'), (row) => row.change),
      ...PRICE_CAUSES.map((cause) =>
        money(`cause-${cause}`, t(`settle.price.cause.${cause}`), (row) => row.causes[cause]),
      ),
    ]
  }, [t, unit, by, total])
  return (
    <div className="panel settle-grid">
      <DataGrid
        id="repriced"
        columns={columns}
        source={{ kind: 'rows', rows: table.rows }}
        rowId={({ key }) => key}
        onOpenRow={({ key }) => change({ row: key })}
        totals
        label={t('settle.tab.reprice')}
        heading={
          <Segmented<RepricedDimension>
            size="small"
            value={by}
            onChange={(next) => change({ by: next, row: null })}
            options={REPRICED_DIMENSIONS.map((value) => ({ value, label: t(`settle.price.by.${value}`) }))}
            data-testid="price-by"
          />
        }
      />
    </div>
  )
}

/** A row as a person reads it; of classes, how the case was settled before and after. */
export function nameOf(t: Translate, by: RepricedDimension, { key, label }: Pick<Row, 'key' | 'label'>): string {
  if (by === 'class') {
    const [before = '', after = ''] = key.split('>').map((part) => {
      const known = SETTLEMENT_CLASSES.find((each) => each === part)
      return known === undefined ? part : t(`settlement.${known}`)
    })
    return before === after ? t('settle.price.stayed', { name: before }) : t('settle.price.moved', { before, after })
  }
  if (key === '') return t(by === 'drg' || by === 'adrg' || by === 'mdc' ? 'status.ungrouped' : 'missing.blank')
  return label === '' || label.startsWith(key) ? label || key : `${key} ${label}`
}
