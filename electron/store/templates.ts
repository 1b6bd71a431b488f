import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** Saved mapping templates as JSON text; the exchange layer validates them when they are read. */
export function listTemplateTexts(db: ReadableDb): string[] {
  return db.all<{ content: string }>(sql`SELECT content FROM import_template ORDER BY name`).map((row) => row.content)
}

export function saveTemplateText(
  db: WritableDb,
  template: {
    readonly name: string
    readonly kind: string
    readonly version: number
    readonly content: string
    readonly at: string
  },
): void {
  db.run(sql`INSERT INTO import_template (name, kind, version, content, saved_at)
    VALUES (${template.name}, ${template.kind}, ${template.version}, ${template.content}, ${template.at})
    ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, version = excluded.version, content = excluded.content,
    saved_at = excluded.saved_at`)
}

export function removeTemplate(db: WritableDb, name: string): boolean {
  return db.run(sql`DELETE FROM import_template WHERE name = ${name}`).changes > 0
}
