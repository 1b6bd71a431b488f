import { CalculatorOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Select, Tag, Tooltip } from 'antd'
import { useSearchParams } from 'react-router'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useCommand } from '#renderer/data/use-command.ts'
import {
  PRICE_CAUSES,
  REPRICED_DIMENSIONS,
  type RepricedTable,
  type Repricing,
} from '#shared/contract/settlement-reprice.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { oneOf } from '../place.ts'
import { PriceCausePanel } from './cause-panel.tsx'
import { RepricedCases } from './repriced-cases.tsx'
import { RepricedGrid } from './repriced-grid.tsx'
import { RunReprice } from './run-reprice.tsx'

/** What the same cases would be paid under another policy, beside what they are paid; no figure in force changes. */
export function RepriceTab() {
  const query = useCall('settlement.repricings', {})
  return <Async query={query}>{(runs) => <Runs runs={runs} />}</Async>
}

function Runs({ runs }: { readonly runs: readonly Repricing[] }) {
  const { t, say } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const run = runs.find(({ id }) => String(id) === params.get('pricing')) ?? runs[0]
  return (
    <>
      {run !== undefined && <RepricedView run={run} />}
      <div className="page-controls">
        <RunReprice />
        {run !== undefined && runs.length > 1 && (
          <Select
            value={run.id}
            onChange={(id: number) => change({ pricing: String(id), row: null })}
            options={runs.map((each) => ({
              value: each.id,
              label: t('settle.price.run', { policy: say(each.policy.name), at: formatMoment(each.at) }),
            }))}
            aria-label={t('settle.price.runs')}
            data-testid="price-run"
            popupMatchSelectWidth={false}
            style={{ width: 260 }}
          />
        )}
        {run !== undefined && <DropButton run={run} />}
      </div>
      {run === undefined ? (
        <EmptyState
          title={t('settle.price.empty')}
          teach={t('settle.price.emptyTeach')}
          icon={<CalculatorOutlined />}
        />
      ) : (
        <Breakdown run={run} />
      )}
    </>
  )
}

function useTable(run: Repricing) {
  const { slice } = useFilters()
  const [params] = useSearchParams()
  const by = oneOf(REPRICED_DIMENSIONS, params.get('by')) ?? 'drg'
  return useCall('settlement.repriced', { repricingId: run.id, slice, by })
}

function RepricedView({ run }: { readonly run: Repricing }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const table = useTable(run).data
  if (table === undefined) return <h1 className="headline">&nbsp;</h1>
  const { total } = table
  const largest = PRICE_CAUSES.toSorted((a, b) => exact(total.causes[b]).abs().cmp(exact(total.causes[a]).abs()))[0]!
  const words = {
    policy: say(run.policy.name),
    n: formatCount(total.n),
    changed: formatCount(total.changed),
    before: formatYuan(total.before, unit),
    after: formatYuan(total.after, unit),
    change: formatYuan(total.change, unit, true),
    unit: t(`unit.${unit}`),
    cause: t(`settle.price.cause.${largest}`),
    amount: formatYuan(total.causes[largest], unit, true),
  }
  return (
    <>
      <h1 className="headline" data-testid="headline">
        {t(
          total.n === 0
            ? 'settle.price.headline.none'
            : total.changed === 0
              ? 'settle.price.headline.same'
              : 'settle.price.headline',
          words,
        )}
      </h1>
      <Sides table={table} />
    </>
  )
}

function Sides({ table }: { readonly table: RepricedTable }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { surplus, repricing } = table
  return (
    <p className="settle-sides">
      <span>
        {t('settle.surplusOf', { n: formatCount(surplus.n) })} <BasisTag basis="B1" />{' '}
        <b className="num">{formatYuan(surplus.before.amount, unit)}</b> →{' '}
        <b className="num">{formatYuan(surplus.after.amount, unit)}</b> {t(`unit.${unit}`)}
      </span>
      <span className="muted">
        {t('settle.price.months', {
          from: repricing.from ?? t('settle.price.first'),
          to: repricing.to ?? t('settle.price.last'),
          at: formatMoment(repricing.at),
        })}
      </span>
      <Tag>
        {t(
          `policy.status.${oneOf(['official', 'reference', 'demonstration'], repricing.policy.status) ?? 'reference'}`,
        )}
      </Tag>
      {repricing.leftOut > 0 && (
        <Tooltip title={t('settle.price.leftOutWhat')}>
          <span className="muted">{t('settle.price.leftOut', { n: formatCount(repricing.leftOut) })}</span>
        </Tooltip>
      )}
      {repricing.outdated && (
        <Tooltip title={t('settle.price.outdatedWhat')}>
          <Tag color="red" data-testid="price-outdated">
            {t('settle.price.outdated')}
          </Tag>
        </Tooltip>
      )}
    </p>
  )
}

function Breakdown({ run }: { readonly run: Repricing }) {
  const query = useTable(run)
  const [params] = useSearchParams()
  return (
    <Async query={query} rows={10}>
      {(table) => (
        <div className="settle-stack">
          {table.total.changed > 0 && <PriceCausePanel table={table} />}
          <SliceChips />
          {params.get('row') === null ? <RepricedGrid table={table} /> : <RepricedCases table={table} />}
        </div>
      )}
    </Async>
  )
}

function DropButton({ run }: { readonly run: Repricing }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const drop = useCommand('settlement.dropRepricing')
  return (
    <>
      <Popconfirm
        title={t('settle.price.dropSure')}
        onConfirm={() => void drop.run({ repricingId: run.id })}
        okText={t('settle.price.drop')}
        cancelText={t('common.cancel')}
      >
        <Button type="text" danger disabled={readOnly} loading={drop.running} data-testid="price-drop">
          {t('settle.price.drop')}
        </Button>
      </Popconfirm>
      {drop.problem !== null && <ProblemAlert problem={drop.problem} onClose={drop.clear} />}
    </>
  )
}
