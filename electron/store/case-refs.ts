import { ownText } from '#shared/domain/own-text.ts'
import type { WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** The internal id of a case number, given on first meeting; remembered for the length of a load. */
export function caseRefs(db: WritableDb): (caseNo: string) => number {
  const known = new Map<string, number>()
  return (caseNo) => {
    const id = known.get(caseNo)
    if (id !== undefined) return id
    const found = findOrAdd(db, caseNo)
    known.set(ownText(caseNo), found)
    return found
  }
}

function findOrAdd(db: WritableDb, caseNo: string): number {
  const known = db.get<{ id: number }>(sql`SELECT id FROM case_ref WHERE case_no = ${caseNo}`)
  return known?.id ?? db.run(sql`INSERT INTO case_ref (case_no) VALUES (${caseNo})`).lastId
}
