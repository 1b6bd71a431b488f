import type { DifferenceNote } from '#shared/domain/settlement-difference.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

type Row = DifferenceNote & { readonly caseNo: string }

const NOTES: Sql = sql`SELECT case_no AS caseNo, state, text, difference_fen AS difference, by, at FROM settlement_note`

const byCase = (rows: readonly Row[]): ReadonlyMap<string, DifferenceNote> =>
  new Map(rows.map(({ caseNo, ...note }) => [caseNo, note]))

/** Every note of the book, by case number. */
export const allDifferenceNotes = (db: ReadableDb): ReadonlyMap<string, DifferenceNote> => byCase(db.all<Row>(NOTES))

export const differenceNotes = (db: ReadableDb, caseNos: readonly string[]): ReadonlyMap<string, DifferenceNote> =>
  byCase(db.all<Row>(sql`${NOTES} WHERE case_no IN (SELECT value FROM json_each(${JSON.stringify(caseNos)}))`))

/** Null takes the note away. */
export function putDifferenceNote(db: WritableDb, caseNo: string, note: DifferenceNote | null): void {
  if (note === null) db.run(sql`DELETE FROM settlement_note WHERE case_no = ${caseNo}`)
  else
    db.run(sql`INSERT INTO settlement_note (case_no, state, text, difference_fen, by, at)
      VALUES (${caseNo}, ${note.state}, ${note.text}, ${note.difference}, ${note.by}, ${note.at})
      ON CONFLICT (case_no) DO UPDATE SET state = excluded.state, text = excluded.text,
        difference_fen = excluded.difference_fen, by = excluded.by, at = excluded.at`)
}
