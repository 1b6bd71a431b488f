import { Segmented } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, fenCell, percentCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { BehaviourRow, CostBehaviourReport } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS, type CostElement } from '#shared/domain/costing.ts'
import { fen } from '#shared/domain/money.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { rowSlice } from '../../surplus/row-slice.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import { Costed } from '../costed.tsx'
import { shareOf } from '../ledger/ledger-words.ts'

const BY = ['drg', 'team', 'month'] as const

/** Fixed and variable cost, contribution margin, break-even, cost of a bed-day; by group, team or month. */
export function BehaviourPanel() {
  const slice = useGlobalSlice()
  const [by, setBy] = useState<(typeof BY)[number]>('drg')
  const { t } = useText()
  const query = useCall('costing.behaviour', { slice, by })
  return (
    <Costed query={query}>
      {(report) =>
        report.total.n === 0 ? (
          <p className="muted">{t('levels.none')}</p>
        ) : (
          <div className="stack" data-testid="behaviour">
            <Rows report={report} by={by} onBy={setBy} />
            <ByElement report={report} />
          </div>
        )
      }
    </Costed>
  )
}

function Rows({
  report,
  by,
  onBy,
}: {
  readonly report: CostBehaviourReport
  readonly by: (typeof BY)[number]
  readonly onBy: (by: (typeof BY)[number]) => void
}) {
  const { t } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const slice = useGlobalSlice()
  const [opened, setOpened] = useState<BehaviourRow | null>(null)
  const { total } = report
  // Months read in time, everything else from the largest cost on.
  const rows = by === 'month' ? report.rows : report.rows.toSorted((a, b) => b.cost - a.cost)
  const column = (id: string, header: string, cell: (row: BehaviourRow) => Cell): GridColumn<BehaviourRow> => ({
    id,
    header,
    width: 100,
    numeric: true,
    cell,
    open: setOpened,
    total: cell(total),
  })
  const noVolume = t('behaviour.noBreakEven')
  const columns: readonly GridColumn<BehaviourRow>[] = [
    {
      id: 'label',
      header: t(`surplus.by.${by}`),
      width: 220,
      cell: ({ key, label }) => ({
        text: key === '' ? t('missing.blank') : label === '' || label === key ? key : `${key} ${label}`,
      }),
      open: ({ key }) => go.toCases(rowSlice(slice, by, key)),
      total: { text: t('common.total') },
    },
    column('n', t('figure.n'), ({ n }) => countCell(n)),
    column('payment', t('behaviour.payment'), ({ payment }) => fenCell(payment, unit)),
    column('cost', t('behaviour.cost'), ({ cost }) => fenCell(cost, unit)),
    column('fixed', t('behaviour.fixed'), ({ fixed }) => fenCell(fixed, unit)),
    column('variable', t('behaviour.variable'), ({ variable }) => fenCell(variable, unit)),
    column('contribution', t('behaviour.contribution'), ({ contribution }) => fenCell(contribution, unit)),
    column('rate', t('behaviour.rate'), ({ contributionRate }) => percentCell(contributionRate)),
    column('breakEven', t('behaviour.breakEven'), ({ breakEven }) => countCell(breakEven, noVolume)),
    column('margin', t('behaviour.margin'), ({ margin }) => countCell(margin, noVolume)),
    column('bedDay', t('behaviour.bedDay'), ({ bedDayCost }) => yuanCell(bedDayCost, 'yuan')),
  ]
  const title = t('behaviour.finding', {
    fixed: shareOf(total.fixed, total.cost),
    contribution: formatFen(total.contribution, unit),
    unit: t(`unit.${unit}`),
    breakEven: total.breakEven === null ? MISSING : formatCount(total.breakEven),
    n: formatCount(total.n),
  })
  return (
    <section className="panel wide-heads">
      <header>
        <h2 data-testid="behaviour-finding">{title}</h2>
        <span className="panel-actions">
          <CaseTags tags={report.tags} />
          <Segmented
            size="small"
            value={by}
            onChange={onBy}
            options={BY.map((value) => ({ value, label: t(`surplus.by.${value}`) }))}
            aria-label={t('surplus.by')}
          />
        </span>
      </header>
      <p className="muted panel-note">
        {t('behaviour.what')}
        {report.leftOut > 0 && ` ${t('behaviour.leftOut', { n: formatCount(report.leftOut) })}`}{' '}
        {t('costing.inUnit', { unit: t(`unit.${unit}`) })}
      </p>
      <SimpleTable columns={columns} rows={rows} rowId={({ key }) => key} label={title} testId="behaviour-rows" />
      {opened !== null && <BreakEvenDrawer row={opened} onClose={() => setOpened(null)} />}
    </section>
  )
}

