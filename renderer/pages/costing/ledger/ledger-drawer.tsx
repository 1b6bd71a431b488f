import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Money } from '#renderer/components/money.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { LedgerReport } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS, type CostElement } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { formatFen } from '#shared/format/money.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import { changeShare, shareOf } from './ledger-words.ts'

/** One amount of the ledger; null: all centers, or all elements. */
export interface LedgerFigure {
  readonly center: string | null
  readonly element: CostElement | null
}

/** An amount of the ledger with its months and, of a center, its elements. */
export function LedgerDrawer({
  figure,
  report,
  elementName,
  onClose,
}: {
  readonly figure: LedgerFigure
  readonly report: LedgerReport
  readonly elementName: string | null
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const amount = ledgerAmount(report, figure)
  const before = ledgerBefore(report, figure)
  const months = report.trend.map(({ period }) => period)
  const title = t('ledger.figure', {
    center: figure.center ?? t('ledger.allCenters'),
    element: elementName ?? t('ledger.allElements'),
  })
  const parts =
    figure.element === null
      ? COST_ELEMENTS.map((element) => ({
          label: say(COST_ELEMENT_NAMES[element]),
          value: formatFen(ledgerAmount(report, { ...figure, element }), 'yuan'),
        }))
      : []
  return (
    <CostDrawer
      onClose={onClose}
      story={{
        title,
        result: { text: formatFen(amount, unit), unit: t(`unit.${unit}`), negative: amount < 0 },
        formula: t('ledger.formula'),
        substituted: t('ledger.substituted', {
          from: report.from,
          to: report.to,
          n: months.length,
          amount: formatFen(amount, 'yuan'),
        }),
        inputs: [
          { label: t('ledger.share'), value: shareOf(amount, report.total) },
          ...(before === null
            ? []
            : [
                { label: t('ledger.before'), value: formatFen(before, 'yuan') },
                { label: t('ledger.changeHead'), value: changeShare(amount, before) },
              ]),
          ...parts,
        ],
        source: t('ledger.source'),
      }}
    >
      <section>
        <h3>{t('ledger.byMonth')}</h3>
        <ul className="explain-inputs" data-testid="ledger-months">
          {months.map((month) => (
            <MonthLine key={month} month={month} figure={figure} />
          ))}
        </ul>
      </section>
    </CostDrawer>
  )
}

function MonthLine({ month, figure }: { readonly month: Period; readonly figure: LedgerFigure }) {
  const { data } = useCall('costing.ledger', { from: month, to: month, compare: 'none' })
  return (
    <li className="month-line">
      <span>{month}</span>
      <Money amount={data === undefined ? null : ledgerAmount(data, figure)} />
    </li>
  )
}

function ledgerAmount(report: LedgerReport, { center, element }: LedgerFigure): Fen {
  const row = report.rows.find((one) => one.center === center)
  if (center !== null && row === undefined) return fen(0)
  if (element === null) return row?.total ?? report.total
  return (row?.elements ?? report.elements).find((cell) => cell.element === element)?.amount ?? fen(0)
}

function ledgerBefore(report: LedgerReport, { center, element }: LedgerFigure): Fen | null {
  const row = report.rows.find((one) => one.center === center)
  if (element === null) return row === undefined ? report.totalBefore : row.totalBefore
  return (row?.elements ?? report.elements).find((cell) => cell.element === element)?.before ?? null
}
