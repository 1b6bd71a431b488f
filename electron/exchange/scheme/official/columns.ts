import { cleanText } from '#engine/grouping/official/clean.ts'
import type { OFFICIAL_SHEETS } from '#engine/grouping/official/tables.ts'

type SheetKey = keyof typeof OFFICIAL_SHEETS

/**
 * The columns of each sheet and the headings they have had. They are found by heading, because their places have moved
 * between editions: one had an empty first column, and a fixed place would have read names as codes without an error.
 */
export const OFFICIAL_COLUMNS = {
  mdc: { code: ['MDC编码'], name: ['MDC名称'], rule: ['MDC规则'], order: ['排序'] },
  adrg: {
    code: ['ADRG编码'],
    name: ['ADRG名称'],
    rule: ['ADRG规则'],
    mdc: ['所属MDC编码'],
    order: ['MDC内排序', '排序'],
  },
  drg: {
    code: ['DRG', 'DRG编码'],
    name: ['DRG名称'],
    rule: ['DRG规则'],
    adrg: ['所属ADRG编码'],
    order: ['排序'],
  },
  sets: { set: ['集合编号'], code: ['ICD编码'], name: ['ICD名称'] },
  cc: {
    code: ['疾病编码', 'ICD编码'],
    name: ['疾病名称', 'ICD名称'],
    exclusion: ['排除表'],
    level: ['类型', '类型编号'],
  },
  exclusions: { exclusion: ['集合编号'], code: ['ICD编码'], name: ['ICD名称'] },
} as const satisfies Record<SheetKey, Readonly<Record<string, readonly string[]>>>

/** Rows among which the header is looked for: a title or a note may stand above it. */
export const HEADER_WITHIN = 10

/** Place of each column by its heading, or the headings that are missing. */
export type Header<Column extends string> =
  | { readonly ok: true; readonly places: Readonly<Record<Column, number>> }
  | { readonly ok: false; readonly missing: readonly string[] }

export function findHeader<Column extends string>(
  cells: readonly string[],
  columns: Readonly<Record<Column, readonly string[]>>,
): Header<Column> {
  const headings = cells.map((cell) => cleanText(cell).replaceAll(' ', '').toUpperCase())
  const places = {} as Record<Column, number>
  const missing: string[] = []
  for (const [column, names] of Object.entries(columns) as [Column, readonly string[]][]) {
    const at = names.map((name) => headings.indexOf(name)).find((place) => place >= 0)
    if (at === undefined) missing.push(names.join('/'))
    else places[column] = at
  }
  return missing.length === 0 ? { ok: true, places } : { ok: false, missing }
}
