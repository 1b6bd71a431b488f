import { InputNumber } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useGlobalSlice } from '#renderer/app/use-filters.ts'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { DaySurgeryReport } from '#shared/contract/costing-reports.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { Costed } from '../costed.tsx'
import { DaySurgeryDrawer } from './day-surgery-drawer.tsx'
import { type DaySurgeryFact, daySurgeryFacts, turnoverFact } from './day-surgery-facts.ts'

type Turnover = DaySurgeryReport['turnovers'][number]

/** Day surgery at marginal and at full cost, and what more turnover of the same beds would do. */
export function DaySurgeryPanel() {
  const { t } = useText()
  const slice = useGlobalSlice()
  const [beds, setBeds] = useState<number | null>(null)
  const query = useCall('costing.daySurgery', { slice, ...(beds === null ? {} : { beds }) })
  return (
    <Costed query={query}>
      {(report) => (
        <div className="stack" data-testid="day-surgery">
          <div className="page-controls">
            {/* biome-ignore lint/a11y/noLabelWithoutControl: antd's field is the control */}
            <label className="labelled">
              {t('run.beds')}
              <InputNumber
                min={1}
                max={10_000}
                precision={0}
                value={beds ?? report.beds}
                onChange={setBeds}
                placeholder={t('run.bedsNone')}
                aria-label={t('run.beds')}
                data-testid="day-surgery-beds"
              />
            </label>
            <CaseTags tags={report.tags} />
          </div>
          <DaySurgery report={report} />
        </div>
      )}
    </Costed>
  )
}

function DaySurgery({ report }: { readonly report: DaySurgeryReport }) {
  const { t } = useText()
  const { view, n } = report
  const [opened, setOpened] = useState<DaySurgeryFact | null>(null)
  if (n === 0)
    return <EmptyState title={t('daySurgery.none')} teach={t('daySurgery.noneTeach')} testId="day-surgery-none" />
  if (view === null)
    return (
      <EmptyState title={t('daySurgery.noBeds')} teach={t('daySurgery.noBedsTeach')} testId="day-surgery-no-beds" />
    )
  const title = t('daySurgery.finding', {
    n: formatCount(n),
    marginal: formatYuan(view.marginalSurplus, 'yuan', true),
    full: formatYuan(view.fullSurplus, 'yuan', true),
  })
  const facts = daySurgeryFacts(t, report, view)
  const factColumns: readonly GridColumn<DaySurgeryFact>[] = [
    { id: 'label', header: t('methods.measure'), width: 200, cell: ({ label }) => ({ text: label }) },
    { id: 'value', header: t('costing.value'), width: 140, numeric: true, cell: ({ cell }) => cell, open: setOpened },
  ]
  const yuan = (label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })
  const columns: readonly GridColumn<Turnover>[] = [
    {
      id: 'turnover',
      header: t('daySurgery.turnover'),
      width: 160,
      cell: ({ turnover }) => ({ text: formatDecimal(turnover, 2) }),
      open: (row) => setOpened(turnoverFact(t, report, row)),
    },
    {
      id: 'cases',
      header: t('figure.n'),
      width: 90,
      numeric: true,
      cell: ({ cases }) => countCell(cases),
      open: (row) => setOpened(turnoverFact(t, report, row)),
    },
    {
      id: 'fixed',
      header: yuan(t('daySurgery.fixedPerCase')),
      width: 150,
      numeric: true,
      cell: ({ fixedPerCase }) => yuanCell(fixedPerCase, 'yuan'),
      open: (row) => setOpened(turnoverFact(t, report, row)),
    },
    {
      id: 'surplus',
      header: yuan(t('daySurgery.fullSurplus')),
      width: 150,
      numeric: true,
      cell: ({ fullSurplus }) => yuanCell(fullSurplus, 'yuan'),
      open: (row) => setOpened(turnoverFact(t, report, row)),
    },
  ]
  return (
    <>
      <p className="case-result" data-testid="day-surgery-finding">
        {title}
      </p>
      <div className="columns-2">
        <section className="panel">
          <header>
            <h2>{t('daySurgery.perCase')}</h2>
          </header>
          <SimpleTable columns={factColumns} rows={facts} rowId={({ id }) => id} label={t('daySurgery.perCase')} />
        </section>
        <section className="panel">
          <header>
            <h2>
              {t('daySurgery.turnovers', {
                turnover: view.turnover === null ? MISSING : formatDecimal(view.turnover, 2),
              })}
            </h2>
          </header>
          <SimpleTable
            columns={columns}
            rows={report.turnovers}
            rowId={({ turnover }) => turnover}
            label={t('daySurgery.turnover')}
          />
        </section>
      </div>
      {opened !== null && <DaySurgeryDrawer fact={opened} report={report} onClose={() => setOpened(null)} />}
    </>
  )
}
