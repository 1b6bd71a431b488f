import { readFile } from 'node:fs/promises'
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { expandExponent } from '../readers/cell-value.ts'
import {
  type CellKind,
  type CellPlace,
  type Column,
  KEY_SHEET,
  KEYS,
  LIST_MARK,
  TABLES,
  type TableName,
} from './workbook-layout.ts'

/** Something in a workbook that cannot be read as it stands. */
export class CellFault extends Error {
  readonly place: CellPlace
  readonly why: Bilingual

  constructor(place: CellPlace, why: Bilingual) {
    super(why.en)
    this.place = place
    this.why = why
  }
}

interface ReadWorkbook {
  /** In the shape of `payment-policy/1`, not checked yet. */
  readonly value: unknown
  /** Where the part at a path of the policy stands. */
  placeOf(path: readonly PropertyKey[]): CellPlace
}

type Tree = { [key: string]: unknown }

/**
 * Reads the workbook form of a policy (docs/payment-policy.md). @throws CellFault where a sheet, row or column is not as it should be,
 * and whatever the reader of workbooks throws when the file is none
 */
export async function readPolicyWorkbook(path: string): Promise<ReadWorkbook> {
  const { sheets } = await readXlsx(await readFile(path))
  const known: readonly string[] = [KEY_SHEET, ...Object.keys(TABLES)]
  const strange = sheets.find(({ name }) => !known.includes(name))
  if (strange !== undefined)
    throw new CellFault(
      { sheet: strange.name, row: null, column: null },
      {
        zh: `不认识的工作表，请删去或改正名称（应为 ${known.join('、')}）`,
        en: `unknown sheet; remove it or correct its name (known: ${known.join(', ')})`,
      },
    )
  const places = new Map<string, CellPlace>()
  const value: Tree = {}
  const keys = sheets.find(({ name }) => name === KEY_SHEET)
  if (keys === undefined)
    throw new CellFault(
      { sheet: KEY_SHEET, row: null, column: null },
      {
        zh: '缺少这个工作表，不是支付政策（payment-policy/1）',
        en: 'the sheet is missing, so this is no payment policy (payment-policy/1)',
      },
    )
  readKeys(keys, value, places)
  for (const name of Object.keys(TABLES) as TableName[]) {
    const sheet = sheets.find((each) => each.name === name)
    const rows = sheet === undefined ? [] : readRows(sheet, TABLES[name])
    putTable(value, name, rows, places)
  }
  finish(value)
  return { value, placeOf: (path) => placeIn(places, path) }
}

/** The nearest thing above a path that stands somewhere. */
function placeIn(places: ReadonlyMap<string, CellPlace>, path: readonly PropertyKey[]): CellPlace {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(path.slice(0, length).join('.'))
    if (place === undefined) continue
    // A missing cell of a row: its column is known although nothing stands there.
    const key = path[length]
    const own = place.column === null && typeof key === 'string' ? headingOf(place.sheet, key) : place.column
    return { ...place, column: own }
  }
  return { sheet: KEY_SHEET, row: null, column: path.map(String).join('.') || null }
}

const headingOf = (sheet: string, key: string): string | null => {
  const columns: readonly Column[] = sheet in TABLES ? TABLES[sheet as TableName] : []
  return columns.find((column) => column.key === key)?.name ?? null
}

function readKeys({ name: sheet, rows }: Sheet, value: Tree, places: Map<string, CellPlace>): void {
  const head = (rows[0] ?? []).map((cell) => String(cell ?? '').trim())
  const [keyAt, valueAt] = [head.indexOf('key'), head.indexOf('value')]
  if (keyAt < 0 || valueAt < 0)
    throw new CellFault(
      { sheet, row: 1, column: null },
      {
        zh: '第一行应有“key”和“value”两列',
        en: 'the first row needs the columns “key” and “value”',
      },
    )
  const seen = new Set<string>()
  for (const [index, cells] of rows.entries()) {
    const name = String(cells[keyAt] ?? '').trim()
    if (index === 0 || name === '') continue
    const place = { sheet, row: index + 1, column: name }
    const key = KEYS.find((each) => each.key === name)
    if (key === undefined)
      throw new CellFault(place, {
        zh: `不认识的键 ${name}，请删去或改正拼写`,
        en: `unknown key ${name}; remove it or correct its spelling`,
      })
    if (seen.has(name)) throw new CellFault(place, { zh: `键 ${name} 出现两次`, en: `key ${name} is listed twice` })
    seen.add(name)
    places.set(name, place)
    const read = cellOf(cells[valueAt] ?? null, key.kind, place)
    if (read !== undefined) put(value, name, read)
    else if (key.blank !== undefined) put(value, name, key.blank)
  }
}

function put(tree: Tree, path: string, value: unknown): void {
  const parts = path.split('.')
  const last = parts.pop() ?? path
  let at = tree
  for (const part of parts) {
    at[part] ??= {}
    at = at[part] as Tree
  }
  at[last] = value
}

