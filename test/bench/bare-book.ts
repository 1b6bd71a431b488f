import Database from 'better-sqlite3'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'

/** The cost by each element, of a costing accepted by the method that draws on items. */
const ELEMENTS = ['staff', 'materials', 'drugs', 'depreciation', 'amortisation', 'risk_fund', 'other'].map(
  (element) => `bottom_up_${element}_fen`,
)

/** One statement a page cannot do without, over the same roll-up table the page reads. */
export type BareQuestion =
  /** Over the cells that pages sum, or over computed cases where a page reads those. */
  | { readonly kind: 'sums'; readonly of?: 'cases'; readonly by: string | null; readonly filter: string }
  /** Charges by fee category over every charge line of the cases. */
  | { readonly kind: 'lines'; readonly by: string | null; readonly filter: string }
  | { readonly kind: 'elements'; readonly by: string | null; readonly filter: string }
  | {
      readonly kind: 'rows'
      readonly order: string
      readonly filter: string
      readonly offset: number
      readonly limit: number
    }

/** The sums and counts that every row of a surplus table is made of. */
const sums = (
  n: string,
) => `sum(${n}), ${['grouped', 'ambiguous', 'ungrouped', 'rejected'].map((status) => `sum(iif(f.status = '${status}', ${n}, 0))`).join(', ')},
  ${['low', 'high', 'exempt', 'unpriced'].map((name) => `sum(iif(f.class = '${name}', ${n}, 0))`).join(', ')},
  sum(iif(f.payment_fen IS NULL, 0, ${n})), sum(iif(f.cost_fen IS NULL, 0, ${n})), sum(iif(f.rw_micro IS NULL, 0, ${n})), sum(f.rw_micro), sum(f.charge_fen), sum(f.cost_fen),
  sum(f.payment_fen), sum(f.payment_frac), sum(iif(f.cost_fen IS NULL, 0, f.payment_fen)),
  sum(iif(f.cost_fen IS NULL, 0, f.payment_frac)), sum(f.fund_fen), sum(f.fund_frac), sum(f.paid_fen), sum(f.patient_fen),
  sum(f.los), sum(f.category_09 + f.category_10 + f.category_11), sum(f.category_10), sum(f.category_08), sum(iif(f.lines > 0, f.charge_fen, 0)),
  sum(f.death), sum(iif(f.payment_fen IS NULL, 0, f.charge_fen))`

/** The fields a person searches in, wherever they stand. */
export const searchFilter = (text: string): string => `f.case_id IN (
  SELECT g.case_id FROM case_fact AS g JOIN hospital_case AS c ON c.id = g.case_id JOIN case_ref AS r ON r.id = g.case_id
    LEFT JOIN diagnosis AS d ON d.case_id = g.case_id AND d.position = 0
  WHERE ${['r.case_no', 'c.patient_id', 'd.code', 'd.name', 'g.drg', 'g.team', 'g.physician'].map((column) => `${column} LIKE '%${text}%'`).join(' OR ')})`

export interface BareBook {
  /** Compiles a question; calling the answer asks it and reads every row. */
  prepare(question: BareQuestion): () => void
  close(): void
}

export function openBare(path: string): BareBook {
  const db = new Database(path, { readonly: true })
  return {
    prepare(question) {
      const statement = db.prepare(textOf(question))
      return () => {
        statement.raw().all()
      }
    },
    close: () => db.close(),
  }
}

/** What is added up, and where it lies. */
function summed(question: Exclude<BareQuestion, { kind: 'rows' }>): { readonly sums: string; readonly source: string } {
  switch (question.kind) {
    case 'sums':
      return question.of === 'cases'
        ? { sums: sums('1'), source: 'case_fact AS f' }
        : { sums: sums('f.n'), source: 'fact_cell AS f' }
    case 'lines':
      return {
        sums: FEE_CATEGORIES.map((code) => `sum(l.amount_fen) FILTER (WHERE i.category = '${code}')`).join(', '),
        source:
          'case_fact AS f CROSS JOIN charge_line AS l ON l.case_id = f.case_id JOIN charge_item AS i ON i.id = l.item_id',
      }
    case 'elements':
      return {
        sums: ELEMENTS.map((name) => `sum(k.${name})`).join(', '),
        source: `case_fact AS f JOIN costing_in_force AS r ON r.period = f.period
          JOIN case_cost AS k ON k.run_id = r.run_id AND k.case_id = f.case_id`,
      }
  }
}

function textOf(question: BareQuestion): string {
  const where = question.filter === '' ? '' : `WHERE ${question.filter}`
  if (question.kind !== 'rows') {
    const { sums, source } = summed(question)
    const by = question.by === null ? '' : `f.${question.by}`
    return by === ''
      ? `SELECT ${sums} FROM ${source} ${where}`
      : `SELECT ${by}, ${sums} FROM ${source} ${where} GROUP BY ${by}`
  }
  const { order, limit, offset } = question
  return `WITH page AS (SELECT f.case_id FROM case_fact AS f ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset})
    SELECT r.case_no, c.*, f.*, d.code, d.name, p.code, p.name FROM page JOIN case_fact AS f ON f.case_id = page.case_id
    JOIN case_ref AS r ON r.id = f.case_id JOIN hospital_case AS c ON c.id = f.case_id
    LEFT JOIN diagnosis AS d ON d.case_id = f.case_id AND d.position = 0
    LEFT JOIN procedure_done AS p ON p.case_id = f.case_id AND p.position = 0`
}

/** Milliseconds to read each case of a book and write one row of the columns of `table`, which has a row to copy, in one transaction. */
export function bareRewrite(path: string, cases: number, table: 'case_fact' | 'repriced_case'): number {
  const db = new Database(path)
  try {
    db.pragma('journal_mode = WAL')
    db.exec(`CREATE TABLE bare_rows AS SELECT * FROM ${table} LIMIT 0`)
    const sample = db.prepare(`SELECT * FROM ${table} LIMIT 1`)
    const idAt = sample.columns().findIndex(({ name }) => name === 'case_id')
    const values = sample.raw().get() as unknown[]
    const read = db.prepare('SELECT * FROM hospital_case WHERE id > ? ORDER BY id LIMIT 250')
    const write = db.prepare(`INSERT INTO bare_rows VALUES (${values.map(() => '?').join(', ')})`)
    const started = performance.now()
    let written = 0
    db.transaction(() => {
      for (let last = 0; ; ) {
        const chunk = read.all(last) as { readonly id: number }[]
        if (chunk.length === 0) break
        for (const { id } of chunk) write.run(...values.with(idAt, id))
        written += chunk.length
        last = chunk[chunk.length - 1]!.id
      }
    })()
    const ms = performance.now() - started
    db.exec('DROP TABLE bare_rows')
    if (written !== cases) throw new Error(`the bare pass met ${written} of ${cases} cases`)
    return ms
  } finally {
    db.close()
  }
}
