import { Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { ListedParty, ReturnItem } from '#shared/contract/sync.ts'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import { Ready } from '../identity/ready.tsx'
import { monthOf } from '../place.ts'
import { MonthReturn } from './month-return.tsx'

/** 上报: what a month's return holds, and the button that writes it. */
export function OutboxTab() {
  const query = useCall('items.list', {})
  return (
    <Ready>
      {({ offices }) => (
        <Async query={query} rows={6}>
          {(items) => <Outbox items={items} offices={offices} />}
        </Async>
      )}
    </Ready>
  )
}

function Outbox({
  items,
  offices,
}: {
  readonly items: readonly ReturnItem[]
  readonly offices: readonly ListedParty[]
}) {
  const { t } = useText()
  const { firstPeriod, lastPeriod } = useBook()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const months = monthsOf(items, firstPeriod, lastPeriod)
  // The oldest month that waits is sent first.
  const waiting = items
    .filter(({ state }) => state === 'draft')
    .map(({ period }) => period)
    .sort()[0]
  const month = monthOf(params.get('at')) ?? waiting ?? lastPeriod
  return (
    <div className="stack" data-testid="outbox">
      <div className="page-controls">
        <span className="labelled">{t('outbox.month')}</span>
        <Select
          value={month}
          onChange={(value: string) => change({ at: value })}
          options={months.map((value) => ({ value: value as string, label: value as string }))}
          popupMatchSelectWidth={false}
          aria-label={t('outbox.month')}
          data-testid="outbox-month"
        />
      </div>
      {month !== null && (
        <MonthReturn
          key={month}
          month={month}
          items={items.filter(({ period }) => period === month)}
          offices={offices}
        />
      )}
    </div>
  )
}

/** Months of the book and of items, the latest first. */
function monthsOf(items: readonly ReturnItem[], first: Period | null, last: Period | null): readonly Period[] {
  const book = first === null || last === null ? [] : periodsBetween(first, last)
  return [...new Set([...book, ...items.map(({ period }) => period)])].sort().reverse()
}
