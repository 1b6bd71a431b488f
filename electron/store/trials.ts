import { type CaseResult, RESULT_COLUMNS, resultValues } from './case-result.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, type SqlValue, sql } from './sql.ts'

/** A scheme tried over some months; its results are beside the figures until it is accepted, and the old ones after. */
export interface StoredTrial {
  readonly id: number
  readonly schemeId: number
  readonly from: string | null
  readonly to: string | null
  readonly dataRevision: number
  readonly at: string
  readonly acceptedAt: string | null
}

const COLUMNS: Sql = sql`id, scheme_id AS schemeId, valid_from AS "from", valid_to AS "to", data_revision AS dataRevision, at,
  accepted_at AS acceptedAt`

/** Newest first. */
export function listTrials(db: ReadableDb): StoredTrial[] {
  return db.all(sql`SELECT ${COLUMNS} FROM trial ORDER BY id DESC`)
}

export function getTrial(db: ReadableDb, id: number): StoredTrial | undefined {
  return db.get(sql`SELECT ${COLUMNS} FROM trial WHERE id = ${id}`)
}

export function addTrial(
  db: WritableDb,
  { schemeId, from, to, dataRevision, at }: Omit<StoredTrial, 'id' | 'acceptedAt'>,
): number {
  return db.run(sql`INSERT INTO trial (scheme_id, valid_from, valid_to, data_revision, at)
    VALUES (${schemeId}, ${from}, ${to}, ${dataRevision}, ${at})`).lastId
}

export function removeTrial(db: WritableDb, id: number): void {
  db.run(sql`DELETE FROM trial_result WHERE trial_id = ${id}`)
  db.run(sql`DELETE FROM trial WHERE id = ${id}`)
}

export function markTrial(db: WritableDb, id: number, acceptedAt: string | null, dataRevision: number): void {
  db.run(sql`UPDATE trial SET accepted_at = ${acceptedAt}, data_revision = ${dataRevision} WHERE id = ${id}`)
}

export function trialWriter(db: WritableDb, trialId: number): (caseId: number, result: CaseResult) => void {
  const columns = ['case_id', 'trial_id', ...RESULT_COLUMNS]
  const insert = db.prepare(
    `INSERT INTO trial_result (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  return (caseId, result) => insert([caseId, trialId, ...resultValues(result)])
}

/** Cases read and written between two looks at what else is waiting. */
const CHUNK = 500

/** Lets a trial's results and the figures change places, case by case; doing it again takes it back. */
export async function swapResults(
  db: WritableDb,
  trialId: number,
  chunkDone: (cases: number) => Promise<void>,
): Promise<void> {
  const assignments = RESULT_COLUMNS.map((column) => `${column} = ?`).join(', ')
  const toFacts = db.prepare(`UPDATE case_fact SET ${assignments} WHERE case_id = ?`)
  const toTrial = db.prepare(`UPDATE trial_result SET ${assignments} WHERE trial_id = ? AND case_id = ?`)
  const of = (table: string): Sql => ({
    text: RESULT_COLUMNS.map((name) => `${table}.${name} AS ${table}_${name}`).join(', '),
    values: [],
  })
  for (let last = 0; ; ) {
    const rows = db.all<Record<string, SqlValue> & { id: number }>(sql`SELECT f.case_id AS id, ${of('f')}, ${of('t')}
      FROM case_fact AS f JOIN trial_result AS t ON t.case_id = f.case_id AND t.trial_id = ${trialId}
      WHERE f.case_id > ${last} ORDER BY f.case_id LIMIT ${CHUNK}`)
    for (const row of rows) {
      const values = (table: string) => RESULT_COLUMNS.map((name) => row[`${table}_${name}`] ?? null)
      toFacts([...values('t'), row.id])
      toTrial([...values('f'), trialId, row.id])
    }
    const end = rows.at(-1)
    if (end === undefined) return
    last = end.id
    await chunkDone(rows.length)
  }
}
