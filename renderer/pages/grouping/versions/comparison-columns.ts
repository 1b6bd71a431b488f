import { countCell, fenCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { ComparisonRow, ComparisonRows } from '#shared/contract/trials.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { formatYuan, type MoneyUnit } from '#shared/format/money.ts'
import { type NamedRow, perCase, surplusOf } from './named-rows.ts'
import type { Translate } from './span-words.ts'

type Sums = Omit<ComparisonRow, 'pair' | 'key'>

/** Columns of the migration table. Amounts are of the cases that both sides price; the total row is of what is shown. */
export function comparisonColumns({
  t,
  by,
  unit,
  total,
}: {
  readonly t: Translate
  readonly by: ComparisonRows
  readonly unit: MoneyUnit
  readonly total: Sums
}): readonly GridColumn<NamedRow>[] {
  const money = (label: string): string => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  const unpriced = t('compare.unpricedSide')
  /** An amount of the cases that both sides price; missing where there are none. */
  const amount = (sums: Sums, yuan: string, signed = false): Cell =>
    sums.nBoth === 0
      ? yuanCell(null, unit, unpriced)
      : { text: formatYuan(yuan, unit, signed), negative: yuan.startsWith('-') }
  const column = (
    id: string,
    header: string,
    width: number,
    value: (sums: Sums) => string,
    more: Partial<GridColumn<NamedRow>> & { readonly signed?: boolean } = {},
  ): GridColumn<NamedRow> => {
    const { signed = false, ...rest } = more
    return {
      id,
      header: money(header),
      hint: t('compare.bothHint'),
      width,
      numeric: true,
      sortable: true,
      sortValue: (row) => (row.nBoth === 0 ? null : value(row)),
      cell: (row) => amount(row, value(row), signed),
      total: amount(total, value(total), signed),
      ...rest,
    }
  }
  const names: readonly GridColumn<NamedRow>[] =
    by === 'group'
      ? [
          {
            id: 'from',
            header: t('compare.from'),
            width: 250,
            pinned: true,
            sortable: true,
            sortValue: ({ from }) => from,
            cell: ({ from }) => textCell(from),
            total: { text: t('common.total') },
          },
          {
            id: 'to',
            header: t('compare.to'),
            width: 250,
            sortable: true,
            sortValue: ({ to }) => to,
            cell: ({ to }) => textCell(to),
          },
        ]
      : [
          {
            id: 'key',
            header: t(`compare.key.${by}`),
            width: 200,
            pinned: true,
            sortable: true,
            sortValue: ({ from }) => from,
            cell: ({ from }) => textCell(from),
            total: { text: t('common.total') },
          },
        ]
  return [
    ...names,
    {
      id: 'n',
      header: t('compare.n'),
      width: 76,
      numeric: true,
      sortable: true,
      sortValue: ({ n }) => n,
      cell: ({ n }) => countCell(n),
      total: countCell(total.n),
    },
    {
      id: 'charge',
      header: money(t('compare.charge')),
      width: 124,
      numeric: true,
      sortable: true,
      sortValue: ({ charge }) => fenToYuan(charge),
      cell: ({ charge }) => fenCell(charge, unit),
      total: fenCell(total.charge, unit),
    },
    column('before', t('compare.rowBefore'), 132, ({ before }) => before),
    column('after', t('compare.rowAfter'), 132, ({ after }) => after),
    column('difference', t('compare.difference'), 120, ({ difference }) => difference, { signed: true }),
    {
      id: 'perCase',
      header: t('common.withUnit', { label: t('compare.perCase'), unit: t('unit.yuan') }),
      hint: t('compare.bothHint'),
      width: 120,
      numeric: true,
      sortable: true,
      sortValue: perCase,
      cell: (row) => yuanCell(perCase(row), 'yuan', unpriced),
      total: yuanCell(perCase(total), 'yuan', unpriced),
    },
    {
      id: 'nBoth',
      header: t('compare.nBoth'),
      width: 96,
      numeric: true,
      hidden: true,
      sortable: true,
      sortValue: ({ nBoth }) => nBoth,
      cell: ({ nBoth }) => countCell(nBoth),
      total: countCell(total.nBoth),
    },
    column('surplusBefore', t('compare.surplusBefore'), 132, (sums) => surplusOf(sums, sums.before), { hidden: true }),
    column('surplusAfter', t('compare.surplusAfter'), 132, (sums) => surplusOf(sums, sums.after), { hidden: true }),
  ]
}
