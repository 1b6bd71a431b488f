import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SyncRow, SyncTableName } from '#shared/domain/sync.ts'
import { type Cell, type CellType, UNREADABLE } from './cell.ts'

export interface SyncColumn {
  readonly name: string
  readonly type: CellType
  readonly required: boolean
}

/** Why a row can't be in its table: in a column, or as a whole. */
export interface RowFault {
  readonly column: string | null
  readonly why: Bilingual
}

export interface SyncTable<Row> {
  readonly name: SyncTableName
  readonly columns: readonly SyncColumn[]
  /** Columns of money whose sums are the table's control totals. */
  readonly totals: readonly string[]
  /** The amounts of a row, in the order of `totals`; a blank counts 0. */
  amounts(row: Row): readonly number[]
  /** What may stand in the table once only; null where equal rows are legal. */
  keyOf(row: Row): string | null
  /** The row of its cells, in the order of the columns. */
  decode(cells: readonly string[]): { readonly row: Row } | { readonly fault: RowFault }
  /** The cells of a row that `decode` makes the same row of. */
  encode(row: Row): { readonly cells: readonly string[] } | { readonly fault: RowFault }
}

type Shape<Flat> = { readonly [F in keyof Flat]-?: Cell<Flat[F]> }

interface Definition<Flat, Row> {
  /** Fields whose column is not their name in snake case. */
  readonly columns?: { readonly [F in keyof Flat]?: string }
  readonly totals?: readonly (keyof Flat & string)[]
  readonly key?: readonly (keyof Flat & string)[]
  /** What must hold between the cells of a row: null, or what is wrong. */
  readonly rule?: (row: Flat) => Bilingual | null
  readonly fold: (flat: Flat) => Row
  readonly unfold: (row: Row) => Flat
}

/** A table whose columns are the fields of its row, in the order of `shape`. */
export function table<Name extends SyncTableName>(
  name: Name,
  shape: Shape<SyncRow[Name]>,
  definition: Omit<Definition<SyncRow[Name], SyncRow[Name]>, 'fold' | 'unfold'> = {},
): SyncTable<SyncRow[Name]> {
  return foldedTable<Name, SyncRow[Name]>(name, shape, { ...definition, fold: (row) => row, unfold: (row) => row })
}

/** A table whose row is put together from columns that are not its fields. */
export function foldedTable<Name extends SyncTableName, Flat>(
  name: Name,
  shape: Shape<Flat>,
  definition: Definition<Flat, SyncRow[Name]>,
): SyncTable<SyncRow[Name]> {
  type Field = keyof Flat & string
  const { totals = [], key, rule, fold, unfold } = definition
  const fields = Object.keys(shape) as Field[]
  const columnOf = (field: Field): string => definition.columns?.[field] ?? snakeCase(field)
  const cells: readonly Cell<unknown>[] = fields.map((field) => shape[field] as Cell<unknown>)
  const columns = fields.map((field, at): SyncColumn => {
    const { type, required } = cells[at]!
    return { name: columnOf(field), type, required }
  })
  const cellFault = (at: number, blank: boolean): RowFault => {
    const { wanted } = cells[at]!
    const why = blank ? { zh: `不能为空，应为${wanted.zh}`, en: `is blank; it should be ${wanted.en}` } : wrong(wanted)
    return { column: columns[at]!.name, why }
  }
  const ruleFault = (flat: Flat): RowFault | null => {
    const why = rule?.(flat) ?? null
    return why === null ? null : { column: null, why }
  }

  return {
    name,
    columns,
    totals: totals.map(columnOf),
    amounts: (row) => {
      const flat = unfold(row)
      return totals.map((field) => (flat[field] as number | null) ?? 0)
    },
    keyOf: (row) => {
      const flat = unfold(row)
      return key?.map((field) => String(flat[field] ?? '')).join('\u001f') ?? null
    },
    decode: (texts) => {
      const flat: Record<string, unknown> = {}
      for (let at = 0; at < cells.length; at++) {
        const value = cells[at]!.read(texts[at]!)
        if (value === UNREADABLE) return { fault: cellFault(at, texts[at] === '') }
        flat[fields[at]!] = value
      }
      const fault = ruleFault(flat as Flat)
      return fault === null ? { row: fold(flat as Flat) } : { fault }
    },
    encode: (row) => {
      const flat = unfold(row)
      const fault = ruleFault(flat)
      if (fault !== null) return { fault }
      const texts: string[] = []
      for (let at = 0; at < cells.length; at++) {
        const written = cells[at]!.write(flat[fields[at]!])
        if (cells[at]!.read(written) === UNREADABLE) return { fault: cellFault(at, written === '') }
        texts.push(written)
      }
      return { cells: texts }
    },
  }
}

const wrong = (wanted: Bilingual): Bilingual => ({ zh: `应为${wanted.zh}`, en: `should be ${wanted.en}` })

const snakeCase = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
