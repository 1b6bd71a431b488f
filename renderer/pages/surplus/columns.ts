import { countCell, decimalCell, fenCell, percentCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'

type Translate = <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string

import { rowLabel } from './row-slice.ts'

interface Setting {
  readonly t: Translate
  readonly by: SliceDimension
  readonly basis: ComputedBasis
  readonly unit: MoneyUnit
  /** The totals row, and what opens its figures; null for a table without one. */
  readonly total: { readonly row: SurplusTable['total']; readonly explain: (indicator: string) => void } | null
  /** Opens an indicator over the row's cases. */
  readonly explain: (indicator: string, row: SurplusRow) => void
  readonly openRow: (row: SurplusRow) => void
  readonly openCases?: (row: SurplusRow) => void
  /** Writes an explanation of the row's group; of groups only. */
  readonly write?: ((row: SurplusRow) => void) | undefined
}

/** The surplus table's columns; every number opens its indicator over the row's own cases. */
export function surplusColumns(setting: Setting): readonly GridColumn<SurplusRow>[] {
  const { t, by, basis, unit, total } = setting
  const moneyHeader = (label: string, money: MoneyUnit): string =>
    t('common.withUnit', { label, unit: t(`unit.${money}`) })
  const onBasis = (label: string): string => t('figure.basisOf', { label, basis: t(`basis.inline.${basis}`) })
  const costReason = (row: SurplusRow): string =>
    row.nWithCost === 0
      ? t('missing.cost')
      : t('missing.costPartly', { known: formatCount(row.nWithCost), n: formatCount(row.n) })
  const surplusReason = (row: SurplusRow): string => (basis === 'B3' ? costReason(row) : t('missing.payment'))

  const number = (
    id: keyof SurplusRow & string,
    indicator: string,
    header: string,
    width: number,
    cell: (row: SurplusRow) => Cell,
    hidden = false,
  ): GridColumn<SurplusRow> => ({
    id,
    header,
    width,
    numeric: true,
    sortable: true,
    hidden,
    cell,
    sortValue: (row) => row[id],
    open: (row) => setting.explain(indicator, row),
    ...(total === null ? {} : { total: cell(total.row), openTotal: () => total.explain(indicator) }),
  })

  const label: GridColumn<SurplusRow> = {
    id: 'label',
    header: t(`surplus.by.${by}`),
    width: by === 'drg' || by === 'adrg' || by === 'mdc' ? 250 : 140,
    pinned: true,
    sortable: true,
    cell: (row) => textCell(rowLabel(row, by) || t('missing.blank')),
    sortValue: (row) => rowLabel(row, by),
    open: setting.openRow,
    ...(total === null ? {} : { total: { text: t('common.total') } }),
  }
  const { openCases, write } = setting
  return [
    label,
    number('n', 'cases', t('figure.n'), 76, (row) => countCell(row.n)),
    number('surplus', 'surplus', moneyHeader(onBasis(t('figure.surplus')), unit), 158, (row) =>
      yuanCell(row.surplus, unit, surplusReason(row)),
    ),
    number('surplusRate', 'surplus-rate', t('figure.surplusRate'), 88, (row) =>
      percentCell(row.surplusRate, surplusReason(row)),
    ),
    number('payment', 'payment', moneyHeader(t('figure.payment'), unit), 122, (row) => yuanCell(row.payment, unit)),
    number('charge', 'charge', moneyHeader(t('figure.charge'), unit), 118, (row) => fenCell(row.charge, unit)),
    number('cost', 'cost', moneyHeader(t('figure.cost'), unit), 112, (row) => fenCell(row.cost, unit, costReason(row))),
    number('surplusPerCase', 'surplus-per-case', moneyHeader(t('figure.surplusPerCase'), 'yuan'), 136, (row) =>
      yuanCell(row.surplusPerCase, 'yuan', surplusReason(row)),
    ),
    number('chargePerCase', 'charge-per-case', moneyHeader(t('figure.chargePerCase'), 'yuan'), 132, (row) =>
      yuanCell(row.chargePerCase, 'yuan'),
    ),
    number('cmi', 'cmi', t('figure.cmi'), 78, (row) => decimalCell(row.cmi, 4, t('missing.group'))),
    number('meanLos', 'mean-los', t('figure.meanLos'), 92, (row) => decimalCell(row.meanLos, 1, t('missing.field'))),
    number('drugShare', 'drug-share', t('figure.drugShare'), 82, (row) =>
      percentCell(row.drugShare, t('missing.lines')),
    ),
    number('consumableShare', 'consumable-share', t('figure.consumableShare'), 82, (row) =>
      percentCell(row.consumableShare, t('missing.lines')),
    ),
    number('rw', 'rw', t('figure.rw'), 100, (row) => decimalCell(row.rw, 4), true),
    number('nLow', 'low-rate', t('figure.low'), 100, (row) => countCell(row.nLow), true),
    number('nHigh', 'high-rate', t('figure.high'), 100, (row) => countCell(row.nHigh), true),
    ...(openCases === undefined
      ? []
      : [
          {
            id: 'cases',
            header: t('surplus.column.cases'),
            width: 80,
            cell: () => ({ text: t('surplus.openCases') }),
            open: openCases,
          } satisfies GridColumn<SurplusRow>,
        ]),
    ...(write === undefined
      ? []
      : [
          {
            id: 'write',
            header: t('sync.table.explanations'),
            width: 110,
            cell: ({ key }) => ({ text: key === '' ? '' : t('item.new.explanations') }),
            open: (row) => {
              if (row.key !== '') write(row)
            },
          } satisfies GridColumn<SurplusRow>,
        ]),
  ]
}

/** The few columns that fit beside a chart. */
export const SHORT_COLUMNS: readonly string[] = ['label', 'n', 'surplus', 'surplusPerCase']

/** The longest bar on either side of zero. */
export function surplusReach(...sides: readonly (readonly SurplusRow[])[]): number {
  return Math.max(0, ...sides.flat().map((row) => Math.abs(surplusLength(row))))
}

/** A row's surplus for the length of a bar; the figure itself stays exact. */
export function surplusLength(row: SurplusRow): number {
  return row.surplus === null ? 0 : Number(row.surplus)
}

export function costYuan(row: SurplusRow): string | null {
  return row.cost === null ? null : fenToYuan(row.cost)
}
