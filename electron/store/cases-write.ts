import type { CaseRecord } from '#shared/domain/records.ts'
import { type CaseContent, contentOf, readOwn } from './case-content.ts'
import { caseKeeper } from './case-parts.ts'
import { caseRefs } from './case-refs.ts'
import type { WritableDb } from './database.ts'
import { sql } from './sql.ts'

export interface CaseWriter {
  /** Inserts or replaces by case number, and keeps what was replaced. Returns how many were replaced. */
  write(records: readonly CaseRecord[]): number
}

/** For use inside one transaction of the batch. */
export function caseWriter(db: WritableDb, batchId: number): CaseWriter {
  const putBefore = db.prepare('INSERT OR IGNORE INTO case_before (batch_id, case_id, previous) VALUES (?, ?, ?)')
  const keeper = caseKeeper(db)
  const refOf = caseRefs(db)
  return {
    write(records) {
      let replaced = 0
      for (const record of records) {
        const id = refOf(record.caseNo)
        const previous = readOwn(db, id)
        if (previous !== null) replaced++
        putBefore([batchId, id, previous === null ? null : JSON.stringify(previous)])
        keeper.keep(id, record.caseNo, contentOf(record, batchId), previous === null)
      }
      return replaced
    },
  }
}

interface Touched {
  readonly id: number
  readonly caseNo: string
  /** What the batch replaced; null when it brought the case in. */
  readonly previous: string | null
  /** The next batch that replaced the case again. */
  readonly next: number | null
}

/**
 * Takes a batch out of the history of its cases. Where it is the last that brought a case, the one before it comes back; where a
 * later one replaced the case again, that one stays and is from now on said to have replaced what this batch did. For use inside one
 * long transaction; breathes between cases.
 */
export async function undoCases(db: WritableDb, batchId: number, breathe: () => Promise<void>): Promise<void> {
  const touched = db.all<Touched>(sql`SELECT mine.case_id AS id, r.case_no AS caseNo, mine.previous,
      (SELECT min(batch_id) FROM case_before WHERE case_id = mine.case_id AND batch_id > mine.batch_id) AS next
    FROM case_before AS mine JOIN case_ref AS r ON r.id = mine.case_id WHERE mine.batch_id = ${batchId}`)
  const keeper = caseKeeper(db)
  for (const { id, caseNo, previous, next } of touched) {
    await breathe()
    if (next !== null)
      db.run(sql`UPDATE case_before SET previous = ${previous} WHERE batch_id = ${next} AND case_id = ${id}`)
    else if (previous === null) db.run(sql`DELETE FROM hospital_case WHERE id = ${id}`)
    else keeper.keep(id, caseNo, JSON.parse(previous) as CaseContent, false)
  }
  db.run(sql`DELETE FROM case_before WHERE batch_id = ${batchId}`)
}
