import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
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
      <Tabs
        activeKey={active}
        onChange={(tab) => {
          change({ tab })
          // A tab begins at its top, not where the last one was scrolled to.
          document.getElementById('main')?.scrollTo(0, 0)
        }}
        items={TABS.map((tab) => ({
          key: tab,
          label: <span data-testid={`tab-${tab}`}>{t(`data.tab.${tab}`)}</span>,
        }))}
      />
      <View />
    </div>
  )
}
