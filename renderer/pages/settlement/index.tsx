import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { PageTabs } from '#renderer/components/page-tabs.tsx'
import { LEFT_BEHIND, oneOf, TABS, type Tab } from './place.ts'
import { PlanTab } from './plan/plan-tab.tsx'
import { ReconcileTab } from './reconcile/reconcile-tab.tsx'
import { RepriceTab } from './reprice/reprice-tab.tsx'

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  reconcile: ReconcileTab,
  plan: PlanTab,
  reprice: RepriceTab,
}

/** 对账: what the insurer settled beside what was computed here. */
export function SettlementPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = oneOf(TABS, params.get('tab')) ?? 'reconcile'
  const View = VIEWS[active]
  return (
    <div className="page" data-testid="page-settlement">
      <PageTabs
        tabs={TABS}
        active={active}
        label={(tab) => t(`settle.tab.${tab}`)}
        onChange={(tab) => change({ ...LEFT_BEHIND, tab })}
      />
      <View />
    </div>
  )
}
