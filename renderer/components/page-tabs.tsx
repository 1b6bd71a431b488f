import { Tabs } from 'antd'
import type { ReactNode } from 'react'

/** The tabs of a page; which one is shown stands in the address. A tab begins at its top, not where the last one was scrolled to. */
export function PageTabs<Tab extends string>({
  tabs,
  active,
  label,
  onChange,
  extra,
}: {
  readonly tabs: readonly Tab[]
  readonly active: Tab
  readonly label: (tab: Tab) => string
  readonly onChange: (tab: Tab) => void
  /** Beside the tabs, whichever is shown. */
  readonly extra?: ReactNode
}) {
  return (
    <Tabs
      {...(extra === undefined ? {} : { tabBarExtraContent: extra })}
      activeKey={active}
      onChange={(tab) => {
        onChange(tab as Tab)
        document.getElementById('main')?.scrollTo(0, 0)
      }}
      items={tabs.map((tab) => ({ key: tab, label: <span data-testid={`tab-${tab}`}>{label(tab)}</span> }))}
    />
  )
}
