import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import { afterAll, expect, test } from 'vitest'
import { readDipPackage } from '#exchange/dip/read-dip.ts'
import { readScheme } from '#exchange/scheme/read-scheme.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { writeTinyScheme } from '../fixtures/tiny-department.ts'
import { writeOfficialWorkbook } from '../support/official-workbook.ts'
import { rawZip } from '../support/raw-zip.ts'

const DEMO = join(import.meta.dirname, '..', '..', 'resources', 'demo')
const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function zipOf(path: string): Buffer {
  return rawZip(readdirSync(path).map((name) => ({ name, content: readFileSync(join(path, name)) })))
}

/** The demonstration directory as a workbook; its rules, JSON in two cells, are broken from the start. */
async function workbookOf(path: string): Promise<Buffer> {
  const sheets = readdirSync(path).map((name) => ({
    name: name.replace(/\.\w+$/, ''),
    rows: Papa.parse<string[]>(readFileSync(join(path, name), 'utf8'), { skipEmptyLines: true }).data,
  }))
  return Buffer.from(await writeXlsx({ sheets }))
}

const ARCHIVES = {
  'a package': () => zipOf(writeTinyScheme(join(folder, 'scheme'))),
  'a DIP package': () => zipOf(join(DEMO, 'dip')),
  'a workbook of tables': () => workbookOf(join(DEMO, 'dip')),
  'an official workbook': async () => readFileSync(await writeOfficialWorkbook(join(folder, 'official.xlsx'))),
}

/** Bytes put in place of others, anywhere or near the end where an archive keeps its directory. */
const damage = fc.array(
  fc.record({
    fromEnd: fc.boolean(),
    at: fc.nat(3000),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc.constantFrom(Uint8Array.of(0, 0, 0, 0), Uint8Array.of(255, 255, 255, 255), Uint8Array.of(255, 255)),
    ),
  }),
  { minLength: 1, maxLength: 3 },
)

test.each(Object.entries(ARCHIVES))('%s with bytes changed is refused in words or read', async (_, archive) => {
  const whole = await archive()
  const seen = { refused: 0, read: 0 }
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = Buffer.from(whole)
      for (const { fromEnd, at, bytes: put } of changes) {
        const place = fromEnd ? bytes.length - 1 - (at % bytes.length) : at % bytes.length
        bytes.set(put.subarray(0, bytes.length - place), place)
      }
      const path = join(folder, 'damaged.xlsx')
      writeFileSync(path, bytes)
      for (const read of [readScheme, readDipPackage]) {
        const error = await read(path).then(
          () => null,
          (reason: unknown) => reason,
        )
        if (error !== null && !(error instanceof ProblemError)) throw error
        if (error instanceof ProblemError) expect(error.problem.message.zh).toMatch(/[\u4e00-\u9fff]/)
        seen[error === null ? 'read' : 'refused']++
      }
    }),
    { numRuns: 300, seed: 4 },
  )
  expect(seen.refused).toBeGreaterThan(300)
})
