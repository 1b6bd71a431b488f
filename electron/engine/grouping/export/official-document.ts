import { defineOfficial } from '../official/define.ts'
import { OFFICIAL_EXTENSION, OFFICIAL_PACKAGE } from '../official/package-form.ts'
import { isAmbiguous, type OfficialTables } from '../official/tables.ts'
import { type DocumentTable, headerKeys, type PackageDocument } from './document.ts'

type SheetKey = keyof typeof OFFICIAL_PACKAGE

/**
 * The official workbook as a package with the extension: every row of its sheets, nothing moved, left out or corrected, the rules
 * as they were published. Read again it is the same scheme (the same sha256). Throws `scheme-invalid` when the workbook is none.
 */
export function officialDocument(tables: OfficialTables): PackageDocument {
  const { header } = defineOfficial(tables).definition
  return {
    // The title says the edition; the keys before it repeat for a reader what follows from it.
    header: {
      ...headerKeys(header),
      extensions: [OFFICIAL_EXTENSION],
      corrections: tables.corrections,
    },
    tables: [
      sheetTable('mdc', tables.mdc),
      withKind(sheetTable('adrg', tables.adrg), tables),
      sheetTable('drg', tables.drg),
      sheetTable('sets', tables.sets),
      sheetTable('cc', tables.cc),
      sheetTable('exclusions', tables.exclusions),
    ],
  }
}

function sheetTable<Field extends string>(
  key: SheetKey,
  rows: readonly Readonly<Record<Field, string | number | null>>[],
): DocumentTable {
  const { table, columns } = OFFICIAL_PACKAGE[key]
  const fields = Object.keys(columns) as Field[]
  return {
    name: table,
    columns: Object.values(columns),
    rows: rows.map((row) => fields.map((field) => String(row[field] ?? ''))),
  }
}

/** `kind` of an ADRG, as every package has it; with the extension it follows from the code and is for a reader only. */
function withKind({ name, columns, rows }: DocumentTable, { adrg }: OfficialTables): DocumentTable {
  return {
    name,
    columns: [...columns, 'kind'],
    rows: rows.map((cells, at) => [...cells, isAmbiguous(adrg[at]?.code ?? '') ? 'ambiguous' : '']),
  }
}