interface Row {
  readonly values: Tree
  readonly place: CellPlace
}

function readRows({ name: sheet, rows }: Sheet, columns: readonly Column[]): Row[] {
  const head = (rows[0] ?? []).map((cell) => String(cell ?? '').trim())
  for (const heading of head) {
    if (heading !== '' && !columns.some(({ name }) => name === heading))
      throw new CellFault(
        { sheet, row: 1, column: heading },
        {
          zh: `不认识的列，请删去或改正拼写（应为 ${columns.map(({ name }) => name).join('、')}）`,
          en: `unknown column; remove it or correct its spelling (known: ${columns.map(({ name }) => name).join(', ')})`,
        },
      )
  }
  return rows.slice(1).flatMap((cells, index) => {
    const values: Tree = {}
    const place = { sheet, row: index + 2, column: null }
    for (const { name, key, kind } of columns) {
      const at = head.indexOf(name)
      const read = at < 0 ? undefined : cellOf(cells[at] ?? null, kind, { ...place, column: name })
      if (read !== undefined) values[key] = read
    }
    return Object.keys(values).length === 0 ? [] : [{ values, place }]
  })
}

/** What a cell says; undefined for an empty one. */
function cellOf(cell: CellValue, kind: CellKind, place: CellPlace): unknown {
  if (cell === null || (typeof cell === 'string' && cell.trim() === '')) return undefined
  const text = typeof cell === 'number' ? expandExponent(String(cell)) : String(cell).trim()
  switch (kind) {
    case 'month':
      return cell instanceof Date ? cell.toISOString().slice(0, 7) : text
    case 'yes':
      return /^(true|y|yes|是|1)$/i.test(text) ? true : text
    case 'list':
      return codeText(cell, text, place)
        .split(LIST_MARK)
        .map((part) => part.trim())
    case 'whole':
      return /^\d+$/.test(text) ? Number(text) : text
    case 'code':
      return codeText(cell, text, place)
    case 'text':
    case 'number':
      return text
  }
}

function codeText(cell: CellValue, text: string, place: CellPlace): string {
  if (typeof cell === 'string') return text
  throw new CellFault(place, {
    zh: `单元格是数值或日期（${text}），编码可能已丢失前后的零，请将该列设为文本并重新填写`,
    en: `the cell is a number or date (${text}), so a code may have lost its zeros; format the column as text and enter it again`,
  })
}

/** Where the rows of a sheet go in the policy. */
const TARGETS: Readonly<Record<TableName, string>> = {
  groups: 'groups',
  base_rates: 'pricing.baseRates',
  prices: 'pricing.prices',
  high_bands: 'outliers.high.bands',
  add_ons: 'addOns',
  per_diem: 'perDiem',
  long_stay_bands: 'longStay.bands',
  final_rates: 'yearEnd.finalRates',
}

/** Keys whose empty cell is null in the policy. */
const NULLS: Readonly<Partial<Record<TableName, string>>> = {
  prices: 'insurance',
  high_bands: 'rwBelow',
  per_diem: 'upToDay',
  long_stay_bands: 'upToDay',
}

function putTable(value: Tree, name: TableName, rows: readonly Row[], places: Map<string, CellPlace>): void {
  if (rows.length === 0) return
  const blank = NULLS[name]
  const filled = rows.map(({ values, place }) => ({
    values: blank === undefined ? values : { ...values, [blank]: values[blank] ?? null },
    place,
  }))
  const target = TARGETS[name]
  if (name === 'per_diem') {
    putPerDiem(value, filled, places)
    return
  }
  put(
    value,
    target,
    filled.map(({ values }) => values),
  )
  for (const [index, { place }] of filled.entries()) places.set(`${target}.${index}`, place)
  places.set(target, { sheet: name, row: null, column: null })
}

/** Rows under each other for the same group and insurance type are the bands of one rule. */
function putPerDiem(value: Tree, rows: readonly Row[], places: Map<string, CellPlace>): void {
  const rules: (Tree & { bands: Tree[] })[] = []
  let last = ''
  for (const { values, place } of rows) {
    const { upToDay, rate, ...whose } = values
    const key = JSON.stringify([whose.drg ?? null, whose.insurance ?? null])
    if (key !== last) {
      places.set(`perDiem.${rules.length}`, place)
      rules.push({ ...whose, bands: [] })
    }
    last = key
    const rule = rules[rules.length - 1] as Tree & { bands: Tree[] }
    places.set(`perDiem.${rules.length - 1}.bands.${rule.bands.length}`, place)
    rule.bands.push({ upToDay, ...(rate === undefined ? {} : { rate }) })
  }
  value.perDiem = rules
}

/** What a blank sheet or a blank group of keys stands for. */
function finish(value: Tree): void {
  const pricing = value.pricing as Tree | undefined
  if (pricing?.mode === 'weight') pricing.defaultInsurance ??= null
  const outliers = value.outliers as Tree | undefined
  if (outliers === undefined) value.outliers = null
  else {
    outliers.low ??= null
    outliers.high ??= null
  }
}
