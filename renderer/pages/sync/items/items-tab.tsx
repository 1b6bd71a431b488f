import { FormOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Segmented, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { ReturnItem } from '#shared/contract/sync.ts'
import { ANSWERED_TABLES, type AnsweredTable } from '#shared/domain/sync.ts'
import { monthOf, NO_ITEM, placeOfStart, startOf } from '../place.ts'
import { ItemDrawer } from './item-drawer.tsx'
import { ItemTable } from './item-table.tsx'

const STATES = ['draft', 'sent', 'answered'] as const
const ALL = ''

/** 上报事项: what the department has to say, from draft to answer. */
export function ItemsTab() {
  const query = useCall('items.list', {})
  return (
    <Async query={query} rows={8}>
      {(items) => <Items items={items} />}
    </Async>
  )
}

function Items({ items }: { readonly items: readonly ReturnItem[] }) {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const state = STATES.find((known) => known === params.get('state')) ?? null
  const kind = ANSWERED_TABLES.find((known) => known === params.get('kind')) ?? null
  const month = monthOf(params.get('at'))
  const open = items.find(({ id }) => id === params.get('item')) ?? null
  const start = startOf(params)
  const close = () => change(NO_ITEM)
  const inPlace = items.filter(
    (item) => (kind === null || item.kind === kind) && (month === null || item.period === month),
  )
  const shown = inPlace.filter((item) => state === null || item.state === state)
  const months = [...new Set(items.map(({ period }) => period))].sort().reverse()
  const count = (wanted: ReturnItem['state']): number => inPlace.filter((item) => item.state === wanted).length
  return (
    <div className="stack" data-testid="items">
      {items.length === 0 ? (
        <EmptyState title={t('item.empty')} teach={t('item.emptyTeach')} icon={<FormOutlined />} testId="items-empty">
          <NewItem />
        </EmptyState>
      ) : (
        <>
          <div className="page-controls">
            <Segmented
              value={state ?? ALL}
              onChange={(value) => change({ state: value === ALL ? null : value })}
              options={[
                { value: ALL, label: t('item.stateCount', { state: t('item.stateAll'), n: inPlace.length }) },
                ...STATES.map((value) => ({
                  value,
                  label: t('item.stateCount', { state: t(`item.state.${value}`), n: count(value) }),
                })),
              ]}
              aria-label={t('item.filterState')}
              data-testid="item-states"
            />
            <Select
              value={kind ?? ALL}
              onChange={(value: string) => change({ kind: value === ALL ? null : value })}
              options={[
                { value: ALL, label: t('item.kindAll') },
                ...ANSWERED_TABLES.map((value) => ({ value: value as string, label: t(`sync.table.${value}`) })),
              ]}
              popupMatchSelectWidth={false}
              aria-label={t('item.filterKind')}
              data-testid="item-kind"
            />
            <Select
              value={month ?? ALL}
              onChange={(value: string) => change({ at: value === ALL ? null : value })}
              options={[
                { value: ALL, label: t('item.monthAll') },
                ...months.map((value) => ({ value: value as string, label: value as string })),
              ]}
              popupMatchSelectWidth={false}
              aria-label={t('item.filterMonth')}
              data-testid="item-month"
            />
            <span className="page-space" />
            <NewItem />
          </div>
          <ItemTable items={shown} onOpen={({ id }) => change({ ...NO_ITEM, item: id })} />
        </>
      )}
      {open !== null && <ItemDrawer key={open.id} item={open} onClose={close} />}
      {open === null && start !== null && <ItemDrawer key={start.kind} start={start} onClose={close} />}
    </div>
  )
}

/** One button for each kind of item, in the order of a month's work. */
function NewItem() {
  const { t } = useText()
  const { readOnly, lastPeriod } = useBook()
  const { change } = useFilters()
  const begin = (kind: AnsweredTable) => change(placeOfStart({ kind, caseNo: null, group: null, period: lastPeriod }))
  return (
    <Dropdown
      trigger={['click']}
      disabled={readOnly}
      menu={{
        items: ANSWERED_TABLES.map((kind) => ({
          key: kind,
          label: <span data-testid={`new-${kind}`}>{t(`item.new.${kind}`)}</span>,
          onClick: () => begin(kind),
        })),
      }}
    >
      <Button type="primary" icon={<PlusOutlined />} data-testid="new-item">
        {t('item.new')}
      </Button>
    </Dropdown>
  )
}
