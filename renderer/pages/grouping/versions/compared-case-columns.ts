import { fenCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { ComparedCase } from '#shared/contract/trials.ts'
import { formatYuan } from '#shared/format/money.ts'
import { groupWords } from './group-words.ts'
import type { Translate } from './span-words.ts'

/** A case on both sides: its groups, how it is settled, what is paid and the difference, in yuan. */
export function comparedCaseColumns(t: Translate): readonly GridColumn<ComparedCase>[] {
  const yuan = (label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })
  const unpriced = t('compare.unpricedCase')
  const sides = ['before', 'after'] as const
  const names = {
    before: [t('compare.from'), t('compare.classBefore'), yuan(t('compare.rowBefore'))],
    after: [t('compare.to'), t('compare.classAfter'), yuan(t('compare.rowAfter'))],
  } as const
  return [
    { id: 'caseNo', header: t('case.caseNo'), width: 120, pinned: true, cell: ({ caseNo }) => textCell(caseNo) },
    { id: 'period', header: t('case.period'), width: 80, cell: ({ period }) => textCell(period) },
    ...sides.map(
      (side): GridColumn<ComparedCase> => ({
        id: side,
        header: names[side][0],
        width: 200,
        cell: (row) => textCell(groupWords(t, row[side])),
      }),
    ),
    {
      id: 'charge',
      header: yuan(t('case.charge')),
      width: 112,
      numeric: true,
      cell: ({ charge }) => fenCell(charge, 'yuan'),
    },
    ...sides.map(
      (side): GridColumn<ComparedCase> => ({
        id: `${side}Payment`,
        header: names[side][2],
        width: 124,
        numeric: true,
        cell: (row) => yuanCell(row[side].payment, 'yuan', unpriced),
      }),
    ),
    {
      id: 'difference',
      header: yuan(t('compare.difference')),
      width: 116,
      numeric: true,
      cell: ({ difference }) =>
        difference === null
          ? yuanCell(null, 'yuan', t('compare.unpricedSide'))
          : { text: formatYuan(difference, 'yuan', true), negative: difference.startsWith('-') },
    },
    ...sides.map(
      (side): GridColumn<ComparedCase> => ({
        id: `${side}Class`,
        header: names[side][1],
        width: 96,
        cell: (row) => textCell(t(`settlement.${row[side].settlement}`)),
      }),
    ),
    {
      id: 'principalDx',
      header: t('grouping.principalDx'),
      width: 220,
      cell: ({ principalDx, principalDxName }) =>
        textCell(principalDx === null ? null : `${principalDx} ${principalDxName ?? ''}`.trim(), t('grouping.noDx')),
    },
    {
      id: 'team',
      header: t('case.team'),
      width: 96,
      cell: ({ team }) => textCell(team, t('missing.field')),
    },
  ]
}
