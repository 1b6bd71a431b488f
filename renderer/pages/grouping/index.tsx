import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { PageTabs } from '#renderer/components/page-tabs.tsx'
import { AgreementTab } from './agreement-tab.tsx'
import { CalculateTab } from './calculate-tab.tsx'
import { CoverageTab } from './coverage-tab.tsx'
import { SchemeTab } from './scheme-tab.tsx'
import { VersionsTab } from './versions/versions-tab.tsx'

const TABS = ['coverage', 'agreement', 'versions', 'scheme', 'calculate'] as const
type Tab = (typeof TABS)[number]

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  coverage: CoverageTab,
  agreement: AgreementTab,
  versions: VersionsTab,
  scheme: SchemeTab,
  calculate: CalculateTab,
}

/** Parameters that belong to one tab alone; the scheme looked into goes along from the browser to the calculator. */
const LEFT_BEHIND = Object.fromEntries(
  [
    'at',
    'find',
    'list',
    'cause',
    'official',
    'local',
    'before',
    'after',
    'rows',
    'pairBefore',
    'pairAfter',
    'row',
    'stay',
    'case',
  ].map((name) => [name, null]),
)

/** 分组: what found a group, where it differs from the insurer's, the scheme itself, and a case tried out. */
export function GroupingPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = TABS.find((tab) => tab === params.get('tab')) ?? 'coverage'
  const View = VIEWS[active]
  return (
    <div className="page" data-testid="page-grouping">
      <PageTabs
        tabs={TABS}
        active={active}
        label={(tab) => t(`grouping.tab.${tab}`)}
        onChange={(tab) => change({ ...LEFT_BEHIND, tab })}
      />
      <View />
    </div>
  )
}
