import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { AgreementTab } from './agreement-tab.tsx'
import { CalculateTab } from './calculate-tab.tsx'
import { CoverageTab } from './coverage-tab.tsx'
import { SchemeTab } from './scheme-tab.tsx'

const TABS = ['coverage', 'agreement', 'scheme', 'calculate'] as const
type Tab = (typeof TABS)[number]

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  coverage: CoverageTab,
  agreement: AgreementTab,
  scheme: SchemeTab,
  calculate: CalculateTab,
}

/** 分组: what found a group, where it differs from the insurer's, the scheme itself, and a case tried out. */
export function GroupingPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = TABS.find((tab) => tab === params.get('tab')) ?? 'coverage'
  const View = VIEWS[active]
  return (
    <div className="page" data-testid="page-grouping">
      <Tabs
        activeKey={active}
        onChange={(tab) => change({ tab, at: null, find: null, cause: null, official: null, local: null })}
        items={TABS.map((tab) => ({
          key: tab,
          label: <span data-testid={`tab-${tab}`}>{t(`grouping.tab.${tab}`)}</span>,
        }))}
      />
      <View />
    </div>
  )
}
