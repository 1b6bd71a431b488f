import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import type { WritableDb } from './database.ts'
import type { FactFilter } from './slices.ts'
import { type Sql, sql } from './sql.ts'

/** What cases of a cell have in common; besides, whether they have a weight, a payment, a cost and charge lines. */
const SHARED = [
  ...['period', 'team', 'physician', 'insurance', 'group_source', 'scheme_id', 'policy_id'],
  ...['status', 'mdc', 'adrg', 'drg', 'class', 'cost_method', 'cost_estimated', 'cost_partial'],
]
const PRESENT = ['rw_micro IS NULL', 'payment_fen IS NULL', 'cost_fen IS NULL', 'lines > 0']

/** Summed under their own names, so that a condition such as `payment_fen IS NOT NULL` says the same of a cell as of a case. */
const SUMMED = [
  ...['rw_micro', 'payment_fen', 'payment_frac', 'paid_fen', 'patient_fen', 'fund_fen', 'fund_frac'],
  ...['charge_fen', 'cost_fen', 'los', 'death', 'lines', 'lines_fen'],
  ...FEE_CATEGORIES.map((code) => `category_${code}`),
]

/** Of one case; a cell has their sums. */
const COUNTED: Readonly<Record<string, string>> = {
  n: '1',
  n_los: 'los IS NOT NULL',
  n_patient: 'patient_fen IS NOT NULL',
  n_differ: 'lines > 0 AND lines_fen <> charge_fen',
  differ_fen: 'iif(lines > 0, abs(lines_fen - charge_fen), 0)',
}

const COLUMNS = [...SHARED, ...SUMMED, ...Object.keys(COUNTED)].join(', ')

/** The cells of a month, from its cases: one row for each group, team, physician, insurance type, outlier class and so on. */
const cellsOf = (month: string): Sql => ({
  text: `SELECT ${SHARED.join(', ')}, ${SUMMED.map((column) => `sum(${column})`).join(', ')},
      ${Object.values(COUNTED)
        .map((expression) => `sum(${expression})`)
        .join(', ')}
    FROM case_fact WHERE period = ? GROUP BY ${[...SHARED, ...PRESENT].join(', ')}`,
  values: [month],
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

const EACH_CASE: Sql = {
  text: `(SELECT *, ${Object.entries(COUNTED)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(', ')} FROM case_fact)`,
  values: [],
}

/**
 * What sums over a slice are taken from, to be named `f`: cells, or the cases as cells of one where the slice asks for something that cells
 * do not tell apart. Count cases by `sum(f.n)`.
 */
export function factSource({ principalDx, linesDiffer, text }: FactFilter): Sql {
  const byCase = principalDx !== undefined || linesDiffer === true || (text ?? '').trim() !== ''
  return byCase ? EACH_CASE : sql`fact_cell`
}

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
