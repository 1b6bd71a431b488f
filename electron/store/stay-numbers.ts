import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** Another number of a stay than the one the book goes by; `kind` tells what it counts. */
export interface StoredStayNumber {
  readonly kind: string
  readonly number: string
  readonly caseNo: string
}

/** For use inside the transaction of the batch that brought the numbers. */
export function saveStayNumbers(db: WritableDb, batchId: number, numbers: Iterable<StoredStayNumber>): void {
  const insert = db.prepare('INSERT OR IGNORE INTO stay_number (kind, number, case_no, batch_id) VALUES (?, ?, ?, ?)')
  for (const { kind, number, caseNo } of numbers) insert([kind, number, caseNo, batchId])
}

/** All numbers of a kind; one that stands for several cases comes several times. */
export function stayNumbers(db: ReadableDb, kind: string): StoredStayNumber[] {
  return db.all(sql`SELECT DISTINCT kind, number, case_no AS caseNo FROM stay_number WHERE kind = ${kind}`)
}
