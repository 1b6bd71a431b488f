import { createHash } from 'node:crypto'
import { TABLE_COLUMNS } from '#engine/grouping/table-columns.ts'
import {
  ADRG_KINDS,
  type AdrgKind,
  type CcLevel,
  type CodeKind,
  type SchemeHeader,
  type SchemeTables,
  type TableName,
} from '#engine/grouping/tables.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { packageProblem, type RawTable, readRows } from './raw-table.ts'

/** Without these a scheme still groups: names are for display, the map for foreign codes only. */
const OPTIONAL: readonly TableName[] = ['codes', 'code_map']

/** Types the cells of a package's tables. `find` gives a table by name, undefined where the package has none. */
export function readTables(header: SchemeHeader, find: (name: TableName) => RawTable | undefined): SchemeTables {
  const table = (name: TableName): RawTable => {
    const found = find(name)
    if (found !== undefined) return found
    if (OPTIONAL.includes(name)) return { place: name, columns: TABLE_COLUMNS[name], rows: [] }
    throw packageProblem(`${name}.csv`, null, null, { zh: '方案包缺少这个表', en: 'the package lacks this table' })
  }
  return {
    header,
    mdc: readRows(table('mdc'), TABLE_COLUMNS.mdc, (cells, fail) => ({ ...cells, order: order(cells.order, fail) })),
    adrg: readRows(table('adrg'), TABLE_COLUMNS.adrg, (cells, fail) => ({
      ...cells,
      kind: oneOf<AdrgKind>(ADRG_KINDS, cells.kind, 'kind', fail),
      order: order(cells.order, fail),
    })),
    drg: readRows(table('drg'), TABLE_COLUMNS.drg, (cells, fail) => ({ ...cells, order: order(cells.order, fail) })),
    codeLists: readRows(table('code_lists'), TABLE_COLUMNS.code_lists, (cells) => cells),
    cc: readRows(table('cc'), TABLE_COLUMNS.cc, (cells, fail) => ({
      ...cells,
      level: oneOf<CcLevel>(['MCC', 'CC'], cells.level, 'level', fail),
    })),
    exclusions: readRows(table('exclusions'), TABLE_COLUMNS.exclusions, (cells) => cells),
    codes: readRows(table('codes'), TABLE_COLUMNS.codes, (cells, fail) => ({
      ...cells,
      kind: oneOf<CodeKind>(['dx', 'proc'], cells.kind, 'kind', fail),
    })),
    codeMap: readRows(table('code_map'), TABLE_COLUMNS.code_map, (cells, fail) => ({
      ...cells,
      kind: oneOf<CodeKind>(['dx', 'proc'], cells.kind, 'kind', fail),
    })),
  }
}

type Fail<Column> = (column: Column, message: Bilingual) => never

function order(text: string, fail: Fail<'order'>): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text)
  return fail('order', { zh: `“${text}”不是整数`, en: `“${text}” is not a whole number` })
}

function oneOf<Value extends string>(
  allowed: readonly Value[],
  text: string,
  column: 'kind' | 'level',
  fail: (column: never, message: Bilingual) => never,
): Value {
  const found = allowed.find((value) => value === text)
  if (found !== undefined) return found
  const words = allowed.map((value) => (value === '' ? '空' : value))
  return fail(column as never, {
    zh: `“${text}”不在允许的取值内（${words.join('、')}）`,
    en: `“${text}” is not one of the values allowed (${allowed.map((value) => value || 'blank').join(', ')})`,
  })
}

/** SHA-256 of what a package says, the same for its folder, zip and workbook forms and any order of columns. */
export function contentHash(tables: SchemeTables): string {
  const hash = createHash('sha256')
  const { header, ...rest } = tables
  hash.update(JSON.stringify(header))
  for (const [name, rows] of Object.entries(rest)) {
    hash.update(`\n${name}\n`)
    hash.update(rows.map((row: object) => Object.values(row).join('\x1f')).join('\n'))
  }
  return hash.digest('hex')
}
