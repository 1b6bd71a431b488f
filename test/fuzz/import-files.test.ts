import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { inspectFile } from '#exchange/inspect-file.ts'
import { readRecords } from '#exchange/read-records.ts'
import { IMPORT_KINDS, type ImportKind } from '#shared/contract/imports.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { CASE_HEADER, CHARGE_HEADER, LINES, SIX, writeCases, writeLines } from '../fixtures/tiny-department.ts'

const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'file.csv')

/**
 * Reads bytes as a person would have them read: inspected, then every row under the proposed template. Whatever they
 * are, the outcome is rows with a verdict or a problem in words.
 */
async function readAny(bytes: Uint8Array, kind: ImportKind | undefined): Promise<void> {
  writeFileSync(file, bytes)
  const source = { path: file, ...(kind === undefined ? {} : { kind }) }
  try {
    const inspection = await inspectFile(source, [])
    for await (const chunk of readRecords(source, inspection.template)) {
      for (const parsed of chunk.rows) {
        if (parsed.verdict === 'rejected') expect(parsed.record, 'a rejected row has no record').toBeNull()
        // Rows that are none of the table's, such as its totals, are left out with one warning that says why.
        else if (parsed.record === null) expect(parsed).toMatchObject({ verdict: 'warning', issues: [{}] })
        const worst = parsed.issues.some((issue) => issue.verdict === 'rejected')
        expect(worst, 'a verdict has its issue').toBe(parsed.verdict === 'rejected')
        chunk.preview(parsed)
      }
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(error.problem.code).not.toBe('internal')
  }
}

const anyKind = fc.option(fc.constantFrom(...IMPORT_KINDS), { nil: undefined })
const check = (bytes: fc.Arbitrary<Uint8Array>, numRuns: number, seed: number) =>
  fc.assert(fc.asyncProperty(bytes, anyKind, readAny), { numRuns, seed })

test('any bytes', () => check(fc.uint8Array({ maxLength: 400 }), 250, 1))

test('bytes that begin like something known', () => {
  const heads = [
    [0xef, 0xbb, 0xbf],
    [0xff, 0xfe],
    [0xfe, 0xff],
    [0x50, 0x4b, 3, 4],
    [0x1f, 0x8b, 8],
    [0xd0, 0xcf, 0x11, 0xe0],
  ]
  const bytes = fc
    .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }))
    .map(([head, rest]) => Uint8Array.from([...head, ...rest]))
  return check(bytes, 200, 2)
})

test('a text that looks like a table, under the headings of a real one', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      '2026-02-30',
      '46023',
      '1e309',
      '-0',
      '(1,234.5)',
      '３',
      '"',
      'a"b',
      '=1+1',
      '\u3000',
      'NaN',
      '男',
      '01',
    ),
    fc.string({ maxLength: 8, unit: 'binary' }),
    fc.double().map(String),
  )
  const table = fc
    .constantFrom(CASE_HEADER, CHARGE_HEADER)
    .chain((header) =>
      fc
        .array(fc.array(cell, { minLength: 0, maxLength: header.length + 2 }), { maxLength: 12 })
        .map((rows) => [header, ...rows].map((row) => row.join(',')).join('\n')),
    )
  return check(
    table.map((text) => Buffer.from(text)),
    300,
    3,
  )
})

test('a real GB18030 file with some bytes changed, cut or doubled', () => {
  const cases = readFileSync(writeCases(join(folder, 'cases.csv'), SIX))
  const lines = readFileSync(writeLines(join(folder, 'lines.csv'), LINES))
  const damaged = fc
    .record({
      original: fc.constantFrom(cases, lines),
      changes: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 }),
      from: fc.nat(),
      kept: fc.double({ min: 0.2, max: 1, noNaN: true }),
      twice: fc.boolean(),
    })
    .map(({ original, changes, from, kept, twice }) => {
      const bytes = Uint8Array.from(original)
      for (const [at, value] of changes) bytes[at % bytes.length] = value
      const cut = bytes.subarray(0, Math.ceil(bytes.length * kept))
      return twice ? Uint8Array.from([...cut, ...cut.subarray(from % cut.length)]) : cut
    })
  return check(damaged, 300, 4)
})
