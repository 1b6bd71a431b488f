import type { DipTables } from '#engine/dip/tables.ts'
import { type DipFinding, validateDip } from '#engine/dip/validate.ts'
import { openPackage } from '#exchange/scheme/package-parts.ts'
import { checkDipHeader } from './header.ts'
import { dipContentHash, readDipTables } from './package-tables.ts'

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
  const { headerPlace, header, find } = await openPackage(path)
  const tables = readDipTables(checkDipHeader(headerPlace, header), find)
  return { tables, sha256: dipContentHash(tables), findings: validateDip(tables) }
}
