import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** How the department is costed, as JSON text, and since when; undefined while nobody has said. */
export function storedConfig(db: ReadableDb): { readonly content: string; readonly savedAt: string } | undefined {
  return db.get(sql`SELECT content, saved_at AS savedAt FROM costing_config ORDER BY id DESC LIMIT 1`)
}

export function saveConfig(db: WritableDb, content: string, at: string): void {
  db.run(sql`INSERT INTO costing_config (content, saved_at) VALUES (${content}, ${at})`)
}
