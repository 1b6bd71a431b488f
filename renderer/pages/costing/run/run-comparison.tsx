import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, decimalCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { ChangedInput, CostingComparison, CostingRun } from '#shared/contract/costing.ts'
import { type Fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { ComparedGrid } from './compared-grid.tsx'

type Month = CostingComparison['months'][number]

/** So many months are shown at once; more wait behind a button. */
const FEW = 3

/** A run beside the costs in force: by month, the rates, prices and drivers that changed, and every case. */
export function RunComparison({ run }: { readonly run: CostingRun }) {
  const query = useCall('costing.compare', { runId: run.id })
  return (
    <div data-testid="run-comparison" id="run-comparison">
      <Async query={query} rows={5}>
        {(comparison) => <Comparison comparison={comparison} />}
      </Async>
    </div>
  )
}

function Comparison({ comparison }: { readonly comparison: CostingComparison }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { months, total, run } = comparison
  const [month, setMonth] = useState<Period | null>(null)
  const [allMonths, setAllMonths] = useState(false)
  // Many months are a summary first: their total, and each of them on request.
  const shown = allMonths || months.length <= FEW ? months : []
  const changed = months.reduce((sum, { changedCases }) => sum + changedCases, 0)
  const title = t('run.comparison', {
    id: run.id,
    before: formatFen(total.before, unit),
    after: formatFen(total.after, unit),
    change: formatYuan(fenToYuan(total.change), unit, true),
    unit: t(`unit.${unit}`),
    cases: formatCount(changed),
  })
  const money = (id: string, header: string, of: (row: Month) => Fen | null, sum: Fen): GridColumn<Month> => ({
    id,
    header: t('common.withUnit', { label: header, unit: t(`unit.${unit}`) }),
    width: 130,
    numeric: true,
    cell: (row) => fenCell(of(row), unit, t('run.noneBefore')),
    total: fenCell(sum, unit),
  })
  const columns: readonly GridColumn<Month>[] = [
    {
      id: 'month',
      header: t('costing.month'),
      width: 100,
      cell: ({ period }) => ({ text: period }),
      total: { text: t('common.total') },
    },
    {
      id: 'beforeMethod',
      header: t('run.beforeMethod'),
      width: 170,
      cell: ({ before }) => ({
        text:
          before === null
            ? t('run.noneBefore')
            : before.runId === null
              ? t(`costing.method.${before.method}`)
              : t('run.methodOfRun', { method: t(`costing.method.${before.method}`), id: before.runId }),
      }),
    },
    money('before', t('run.before'), ({ before }) => before?.total ?? null, total.before),
    {
      id: 'afterMethod',
      header: t('run.afterMethod'),
      width: 140,
      cell: ({ after }) => ({ text: t(`costing.method.${after.method}`) }),
    },
    money('after', t('run.after'), ({ after }) => after.total, sumFen(months.map(({ after }) => after.total))),
    money('change', t('run.change'), ({ change }) => change, total.change),
    {
      id: 'cases',
      header: t('run.changedCases'),
      width: 110,
      numeric: true,
      cell: ({ changedCases }) => countCell(changedCases),
      total: countCell(changed),
    },
  ]
  return (
    <div className="stack">
      <section className="panel">
        <header>
          <h2 data-testid="run-comparison-title">{title}</h2>
          <span className="muted panel-note">{t('run.monthsChanged', { n: months.length })}</span>
        </header>
        <SimpleTable
          columns={columns}
          rows={shown}
          rowId={({ period }) => period}
          label={title}
          onOpenRow={({ period }) => setMonth(period)}
          testId="compared-months"
        />
        {months.length > FEW && (
          <Button
            type="link"
            size="small"
            aria-expanded={allMonths}
            onClick={() => setAllMonths(!allMonths)}
            data-testid="compared-months-more"
          >
            {t(allMonths ? 'run.hideMonths' : 'run.showMonths')}
          </Button>
        )}
      </section>
      <ComparedGrid runId={run.id} months={months.map(({ period }) => period)} month={month} onMonth={setMonth} />
      <Inputs comparison={comparison} />
    </div>
  )
}

function Inputs({ comparison }: { readonly comparison: CostingComparison }) {
  const { t } = useText()
  const { changed, changedTotal } = comparison
  if (changedTotal === 0) return null
  const columns: readonly GridColumn<ChangedInput>[] = [
    { id: 'month', header: t('costing.month'), width: 90, cell: ({ period }) => ({ text: period }) },
    { id: 'kind', header: t('run.inputKind'), width: 100, cell: ({ kind }) => ({ text: t(`run.input.${kind}`) }) },
    { id: 'name', header: t('run.inputOf'), width: 240, cell: ({ of, name }) => ({ text: name === '' ? of : name }) },
    {
      id: 'before',
      header: t('run.before'),
      width: 120,
      numeric: true,
      cell: ({ before }) => decimalCell(before, 4, t('run.noneBefore')),
    },
    {
      id: 'after',
      header: t('run.after'),
      width: 120,
      numeric: true,
      cell: ({ after }) => decimalCell(after, 4, t('run.noneAfter')),
    },
  ]
  const title = t('run.inputs', { n: formatCount(changedTotal), shown: formatCount(changed.length) })
  return (
    <section className="panel" data-testid="changed-inputs">
      <header>
        <h2>{title}</h2>
      </header>
      <div className="mapping-scroll">
        <SimpleTable
          columns={columns}
          rows={changed}
          rowId={({ period, kind, of }) => `${period} ${kind} ${of}`}
          label={title}
        />
      </div>
    </section>
  )
}
