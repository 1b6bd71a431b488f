import type { ColumnSpec } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { RecordKind } from '#shared/domain/records.ts'

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
  readonly kind: RecordKind
  readonly label: Bilingual
  readonly columns: readonly Column[]
  /** Headings that speak against the kind although its columns are there. */
  readonly against?: readonly string[]
  /** Too like another kind to be told by its columns: recognised by a known table only, or asked for. */
  readonly byTableOnly?: boolean
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

/** Whether the insurer's tables still count a row; rows that don't are left out, see `createVoidCheck`. */
export const VALID: Column = column('valid', 'flag', '有效标志', 'Valid', 'vali_flag 是否有效', { field: null })

/** A settlement that was taken back stands in the table twice, once negative: neither counts. */
export const REFUNDED: Column = column(
  'refunded',
  'flag',
  '退费结算标志',
  'Taken back',
  'refd_setl_flag 是否退费结算',
  {
    field: null,
  },
)

/** Numbers of the stay, the insurer's key of the stay (mdtrt_id) before that of its settlement (setl_id). */
export const CASE_NUMBERS =
  'case_id caseno 病例编号 病例ID 就诊流水号 住院流水号 就诊ID 就诊编号 mdtrt_id 住院号 住院编号 inpatient_no 病案号 medcasno 结算流水号 setl_id'
