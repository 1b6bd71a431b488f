import { costColumnBy } from './case-cost-columns.ts'
import { elementColumns } from './cost-elements.ts'
import { type Sql, sql } from './sql.ts'

/** The elements of a case's cost, where the run whose costs are in force knows them; of `case_fact AS f`. */
export const COSTS = sql`LEFT JOIN costing_in_force AS i ON i.period = f.period
  LEFT JOIN case_cost AS k ON k.case_id = f.case_id AND k.run_id = i.run_id`
const METHOD = sql`i.method`

/** The cost by one element; null where no run took it apart. */
export const elementColumn = (name: ReturnType<typeof elementColumns>[number]): Sql => costColumnBy(METHOD, name)

export const ELEMENTS: Sql = {
  text: elementColumns()
    .map((name) => `${elementColumn(name).text} AS ${name}`)
    .join(', '),
  values: [],
}

/** A cost that came with its file, and what a run could not split. */
export const UNSPLIT = sql`iif(${costColumnBy(METHOD, 'cost_fen')} IS NULL, f.cost_fen, ${costColumnBy(METHOD, 'unsplit_fen')})`
