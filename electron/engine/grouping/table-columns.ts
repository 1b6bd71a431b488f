import type { SchemeTables, TableName } from './tables.ts'

/** The columns of each table of a `grouping-scheme/1` package; a row of `SchemeTables` has its cells under these names. */
export const TABLE_COLUMNS = {
  mdc: ['mdc', 'name', 'order', 'rule'],
  adrg: ['adrg', 'mdc', 'name', 'kind', 'order', 'rule'],
  drg: ['drg', 'adrg', 'name', 'order', 'rule'],
  code_lists: ['list', 'code'],
  cc: ['code', 'level', 'exclusion'],
  exclusions: ['exclusion', 'code'],
  codes: ['kind', 'code', 'name'],
  code_map: ['kind', 'from', 'to'],
} as const satisfies Record<TableName, readonly string[]>

/** The rows of each table under the name of its file. */
export function rowsByTable(tables: SchemeTables) {
  return {
    mdc: tables.mdc,
    adrg: tables.adrg,
    drg: tables.drg,
    code_lists: tables.codeLists,
    cc: tables.cc,
    exclusions: tables.exclusions,
    codes: tables.codes,
    code_map: tables.codeMap,
  } satisfies Record<TableName, readonly object[]>
}
