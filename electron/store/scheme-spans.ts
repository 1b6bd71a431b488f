import { period } from '#shared/domain/period.ts'
import type { SchemeTimetable } from '#shared/domain/scheme-timetable.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

interface Row {
  readonly schemeId: number
  readonly from: string | null
  readonly to: string | null
}

const month = (text: string | null) => (text === null ? null : period(text))

/** Which scheme groups which months, in the order of the months. */
export function readTimetable(db: ReadableDb): SchemeTimetable {
  return db
    .all<Row>(sql`SELECT scheme_id AS schemeId, valid_from AS "from", valid_to AS "to" FROM scheme_span
      ORDER BY valid_from NULLS FIRST`)
    .map(({ schemeId, from, to }) => ({ schemeId, from: month(from), to: month(to) }))
}

export function writeTimetable(db: WritableDb, timetable: SchemeTimetable): void {
  db.run(sql`DELETE FROM scheme_span`)
  for (const { schemeId, from, to } of timetable)
    db.run(sql`INSERT INTO scheme_span (scheme_id, valid_from, valid_to) VALUES (${schemeId}, ${from}, ${to})`)
}
