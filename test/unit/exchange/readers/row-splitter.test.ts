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