function BreakEvenDrawer({ row, onClose }: { readonly row: BehaviourRow; readonly onClose: () => void }) {
  const { t } = useText()
  return (
    <CostDrawer
      onClose={onClose}
      story={{
        title: t('behaviour.breakEvenOf', { of: row.label === '' ? row.key : row.label }),
        result: {
          text: row.breakEven === null ? MISSING : formatCount(row.breakEven),
          unit: t('unit.count'),
          negative: false,
        },
        formula: t('behaviour.formula'),
        substituted: t('behaviour.substituted', {
          fixed: formatFen(row.fixed, 'yuan'),
          contribution: formatFen(row.contribution, 'yuan'),
          n: formatCount(row.n),
          exact: row.breakEvenExact === null ? MISSING : formatDecimal(row.breakEvenExact, 2),
        }),
        inputs: [
          { label: t('behaviour.payment'), value: formatFen(row.payment, 'yuan') },
          { label: t('behaviour.fixed'), value: formatFen(row.fixed, 'yuan') },
          { label: t('behaviour.variable'), value: formatFen(row.variable, 'yuan') },
          { label: t('behaviour.contribution'), value: formatFen(row.contribution, 'yuan') },
          { label: t('bedDay.days'), value: formatCount(row.bedDays) },
          { label: t('behaviour.bedDay'), value: row.bedDayCost === null ? MISSING : formatDecimal(row.bedDayCost, 2) },
        ],
        source: t('units.source'),
      }}
    />
  )
}

function ByElement({ report }: { readonly report: CostBehaviourReport }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [opened, setOpened] = useState<CostElement | null>(null)
  const money = (label: string): string => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  const columns: readonly GridColumn<CostElement>[] = [
    {
      id: 'element',
      header: t('costing.element'),
      width: 160,
      cell: (element) => ({ text: say(COST_ELEMENT_NAMES[element]) }),
      total: { text: t('common.total') },
    },
    {
      id: 'share',
      header: t('behaviour.fixedShare'),
      width: 120,
      numeric: true,
      cell: (element) => percentCell(report.fixedShares[element]),
      open: setOpened,
    },
    {
      id: 'fixed',
      header: money(t('behaviour.fixed')),
      width: 140,
      numeric: true,
      cell: (element) => fenCell(report.fixedByElement[element], unit),
      open: setOpened,
      total: fenCell(report.total.fixed, unit),
    },
    {
      id: 'variable',
      header: money(t('behaviour.variable')),
      width: 140,
      numeric: true,
      cell: (element) => fenCell(report.variableByElement[element], unit),
      open: setOpened,
      total: fenCell(report.total.variable, unit),
    },
  ]
  return (
    <section className="panel" data-testid="behaviour-elements">
      <header>
        <h2>{t('behaviour.elements')}</h2>
      </header>
      <p className="muted panel-note">{t('behaviour.elementsWhat')}</p>
      <SimpleTable
        columns={columns}
        rows={COST_ELEMENTS}
        rowId={(element) => element}
        label={t('behaviour.elements')}
      />
      {opened !== null && <ElementDrawer element={opened} report={report} onClose={() => setOpened(null)} />}
    </section>
  )
}

function ElementDrawer({
  element,
  report,
  onClose,
}: {
  readonly element: CostElement
  readonly report: CostBehaviourReport
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [fixed, variable] = [report.fixedByElement[element], report.variableByElement[element]]
  const cost = fen(fixed + variable)
  const share = formatPercent(report.fixedShares[element])
  const yuan = { cost: formatFen(cost, 'yuan'), fixed: formatFen(fixed, 'yuan'), variable: formatFen(variable, 'yuan') }
  return (
    <CostDrawer
      onClose={onClose}
      tags={<CaseTags tags={report.tags} />}
      story={{
        title: t('behaviour.element.title', { element: say(COST_ELEMENT_NAMES[element]) }),
        result: { text: formatFen(fixed, unit), unit: t(`unit.${unit}`), negative: fixed < 0 },
        formula: t('behaviour.element.formula'),
        substituted: t('behaviour.element.substituted', { ...yuan, share }),
        inputs: [
          { label: t('behaviour.cost'), value: yuan.cost },
          { label: t('behaviour.fixedShare'), value: share },
          { label: t('behaviour.fixed'), value: yuan.fixed },
          { label: t('behaviour.variable'), value: yuan.variable },
        ],
        source: t('behaviour.elementsWhat'),
      }}
    />
  )
}
