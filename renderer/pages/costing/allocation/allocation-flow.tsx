import { useCallback, useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { FlowChart } from '#renderer/charts/flow-chart.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { AllocationLink, AllocationReport } from '#shared/contract/costing-reports.ts'
import { fen } from '#shared/domain/money.ts'
import { formatFen } from '#shared/format/money.ts'
import { elementColumns } from '../element-columns.ts'
import { flowBands, flowNodes, nodeName } from './flow.ts'

const NODE_HEIGHT = 46
const LEAST_HEIGHT = 320

/** Pools → centers → department → cases; every band, and every row of its table, opens to what it is a part of. */
export function AllocationFlow({
  report,
  onOpen,
}: {
  readonly report: AllocationReport
  readonly onOpen: (link: AllocationLink) => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const { links, centers, steps } = report
  const nodes = useMemo(() => flowNodes(t, report), [t, report])
  const bands = useMemo(() => flowBands(t, links, unit), [t, links, unit])
  const openBand = useCallback(
    (index: number) => {
      const link = links[index]
      if (link !== undefined) onOpen(link)
    },
    [links, onOpen],
  )
  const passed = fen(
    centers
      .filter(({ open }) => !open)
      .reduce((sum, { own }) => sum + Object.values(own).reduce((a, b) => a + b, 0), 0),
  )
  const title = t('allocation.finding', {
    n: steps.length,
    amount: formatFen(passed, unit),
    unit: t(`unit.${unit}`),
    open: centers.filter(({ open }) => open).length,
  })
  const columns: readonly GridColumn<AllocationLink>[] = [
    { id: 'from', header: t('allocation.from'), width: 120, cell: ({ from }) => ({ text: nodeName(t, from) }) },
    { id: 'to', header: t('allocation.to'), width: 120, cell: ({ to }) => ({ text: nodeName(t, to) }) },
    ...elementColumns<AllocationLink>({ say, unit, of: ({ elements }) => elements, open: onOpen }),
    {
      id: 'total',
      header: t('common.total'),
      width: 100,
      numeric: true,
      cell: ({ total }) => fenCell(total, unit),
      open: onOpen,
    },
  ]
  const tallest = Math.max(...[0, 1, 2, 3, 4].map((at) => nodes.filter(({ column }) => column === at).length))
  const negative = links.some(({ total }) => total < 0)
  return (
    <ChartPanel
      testId="allocation-flow"
      title={title}
      note={
        <>
          {t('allocation.flowNote', { ledger: formatFen(report.ledger, unit), unit: t(`unit.${unit}`) })}
          {negative && ` ${t('allocation.flowNegative')}`}
        </>
      }
      {...(report.costMethod === null
        ? {}
        : { extra: <span className="basis-tag">{t(`costing.method.${report.costMethod}`)}</span> })}
      chart={
        <FlowChart
          nodes={nodes}
          bands={bands}
          label={title}
          height={Math.max(LEAST_HEIGHT, tallest * NODE_HEIGHT)}
          onOpen={openBand}
        />
      }
      table={
        <div className="wide-heads">
          <SimpleTable
            columns={columns}
            rows={links}
            rowId={({ from, to }) => `${from} ${to}`}
            label={title}
            onOpenRow={onOpen}
            testId="allocation-links"
          />
        </div>
      }
    />
  )
}
