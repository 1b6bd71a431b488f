import { AimOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { PortfolioReport } from '#shared/contract/portfolio.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { GrowthPanel, MatrixPanel } from './chart-panels.tsx'
import { className, portfolioColumns } from './columns.ts'
import { countOf, movedOf, placedByReturn } from './findings.ts'
import { usePortfolioLimits } from './limits-button.tsx'
import { type PortfolioView, usePortfolioPlace, VIEWS } from './place.ts'

/** 病种组合: groups by weight and return on cost, or by growth and surplus; where to look, never whom to treat. */
export function PortfolioPage() {
  const { slice, compare, basis } = useFilters()
  const thresholds = usePortfolioLimits()
  const query = useCall('portfolio.get', {
    ...{ slice, compare, basis },
    ...(thresholds === undefined ? {} : { thresholds }),
  })
  return (
    <div className="page page-fill" data-testid="page-portfolio">
      <Async query={query} rows={12}>
        {(report) => (report.groups.length === 0 ? <NoGroups /> : <PortfolioReportView report={report} />)}
      </Async>
    </div>
  )
}

function PortfolioReportView({ report }: { readonly report: PortfolioReport }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const { view, change } = usePortfolioPlace()
  const columns = useMemo(() => portfolioColumns({ t, say, unit }, report), [t, say, unit, report])
  return (
    <>
      <Headline report={report} />
      <p className="muted" data-testid="portfolio-notice">
        {t('portfolio.notice')}
      </p>
      <div className="page-controls">
        <Segmented<PortfolioView>
          value={view}
          onChange={(value) => change({ view: value })}
          options={VIEWS.map((value) => ({ value, label: t(`portfolio.view.${value}`) }))}
          aria-label={t('portfolio.view')}
          data-testid="portfolio-view"
        />
        <SliceChips />
        <CostLead tags={report.costTags} />
      </div>
      {placedByReturn(report).length === 0 && <Alert type="info" showIcon title={t('portfolio.noCost')} />}
      <Classes report={report} />
      {view === 'matrix' ? <MatrixPanel report={report} /> : <GrowthPanel report={report} />}
      {report.compare !== null && <Movements report={report} />}
      <DataGrid
        id="portfolio"
        columns={columns}
        source={{ kind: 'rows', rows: report.groups }}
        rowId={({ key }) => key}
        onOpenRow={(group) => go.toCases(group.slice)}
        label={t('portfolio.table')}
        heading={t('grid.rows', { n: formatCount(report.groups.length) })}
      />
    </>
  )
}

function Headline({ report }: { readonly report: PortfolioReport }) {
  const { t } = useText()
  const words = {
    groups: report.groups.length,
    leading: countOf(report, 'leading'),
    promising: countOf(report, 'promising'),
    lagging: countOf(report, 'lagging'),
    open: countOf(report, 'open'),
  }
  return (
    <h1 className="headline" data-testid="headline">
      {report.compare === null
        ? t('portfolio.headlineAlone', words)
        : t('portfolio.headline', { ...words, moved: movedOf(report).length })}
    </h1>
  )
}

/** The four classes with what each suggests to talk about. */
function Classes({ report }: { readonly report: PortfolioReport }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  return (
    <div className="portfolio-classes">
      {report.classes.map((each) => (
        <section key={each.id} className="panel" data-testid={`class-${each.id}`}>
          <h3>{say(each.name)}</h3>
          <div>
            {t('portfolio.sum', { groups: each.groups, n: formatCount(each.n) })}
            {each.onCost !== null && (
              <>
                {t('common.listComma')}
                {t('portfolio.sumOnCost', { amount: formatYuan(each.onCost, unit), unit: t(`unit.${unit}`) })}
              </>
            )}
          </div>
          <p className="muted">{say(each.review)}</p>
        </section>
      ))}
    </div>
  )
}

/** Which groups stand in another class than before; those with cases on one side only are told too. */
function Movements({ report }: { readonly report: PortfolioReport }) {
  const { t, say } = useText()
  const name = (id: PortfolioReport['movements'][number]['from']): string =>
    id === null ? t('portfolio.absent') : className(report, say, id)
  const rows = report.movements.filter(({ from, to }) => from !== to)
  return (
    <section className="panel" data-testid="portfolio-moves">
      <header>
        <h2>{t('portfolio.moves')}</h2>
      </header>
      {rows.length === 0 ? (
        <p className="muted">{t('portfolio.moves.none')}</p>
      ) : (
        <SimpleTable
          label={t('portfolio.moves')}
          rows={rows}
          rowId={({ from, to }) => `${from}→${to}`}
          columns={[
            { id: 'from', header: t('portfolio.moves.from'), width: 110, cell: ({ from }) => ({ text: name(from) }) },
            { id: 'to', header: t('portfolio.moves.to'), width: 110, cell: ({ to }) => ({ text: name(to) }) },
            {
              id: 'groups',
              header: t('portfolio.moves.groups'),
              width: 500,
              cell: ({ keys }) => ({ text: keys.join(t('common.listComma')) }),
            },
          ]}
          testId="moves-table"
        />
      )}
    </section>
  )
}

function NoGroups() {
  const { t } = useText()
  const { change } = useFilters()
  const go = useGo()
  return (
    <EmptyState title={t('portfolio.empty')} teach={t('portfolio.emptyTeach')} icon={<AimOutlined />}>
      <Button
        type="primary"
        onClick={() => change({ drg: null, team: null, insurance: null, physician: null, mdc: null, adrg: null })}
      >
        {t('filter.reset')}
      </Button>
      <Button onClick={() => go.toPage('/data')}>{t('nav.data')}</Button>
    </EmptyState>
  )
}
