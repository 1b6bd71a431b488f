import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { elementColumns } from './cost-elements.ts'
import type { WritableDb } from './database.ts'
import { COSTS, ELEMENTS, UNSPLIT } from './fact-costs.ts'
import type { FactFilter } from './slices.ts'
import { type Sql, sql } from './sql.ts'

/** What cases of a cell have in common; besides, whether they have a weight, a standard, a payment, a cost and charge lines. */
const SHARED = [
  ...['period', 'team', 'physician', 'insurance', 'group_source', 'scheme_id', 'policy_id'],
  ...['status', 'mdc', 'adrg', 'drg', 'class', 'cost_method', 'cost_estimated', 'cost_partial'],
  'official_group',
]
const PRESENT = ['rw_micro', 'standard_fen', 'payment_fen', 'cost_fen'].map((column) => `${column} IS NULL`)

/** Summed under their own names, so that a condition such as `payment_fen IS NOT NULL` says the same of a cell as of a case. */
const SUMMED = [
  ...[
    'rw_micro',
    'standard_fen',
    'standard_frac',
    'payment_fen',
    'payment_frac',
    'paid_fen',
    'patient_fen',
    'fund_fen',
    'fund_frac',
  ],
  ...['charge_fen', 'cost_fen', 'los', 'death', 'lines', 'lines_fen'],
  ...['operated', 'preop_days', 'readmitted', 'complicated', 'self_pay_fen'],
  ...FEE_CATEGORIES.map((code) => `category_${code}`),
]

/** Summed as well: the elements of the costs in force. */
const COST_PARTS = [...elementColumns(), 'unsplit_fen']

/** Of one case; a cell has their sums. */
const COUNTED: Readonly<Record<string, string>> = {
  n: '1',
  n_los: 'los IS NOT NULL',
  n_patient: 'patient_fen IS NOT NULL',
  n_differ: 'lines > 0 AND lines_fen <> charge_fen',
  differ_fen: 'iif(lines > 0, abs(lines_fen - charge_fen), 0)',
  n_preop: 'preop_days IS NOT NULL',
  n_return_known: 'readmitted IS NOT NULL',
  n_complication_known: 'complicated IS NOT NULL',
  n_day_known: 'operated IS 1 AND day_surgery IS NOT NULL',
  n_day_surgery: 'operated IS 1 AND day_surgery IS 1',
  n_self_pay: 'self_pay_fen IS NOT NULL',
  self_pay_charge_fen: 'iif(self_pay_fen IS NULL, 0, charge_fen)',
  // A payment is kept floored to fen and a rest above zero: it is below a whole amount exactly when its fen are.
  n_losing_b1: 'coalesce(payment_fen < charge_fen, 0)',
  n_losing_b3: 'coalesce(payment_fen < cost_fen, 0)',
}

const COLUMNS = [...SHARED, ...SUMMED, ...COST_PARTS, ...Object.keys(COUNTED)].join(', ')

const EACH = Object.entries(COUNTED)
  .map(([name, expression]) => `${expression} AS ${name}`)
  .join(', ')
const EACH_CASE: Sql = { text: `(SELECT *, ${EACH} FROM case_fact)`, values: [] }
const EACH_COSTED_CASE = sql`(SELECT f.*, ${{ text: EACH, values: [] }}, ${ELEMENTS}, ${UNSPLIT} AS unsplit_fen FROM case_fact AS f ${COSTS})`

/** The cells of a month, from its cases: one row for each group, team, physician, insurance type, outlier class and so on. */
const cellsOf = (month: string): Sql => ({
  text: `SELECT ${SHARED.join(', ')},
      ${[...SUMMED, ...COST_PARTS, ...Object.keys(COUNTED)].map((column) => `sum(${column})`).join(', ')}
    FROM ${EACH_COSTED_CASE.text} WHERE period = ? GROUP BY ${[...SHARED, ...PRESENT, 'lines > 0'].join(', ')}`,
  values: [...EACH_COSTED_CASE.values, month],
})

/**
 * Brings the cells of every month whose cases changed back to what its cases come to; triggers of `case_fact` note the months. One month
 * a step: between two others may be answered.
 */
export function* foldChangedMonths(db: WritableDb): Generator<void> {
  for (const { period } of db.all<{ period: string }>(sql`SELECT period FROM fact_changed`)) {
    const cells = cellsOf(period)
    db.run(sql`DELETE FROM fact_cell WHERE period = ${period}`)
    db.run({ text: `INSERT INTO fact_cell (${COLUMNS}) ${cells.text}`, values: cells.values })
    db.run(sql`DELETE FROM fact_changed WHERE period = ${period}`)
    yield
  }
}

/** Cells do not tell cases apart by these. */
const needsCases = ({ principalDx, linesDiffer, text }: FactFilter): boolean =>
  principalDx !== undefined || linesDiffer === true || (text ?? '').trim() !== ''

/**
 * What sums over a slice are taken from, to be named `f`: cells, or the cases as cells of one where the slice asks for something that cells
 * do not tell apart. Count cases by `sum(f.n)`.
 */
export const factSource = (filter: FactFilter): Sql => (needsCases(filter) ? EACH_CASE : sql`fact_cell`)

/** The same with the elements of the costs in force: `staff_fen`… and `unsplit_fen`. */
export const costedSource = (filter: FactFilter): Sql => (needsCases(filter) ? EACH_COSTED_CASE : sql`fact_cell`)

/** Every case as a cell of its own, which has its `case_id`. */
export const caseSource: Sql = EACH_CASE
export const costedCaseSource: Sql = EACH_COSTED_CASE

/** A check of cells against cases: cells that only one side has. */
export const CELLS_EQUAL_FACTS: Sql = {
  text: (() => {
    const stored = `SELECT ${COLUMNS} FROM fact_cell`
    const computed = cellsOf('').text.replace('WHERE period = ?', '')
    const only = (one: string, other: string) => `SELECT period FROM (${one} EXCEPT ${other})`
    return `SELECT count(*) AS wrong, min(period) AS example
      FROM (${only(stored, computed)} UNION ALL ${only(computed, stored)})`
  })(),
  values: [],
}
