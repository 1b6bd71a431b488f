import { KINDS, type RecordTemplate } from '#exchange/kinds/index.ts'
import { LIST_COLUMNS, numberedKey, partName } from '#exchange/mapping/template-keys.ts'
import type { PreviewRow } from '#shared/contract/imports.ts'
import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import { ownText } from '#shared/domain/own-text.ts'
import type { CodedName, RecordKind, RecordOf } from '#shared/domain/records.ts'
import { type BoundColumn, bindColumns } from './cell-source.ts'
import type { ParsedRow } from './row-parser.ts'

type Value = string | number | null

/**
 * Shows parsed rows by canonical column: typed values of an accepted row (money as yuan with two decimals, flags as
 * 是/否, lists joined by `|`), the texts of the file for a rejected one.
 *
 * @throws ProblemError as `bindColumns`
 */
export function createPreviewer(
  template: RecordTemplate,
  header: readonly string[],
): (parsed: ParsedRow<RecordKind>) => PreviewRow {
  const columns = bindColumns(template, header)
  const shown = KINDS[template.kind].columns.filter(
    ({ name, field }) =>
      (field !== null || LIST_COLUMNS.some((list) => list === name)) &&
      (columns.has(name) || [...columns.keys()].some((key) => numberedKey(key)?.list === name)),
  )
  const parts = [...columns.keys()].flatMap((key) => {
    const name = partName(key)
    return name === null ? [] : [{ key, name }]
  })

  const typedValues = (record: Readonly<Record<string, unknown>>): Record<string, Value> => {
    const values: Record<string, Value> = {}
    for (const { name, field, type } of shown) {
      values[name] = field === null ? listValue(record, name) : scalarValue(record[field], type === 'money')
    }
    const categories = (record.categories ?? {}) as Readonly<Record<string, Fen>>
    for (const { key, name } of parts) values[key] = scalarValue(categories[name] ?? null, true)
    return values
  }

  return (parsed) => ({
    row: parsed.row,
    verdict: parsed.verdict,
    values: remembered(
      parsed.record === null
        ? fileTexts(columns, parsed)
        : typedValues(parsed.record as unknown as Readonly<Record<string, unknown>>),
    ),
    issues: parsed.issues,
  })
}

/** Rows that are shown are kept; the file is not. */
function remembered(values: Record<string, Value>): Record<string, Value> {
  for (const [name, value] of Object.entries(values)) if (typeof value === 'string') values[name] = ownText(value)
  return values
}

/** All columns of a record by their canonical names, as the preview shows them. */
export function shownValues<K extends RecordKind>(kind: K, record: RecordOf[K]): Record<string, Value> {
  const fields = record as unknown as Readonly<Record<string, unknown>>
  const values: Record<string, Value> = {}
  for (const { name, field, type } of KINDS[kind].columns) {
    if (field !== null) values[name] = scalarValue(fields[field], type === 'money')
    else if (LIST_COLUMNS.some((list) => list === name) && 'proc' in fields) values[name] = listValue(fields, name)
  }
  for (const [part, amount] of Object.entries(fields.categories ?? {}))
    values[`part.${part}`] = scalarValue(amount, true)
  return values
}

function fileTexts(columns: ReadonlyMap<string, BoundColumn>, parsed: ParsedRow<RecordKind>): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const { key, read } of columns.values()) values[key] = read(parsed.raw, parsed.row) || null
  return values
}

function scalarValue(value: unknown, money: boolean): Value {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  // The one diagnosis of a stay.
  if (typeof value === 'object') return (value as CodedName).code
  if (typeof value === 'number') return money ? fenToYuan(value as Fen) : value
  return String(value)
}

function listValue(record: Readonly<Record<string, unknown>>, name: string): Value {
  const list = LIST_COLUMNS.find((column) => column === name)
  if (list === undefined) return null
  const entries = (list.startsWith('proc') ? record.proc : record.dx) as readonly CodedName[]
  const pick = (entry: CodedName): string => {
    if (list === 'dx' || list === 'proc') return entry.code
    return (list.endsWith('_names') ? entry.name : entry.detail) ?? ''
  }
  const text = entries.map(pick).join('|')
  return text.replaceAll('|', '') === '' ? null : text
}
