import { AuditOutlined } from '@ant-design/icons'
import { Button, Segmented, Tooltip } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { Reconciliation } from '#shared/contract/settlement.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { DIFFERENCE_CAUSES } from '#shared/domain/settlement-difference.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { oneOf, VIEWS } from '../place.ts'
import { CaseGrid } from './case-grid.tsx'
import { CausePanel } from './cause-panel.tsx'
import { MonthGrid } from './month-grid.tsx'

/** Official settlements against local ones: how far apart, why, in which months, and the cases behind it. */
export function ReconcileTab() {
  const { slice } = useFilters()
  const query = useCall('settlement.reconcile', { slice })
  return (
    <Async query={query} rows={12}>
      {(report) => (report.returns === 0 ? <NoReturns /> : <Report report={report} />)}
    </Async>
  )
}

function Report({ report }: { readonly report: Reconciliation }) {
  const { t } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const view = oneOf(VIEWS, params.get('view')) ?? 'months'
  return (
    <>
      <Headline report={report} />
      <Sides report={report} />
      <CausePanel report={report} />
      <div className="page-controls">
        <Segmented
          value={view}
          onChange={(next) => change({ view: next })}
          options={VIEWS.map((value) => ({ value, label: t(`settle.view.${value}`) }))}
          data-testid="settle-view"
        />
        <SliceChips />
      </div>
      {view === 'months' ? <MonthGrid report={report} /> : <CaseGrid report={report} />}
    </>
  )
}

function Headline({ report }: { readonly report: Reconciliation }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const largest = report.causes.toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))[0]
  const signed = (amount: Reconciliation['official']) => formatYuan(fenToYuan(amount), unit, true)
  const words = {
    n: formatCount(report.n),
    official: formatFen(report.official, unit),
    local: formatFen(report.local, unit),
    difference: signed(report.difference),
    unit: t(`unit.${unit}`),
    agree: formatCount(report.agree),
    differ: formatCount(report.differ),
  }
  return (
    <h1 className="headline" data-testid="headline">
      {report.n === 0
        ? t('settle.headline.none')
        : largest === undefined
          ? t('settle.headline.agree', words)
          : t('settle.headline', {
              ...words,
              cause: say(DIFFERENCE_CAUSES[largest.cause]),
              causeN: formatCount(largest.n),
              amount: signed(largest.amount),
            })}
    </h1>
  )
}

/** The two surpluses side by side, each on the basis it is on, and what is not compared. */
function Sides({ report }: { readonly report: Reconciliation }) {
  const { t, say } = useText()
  const { unit, change } = useFilters()
  const { surplus, states, awaiting, exempt } = report
  const marks = (['open', 'asked', 'explained'] as const).filter((state) => states[state].n > 0)
  return (
    <p className="settle-sides" data-testid="settle-sides">
      <span>
        {t('settle.surplusOf', { n: formatCount(surplus.n) })}{' '}
        <Tooltip title={`${say(BASIS_NAMES.B2)}　${t('settle.B2.what')}`}>
          <span className="basis-tag basis-B2">{t('basis.B2')}</span>
        </Tooltip>{' '}
        <b className="num" data-testid="surplus-B2">
          {formatYuan(surplus.official.amount, unit)}
        </b>{' '}
        <BasisTag basis="B1" />{' '}
        <b className="num" data-testid="surplus-B1">
          {formatYuan(surplus.local.amount, unit)}
        </b>{' '}
        {t(`unit.${unit}`)}
      </span>
      {marks.map((state) => (
        <Button
          key={state}
          size="small"
          type="text"
          onClick={() => change({ view: 'cases', state, cause: null, month: null })}
          data-testid={`state-${state}`}
        >
          {t('settle.stateCount', {
            state: t(`settle.state.${state}`),
            n: formatCount(states[state].n),
            amount: formatYuan(fenToYuan(states[state].amount), unit, true),
          })}
        </Button>
      ))}
      {awaiting + exempt > 0 && (
        <Tooltip title={t('settle.outside.what')}>
          <span className="muted" data-testid="settle-outside">
            {t('settle.outside', { awaiting: formatCount(awaiting), exempt: formatCount(exempt) })}
          </span>
        </Tooltip>
      )}
    </p>
  )
}

function NoReturns() {
  const { t } = useText()
  const go = useGo()
  return (
    <EmptyState title={t('settle.empty')} teach={t('settle.emptyTeach')} icon={<AuditOutlined />}>
      <Button type="primary" onClick={() => go.toPage('/data')}>
        {t('nav.data')}
      </Button>
    </EmptyState>
  )
}
