import { CalendarOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { PeriodSummary } from '#shared/contract/lifecycle.ts'
import { RecomputeButton } from '../recompute-button.tsx'
import { MonthTable } from './month-table.tsx'
import { YearsPanel } from './years-panel.tsx'

/** 月份: what each month came to, which ones are closed, and the years that may go. */
export function MonthsTab() {
  const query = useCall('periods.list', {})
  return <Async query={query}>{(months) => <Months months={months} />}</Async>
}

function Months({ months }: { readonly months: readonly PeriodSummary[] }) {
  const { t } = useText()
  const { stale } = useBook()
  const { change } = useFilters()
  if (months.length === 0) {
    return (
      <EmptyState title={t('months.empty')} teach={t('months.emptyTeach')} icon={<CalendarOutlined />}>
        <Button type="primary" onClick={() => change({ tab: 'import' })}>
          {t('import.choose')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <div className="stack" data-testid="months">
      <Headline months={months} />
      {stale && (
        <Alert
          type="warning"
          showIcon
          title={t('months.stale')}
          description={<RecomputeButton />}
          data-testid="months-stale"
        />
      )}
      <section className="panel">
        <header>
          <span className="muted panel-note">{t('months.teach')}</span>
        </header>
        <MonthTable months={months} />
      </section>
      <YearsPanel months={months} />
    </div>
  )
}

function Headline({ months }: { readonly months: readonly PeriodSummary[] }) {
  const { t } = useText()
  const open = months.filter(({ closed }) => closed === null)
  const n = months.length
  const first = open[0]?.period
  const last = months[n - 1]?.period ?? ''
  const sentence =
    first === undefined
      ? t('months.headline.allClosed', { n, last })
      : open.length === n
        ? t('months.headline.noneClosed', { n, first })
        : t('months.headline.some', { closed: n - open.length, open: open.length, first })
  return (
    <h1 className="headline" data-testid="headline">
      {sentence}
    </h1>
  )
}
