import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { PageTabs } from '#renderer/components/page-tabs.tsx'
import { SyncHeadline } from './headline.tsx'
import { HistoryTab } from './history-tab.tsx'
import { PartiesTab } from './identity/parties-tab.tsx'
import { InboxTab } from './inbox/inbox-tab.tsx'
import { ItemsTab } from './items/items-tab.tsx'
import { OutboxTab } from './outbox/outbox-tab.tsx'
import { LEFT_BEHIND, TABS, type Tab } from './place.ts'

const VIEWS: Readonly<Record<Tab, () => React.JSX.Element>> = {
  inbox: InboxTab,
  items: ItemsTab,
  outbox: OutboxTab,
  history: HistoryTab,
  parties: PartiesTab,
}

/** 收发: what the finance office sends, what the department has to say, and the trust between them. */
export function SyncPage() {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const active = TABS.find((tab) => tab === params.get('tab')) ?? 'inbox'
  const View = VIEWS[active]
  return (
    <div className="page" data-testid="page-sync">
      <SyncHeadline />
      <PageTabs
        tabs={TABS}
        active={active}
        label={(tab) => t(`sync.tab.${tab}`)}
        onChange={(tab) => change({ ...LEFT_BEHIND, tab })}
      />
      <View />
    </div>
  )
}
