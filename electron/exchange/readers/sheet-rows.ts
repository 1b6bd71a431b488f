import { plainDecimal, serialToDate } from './cell-value.ts'
import type { WorkbookParts } from './workbook-parts.ts'
import { decodeXml, itemText } from './xml-scan.ts'

export interface SheetRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly number: number
  readonly cells: string[]
}

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
  const cellText = (type: string, style: string, content: string): string => {
    if (type === 'inlineStr') return itemText(inner(content, 'is'))
    const value = inner(content, 'v')
    if (value === '') return ''
    if (type === 's') return shared[Number(value)] ?? ''
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (type === '' || type === 'n') {
      const date = style !== '' && parts.dateStyles[Number(style)] === true
      return (date ? serialToDate(Number(value), parts.date1904) : null) ?? plainDecimal(value)
    }
    return decodeXml(value)
  }

  return (xml, previous) => {
    const headEnd = xml.indexOf('>')
    const colon = xml.indexOf(':')
    const prefix = colon > 0 && colon < xml.search(/[\s>/]/) ? xml.slice(1, colon + 1) : ''
    const number = Number(attributeIn(xml, 0, headEnd, 'r')) || previous + 1
    const cells: string[] = []
    const open = `<${prefix}c`
    const close = `</${prefix}c>`
    let at = headEnd
    for (;;) {
      const start = xml.indexOf(open, at)
      if (start < 0) break
      const tagEnd = xml.indexOf('>', start)
      if (tagEnd < 0) break
      const after = xml.charCodeAt(start + open.length)
      if (after > 32 && after !== 62 && after !== 47) {
        at = tagEnd
        continue
      }
      const empty = xml.charCodeAt(tagEnd - 1) === 47
      const end = empty ? tagEnd : xml.indexOf(close, tagEnd)
      if (end < 0) break
      const reference = attributeIn(xml, start, tagEnd, 'r')
      const column = reference === '' ? cells.length : columnIndex(reference)
      if (!empty && column < MAX_COLUMNS) {
        const text = cellText(
          attributeIn(xml, start, tagEnd, 't'),
          attributeIn(xml, start, tagEnd, 's'),
          xml.slice(tagEnd + 1, end),
        )
        while (cells.length < column) cells.push('')
        cells[column] = text
      } else if (reference === '') cells.push('')
      at = empty ? tagEnd + 1 : end + close.length
    }
    return { number, cells }
  }
}

/** The value of a one-letter attribute between two positions, '' when absent: the hot path of a sheet. */
function attributeIn(xml: string, from: number, to: number, name: string): string {
  const at = xml.indexOf(` ${name}="`, from)
  if (at < 0 || at >= to) return ''
  const start = at + name.length + 3
  return xml.slice(start, xml.indexOf('"', start))
}

/** The content of the first element of a name, whatever its prefix. */
function inner(xml: string, name: string): string {
  let open = xml.indexOf(`<${name}`)
  if (open < 0) open = xml.search(new RegExp(`<\\w+:${name}[\\s>]`))
  if (open < 0) return ''
  const start = xml.indexOf('>', open) + 1
  if (xml.charCodeAt(start - 2) === 47) return ''
  const end = name === 'is' ? xml.lastIndexOf('</') : xml.indexOf('<', start)
  return end < 0 ? '' : xml.slice(start, end)
}

/** `AB12` → 27. */
function columnIndex(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
