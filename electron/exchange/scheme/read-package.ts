import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import { type SchemeFinding, validateScheme } from '#engine/grouping/validate.ts'
import { problem } from '#shared/domain/problem.ts'
import { parseHeaderJson } from './header.ts'
import { readFolder, readZip } from './package-files.ts'
import { HEADER_FILE } from './package-problems.ts'
import { contentHash, readTables } from './package-tables.ts'
import { decodeUtf8, parseCsv } from './raw-table.ts'
import { readWorkbookPackage } from './workbook.ts'

export interface SchemePackage {
  readonly tables: SchemeTables
  /** Of the content, whatever form of file it came in. */
  readonly sha256: string
  readonly findings: readonly SchemeFinding[]
}

/**
 * Reads a `grouping-scheme/1` package: a folder, a .zip of it, or an .xlsx with one sheet per table.
 * Throws `file-not-found`, or `scheme-invalid` naming file, row and column for what cannot be read at all; faults between
 * the tables (unknown lists, duplicate groups, unreachable rows) come back as findings.
 */
export async function readSchemePackage(path: string): Promise<SchemePackage> {
  const tables = await readPackageTables(path)
  return { tables, sha256: contentHash(tables), findings: validateScheme(tables) }
}

async function readPackageTables(path: string): Promise<SchemeTables> {
  const info = await stat(path).catch(() => {
    throw problem(
      'file-not-found',
      `找不到分组方案 ${basename(path)}，请检查路径`,
      `No grouping scheme at ${basename(path)}; check the path`,
      { file: path },
    )
  })
  if (!info.isDirectory() && /\.xlsx$/i.test(path)) return readWorkbookPackage(path)
  const files = info.isDirectory() ? await readFolder(path) : await readZip(path)
  const header = parseHeaderJson(HEADER_FILE, decodeUtf8(HEADER_FILE, files.get(HEADER_FILE) ?? new Uint8Array()))
  return readTables(header, (name) => {
    const content = files.get(`${name}.csv`)
    return content === undefined ? undefined : parseCsv(`${name}.csv`, content)
  })
}
