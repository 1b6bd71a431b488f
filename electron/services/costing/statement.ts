import { addElements, isNoCost, noCost, subtractElements, sumElements, totalFen } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import { RECONCILIATION_NAMES, type ReconciliationLineId } from '#engine/costing/reconcile.ts'
import type { ReconciliationStatement, StatementLine, StatementPart } from '#shared/contract/costing-reports.ts'
import type { CostMethod, Elements } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { statementOf } from '#store/costing-read.ts'
import type { StoredRun } from '#store/costing-runs.ts'
import type { StatementRow } from '#store/costing-write.ts'
import type { ReadableDb } from '#store/database.ts'
import { asRef, flagsOf, inForceOf, leastSure, outcomeOf, tagOfCases } from './runs.ts'

const LEDGER_PARTS = ['department', 'elsewhere', 'not-allocated'] as const
const DEPARTMENT_PARTS = ['cases', 'goods-not-traced', 'unused-capacity', 'other-users', 'no-pool'] as const

/**
 * The reconciliation statement of some months of a run, drawn up from its lines: sums of months are exact, so they close as the months
 * do.
 * @throws ProblemError `costing-missing` where a method has no ledger behind it
 */
export function statement(
  db: ReadableDb,
  run: StoredRun,
  span: { readonly from: Period; readonly to: Period },
  wanted: CostMethod | undefined,
): ReconciliationStatement {
  const method = wanted ?? inForceOf(db, span.to)?.method ?? run.preferred
  const rows = statementOf(db, { runId: run.id, ...span }, method)
  if (rows.length === 0)
    throw problem(
      'costing-missing',
      `${span.from} 至 ${span.to} 用这种方法没有对账单：没有成本台账，或没有核算。`,
      `There is no statement by this method for ${span.from} to ${span.to}: no ledger, or not costed.`,
      { ...span, method },
    )
  const whole = drawUp(rows)
  const tags = outcomeOf(run)
    .months.filter((month) => month.period >= span.from && month.period <= span.to)
    .flatMap(({ sums }) => sums.filter((sum) => sum.method === method))
    .flatMap((sum) => sum.tags.map((tag) => tagOfCases(flagsOf(method, tag), tag.n)))
  return {
    ...leastSure(method, tags),
    run: asRef(db, run),
    method,
    ...whole,
    months: [...Map.groupBy(rows, (row) => row.period)].map(([month, lines]) => {
      const { closes, department } = drawUp(lines)
      return { period: period(month), closes, difference: department.differenceTotal }
    }),
    excess: goodsOf(rows),
  }
}

function drawUp(
  rows: readonly StatementRow[],
): Pick<ReconciliationStatement, 'ledger' | 'department' | 'unsplit' | 'closes'> {
  const line = (id: ReconciliationLineId): StatementLine => {
    const elements = sumOf(rows, id)
    return { id, label: RECONCILIATION_NAMES[id], elements, total: totalFen(elements) }
  }
  const unsplit = fen(rows.reduce((sum, row) => sum + row.unsplit, 0))
  const ledger = part(line('ledger'), LEDGER_PARTS.map(line), fen(0))
  const department = part(line('department'), DEPARTMENT_PARTS.map(line), unsplit)
  const closes =
    isNoCost(IN_FEN, ledger.difference) &&
    department.differenceTotal === 0 &&
    (unsplit !== 0 || isNoCost(IN_FEN, department.difference))
  return { ledger, department, unsplit, closes }
}

const sumOf = (rows: readonly StatementRow[], id: string): Elements<Fen> =>
  rows
    .filter((row) => row.line === id)
    .reduce((sum, { elements }) => addElements(IN_FEN, sum, elements), noCost(IN_FEN))

function part(whole: StatementLine, parts: readonly StatementLine[], unsplit: Fen): StatementPart {
  const sum = sumElements(
    IN_FEN,
    parts.map(({ elements }) => elements),
  )
  const difference = subtractElements(IN_FEN, whole.elements, sum)
  return { whole, parts, difference, differenceTotal: fen(totalFen(difference) - unsplit) }
}

function goodsOf(rows: readonly StatementRow[]): ReconciliationStatement['excess'] {
  const { drugs, materials } = sumOf(rows, 'excess')
  return { drugs, materials }
}
