import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { DipTables } from '#engine/dip/tables.ts'
import { type DipFinding, validateDip } from '#engine/dip/validate.ts'
import { readFolder, readZip } from '#exchange/scheme/package-files.ts'
import { HEADER_FILE } from '#exchange/scheme/package-problems.ts'
import { decodeUtf8, parseCsv } from '#exchange/scheme/raw-table.ts'
import { problem } from '#shared/domain/problem.ts'
import { parseDipHeader } from './header.ts'
import { dipContentHash, readDipTables } from './package-tables.ts'
import { readDipWorkbook } from './workbook.ts'

export interface DipPackage {
  readonly tables: DipTables
  /** Of the content, whatever form of file it came in. */
  readonly sha256: string
  readonly findings: readonly DipFinding[]
}

/**
 * Reads a `grouping-scheme/1` package of kind DIP: a folder, a .zip of it, or an .xlsx with one sheet per table.
 * Throws `file-not-found`, or `scheme-invalid` naming file, row and column for what cannot be read at all; faults between the
 * tables come back as findings, and `compileDip` refuses a directory that has errors among them.
 */
export async function readDipPackage(path: string): Promise<DipPackage> {
  const tables = await readPackageTables(path)
  return { tables, sha256: dipContentHash(tables), findings: validateDip(tables) }
}

async function readPackageTables(path: string): Promise<DipTables> {
  const info = await stat(path).catch(() => {
    throw problem(
      'file-not-found',
      `找不到 DIP 目录 ${basename(path)}，请检查路径`,
      `No DIP directory at ${basename(path)}; check the path`,
      { file: path },
    )
  })
  if (!info.isDirectory() && /\.xlsx$/i.test(path)) return readDipWorkbook(path)
  const files = info.isDirectory() ? await readFolder(path) : await readZip(path)
  const header = parseDipHeader(HEADER_FILE, decodeUtf8(HEADER_FILE, files.get(HEADER_FILE) ?? new Uint8Array()))
  return readDipTables(header, (name) => {
    const content = files.get(`${name}.csv`)
    return content === undefined ? undefined : parseCsv(`${name}.csv`, content)
  })
}
