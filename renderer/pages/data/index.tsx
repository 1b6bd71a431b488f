import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { PageTabs } from '#renderer/components/page-tabs.tsx'
import { AuditTab } from './audit/audit-tab.tsx'
import { BackupsTab } from './backups/backups-tab.tsx'
import { BatchesTab } from './batches-tab.tsx'
import { BookTab } from './book-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { ImportTab } from './import/import-tab.tsx'
import { MonthsTab } from './months/months-tab.tsx'
import { RulesTab } from './rules-tab.tsx'

const TABS = ['import', 'batches', 'months', 'rules', 'backups', 'history', 'audit', 'book'] as const
type Tab = (typeof TABS)[number]

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  import: ImportTab,
  batches: BatchesTab,
  months: MonthsTab,
  rules: RulesTab,
  backups: BackupsTab,
  history: HistoryTab,
  audit: AuditTab,
  book: BookTab,
}

/** 数据: what goes in and came in, months and rules, backups, what was done and whether it still adds up. */
export function DataPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = TABS.find((tab) => tab === params.get('tab')) ?? 'import'
  const View = VIEWS[active]
  return (
    <div className={active === 'audit' ? 'page page-fill' : 'page'} data-testid="page-data">
      <PageTabs tabs={TABS} active={active} label={(tab) => t(`data.tab.${tab}`)} onChange={(tab) => change({ tab })} />
      <View />
    </div>
  )
}
