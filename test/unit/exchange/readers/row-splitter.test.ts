import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowSplitter } from '#exchange/readers/row-splitter.ts'

const cell = fc.string({ unit: fc.constantFrom('a', '骨', ',', '"', '\n', ' ', '1', '|'), maxLength: 6 })
const rowsOf = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 })
const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

test('what is written as CSV is read back, however the text is cut into chunks', () => {
  fc.assert(
    fc.property(rowsOf, fc.integer({ min: 1, max: 9 }), fc.boolean(), (rows, size, crlf) => {
      const text = rows.map((row) => row.map(quote).join(',') + (crlf ? '\r\n' : '\n')).join('')
      const splitter = createRowSplitter(',', '\n')
      const read: string[][] = []
      for (let at = 0; at < text.length; at += size) {
        const part = splitter.push(text.slice(at, at + size))
        expect(part.faults).toEqual([])
        read.push(...part.rows)
      }
      read.push(...splitter.end().rows)
      expect(read.filter((row) => row.length > 1)).toEqual(rows)
    }),
    { numRuns: 500 },
  )
})

test('any text at all ends, and no line of it is lost', () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), fc.integer({ min: 1, max: 7 }), (cells, size) => {
      const text = cells.join(',')
      const splitter = createRowSplitter(',', '\n')
      const read: string[][] = []
      for (let at = 0; at < text.length; at += size) read.push(...splitter.push(text.slice(at, at + size)).rows)
      read.push(...splitter.end().rows)
      const letters = (value: string): string => value.replace(/[^a骨1]/g, '')
      expect(letters(read.flat().join(''))).toBe(letters(text))
    }),
    { numRuns: 500 },
  )
})

test('text without quotes is cut as the parser cuts it, whatever ends its rows', () => {
  const plain = fc.string({ unit: fc.constantFrom('a', '骨', ' ', '1', ''), maxLength: 5 })
  const table = fc.array(fc.array(plain, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(
      table,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (rows, end, size, last) => {
        const text = rows.map((row) => row.join(',')).join(end) + (last ? end : '')
        const splitter = createRowSplitter(',', end === '\r' ? '\r' : '\n')
        const read: string[][] = []
        for (let at = 0; at < text.length; at += size) read.push(...splitter.push(text.slice(at, at + size)).rows)
        read.push(...splitter.end().rows)
        expect(read).toEqual(rows)
      },
    ),
    { numRuns: 500 },
  )
})

test('a text that never ends its row is given up after a megabyte, as one broken row', () => {
  const splitter = createRowSplitter(',', '\n')
  const piece = 'a,'.repeat(100_000)
  const found = Array.from({ length: 8 }, () => splitter.push(piece)).filter(({ rows }) => rows.length > 0)
  expect(found).toHaveLength(1)
  expect(found[0]?.faults).toEqual([0])
})
