import { fenCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { LedgerReport } from '#shared/contract/costing-reports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { CENTER_CLASS_NAMES, COST_ELEMENT_NAMES, COST_ELEMENTS, type CostElement } from '#shared/domain/costing.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { changeShare, shareOf } from './ledger-words.ts'

type Row = LedgerReport['rows'][number]

interface Setting {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
  readonly unit: MoneyUnit
  readonly report: LedgerReport
  /** Null: all centers, all elements. */
  readonly open: (center: string | null, element: CostElement | null) => void
}

const changeCell = (text: string): Cell => ({ text, negative: text.startsWith('−') })

/** Centers down, elements across; every amount opens to its months. */
export function ledgerColumns({ t, say, unit, report, open }: Setting): readonly GridColumn<Row>[] {
  const amounts = COST_ELEMENTS.map((element): GridColumn<Row> => {
    const at = COST_ELEMENTS.indexOf(element)
    return {
      id: element,
      header: say(COST_ELEMENT_NAMES[element]),
      width: 90,
      numeric: true,
      cell: (row) => fenCell(row.elements[at]?.amount ?? null, unit),
      open: (row) => open(row.center, element),
      total: fenCell(report.elements[at]?.amount ?? null, unit),
      openTotal: () => open(null, element),
    }
  })
  const compared: readonly GridColumn<Row>[] =
    report.before === null
      ? []
      : [
          {
            id: 'before',
            header: t('ledger.before'),
            width: 90,
            numeric: true,
            cell: ({ totalBefore }) => fenCell(totalBefore, unit, t('ledger.noBefore')),
            total: fenCell(report.totalBefore, unit),
            open: ({ center }) => open(center, null),
            openTotal: () => open(null, null),
          },
          {
            id: 'change',
            header: t('ledger.changeHead'),
            width: 80,
            numeric: true,
            cell: ({ total, totalBefore }) => changeCell(changeShare(total, totalBefore)),
            total: changeCell(changeShare(report.total, report.totalBefore)),
            open: ({ center }) => open(center, null),
            openTotal: () => open(null, null),
          },
        ]
  return [
    {
      id: 'center',
      header: t('ledger.center'),
      width: 140,
      cell: ({ center }) => ({ text: center }),
      total: { text: t('common.total') },
    },
    {
      id: 'class',
      header: t('ledger.class'),
      width: 90,
      cell: (row) => ({ text: say(CENTER_CLASS_NAMES[row.class]) }),
    },
    ...amounts,
    {
      id: 'total',
      header: t('common.total'),
      width: 100,
      numeric: true,
      cell: ({ total }) => fenCell(total, unit),
      open: ({ center }) => open(center, null),
      total: fenCell(report.total, unit),
      openTotal: () => open(null, null),
    },
    {
      id: 'share',
      header: t('ledger.share'),
      width: 70,
      numeric: true,
      cell: ({ total }) => ({ text: shareOf(total, report.total) }),
      open: ({ center }) => open(center, null),
    },
    ...compared,
  ]
}
