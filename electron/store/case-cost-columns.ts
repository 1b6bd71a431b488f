import { COST_METHODS, type CostMethod } from '#shared/domain/costing.ts'
import { elementColumns } from './cost-elements.ts'
import { type Sql, sqlId } from './sql.ts'

/** What `case_cost` keeps of each method, in the order it is written. */
const NAMES = ['cost_fen', 'estimated', 'partial', ...elementColumns(), 'unsplit_fen', 'parts'] as const
type Name = (typeof NAMES)[number]

const columnOf = (method: CostMethod, name: Name): string => `${method.replaceAll('-', '_')}_${name}`

/** Columns of `case_cost` as they are written: the case, its goods, then every method in the order of `COST_METHODS`. */
export const CASE_COST_COLUMNS: readonly string[] = [
  ...['run_id', 'case_id', 'goods_drugs_fen', 'goods_materials_fen'],
  ...COST_METHODS.flatMap((method) => NAMES.map((name) => columnOf(method, name))),
]

/** How many of them each method has. */
export const COLUMNS_OF_METHOD = NAMES.length

/** `k.bottom_up_cost_fen`, of `case_cost AS k`; NULL where the case has no cost by the method. */
export const costColumn = (method: CostMethod, name: Name, table = 'k'): Sql => ({
  text: `${sqlId(table).text}.${sqlId(columnOf(method, name)).text}`,
  values: [],
})

/** All that a method says, under names without the method: `k.bottom_up_cost_fen AS cost_fen, …`, and the goods. */
export const costColumns = (method: CostMethod): Sql => ({
  text: [
    ...NAMES.map((name) => `${costColumn(method, name).text} AS ${name}`),
    'k.goods_drugs_fen',
    'k.goods_materials_fen',
  ].join(', '),
  values: [],
})

/** A query of each method, one after another: a row for every cost, as if each had a row of its own. */
export function ofEachMethod(query: (method: CostMethod) => Sql): Sql {
  const queries = COST_METHODS.map(query)
  return {
    text: queries.map(({ text }) => text).join(' UNION ALL '),
    values: queries.flatMap(({ values }) => values),
  }
}

/** A column of the method that another column names. */
export function costColumnBy(method: Sql, name: Name, table?: string): Sql {
  const choices = COST_METHODS.map((each) => `WHEN '${each}' THEN ${costColumn(each, name, table).text}`)
  return { text: `CASE ${method.text} ${choices.join(' ')} END`, values: method.values }
}
