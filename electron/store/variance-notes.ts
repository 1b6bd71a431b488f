import type { VarianceNote } from '#shared/domain/variance.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** The notes on these rows, by their subject. */
export function notesOn(db: ReadableDb, subjects: readonly string[]): ReadonlyMap<string, VarianceNote> {
  const rows = db.all<VarianceNote & { readonly subject: string }>(sql`SELECT subject, cause, text, by, at
    FROM variance_note WHERE subject IN (SELECT value FROM json_each(${JSON.stringify(subjects)}))`)
  return new Map(rows.map(({ subject, ...note }) => [subject, note]))
}

/** Null takes the note away. */
export function putNote(db: WritableDb, subject: string, note: VarianceNote | null): void {
  if (note === null) db.run(sql`DELETE FROM variance_note WHERE subject = ${subject}`)
  else
    db.run(sql`INSERT INTO variance_note (subject, cause, text, by, at)
      VALUES (${subject}, ${note.cause}, ${note.text}, ${note.by}, ${note.at})
      ON CONFLICT (subject) DO UPDATE SET cause = excluded.cause, text = excluded.text, by = excluded.by, at = excluded.at`)
}
