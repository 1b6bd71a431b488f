import { type Fen, fen } from '#shared/domain/money.ts'
import { COMMITTED } from './batches.ts'
import type { ReadableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

const asked = (caseNos: readonly string[]): Sql =>
  sql`json_each(${JSON.stringify(caseNos)}) AS wanted JOIN case_ref AS r ON r.case_no = wanted.value`

interface Amount {
  readonly caseNo: string
  readonly amount: number
}

const byCase = (rows: readonly Amount[]): Map<string, Fen> =>
  new Map(rows.map(({ caseNo, amount }) => [caseNo, fen(amount)]))

/** Total charges of cases, as their rows say. */
export function chargesOfCases(db: ReadableDb, caseNos: readonly string[]): Map<string, Fen> {
  return byCase(
    db.all(sql`SELECT r.case_no AS caseNo, c.charge_fen AS amount FROM ${asked(caseNos)}
      JOIN hospital_case AS c ON c.id = r.id`),
  )
}

/** What the lines of cases add up to; those without lines are missing. */
export function linesOfCases(db: ReadableDb, caseNos: readonly string[], sum: 'net' | 'positive'): Map<string, Fen> {
  return byCase(
    sum === 'net'
      ? db.all(sql`SELECT r.case_no AS caseNo, sum(k.amount_fen) AS amount FROM ${asked(caseNos)}
          JOIN case_category AS k ON k.case_id = r.id AND k.${COMMITTED} GROUP BY r.id`)
      : db.all(sql`SELECT r.case_no AS caseNo, sum(max(l.amount_fen, 0)) AS amount FROM ${asked(caseNos)}
          JOIN charge_line AS l ON l.case_id = r.id AND l.${COMMITTED} GROUP BY r.id`),
  )
}
