import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** What was typed for a year, as text; undefined where nothing was. */
export const planOf = (db: ReadableDb, year: string): string | undefined =>
  db.get<{ content: string }>(sql`SELECT content FROM settlement_plan WHERE year = ${year}`)?.content

/** Null takes it away. */
export function putPlan(db: WritableDb, year: string, content: string | null): void {
  if (content === null) db.run(sql`DELETE FROM settlement_plan WHERE year = ${year}`)
  else
    db.run(sql`INSERT INTO settlement_plan (year, content) VALUES (${year}, ${content})
      ON CONFLICT (year) DO UPDATE SET content = excluded.content`)
}
