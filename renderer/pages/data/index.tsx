import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { BatchesTab } from './batches-tab.tsx'
import { BookTab } from './book-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { ImportTab } from './import/import-tab.tsx'
import { RulesTab } from './rules-tab.tsx'

const TABS = ['import', 'batches', 'rules', 'history', 'book'] as const
type Tab = (typeof TABS)[number]

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  import: ImportTab,
  batches: BatchesTab,
  rules: RulesTab,
  history: HistoryTab,
  book: BookTab,
}

/** 数据: what goes in, what came in, the rules it is read by, what was done and whether it still adds up. */
export function DataPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = TABS.find((tab) => tab === params.get('tab')) ?? 'import'
  const View = VIEWS[active]
  return (
    <div className="page" data-testid="page-data">
      <Tabs
        activeKey={active}
        onChange={(tab) => change({ tab })}
        items={TABS.map((tab) => ({
          key: tab,
          label: <span data-testid={`tab-${tab}`}>{t(`data.tab.${tab}`)}</span>,
        }))}
      />
      <View />
    </div>
  )
}
