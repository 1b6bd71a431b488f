import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { PRICE_CAUSES, type PriceCause, type RepricedTable } from '#shared/contract/settlement-reprice.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'

/** Why payments change, cause by cause. */
export function PriceCausePanel({ table }: { readonly table: RepricedTable }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { total, counts } = table
  const causes = PRICE_CAUSES.filter((cause) => counts[cause] > 0)
  const title = t('settle.price.causes', { n: formatCount(total.changed), unit: t(`unit.${unit}`) })
  const columns: readonly GridColumn<PriceCause>[] = [
    {
      id: 'cause',
      header: t('settle.column.cause'),
      width: 200,
      cell: (cause) => ({ text: t(`settle.price.cause.${cause}`) }),
      total: { text: t('common.total') },
    },
    {
      id: 'n',
      header: t('settle.column.n'),
      width: 90,
      numeric: true,
      cell: (cause) => countCell(counts[cause]),
      total: countCell(total.changed),
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('settle.price.change'), unit: t(`unit.${unit}`) }),
      width: 140,
      numeric: true,
      cell: (cause) => yuanCell(total.causes[cause], unit),
      total: yuanCell(total.change, unit),
    },
  ]
  return (
    <ChartPanel
      title={title}
      note={t('settle.price.causesNote')}
      testId="panel-price-causes"
      chart={
        <DivergingBars
          bars={causes.map((cause) => ({
            key: cause,
            label: t(`settle.price.cause.${cause}`),
            value: Number(total.causes[cause]),
            text: t('settle.bar', {
              amount: formatYuan(total.causes[cause], unit, true),
              n: formatCount(counts[cause]),
            }),
          }))}
          reach={Math.max(...causes.map((cause) => Math.abs(Number(total.causes[cause]))))}
          label={title}
        />
      }
      table={
        <SimpleTable
          columns={columns}
          rows={causes}
          rowId={(cause) => cause}
          label={title}
          testId="price-cause-table"
        />
      }
    />
  )
}
