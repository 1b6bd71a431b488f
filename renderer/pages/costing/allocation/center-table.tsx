import { Tag } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { AllocationReport } from '#shared/contract/costing-reports.ts'
import { CENTER_CLASS_NAMES, COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import { formatFen } from '#shared/format/money.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import { elementColumns } from '../element-columns.ts'

type Center = AllocationReport['centers'][number]

const totalOf = (elements: Center['own']): Fen => sumFen(Object.values(elements))

/** What every center ends with: its own cost and what it received, or zero where it closed. */
export function CenterTable({ report }: { readonly report: AllocationReport }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [opened, setOpened] = useState<Center | null>(null)
  const money = (id: string, header: string, of: (row: Center) => Fen): GridColumn<Center> => ({
    id,
    header,
    width: 100,
    numeric: true,
    cell: (row) => fenCell(of(row), unit),
    open: setOpened,
    total: fenCell(sumFen(report.centers.map(of)), unit),
  })
  const columns: readonly GridColumn<Center>[] = [
    {
      id: 'center',
      header: t('ledger.center'),
      width: 130,
      cell: ({ center }) => ({ text: center }),
      total: { text: t('common.total') },
    },
    {
      id: 'class',
      header: t('ledger.class'),
      width: 100,
      cell: (row) => ({ text: say(CENTER_CLASS_NAMES[row.class]) }),
    },
    {
      id: 'kind',
      header: t('allocation.kind'),
      width: 100,
      cell: ({ open, department }) => ({
        text: open
          ? t(department ? 'allocation.kind.department' : 'allocation.kind.open')
          : t('allocation.kind.closed'),
      }),
    },
    money('own', t('allocation.own'), ({ own }) => totalOf(own)),
    money('received', t('allocation.received'), ({ received }) => totalOf(received)),
    ...elementColumns<Center>({ say, unit, of: ({ cost }) => cost, open: setOpened }),
    money('total', t('allocation.ends'), ({ total }) => total),
  ]
  return (
    <section className="panel wide-heads" data-testid="allocation-centers">
      <header>
        <h2>{t('allocation.centers')}</h2>
        <span className="muted panel-note">{t('costing.inUnit', { unit: t(`unit.${unit}`) })}</span>
      </header>
      <SimpleTable
        columns={columns}
        rows={report.centers}
        rowId={({ center }) => center}
        label={t('allocation.centers')}
      />
      {opened !== null && (
        <CostDrawer
          onClose={() => setOpened(null)}
          tags={<Tag>{say(CENTER_CLASS_NAMES[opened.class])}</Tag>}
          story={{
            title: t('allocation.centerTitle', { center: opened.center, month: report.period }),
            result: { text: formatFen(opened.total, unit), unit: t(`unit.${unit}`), negative: opened.total < 0 },
            formula: opened.open ? t('allocation.openFormula') : t('allocation.closedFormula'),
            substituted: t(opened.open ? 'allocation.openNumbers' : 'allocation.closedNumbers', {
              own: formatFen(totalOf(opened.own), 'yuan'),
              received: formatFen(totalOf(opened.received), 'yuan'),
              total: formatFen(opened.total, 'yuan'),
            }),
            inputs: COST_ELEMENTS.map((element) => ({
              label: say(COST_ELEMENT_NAMES[element]),
              value: t('allocation.ownAndReceived', {
                own: formatFen(opened.own[element], 'yuan'),
                received: formatFen(opened.received[element], 'yuan'),
              }),
            })),
            source: t('ledger.source'),
          }}
        />
      )}
    </section>
  )
}
