import { readdirSync, readFileSync } from 'node:fs'
import { parseSheetText } from '#exchange/costing/read-sheet.ts'
import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import { problem } from '#shared/domain/problem.ts'
import { latestSheets, type StoredSheetVersion, sheetVersions } from '#store/activity-sheets.ts'
import type { ReadableDb } from '#store/database.ts'
import { resourcePath } from '../resources.ts'

/** A sheet as it stands: the latest version of the book, or a shipped one, which is version 0. */
export interface KnownSheet {
  readonly version: number
  readonly savedAt: string | null
  readonly sheet: ActivitySheet
}

/** Sheets that come with the program, to start from. */
function shippedSheets(): readonly KnownSheet[] {
  const folder = resourcePath('costing')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({
      version: 0,
      savedAt: null,
      sheet: parseSheetText(readFileSync(resourcePath('costing', name), 'utf8'), name),
    }))
}

const fromStored = ({ version, savedAt, content, code }: StoredSheetVersion): KnownSheet => ({
  version,
  savedAt,
  sheet: parseSheetText(content, code),
})

/** Every sheet by its code, those of the book in the place of shipped ones. */
export function knownSheets(db: ReadableDb): readonly KnownSheet[] {
  const byCode = new Map(shippedSheets().map((known) => [known.sheet.code, known]))
  for (const stored of latestSheets(db)) byCode.set(stored.code, fromStored(stored))
  return [...byCode.values()].toSorted((a, b) => (a.sheet.code < b.sheet.code ? -1 : 1))
}

/** @throws ProblemError `not-found` */
export function requireSheet(db: ReadableDb, code: string, version?: number): KnownSheet {
  const found =
    version === undefined
      ? knownSheets(db).find(({ sheet }) => sheet.code === code)
      : sheetVersions(db, code)
          .filter((stored) => stored.version === version)
          .map(fromStored)[0]
  if (found !== undefined) return found
  throw problem(
    'not-found',
    `没有作业清单 ${code}${version === undefined ? '' : ` 的第 ${version} 版`}。`,
    `There is no ${version === undefined ? '' : `version ${version} of the `}activity sheet ${code}.`,
    { code },
  )
}
