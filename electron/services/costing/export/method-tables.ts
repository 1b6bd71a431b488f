import type { MethodComparison, ReconciliationStatement, StatementPart } from '#shared/contract/costing-reports.ts'
import { COST_SOURCE_NAMES } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import {
  count,
  decimal,
  elementCells,
  elementHeads,
  inYuan,
  type ReportTable,
  tagCells,
  tagHeads,
  text,
  type Words,
  yuan,
} from './report-table.ts'

/** A row for each kind of cost there is of the same cases. */
export function methodTable(words: Words, { sides }: MethodComparison): ReportTable {
  const { t } = words
  return {
    name: t('costing.tab.methods'),
    header: [
      ...tagHeads(words),
      ...[t('run.state'), t('methods.cases'), inYuan(words, t('methods.total')), inYuan(words, t('methods.mean'))],
      ...elementHeads(words),
      ...[inYuan(words, t('methods.unsplit')), inYuan(words, t('methods.goodsDrugs'))],
      ...[inYuan(words, t('methods.goodsMaterials')), inYuan(words, t('methods.surplus'))],
    ],
    rows: sides.map((side) => [
      ...tagCells(words, side),
      ...[text(side.inForce ? t('costing.inForce') : null), count(side.n), yuan(side.total), cents(side.mean)],
      ...elementCells(side.elements),
      ...[
        yuan(side.unsplit),
        yuan(side.goods?.drugs ?? null),
        yuan(side.goods?.materials ?? null),
        cents(side.surplus),
      ],
    ]),
  }
}

/** What each method put on the cases from each pool. */
export function methodPartTable(words: Words, { sides }: MethodComparison): ReportTable {
  const { t, say } = words
  return {
    name: t('methods.parts'),
    header: [...tagHeads(words), t('units.pool'), inYuan(words, t('costing.amount'))],
    rows: sides.flatMap((side) =>
      side.parts.map(({ pool, amount }) => [...tagCells(words, side), text(poolName(t, say, pool)), yuan(amount)]),
    ),
  }
}

/** Why two methods differ. */
export function methodReasonTable(words: Words, { reasons }: MethodComparison): ReportTable {
  const { t, say } = words
  return {
    name: t('methods.whyTitle'),
    header: [t('units.pool'), t('methods.between'), t('methods.why'), inYuan(words, t('methods.difference'))],
    rows: reasons.map(({ pool, between: [a, b], amount, text: why }) => [
      text(poolName(t, say, pool)),
      text(t('methods.betweenTwo', { a: say(COST_SOURCE_NAMES[a]), b: say(COST_SOURCE_NAMES[b]) })),
      text(say(why)),
      yuan(amount),
    ]),
  }
}

/** Both equations of the reconciliation, line by line, with the difference each leaves. */
export function statementTable(words: Words, statement: ReconciliationStatement): ReportTable {
  const { t, say } = words
  const lines = (part: StatementPart) => [
    { sign: '', label: say(part.whole.label), elements: part.whole.elements, total: part.whole.total },
    ...part.parts.map(({ label, elements, total }) => ({ sign: '−', label: say(label), elements, total })),
    { sign: '=', label: t('statement.difference'), elements: part.difference, total: part.differenceTotal },
  ]
  return {
    name: t('costing.tab.statement'),
    header: [
      ...tagHeads(words),
      t('statement.sign'),
      t('statement.line'),
      ...elementHeads(words),
      inYuan(words, t('common.total')),
    ],
    rows: [...lines(statement.ledger), ...lines(statement.department)].map(({ sign, label, elements, total }) => [
      ...tagCells(words, statement),
      ...[text(sign), text(label)],
      ...elementCells(elements),
      yuan(total),
    ]),
  }
}

/** Means and surpluses are rounded here, once, to what a person reads. */
const cents = (value: string | null) => decimal(value === null ? null : exact(value).toFixed(2))
