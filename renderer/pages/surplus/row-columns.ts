import { textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { SurplusRow } from '#shared/contract/figures.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { measureCell, measuresOf } from './measures.ts'
import { rowLabel } from './row-slice.ts'

const SHOWN: readonly string[] = ['n', 'surplus', 'surplusPerCase']

/** The few columns that fit beside a chart: name, cases, surplus, surplus of a case. Every number opens its indicator. */
export function shortColumns({
  t,
  by,
  basis,
  unit,
  explain,
  openRow,
}: {
  readonly t: Translate
  readonly by: SliceDimension
  readonly basis: ComputedBasis
  readonly unit: MoneyUnit
  readonly explain: (indicator: string, row: SurplusRow) => void
  readonly openRow: (row: SurplusRow) => void
}): readonly GridColumn<SurplusRow>[] {
  return [
    {
      id: 'label',
      header: t(`surplus.by.${by}`),
      width: 250,
      cell: (row) => textCell(rowLabel(row, by) || t('missing.blank')),
      open: openRow,
    },
    ...measuresOf(t, basis)
      .filter(({ id }) => SHOWN.includes(id))
      .map((measure): GridColumn<SurplusRow> => {
        const money = measure.kind === 'money' ? unit : measure.kind === 'yuan' ? 'yuan' : null
        const header =
          money === null ? measure.label : t('common.withUnit', { label: measure.label, unit: t(`unit.${money}`) })
        return {
          id: measure.id,
          header,
          width: measure.width,
          numeric: true,
          cell: (row) => measureCell(t, basis, measure, row, unit),
          open: (row) => explain(measure.indicator, row),
        }
      }),
  ]
}
