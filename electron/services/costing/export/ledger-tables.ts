import type { AllocationReport, LedgerReport } from '#shared/contract/costing-reports.ts'
import { CENTER_CLASS_NAMES, type Elements, eachElement } from '#shared/domain/costing.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { driverName } from '#shared/i18n/cost-names.ts'
import {
  count,
  decimal,
  elementCells,
  elementHeads,
  inYuan,
  type ReportTable,
  text,
  type Words,
  yuan,
} from './report-table.ts'

/** Centers down, elements across, with the span it is compared with; the last rows are the total and the rounding rows of the files. */
export function ledgerTable(words: Words, report: LedgerReport): ReportTable {
  const { t, say } = words
  const cells = (of: LedgerReport['elements']): Elements<Fen> =>
    eachElement((element) => of.find((cell) => cell.element === element)?.amount ?? fen(0))
  return {
    name: t('costing.tab.ledger'),
    header: [
      ...[t('ledger.center'), t('ledger.class')],
      ...elementHeads(words),
      inYuan(words, t('common.total')),
      inYuan(words, t('ledger.before')),
    ],
    rows: [
      ...report.rows.map((row) => [
        ...[text(row.center), text(say(CENTER_CLASS_NAMES[row.class]))],
        ...elementCells(cells(row.elements)),
        ...[yuan(row.total), yuan(row.totalBefore)],
      ]),
      [
        ...[text(t('common.total')), text(null)],
        ...elementCells(cells(report.elements)),
        ...[yuan(report.total), yuan(report.totalBefore)],
      ],
      ...report.roundings.map(({ source, amount }) => [
        ...[text(t('ledger.roundingOf', { file: source })), text(null)],
        ...elementCells(null),
        ...[decimal(amount), yuan(null)],
      ]),
    ],
  }
}

/** A row for every receiver of every step of every month. */
export function allocationTable(words: Words, reports: readonly AllocationReport[]): ReportTable {
  const { t, say } = words
  return {
    name: t('costing.tab.allocation'),
    header: [
      ...[t('costing.month'), t('allocation.step'), t('allocation.pool'), t('ledger.class'), t('allocation.driver')],
      ...[t('allocation.driverTotal'), inYuan(words, t('allocation.poolAmount')), inYuan(words, t('allocation.rate'))],
      ...[t('allocation.receiver'), t('units.quantity')],
      ...elementHeads(words),
      inYuan(words, t('common.total')),
    ],
    rows: reports.flatMap(({ period, steps }) =>
      steps.flatMap((step) =>
        step.parts.map((part) => [
          ...[text(period), count(step.index + 1), text(step.center), text(say(CENTER_CLASS_NAMES[step.class]))],
          ...[text(driverName(t, say, step.driver)), decimal(step.driverTotal), yuan(step.poolTotal)],
          ...[decimal(step.rate), text(part.receiver), decimal(part.quantity)],
          ...elementCells(part.amount),
          yuan(part.total),
        ]),
      ),
    ),
  }
}

/** What every center had, received and ends with, by month. */
export function centersTable(words: Words, reports: readonly AllocationReport[]): ReportTable {
  const { t, say } = words
  const totalOf = (elements: Elements<Fen>): Fen => sumFen(Object.values(elements))
  return {
    name: t('allocation.centers'),
    header: [
      ...[t('costing.month'), t('ledger.center'), t('ledger.class'), t('allocation.kind')],
      ...[inYuan(words, t('allocation.own')), inYuan(words, t('allocation.received'))],
      ...elementHeads(words),
      inYuan(words, t('allocation.ends')),
    ],
    rows: reports.flatMap(({ period, centers }) =>
      centers.map((center) => {
        const kind = center.open ? (center.department ? 'department' : 'open') : 'closed'
        return [
          ...[text(period), text(center.center), text(say(CENTER_CLASS_NAMES[center.class]))],
          ...[text(t(`allocation.kind.${kind}`)), yuan(totalOf(center.own)), yuan(totalOf(center.received))],
          ...elementCells(center.cost),
          yuan(center.total),
        ]
      }),
    ),
  }
}
