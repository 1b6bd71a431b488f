import { countCell, decimalCell, fenCell, percentCell, textCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { PlanReport, PlanRow } from '#shared/contract/settlement-plan.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

interface Setting {
  readonly t: Translate
  readonly report: PlanReport
  readonly unit: MoneyUnit
  readonly edit: (row: PlanRow) => void
}

type Amount =
  | 'floating'
  | 'fixed'
  | 'patientPaid'
  | 'deductions'
  | 'advance'
  | 'paid'
  | 'floatingAtFinal'
  | 'drift'
  | 'advanceAtFinal'
  | 'due'

/** A row is (floating + fixed − patients) × ratio − deductions = advance; what was typed is marked, and any cell opens to be typed. */
export function planColumns({ t, report, unit, edit }: Setting): readonly GridColumn<PlanRow>[] {
  const { total } = report
  const typed = (row: PlanRow, name: PlanRow['typed'][number], cell: Cell): Cell =>
    row.typed.includes(name) ? { ...cell, look: true, title: t('settle.plan.typed') } : cell
  const amount = (id: Amount, hidden = false): GridColumn<PlanRow> => ({
    id,
    header: t('common.withUnit', { label: t(`settle.plan.${id}`), unit: t(`unit.${unit}`) }),
    width: 132,
    numeric: true,
    hidden,
    sortValue: (row) => row[id],
    cell: (row) => {
      const cell = fenCell(row[id], unit)
      if (id === 'patientPaid' && row.withPatient < row.n && !row.typed.includes('patientPaid'))
        return {
          ...cell,
          title: t('settle.plan.patientPartly', { known: formatCount(row.withPatient), n: formatCount(row.n) }),
        }
      return id === 'patientPaid' || id === 'deductions' || id === 'paid' ? typed(row, id, cell) : cell
    },
    total: fenCell(total[id], unit),
  })
  const rate = (id: 'rate' | 'finalRate'): GridColumn<PlanRow> => ({
    id,
    header: t(`settle.plan.${id}`),
    width: 116,
    numeric: true,
    sortable: false,
    cell: (row) => {
      const cell = decimalCell(row[id], 4, t('settle.plan.noRate'))
      return id === 'rate' ? typed(row, id, cell) : cell
    },
  })
  return [
    {
      id: 'month',
      header: t('settle.plan.month'),
      width: 96,
      pinned: true,
      sortValue: ({ month, insurance }) => `${month} ${insurance}`,
      cell: ({ month }) => ({ text: month }),
      open: edit,
      total: { text: t('common.total') },
    },
    {
      id: 'insurance',
      header: t('settle.plan.insurance'),
      width: 88,
      pinned: true,
      sortValue: ({ insurance }) => insurance,
      cell: ({ insurance }) => textCell(insurance === '' ? t('missing.blank') : insurance),
      open: edit,
    },
    {
      id: 'n',
      header: t('settle.column.n'),
      width: 76,
      numeric: true,
      sortValue: ({ n }) => n,
      cell: ({ n, unpriced }) => ({
        ...countCell(n),
        ...(unpriced === 0 ? {} : { title: t('settle.plan.unpriced', { n: formatCount(unpriced) }) }),
      }),
      total: countCell(total.n),
    },
    {
      id: 'weight',
      header: t('settle.plan.weight'),
      width: 116,
      numeric: true,
      sortValue: ({ weight }) => weight,
      cell: ({ weight }) => decimalCell(weight, 4),
    },
    rate('rate'),
    amount('floating'),
    amount('fixed'),
    amount('patientPaid'),
    {
      id: 'advanceRatio',
      header: t('settle.plan.advanceRatio'),
      width: 92,
      numeric: true,
      sortable: false,
      cell: (row) => typed(row, 'advanceRatio', percentCell(row.advanceRatio)),
    },
    amount('deductions'),
    amount('advance'),
    amount('paid'),
    rate('finalRate'),
    amount('floatingAtFinal', true),
    amount('drift'),
    amount('advanceAtFinal', true),
    amount('due'),
  ]
}
