import { AccountBookOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { LEFT_BEHIND } from './place.ts'

/** An answer that needs a costing run: without one, the way to it instead of a problem. */
export function Costed<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T, Error>
  readonly children: (value: T) => ReactNode
}) {
  if (query.isError && problemOf(query.error).code === 'costing-missing') return <NoRun />
  return (
    <Async query={query} rows={10}>
      {children}
    </Async>
  )
}

/** Nothing is costed yet: run it, or first bring the ledger. */
function NoRun() {
  const { t } = useText()
  const { change } = useFilters()
  const settings = useCall('costing.settings', {}).data
  const ledger = settings?.data.months.some((month) => month.ledger !== null) ?? true
  return (
    <EmptyState
      title={t('costing.noRun')}
      teach={ledger ? t('costing.noRunTeach') : t('costing.noRunNoLedger')}
      icon={<AccountBookOutlined />}
      testId="costing-no-run"
    >
      <Button type="primary" onClick={() => change({ ...LEFT_BEHIND, tab: 'run' })} data-testid="go-run">
        {t('costing.goRun')}
      </Button>
      {!ledger && <ImportButton />}
    </EmptyState>
  )
}

/** The months have no ledger. */
export function NoLedger() {
  const { t } = useText()
  return (
    <EmptyState
      title={t('ledger.empty')}
      teach={t('ledger.emptyTeach')}
      icon={<AccountBookOutlined />}
      testId="ledger-empty"
    >
      <ImportButton primary />
    </EmptyState>
  )
}

export function ImportButton({ primary = false }: { readonly primary?: boolean }) {
  const { t } = useText()
  const go = useGo()
  return (
    <Button type={primary ? 'primary' : 'default'} onClick={() => go.toPage('/data', { tab: 'import' })}>
      {t('costing.importLedger')}
    </Button>
  )
}
