import { costTagWords } from '#renderer/components/cost-tag-words.ts'
import { countCell, decimalCell, fenCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { CASE_SORTS, EXPORT_COLUMNS } from '#shared/contract/case-query.ts'
import type { FigureRef } from '#shared/contract/figure-ref.ts'
import type { CasePage, CaseRow } from '#shared/contract/figures.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { formatDay } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

export type CaseSort = (typeof CASE_SORTS)[number]
export type ExportColumn = (typeof EXPORT_COLUMNS)[number]

/** The core's sortable columns; the list itself lives with the validator, which the page does not carry. */
const SORTABLE: Readonly<Record<CaseSort, true>> = {
  caseNo: true,
  dischargedAt: true,
  period: true,
  team: true,
  physician: true,
  insurance: true,
  drg: true,
  settlement: true,
  los: true,
  age: true,
  rw: true,
  charge: true,
  cost: true,
  payment: true,
  surplusB1: true,
  surplusB3: true,
}

export function isCaseSort(id: string): id is CaseSort {
  return Object.hasOwn(SORTABLE, id)
}

/** The word for a grouping status; one that this version does not know is shown as it is. */
export function statusWord(t: Translate, status: string | null): string | null {
  const known = GROUPING_STATUSES.find((word) => word === status)
  return known === undefined ? status : t(`status.${known}`)
}

export function sexWord(t: Translate, sex: string | null): string | null {
  return sex === 'M' || sex === 'F' ? t(`sex.${sex}`) : sex
}

/** What opens the figures of the totals row. */
type ExplainTotal = (indicator: 'charge' | 'payment' | 'surplus' | 'cost', basis?: 'B1' | 'B3') => void

/** Case grid columns. Ids are the export's column names, so what is on screen is what is exported. */
export function caseColumns(
  t: Translate,
  say: (text: Bilingual) => string,
  totals: CasePage['totals'] | null,
  explain: (figure: FigureRef) => void,
  explainTotal: ExplainTotal,
): readonly GridColumn<CaseRow>[] {
  const column = (
    id: ExportColumn,
    header: string,
    width: number,
    cell: (row: CaseRow) => Cell,
    more: Partial<GridColumn<CaseRow>> = {},
  ): GridColumn<CaseRow> => ({ id, header, width, sortable: isCaseSort(id), cell, ...more })
  const text = (
    id: ExportColumn & keyof CaseRow,
    header: string,
    width: number,
    more: Partial<GridColumn<CaseRow>> = {},
  ) => column(id, header, width, (row) => textCell(row[id] === null ? null : String(row[id]), t('missing.field')), more)
  const day = (id: 'admittedAt' | 'dischargedAt', header: string, more: Partial<GridColumn<CaseRow>> = {}) =>
    column(
      id,
      header,
      100,
      (row) => {
        const at = row[id]
        return at === null ? textCell(null, t('missing.field')) : { text: formatDay(at), title: at }
      },
      more,
    )
  const numeric = { numeric: true } as const
  const hidden = { hidden: true } as const
  const yuan = (label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })
  const total = (cell: Cell | null): { readonly total?: Cell } => (cell === null ? {} : { total: cell })
  const open = (id: 'standard' | 'payment' | 'surplus' | 'charge', basis?: 'B1' | 'B3') => (row: CaseRow) =>
    explain({ kind: 'case', id, caseNo: row.caseNo, ...(basis === undefined ? {} : { basis }) })
  const unpriced = t('missing.payment')

  return [
    text('caseNo', t('case.caseNo'), 116, { pinned: true, ...total(totals && { text: t('common.total') }) }),
    day('dischargedAt', t('case.dischargedAt')),
    text('drg', t('case.drg'), 74),
    text('drgName', t('case.drgName'), 190),
    column('los', t('case.los'), 70, (row) => countCell(row.los, t('missing.field')), numeric),
    column('rw', t('case.rw'), 76, (row) => decimalCell(row.rw, 4, t('missing.group')), numeric),
    column('charge', yuan(t('case.charge')), 116, (row) => fenCell(row.charge, 'yuan'), {
      ...numeric,
      open: open('charge'),
      openTotal: () => explainTotal('charge'),
      ...total(totals && fenCell(totals.charge, 'yuan')),
    }),
    column('payment', yuan(t('case.payment')), 122, (row) => yuanCell(row.payment, 'yuan', unpriced), {
      ...numeric,
      open: open('payment'),
      openTotal: () => explainTotal('payment'),
      ...total(totals && yuanCell(totals.payment, 'yuan')),
    }),
    column('surplusB1', yuan(t('basis.B1')), 126, (row) => yuanCell(row.surplusB1, 'yuan', unpriced), {
      ...numeric,
      open: open('surplus', 'B1'),
      openTotal: () => explainTotal('surplus', 'B1'),
      ...total(totals && yuanCell(totals.surplusB1, 'yuan')),
    }),
    column('settlement', t('case.settlement'), 88, (row) =>
      textCell(row.settlement === null ? null : t(`settlement.${row.settlement}`), unpriced),
    ),
    text('team', t('case.team'), 88),
    text('physician', t('case.physician'), 80),
    text('insurance', t('case.insurance'), 80),
    text('principalDxName', t('case.principalDxName'), 150),
    column('status', t('case.status'), 84, (row) => textCell(statusWord(t, row.status), t('missing.group'))),
    column('cost', yuan(t('case.cost')), 116, (row) => fenCell(row.cost, 'yuan', t('missing.cost')), {
      ...numeric,
      openTotal: () => explainTotal('cost'),
      ...total(
        totals &&
          (totals.nWithCost === 0
            ? fenCell(null, 'yuan', t('missing.cost'))
            : { ...fenCell(totals.cost, 'yuan'), title: t('n.cases', { n: formatCount(totals.nWithCost) }) }),
      ),
    }),
    column('costTag', t('case.costTag'), 130, ({ costTag }) =>
      textCell(costTag === null ? null : costTagWords(t, say, costTag), t('missing.cost')),
    ),
    column(
      'surplusB3',
      yuan(t('basis.B3')),
      122,
      (row) => yuanCell(row.surplusB3, 'yuan', row.cost === null ? t('missing.cost') : unpriced),
      {
        ...numeric,
        open: open('surplus', 'B3'),
        openTotal: () => explainTotal('surplus', 'B3'),
        ...total(totals && yuanCell(totals.surplusB3, 'yuan', t('missing.cost'))),
      },
    ),
    column('standard', yuan(t('case.standard')), 116, (row) => yuanCell(row.standard, 'yuan', unpriced), {
      ...numeric,
      ...hidden,
      open: open('standard'),
    }),
    column(
      'age',
      t('case.age'),
      66,
      (row) => (row.age === null ? textCell(row.ageBand, t('missing.field')) : countCell(row.age)),
      { ...numeric, ...hidden },
    ),
    column('sex', t('case.sex'), 60, (row) => textCell(sexWord(t, row.sex), t('missing.field')), hidden),
    text('patientId', t('case.patientId'), 120, hidden),
    day('admittedAt', t('case.admittedAt'), hidden),
    text('period', t('case.period'), 84, hidden),
    text('principalDx', t('case.principalDx'), 110, hidden),
    text('mainProc', t('case.mainProc'), 110, hidden),
    text('mainProcName', t('case.mainProcName'), 150, hidden),
    text('mdc', t('case.mdc'), 70, hidden),
    text('adrg', t('case.adrg'), 76, hidden),
  ]
}
