import { plainDecimal, serialToDate } from './cell-value.ts'
import type { WorkbookParts } from './workbook-parts.ts'
import { attribute, decodeXml, itemText } from './xml-scan.ts'

export interface SheetRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly number: number
  readonly cells: string[]
}

/** How nearly every row starts. */
const ROW_NUMBER = /^<\w+ r="(\d+)"/

/** Columns a spreadsheet can have (XFD). */
const MAX_COLUMNS = 16_384

/**
 * Reads one `row` element into texts: shared and inline texts as they are, numbers as plain decimals, numbers of a
 * date style as ISO dates, booleans as TRUE and FALSE, errors as their text (`#N/A`).
 */
export function createRowReader(
  parts: Pick<WorkbookParts, 'dateStyles' | 'date1904'>,
  shared: readonly string[],
): (xml: string, previous: number) => SheetRow {
  const valueText = (type: string, style: number, value: string): string => {
    if (type === 's') return shared[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (type !== '' && type !== 'n') return decodeXml(value)
    const date = parts.dateStyles[style] === true ? serialToDate(Number(value), parts.date1904) : null
    return date ?? plainDecimal(value)
  }
  const cellText = (xml: string, from: number, to: number, type: string, style: number): string => {
    // Nearly every cell is `<v>…</v>` or `<is><t>…</t></is>` and nothing else.
    if (xml.startsWith('<v>', from)) return valueText(type, style, xml.slice(from + 3, xml.indexOf('<', from + 3)))
    if (xml.startsWith('<is><t>', from)) {
      const end = xml.indexOf('<', from + 7)
      if (end + 9 === to) return decodeXml(xml.slice(from + 7, end))
    }
    const content = xml.slice(from, to)
    if (type === 'inlineStr') return itemText(inner(content, 'is'))
    const value = inner(content, 'v')
    return value === '' ? '' : valueText(type, style, value)
  }

  return (xml, previous) => {
    const headEnd = xml.indexOf('>')
    const colon = xml.indexOf(':')
    const prefix = colon > 0 && colon < xml.search(/[\s>/]/) ? xml.slice(1, colon + 1) : ''
    const open = `<${prefix}c`
    const close = `</${prefix}c>`
    const cells: string[] = []
    let at = headEnd
    for (;;) {
      const start = xml.indexOf(open, at)
      if (start < 0) break
      const tagEnd = xml.indexOf('>', start)
      if (tagEnd < 0) break
      at = tagEnd + 1
      const name = start + open.length
      const after = xml.charCodeAt(name)
      if (after > 32 && after !== 62 && after !== 47) continue
      const empty = xml.charCodeAt(tagEnd - 1) === 47
      const end = empty ? tagEnd : xml.indexOf(close, at)
      if (end < 0) break
      const { column, style, type } = cellHead(xml, name, tagEnd, cells.length)
      if (column < MAX_COLUMNS) {
        while (cells.length < column) cells.push('')
        cells[column] = empty ? '' : cellText(xml, at, end, type, style)
      }
      if (!empty) at = end + close.length
    }
    const number = ROW_NUMBER.exec(xml)?.[1] ?? attribute(xml.slice(0, headEnd + 1), 'r')
    return { number: Number(number ?? 0) || previous + 1, cells }
  }
}

interface CellHead {
  readonly column: number
  readonly style: number
  readonly type: string
}

/** The attributes `r`, `s` and `t` of a cell, in one pass over its start tag. */
function cellHead(xml: string, from: number, to: number, next: number): CellHead {
  let column = next
  let style = 0
  let type = ''
  let at = from
  for (;;) {
    const equals = xml.indexOf('=', at)
    if (equals < 0 || equals > to) break
    const quote = xml[equals + 1]!
    const end = xml.indexOf(quote, equals + 2)
    if (end < 0 || end > to) break
    // The character before the name tells `r` from `spans` or `xml:r`.
    if (xml.charCodeAt(equals - 2) <= 32) {
      const name = xml.charCodeAt(equals - 1)
      if (name === 114) column = columnIndex(xml, equals + 2)
      else if (name === 115) style = Number(xml.slice(equals + 2, end))
      else if (name === 116) type = xml.slice(equals + 2, end)
    }
    at = end + 1
  }
  return { column, style, type }
}

/** The content of the first element of a name, whatever its prefix. */
function inner(xml: string, name: string): string {
  const open = xml.search(new RegExp(`<(\\w+:)?${name}[\\s>]`))
  if (open < 0) return ''
  const start = xml.indexOf('>', open) + 1
  if (xml.charCodeAt(start - 2) === 47) return ''
  const end = name === 'is' ? xml.lastIndexOf('</') : xml.indexOf('<', start)
  return end < 0 ? '' : xml.slice(start, end)
}

/** `AB12` → 27. */
function columnIndex(text: string, from: number): number {
  let column = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
