import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { BubbleChart } from '#renderer/charts/bubble-chart.tsx'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { PortfolioGroup, PortfolioReport } from '#shared/contract/portfolio.ts'
import { formatCount, formatDecimal } from '#shared/format/decimal.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { className, nameOf, portfolioColumns } from './columns.ts'
import { countOf, placedByGrowth, placedByReturn, shareOfClass } from './findings.ts'
import { LimitsButton } from './limits-button.tsx'

const percent = (value: number): string => formatPercent(value.toFixed(6))
const plain = (value: number): string => formatDecimal(value.toFixed(6), 2)

/** Weight across, return on cost upwards, between the limits of the classes. */
export function MatrixPanel({ report }: { readonly report: PortfolioReport }) {
  const { t, say } = useText()
  const groups = placedByReturn(report)
  const { cmiLow, cmiHigh, returnLoss, returnLow, returnHigh } = report.thresholds
  const line = (text: string, show: (value: number) => string) => ({ at: Number(text), label: show(Number(text)) })
  const title = t('portfolio.matrix.title', {
    leading: countOf(report, 'leading'),
    share: formatPercent(shareOfClass(report, 'leading')),
  })
  const bubbles = groups.map((group) => ({
    ...{ key: group.key, short: group.key, x: Number(group.cmi), y: Number(group.costReturn), size: group.n },
    ...{ tone: group.class, few: group.few },
    title: t('portfolio.bubble', {
      name: nameOf(group),
      n: formatCount(group.n),
      class: className(report, say, group.class),
      cmi: formatDecimal(group.cmi ?? '0', 4),
      return: formatPercent(group.costReturn ?? '0'),
    }),
  }))
  return (
    <Panel
      {...{ report, groups, title }}
      testId="panel-matrix"
      extra={
        <>
          <BasisTag basis="B3" />
          <LimitsButton report={report} />
        </>
      }
      chart={(open) => (
        <BubbleChart
          bubbles={bubbles}
          x={{ name: t('figure.cmi'), lines: [line(cmiLow, plain), line(cmiHigh, plain)], show: plain }}
          y={{
            name: t('portfolio.column.return'),
            lines: [line(returnLoss, percent), line(returnLow, percent), line(returnHigh, percent)],
            show: percent,
          }}
          label={title}
          onOpen={open}
        />
      )}
    />
  )
}

/** Growth of cases across, surplus of a case upwards; the department's own growth and zero part the picture. */
export function GrowthPanel({ report }: { readonly report: PortfolioReport }) {
  const { t, say } = useText()
  const groups = placedByGrowth(report)
  const growth = Number(report.growthLine ?? 0)
  const title =
    report.growthLine === null
      ? t('portfolio.growth.none')
      : t('portfolio.growth.title', {
          n: groups.filter(({ quadrant }) => quadrant === 'growing-earning').length,
          line: formatPercent(report.growthLine, true),
        })
  const bubbles = groups.map((group) => ({
    ...{ key: group.key, short: group.key, x: Number(group.growth), y: Number(group.surplusPerCase), size: group.n },
    ...{ tone: group.quadrant, few: group.growthFew },
    title: t('portfolio.bubbleGrowth', {
      name: nameOf(group),
      n: formatCount(group.n),
      class: say(report.quadrants[group.quadrant]),
      growth: formatPercent(group.growth ?? '0', true),
      amount: formatDecimal(group.surplusPerCase ?? '0', 2),
    }),
  }))
  const yuan = (value: number): string => formatDecimal(value.toFixed(0), 0)
  return (
    <Panel
      {...{ report, groups, title }}
      testId="panel-growth"
      extra={<BasisTag basis={report.basis} />}
      chart={(open) => (
        <BubbleChart
          bubbles={bubbles}
          x={{ name: t('portfolio.column.growth'), lines: [{ at: growth, label: percent(growth) }], show: percent }}
          y={{
            name: t('common.withUnit', { label: t('figure.surplusPerCase'), unit: t('unit.yuan') }),
            lines: [{ at: 0, label: '0' }],
            show: yuan,
          }}
          label={title}
          onOpen={open}
        />
      )}
    />
  )
}

function Panel({
  report,
  groups,
  title,
  extra,
  chart,
  testId,
}: {
  readonly report: PortfolioReport
  readonly groups: readonly PortfolioGroup[]
  readonly title: string
  readonly extra: React.ReactNode
  readonly chart: (open: (key: string) => void) => React.ReactNode
  readonly testId: string
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const columns = useMemo(() => portfolioColumns({ t, say, unit }, report), [t, say, unit, report])
  const open = (key: string): void => {
    const group = report.groups.find((each) => each.key === key)
    if (group !== undefined) go.toCases(group.slice)
  }
  return (
    <ChartPanel
      testId={testId}
      title={title}
      note={groups.some(({ few, growthFew }) => few || growthFew) ? t('portfolio.few') : say(report.note)}
      extra={extra}
      chart={groups.length === 0 ? <p className="muted">{t('portfolio.chart.none')}</p> : chart(open)}
      table={
        <SimpleTable
          columns={columns}
          rows={groups}
          rowId={({ key }) => key}
          label={title}
          onOpenRow={({ key }) => open(key)}
          testId={`${testId}-table`}
        />
      }
    />
  )
}
