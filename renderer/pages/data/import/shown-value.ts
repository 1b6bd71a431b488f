import type { ColumnSpec } from '#shared/contract/imports.ts'
import { formatYuan } from '#shared/format/money.ts'

/** A value of a preview as people read it; amounts come in yuan. Null where the row has none. */
export function shownValue(type: ColumnSpec['type'], value: string | number | null): string | null {
  if (value === null) return null
  const text = String(value)
  return type === 'money' && /^-?\d+(\.\d+)?$/.test(text) ? formatYuan(text, 'yuan') : text
}
