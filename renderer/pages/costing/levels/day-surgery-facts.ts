import { countCell, decimalCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell } from '#renderer/grid/column.ts'
import type { DaySurgeryReport } from '#shared/contract/costing-reports.ts'
import { exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

const FORMULAS = [
  'beds',
  'days',
  'turnover',
  'marginal',
  'fixed',
  'full',
  'marginalSurplus',
  'fullSurplus',
  'breakEven',
  'turnovers',
] as const

/** A figure of the day-surgery view, with its formula and the numbers put in. */
export interface DaySurgeryFact {
  readonly id: (typeof FORMULAS)[number]
  readonly label: string
  readonly cell: Cell
  readonly money: boolean
  readonly substituted: string
}

type View = NonNullable<DaySurgeryReport['view']>

const yuan = (value: string): string => formatYuan(value, 'yuan')
const perCase = (amount: Fen, n: number): string => yuan(exactFromFen(amount).div(n).toFixed(6))

/** What one day case pays and costs; there are cases and beds. */
export function daySurgeryFacts(t: Translate, report: DaySurgeryReport, view: View): readonly DaySurgeryFact[] {
  const { n, beds, payment, fixed, variable } = report
  const paid = perCase(payment, n)
  const cases = formatCount(n)
  const equals = (left: string, right: string): string => t('costing.equation', { left, right })
  const divided = (amount: Fen, by: string, value: string): string =>
    equals(`${formatFen(amount, 'yuan')} ÷ ${by}`, value)
  const money = (id: DaySurgeryFact['id'], label: string, value: string, substituted: string): DaySurgeryFact => ({
    ...{ id, label, money: true, substituted },
    cell: yuanCell(value, 'yuan'),
  })
  const turnover = view.turnover === null ? MISSING : formatDecimal(view.turnover, 2)
  return [
    {
      ...{ id: 'beds', label: t('run.beds'), money: false, cell: countCell(beds) },
      substituted: beds === null ? MISSING : formatCount(beds),
    },
    {
      ...{ id: 'days', label: t('daySurgery.days'), money: false, cell: countCell(report.days) },
      substituted: formatCount(report.days),
    },
    {
      ...{ id: 'turnover', label: t('daySurgery.turnover'), money: false, cell: decimalCell(view.turnover, 2) },
      substituted: equals(`${cases} ÷ ${beds ?? MISSING}`, turnover),
    },
    money(
      'marginal',
      t('daySurgery.marginalCost'),
      view.marginalCost,
      divided(variable, cases, yuan(view.marginalCost)),
    ),
    money('fixed', t('daySurgery.fixedPerCase'), view.fixedPerCase, divided(fixed, cases, yuan(view.fixedPerCase))),
    money(
      'full',
      t('daySurgery.fullCost'),
      view.fullCost,
      equals(`${yuan(view.marginalCost)} + ${yuan(view.fixedPerCase)}`, yuan(view.fullCost)),
    ),
    money(
      'marginalSurplus',
      t('daySurgery.marginalSurplus'),
      view.marginalSurplus,
      t('costing.minus', { a: paid, b: yuan(view.marginalCost), c: yuan(view.marginalSurplus) }),
    ),
    money(
      'fullSurplus',
      t('daySurgery.fullSurplus'),
      view.fullSurplus,
      t('costing.minus', { a: paid, b: yuan(view.fullCost), c: yuan(view.fullSurplus) }),
    ),
    {
      ...{ id: 'breakEven', label: t('behaviour.breakEven'), money: false },
      cell: countCell(view.breakEven, t('behaviour.noBreakEven')),
      substituted:
        view.breakEven === null
          ? t('behaviour.noBreakEven')
          : equals(`${formatFen(fixed, 'yuan')} ÷ (${paid} − ${yuan(view.marginalCost)})`, formatCount(view.breakEven)),
    },
  ]
}

/** The same beds at another turnover. */
export function turnoverFact(
  t: Translate,
  { beds, fixed, view }: DaySurgeryReport,
  row: DaySurgeryReport['turnovers'][number],
): DaySurgeryFact {
  const turnover = formatDecimal(row.turnover, 2)
  const first = t('costing.equation', {
    left: `${formatFen(fixed, 'yuan')} ÷ (${beds ?? MISSING} × ${turnover})`,
    right: yuan(row.fixedPerCase),
  })
  const second = t('costing.minus', {
    a: yuan(view?.marginalSurplus ?? '0'),
    b: yuan(row.fixedPerCase),
    c: yuan(row.fullSurplus),
  })
  return {
    ...{ id: 'turnovers', label: t('daySurgery.fullSurplus'), money: true },
    cell: yuanCell(row.fullSurplus, 'yuan'),
    substituted: [first, second].join(t('common.listComma')),
  }
}
