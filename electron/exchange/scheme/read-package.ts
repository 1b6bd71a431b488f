import type { OfficialTables } from '#engine/grouping/official/tables.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import { type SchemeFinding, validateScheme } from '#engine/grouping/validate.ts'
import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import { officialKeys } from './extension.ts'
import { checkHeader } from './header.ts'
import { readOfficialPackage } from './official/read-package.ts'
import { openPackage, type PackageParts } from './package-parts.ts'
import { contentHash, readTables } from './package-tables.ts'

export interface SchemePackage {
  readonly tables: SchemeTables
  /** Of the content, whatever form of file it came in. */
  readonly sha256: string
  readonly findings: readonly SchemeFinding[]
}

/** What a package holds: a scheme in its own tables, or the official workbook written with the extension `chs-drg-3`. */
export type PackageContent =
  | ({ readonly form: 'package' } & SchemePackage)
  | { readonly form: 'official'; readonly tables: OfficialTables; readonly lines: readonly SchemeLoadLine[] }

/**
 * Reads a `grouping-scheme/1` package of kind DRG: a folder, a .zip of it, or an .xlsx with one sheet per table.
 * Throws `file-not-found`, or `scheme-invalid` naming file, row and column for what cannot be read at all; faults between
 * the tables (unknown lists, duplicate groups, unreachable rows) come back as findings.
 */
export async function readPackage(path: string): Promise<PackageContent> {
  const parts = await openPackage(path)
  const keys = officialKeys(parts.headerPlace, parts.header)
  if (keys === null) return { form: 'package', ...plainPackage(parts) }
  return { form: 'official', ...(await readOfficialPackage(parts, keys)) }
}

/** `readPackage` of a package known to have no extension; with one its rules are refused as none of its own language. */
export async function readSchemePackage(path: string): Promise<SchemePackage> {
  return plainPackage(await openPackage(path))
}

function plainPackage(parts: PackageParts): SchemePackage {
  const tables = readTables(checkHeader(parts.headerPlace, parts.header), parts.find)
  return { tables, sha256: contentHash(tables), findings: validateScheme(tables) }
}
