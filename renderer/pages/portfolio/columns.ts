import { countCell, decimalCell, percentCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { PortfolioClassId, PortfolioGroup, PortfolioReport } from '#shared/contract/portfolio.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

export interface PortfolioWords {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
  readonly unit: MoneyUnit
}

export const nameOf = ({ key, label }: Pick<PortfolioGroup, 'key' | 'label'>): string =>
  label === '' ? key : `${key} ${label}`

/** The name of a class in the report's own words. */
export const className = (report: PortfolioReport, say: PortfolioWords['say'], id: PortfolioClassId): string => {
  const found = report.classes.find((each) => each.id === id)
  return found === undefined ? id : say(found.name)
}

const signedPercent = (ratio: string | null, reason: string): Cell =>
  ratio === null ? percentCell(null, reason) : { text: formatPercent(ratio, true), negative: ratio.startsWith('-') }

/** Groups with both of their places; a row opens its cases. */
export function portfolioColumns(
  { t, say, unit }: PortfolioWords,
  report: PortfolioReport,
): readonly GridColumn<PortfolioGroup>[] {
  const money = (label: string, as: MoneyUnit): string => t('common.withUnit', { label, unit: t(`unit.${as}`) })
  const onBasis = (label: string, basis: 'B1' | 'B3') =>
    t('figure.basisOf', { label, basis: t(`basis.inline.${basis}`) })
  const number = (
    id: string,
    header: string,
    width: number,
    cell: (row: PortfolioGroup) => Cell,
    sortValue: (row: PortfolioGroup) => string | number | null,
  ): GridColumn<PortfolioGroup> => ({ id, header, width, numeric: true, sortable: true, cell, sortValue })
  const words = (
    id: string,
    header: string,
    width: number,
    text: (row: PortfolioGroup) => string | null,
  ): GridColumn<PortfolioGroup> => ({
    ...{ id, header, width, sortable: true, sortValue: text },
    cell: (row) => ({ ...textCell(text(row)), title: text(row) ?? '' }),
  })
  const columns: readonly GridColumn<PortfolioGroup>[] = [
    { ...words('group', t('portfolio.column.group'), 250, nameOf), pinned: true },
    number(
      'n',
      t('figure.n'),
      76,
      (row) => countCell(row.n),
      (row) => row.n,
    ),
    words('class', t('portfolio.column.class'), 84, (row) => className(report, say, row.class)),
    number(
      'cmi',
      t('figure.cmi'),
      84,
      (row) => decimalCell(row.cmi, 4, t('missing.group')),
      (row) => row.cmi,
    ),
    number(
      'return',
      t('portfolio.column.return'),
      104,
      (row) => percentCell(row.costReturn, t('missing.cost')),
      (row) => row.costReturn,
    ),
    number(
      'onCost',
      money(onBasis(t('figure.surplus'), 'B3'), unit),
      164,
      (row) => yuanCell(row.onCost, unit, t('missing.cost')),
      (row) => row.onCost,
    ),
    words('sub', t('portfolio.column.sub'), 210, (row) => (row.sub === null ? '' : say(row.sub))),
    words('before', t('portfolio.column.before'), 104, (row) =>
      row.before === null ? null : className(report, say, row.before.class),
    ),
    number(
      'growth',
      t('portfolio.column.growth'),
      92,
      (row) => signedPercent(row.growth, t('portfolio.absent')),
      (row) => row.growth,
    ),
    number(
      'perCase',
      money(onBasis(t('figure.surplusPerCase'), report.basis), 'yuan'),
      164,
      (row) => yuanCell(row.surplusPerCase, 'yuan', t('missing.payment')),
      (row) => row.surplusPerCase,
    ),
    words('quadrant', t('portfolio.column.quadrant'), 150, (row) => say(report.quadrants[row.quadrant])),
  ]
  return report.compare === null
    ? columns.filter(({ id }) => id !== 'before' && id !== 'growth' && id !== 'quadrant')
    : columns
}
