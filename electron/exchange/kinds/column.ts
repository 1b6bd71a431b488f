import type { ColumnSpec, ImportKind } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'

/** A canonical column with the headings under which real files carry it. */
export interface Column extends ColumnSpec {
  /** Its property of the record; null for the members of a list (`dx`, `dx_names`, …). */
  readonly field: string | null
  /** Headings in order of preference, the canonical name first; compared as `normaliseHeading` leaves them. */
  readonly aliases: readonly string[]
  /** Headings whose codes mean something else than elsewhere, with what they stand for. */
  readonly valuesByAlias?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface KindSpec {
  readonly kind: ImportKind
  readonly label: Bilingual
  readonly columns: readonly Column[]
  /** Headings that speak against the kind although its columns are there. */
  readonly against?: readonly string[]
}

type Options = Pick<Column, 'valuesByAlias'> & { readonly required?: boolean; readonly field?: string | null }

/** `aliases` is one line: headings separated by spaces (a space inside a heading makes no difference, write none). */
export function column(
  name: string,
  type: Column['type'],
  zh: string,
  en: string,
  aliases: string,
  options: Options = {},
): Column {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return {
    name,
    type,
    label: { zh, en },
    required: options.required ?? false,
    field: options.field === undefined ? camel : options.field,
    aliases: [name, zh, ...aliases.split(/\s+/).filter((alias) => alias !== '')],
    ...(options.valuesByAlias === undefined ? {} : { valuesByAlias: options.valuesByAlias }),
  }
}

export const REQUIRED = { required: true } as const
