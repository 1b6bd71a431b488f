import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** One version of an activity sheet; `content` is its JSON. */
export interface StoredSheetVersion {
  readonly code: string
  readonly version: number
  readonly content: string
  readonly savedAt: string
}

const COLUMNS = sql`code, version, content, saved_at AS savedAt`

/** The latest version of every sheet. */
export function latestSheets(db: ReadableDb): StoredSheetVersion[] {
  return db.all(sql`SELECT ${COLUMNS} FROM activity_sheet AS s
    WHERE version = (SELECT max(version) FROM activity_sheet WHERE code = s.code) ORDER BY code`)
}

/** All versions of a sheet, the newest first. */
export function sheetVersions(db: ReadableDb, code: string): StoredSheetVersion[] {
  return db.all(sql`SELECT ${COLUMNS} FROM activity_sheet WHERE code = ${code} ORDER BY version DESC`)
}

/** Saves the next version of a sheet and tells its number. */
export function addSheetVersion(
  db: WritableDb,
  sheet: { readonly code: string; readonly name: string; readonly content: string; readonly at: string },
): number {
  const version = (sheetVersions(db, sheet.code)[0]?.version ?? 0) + 1
  db.run(sql`INSERT INTO activity_sheet (code, version, name, content, saved_at)
    VALUES (${sheet.code}, ${version}, ${sheet.name}, ${sheet.content}, ${sheet.at})`)
  return version
}
