import { AuditOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { PlanReport, PlanRow } from '#shared/contract/settlement-plan.ts'
import { type Fen, fen, fenToYuan } from '#shared/domain/money.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { MonthDrawer } from './month-drawer.tsx'
import { MonthPanel } from './month-panel.tsx'
import { planColumns } from './plan-columns.ts'
import { YearDrawer } from './year-drawer.tsx'

/** What the insurer advances month by month, and what the year comes to at its final rate. */
export function PlanTab() {
  const [params] = useSearchParams()
  const text = params.get('year')
  const query = useCall('settlement.plan', text !== null && /^\d{4}$/.test(text) ? { year: text } : {})
  return (
    <Async query={query} rows={12}>
      {(report) => (report.years.length === 0 ? <NoCases /> : <Report report={report} />)}
    </Async>
  )
}

function Report({ report }: { readonly report: PlanReport }) {
  const { t, language } = useText()
  const { unit, change } = useFilters()
  const { readOnly } = useBook()
  const [edited, setEdited] = useState<PlanRow | 'year' | null>(null)
  const columns = useMemo(() => planColumns({ t, report, unit, edit: setEdited }), [t, report, unit])
  return (
    <>
      <Headline report={report} />
      <div className="page-controls">
        <Select
          value={report.year}
          onChange={(year: string) => change({ year })}
          options={report.years.map((value) => ({ value, label: t('settle.plan.year', { year: value }) }))}
          aria-label={t('settle.plan.chooseYear')}
          data-testid="plan-year"
          style={{ width: 110 }}
        />
        <Button disabled={readOnly} onClick={() => setEdited('year')} data-testid="plan-edit-year">
          {t('settle.plan.editYear')}
        </Button>
        <span className="muted">{t(report.kept ? 'settle.plan.kept' : 'settle.plan.untyped')}</span>
      </div>
      <Clearing report={report} />
      <MonthPanel report={report} />
      <div className="panel settle-grid">
        <DataGrid
          id="settle-plan"
          columns={columns}
          source={{ kind: 'rows', rows: report.rows }}
          rowId={({ month, insurance }) => `${month} ${insurance}`}
          onOpenRow={setEdited}
          totals
          label={t('settle.tab.plan')}
          heading={<h2>{t('settle.plan.rows')}</h2>}
          extra={() => (
            <ExportButton
              method="settlement.exportPlan"
              request={() => ({ year: report.year, language })}
              fileName={() => `${t('settle.tab.plan')}_${report.year}_${stamp(new Date())}.xlsx`}
              label={t('settle.plan.export')}
            />
          )}
        />
      </div>
      {edited === 'year' && <YearDrawer report={report} onClose={() => setEdited(null)} />}
      {edited !== null && edited !== 'year' && (
        <MonthDrawer report={report} row={edited} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

function Headline({ report }: { readonly report: PlanReport }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { year, total, balance } = report
  const words = {
    year,
    unit: t(`unit.${unit}`),
    n: formatCount(total.n - total.unpriced),
    due: formatFen(total.due, unit),
    paid: formatFen(total.paid, unit),
    balance: formatFen(fen(Math.abs(balance)), unit),
    drift: formatYuan(fenToYuan(total.drift), unit, true),
  }
  const way = balance > 0 ? 'owed' : balance < 0 ? 'return' : 'even'
  return (
    <h1 className="headline" data-testid="headline">
      {t(`settle.plan.headline.${way}`, words)}
      {total.drift !== 0 && t('settle.plan.headline.drift', words)}
    </h1>
  )
}

/** The clearing as one sum. */
function Clearing({ report }: { readonly report: PlanReport }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { total, assessment, deposit, depositReturned, balance } = report
  const parts: readonly (readonly [sign: string, id: string, amount: Fen])[] = [
    ['', t('settle.plan.due'), total.due],
    ['−', t('settle.plan.paid'), total.paid],
    ['+', t('settle.plan.assessment'), assessment],
    ['−', t('settle.plan.deposit'), deposit],
    ['+', t('settle.plan.depositReturned'), depositReturned],
    ['=', t('settle.plan.balance'), balance],
  ]
  return (
    <section className="panel" aria-label={t('settle.plan.clearing')} data-testid="plan-clearing">
      <p className="settle-sum">
        {parts.map(([sign, name, amount]) => (
          <span key={name}>
            {sign !== '' && <span className="muted">{sign} </span>}
            {name} <b className={amount < 0 ? 'num negative' : 'num'}>{formatFen(amount, unit)}</b>
          </span>
        ))}
        <span className="muted">{t(`unit.${unit}`)}</span>
      </p>
      <p className="muted panel-note">{t('settle.plan.formula')}</p>
    </section>
  )
}

function NoCases() {
  const { t } = useText()
  const go = useGo()
  return (
    <EmptyState title={t('settle.plan.empty')} teach={t('settle.plan.emptyTeach')} icon={<AuditOutlined />}>
      <Button type="primary" onClick={() => go.toPage('/data')}>
        {t('nav.data')}
      </Button>
    </EmptyState>
  )
}
