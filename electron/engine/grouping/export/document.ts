import { rowsByTable, TABLE_COLUMNS } from '../table-columns.ts'
import { type SchemeHeader, type SchemeTables, TABLE_NAMES, type TableName } from '../tables.ts'

/** A scheme as the text of a package: what each of its forms (folder, archive, workbook) is written from. */
export interface PackageDocument {
  /** Keys and values of scheme.json, in order. */
  readonly header: Readonly<Record<string, HeaderValue>>
  readonly tables: readonly DocumentTable[]
}

export type HeaderValue = string | number | boolean | null | readonly string[]

export interface DocumentTable {
  readonly name: TableName
  readonly columns: readonly string[]
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly string[])[]
}

/** The tables of a package as they were read: reading them again gives the same content and the same hash. */
export function packageDocument(tables: SchemeTables): PackageDocument {
  const rowsOf = rowsByTable(tables)
  return {
    header: headerKeys(tables.header),
    tables: TABLE_NAMES.map((name) => {
      const columns: readonly string[] = TABLE_COLUMNS[name]
      const rows: readonly Readonly<Record<string, string | number>>[] = rowsOf[name].map((row) => ({ ...row }))
      return { name, columns, rows: rows.map((row) => columns.map((column) => String(row[column]))) }
    }),
  }
}

/** The keys of scheme.json (section 2 of `grouping-scheme/1`). */
export function headerKeys(header: SchemeHeader): PackageDocument['header'] {
  const { ungrouped, rejected } = header
  return {
    format: 'grouping-scheme/1',
    kind: header.kind,
    code: header.code,
    name: header.name,
    region: header.region,
    year: header.year,
    adrg_without_drg: header.adrgWithoutDrg,
    retry_secondary_procedures: header.retrySecondaryProcedures,
    ungrouped: [ungrouped.mdc, ungrouped.adrg, ungrouped.drg],
    rejected: [rejected.mdc, rejected.adrg, rejected.drg],
    source: header.source,
  }
}
