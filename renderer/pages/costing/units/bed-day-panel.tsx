import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { ElementBars } from '#renderer/charts/element-bars.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, decimalCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { UnitCosts } from '#shared/contract/costing-reports.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { CostDrawer } from '../cost-drawer.tsx'

type BedDay = UnitCosts['bedDay'][number]

/** 床日成本 by month. A month opens alone. */
export function BedDayPanel({ costs }: { readonly costs: UnitCosts }) {
  const { t } = useText()
  const [opened, setOpened] = useState<BedDay | null>(null)
  const { bedDay } = costs
  const last = bedDay.at(-1)
  const reach = useMemo(() => Math.max(1, ...bedDay.map(({ cost }) => Number(cost ?? 0))), [bedDay])
  if (last === undefined) return null
  const open = (month: string) => setOpened(bedDay.find(({ period }) => period === month) ?? null)
  const title = t('bedDay.finding', {
    month: last.period,
    cost: last.cost === null ? MISSING : formatDecimal(last.cost, 2),
  })
  const columns: readonly GridColumn<BedDay>[] = [
    { id: 'month', header: t('costing.month'), width: 100, cell: ({ period }) => ({ text: period }) },
    {
      id: 'cost',
      header: t('common.withUnit', { label: t('bedDay.cost'), unit: t('unit.yuan') }),
      width: 130,
      numeric: true,
      cell: ({ cost }) => decimalCell(cost, 2, t('bedDay.missing')),
      open: setOpened,
    },
    {
      id: 'days',
      header: t('bedDay.days'),
      width: 110,
      numeric: true,
      cell: ({ bedDays }) => countCell(bedDays),
      open: setOpened,
    },
  ]
  return (
    <>
      <ChartPanel
        testId="bed-day"
        title={title}
        note={t('bedDay.what')}
        chart={
          <ElementBars
            label={title}
            onOpen={open}
            bars={bedDay.map(({ period, cost, bedDays }) => ({
              key: period,
              name: period,
              text: cost === null ? MISSING : formatDecimal(cost, 2),
              share: formatCount(bedDays),
              change: t('bedDay.daysShort'),
              // Only the length of a bar; the figure is the text beside it.
              length: Number(cost ?? 0) / reach,
              before: null,
            }))}
          />
        }
        table={<SimpleTable columns={columns} rows={bedDay} rowId={({ period }) => period} label={title} />}
      />
      {opened !== null && <BedDayDrawer month={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function BedDayDrawer({ month, onClose }: { readonly month: BedDay; readonly onClose: () => void }) {
  const { t } = useText()
  const { change } = useFilters()
  const rate = month.cost === null ? MISSING : formatDecimal(month.cost, 2)
  return (
    <CostDrawer
      onClose={onClose}
      story={{
        title: t('bedDay.title', { month: month.period }),
        result: { text: rate, unit: t('unit.yuan'), negative: month.cost?.startsWith('-') ?? false },
        formula: t('bedDay.formula'),
        substituted: t('bedDay.substituted', {
          cost: formatFen(month.costTotal, 'yuan'),
          days: formatCount(month.bedDays),
          rate,
        }),
        inputs: [
          { label: t('units.cost'), value: formatFen(month.costTotal, 'yuan') },
          { label: t('bedDay.days'), value: formatCount(month.bedDays) },
        ],
        source: t('units.source'),
      }}
    >
      <Button onClick={() => change({ from: month.period, to: month.period })}>{t('bedDay.only')}</Button>
    </CostDrawer>
  )
}
