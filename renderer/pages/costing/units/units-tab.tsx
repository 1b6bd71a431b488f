import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import type { UnitCost, UnitCosts } from '#shared/contract/costing-reports.ts'
import { COST_METHODS } from '#shared/domain/costing.ts'
import { Costed, NoLedger } from '../costed.tsx'
import { MethodField } from '../method-field.tsx'
import { MonthField } from '../month-field.tsx'
import { monthParam, oneOf, type Span, useRunChoice, useSpan } from '../place.ts'
import { BedDayPanel } from './bed-day-panel.tsx'
import { ItemGrid } from './item-grid.tsx'
import { UnitDrawer } from './unit-drawer.tsx'
import { UnitTable } from './unit-table.tsx'
import { UnusedPanel } from './unused-panel.tsx'

/** 单位成本: what a bed-day, a theatre minute, an item costs; capacity nobody used stands apart. */
export function UnitsTab() {
  const span = useSpan()
  return span === null ? <NoLedger /> : <Units span={span} />
}

function Units({ span }: { readonly span: Span }) {
  const query = useCall('costing.unitCosts', { ...span, ...useRunChoice() })
  return <Costed query={query}>{(costs) => <UnitsView costs={costs} />}</Costed>
}

function UnitsView({ costs }: { readonly costs: UnitCosts }) {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const [opened, setOpened] = useState<UnitCost | null>(null)
  const months = [...new Set(costs.rows.map(({ period }) => period))].toSorted().toReversed()
  const [newest] = months
  if (newest === undefined) return <p className="muted">{t('units.none')}</p>
  const asked = monthParam(params, 'at')
  const month = months.find((one) => one === asked) ?? newest
  const among = COST_METHODS.filter((method) => costs.rows.some((row) => row.method === method))
  const method = oneOf(among, params.get('method')) ?? oneOf(among, 'top-down') ?? among[0] ?? 'top-down'
  const rows = costs.rows.filter((row) => row.period === month && row.method === method)
  return (
    <div className="stack" data-testid="units">
      <div className="page-controls">
        <MonthField months={months} value={month} onChange={(value) => change({ at: value })} />
        <MethodField value={method} among={among} onChange={(value) => change({ method: value })} />
      </div>
      <UnitTable rows={rows} month={month} onOpen={setOpened} />
      <UnusedPanel costs={costs} />
      <BedDayPanel costs={costs} />
      <ItemGrid month={month} />
      {opened !== null && <UnitDrawer row={opened} costs={costs} onClose={() => setOpened(null)} />}
    </div>
  )
}
