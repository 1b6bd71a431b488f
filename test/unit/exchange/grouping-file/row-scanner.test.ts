import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { cellTexts } from '#exchange/grouping-file/fill-record.ts'
import { BROKEN, createRowCells, INCOMPLETE, scanRow } from '#exchange/grouping-file/row-scanner.ts'

/** All rows of a text that is a file to its end; the number scanning stopped with in the place of a row that is none. */
function rowsOf(text: string): (string[] | number)[] {
  const bytes = Buffer.from(text)
  const cells = createRowCells(bytes)
  const rows: (string[] | number)[] = []
  for (let at = 0; at < bytes.length; ) {
    const next = scanRow(cells, at, bytes.length, true)
    if (next < 0) return [...rows, next]
    rows.push(cellTexts(cells))
    at = next
  }
  return rows
}

describe('the cells of a row', () => {
  const lines: readonly (readonly [string, string, (string[] | number)[]])[] = [
    ['plain ones', 'a,bc,d\n', [['a', 'bc', 'd']]],
    ['empty ones', ',,\n,\n\n', [['', '', ''], ['', ''], ['']]],
    [
      'the last line without a line break',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a comma as the last byte of the file', 'a,', [['a', '']]],
    [
      'line breaks of Windows',
      'a,b\r\nc,\r\n"d",""\r\n',
      [
        ['a', 'b'],
        ['c', ''],
        ['d', ''],
      ],
    ],
    ['a return within a line is part of its cell', 'a\rb,c\r\r\n', [['a\rb', 'c\r']]],
    [
      'within quotation marks: commas, line breaks, doubled marks',
      '"a,b","c\r\nd","e""f"""\n',
      [['a,b', 'c\r\nd', 'e"f"']],
    ],
    ['quotation marks within a plain cell stand for themselves', 'a"b"",c"\n', [['a"b""', 'c"']]],
    ['bytes below the comma', 'a b,#1,(2)+3\n', [['a b', '#1', '(2)+3']]],
    ['Chinese', '诊断,"手术,操作"\n', [['诊断', '手术,操作']]],
    ['a mark that is not closed', 'a,b\n"c,d\ne', [['a', 'b'], BROKEN]],
    ['text after a closing mark', '"a"b,c\n', [BROKEN]],
    ['a return after a closing mark that ends no line', '"a"\rb\n', [BROKEN]],
  ]
  test.each(lines)('%s', (_, text, expected) => expect(rowsOf(text)).toEqual(expected))

  test('more than there was room for at first', () => {
    const cells = Array.from({ length: 300 }, (_, i) => String(i))
    expect(rowsOf(`${cells.join(',')}\n`)).toEqual([cells])
  })

  test('a row is marked when quotation marks or a return stand in it, not for the end of its line', () => {
    const cells = createRowCells(Buffer.from('a,b\r\na"b\r\na\rb\n"a"\nplain,-1\n'))
    const marked: boolean[] = []
    for (let at = 0; at < cells.bytes.length; ) {
      at = scanRow(cells, at, cells.bytes.length, true)
      marked.push(cells.marked)
    }
    expect(marked).toEqual([false, true, true, true, false])
  })
})

const cell = fc.string({ unit: fc.constantFrom('a', '1', '诊', ',', '"', '\n', '\r\n', ' ', '|', '.'), maxLength: 12 })
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 })
const newline = fc.constantFrom('\n' as const, '\r\n' as const)

describe('for any table', () => {
  test('what papaparse writes is read as it was, and as papaparse reads it', () => {
    fc.assert(
      fc.property(table, newline, fc.boolean(), fc.boolean(), (rows, eol, quotes, closed) => {
        const text = Papa.unparse(rows, { newline: eol, quotes })
        fc.pre(text !== '')
        expect(rowsOf(closed ? text + eol : text)).toEqual(closed || !text.endsWith('\n') ? rows : rows.slice(0, -1))
        expect(Papa.parse(text, { delimiter: ',', newline: eol }).data).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  test('a row cut off anywhere is incomplete, and whole once its line break is there', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), newline, (row, eol) => {
        const bytes = Buffer.from(Papa.unparse([row], { newline: eol }) + eol)
        const cells = createRowCells(bytes)
        for (let end = 0; end < bytes.length; end++) expect(scanRow(cells, 0, end, false)).toBe(INCOMPLETE)
        expect(scanRow(cells, 0, bytes.length, false)).toBe(bytes.length)
        expect(cellTexts(cells)).toEqual(row)
      }),
    )
  })
})
