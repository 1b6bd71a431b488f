import { PART_TABLES } from './case-parts.ts'
import { RECORD_TABLES, ROW_KINDS } from './record-tables.ts'
import type { Sql } from './sql.ts'

const rowsOf = (table: string, amount = 'NULL'): string =>
  `SELECT batch_id, count(*) AS n, ${amount} AS amount FROM ${table} GROUP BY batch_id`

/** Rows and money that each batch has in the book, of all kinds: `batch_id`, `n`, `amount` (NULL for kinds without money). */
export const batchContents: Sql = {
  text: [
    'SELECT batch_id, sum(lines) AS n, sum(amount_fen) AS amount FROM case_category GROUP BY batch_id',
    rowsOf('case_before'),
    ...Object.values(PART_TABLES).map((table) => rowsOf(table)),
    ...ROW_KINDS.map((kind) => {
      const { table, amount } = RECORD_TABLES[kind]
      return rowsOf(table, amount === undefined ? 'NULL' : `sum(${amount})`)
    }),
  ].join(' UNION ALL '),
  values: [],
}
