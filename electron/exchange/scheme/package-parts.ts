import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { problem } from '#shared/domain/problem.ts'
import { parseJson } from './header.ts'
import { readFolder, readZip } from './package-files.ts'
import { HEADER_FILE } from './package-problems.ts'
import { decodeUtf8, parseCsv, type RawTable } from './raw-table.ts'
import { openWorkbookPackage } from './workbook.ts'
import { isWorkbook } from './workbook-file.ts'

/** A package of any form as text, before anything in it is checked. */
export interface PackageParts {
  /** Where a person finds the header: `scheme.json`, or the sheet `scheme`. */
  readonly headerPlace: string
  /** The keys and values of scheme.json. */
  readonly header: unknown
  /** A table by its name without `.csv`, undefined where the package has none. */
  readonly find: (name: string) => RawTable | undefined
}

/**
 * Opens a package: a folder, a .zip of it, or a workbook with one sheet per table.
 * Throws `file-not-found`, or `scheme-invalid` for what is no package or cannot be decoded.
 */
export async function openPackage(path: string): Promise<PackageParts> {
  const info = await stat(path).catch(() => {
    throw problem(
      'file-not-found',
      `找不到分组方案 ${basename(path)}，请检查路径`,
      `No grouping scheme at ${basename(path)}; check the path`,
      { file: path },
    )
  })
  if (await isWorkbookPath(path, info.isDirectory())) return openWorkbookPackage(path)
  const files = info.isDirectory() ? await readFolder(path) : await readZip(path)
  const text = decodeUtf8(HEADER_FILE, files.get(HEADER_FILE) ?? new Uint8Array())
  return {
    headerPlace: HEADER_FILE,
    header: parseJson(HEADER_FILE, text),
    find: (name) => {
      const content = files.get(`${name}.csv`)
      return content === undefined ? undefined : parseCsv(`${name}.csv`, content)
    },
  }
}

/** By its content; a broken file named .xlsx is told of as a workbook. */
async function isWorkbookPath(path: string, folder: boolean): Promise<boolean> {
  return !folder && (/\.xlsx$/i.test(path) || (await isWorkbook(path)))
}
