import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { PageTabs } from '#renderer/components/page-tabs.tsx'
import { AllocationTab } from './allocation/allocation-tab.tsx'
import { ExportMenu } from './export-menu.tsx'
import { CostingHeadline } from './headline.tsx'
import { LedgerTab } from './ledger/ledger-tab.tsx'
import { LevelsTab } from './levels/levels-tab.tsx'
import { MethodsTab } from './methods/methods-tab.tsx'
import { LEFT_BEHIND, oneOf, TABS, type Tab, useSpan } from './place.ts'
import { RunTab } from './run/run-tab.tsx'
import { SheetsTab } from './sheets/sheets-tab.tsx'
import { StatementTab } from './statement/statement-tab.tsx'
import { UnitsTab } from './units/units-tab.tsx'

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  ledger: LedgerTab,
  allocation: AllocationTab,
  units: UnitsTab,
  methods: MethodsTab,
  sheets: SheetsTab,
  levels: LevelsTab,
  statement: StatementTab,
  run: RunTab,
}

/** 成本: from the ledger over the allocation to the case, and back to the fen. */
export function CostingPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = oneOf(TABS, params.get('tab')) ?? 'ledger'
  const View = VIEWS[active]
  const span = useSpan()
  return (
    <div className="page" data-testid="page-costing">
      <CostingHeadline />
      <PageTabs
        tabs={TABS}
        active={active}
        label={(tab) => t(`costing.tab.${tab}`)}
        onChange={(tab) => change({ ...LEFT_BEHIND, tab })}
        {...(span === null ? {} : { extra: <ExportMenu tab={active} span={span} /> })}
      />
      <View />
    </div>
  )
}
