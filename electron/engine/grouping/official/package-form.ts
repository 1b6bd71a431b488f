import type { TableName } from '../tables.ts'
import { OFFICIAL_SHEETS as SHEETS } from './tables.ts'

/**
 * The name under `extensions` in scheme.json that says: these tables are the sheets of the official configuration workbook, with
 * its rule language and its evaluation.
 */
export const OFFICIAL_EXTENSION = 'chs-drg-3'

/**
 * Where each sheet of the official workbook stands in a package with the extension: its table, and for each of its fields the
 * column. Sets are code lists; names stand beside each code, because a code may be named differently in two sets.
 */
export const OFFICIAL_PACKAGE = {
  mdc: { table: 'mdc', sheet: SHEETS.mdc, columns: { code: 'mdc', name: 'name', order: 'order', rule: 'rule' } },
  adrg: {
    table: 'adrg',
    sheet: SHEETS.adrg,
    columns: { code: 'adrg', mdc: 'mdc', name: 'name', order: 'order', rule: 'rule' },
  },
  drg: {
    table: 'drg',
    sheet: SHEETS.drg,
    columns: { code: 'drg', adrg: 'adrg', name: 'name', order: 'order', rule: 'rule' },
  },
  sets: { table: 'code_lists', sheet: SHEETS.sets, columns: { set: 'list', code: 'code', name: 'name' } },
  cc: {
    table: 'cc',
    sheet: SHEETS.cc,
    columns: { code: 'code', name: 'name', level: 'level', exclusion: 'exclusion' },
  },
  exclusions: {
    table: 'exclusions',
    sheet: SHEETS.exclusions,
    columns: { exclusion: 'exclusion', code: 'code', name: 'name' },
  },
} as const satisfies Record<
  keyof typeof SHEETS,
  { readonly table: TableName; readonly sheet: string; readonly columns: Readonly<Record<string, string>> }
>
