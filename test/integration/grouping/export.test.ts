import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupCase } from '#engine/grouping/group.ts'
import { findColumns, readRecord } from '#exchange/grouping-file/vector-columns.ts'
import { type ReadScheme, readScheme } from '#exchange/scheme/read-scheme.ts'
import { writeScheme } from '#exchange/scheme/write-scheme.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'

const FORMS = ['package.zip', 'package.xlsx', 'package'] as const
/** The national edition, and what regions add: `continue`, the retry of procedures, ways of leaving, codes of two levels, blank `rejected`. */
const REGIONS = ['chs_drg_11', 'beijing_2022', 'wuxi_2022', 'zhejiang_2022', 'changzhou_2022', 'yunnan_2023']

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-export-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(missingShared('schemes', 'chs_drg_11.zip') !== null)('a package written back', () => {
  test.each(REGIONS)('%s is the same in every form', async (region) => {
    const before = await readScheme(sharedPath('schemes', `${region}.zip`))
    for (const form of FORMS) {
      const path = join(folder, region, form)
      const written = await writeScheme(path, before.content)
      const after = await readScheme(path)
      expect([form, after.sha256]).toEqual([form, before.sha256])
      expect(written.extensions).toEqual([])
    }
    process.stdout.write(`${region}: written and read again in ${FORMS.length} forms, content the same\n`)
  })
})

const OFFICIAL = ['schemes', 'official-style'] as const
const WORKBOOK = sharedPath(...OFFICIAL, 'chs-drg-1.1-in-official-form.xlsx')

describe.skipIf(missingShared(...OFFICIAL) !== null)('the official workbook written as a package', () => {
  let before: ReadScheme
  let header: readonly string[]
  let rows: readonly (readonly string[])[]
  beforeAll(async () => {
    expect(existsSync(WORKBOOK)).toBe(true)
    before = await readScheme(WORKBOOK)
    const text = await readFile(sharedPath(...OFFICIAL, 'vectors.csv'), 'utf8')
    ;[header = [], ...rows] = Papa.parse<string[]>(text.trimEnd()).data
  })

  test.each(FORMS)('groups every vector as before from %s', async (form) => {
    const path = join(folder, 'official', form)
    const written = await writeScheme(path, before.content)
    expect(written.extensions).toEqual(['chs-drg-3'])
    const started = performance.now()
    const { compiled, sha256, report } = await readScheme(path)
    const seconds = ((performance.now() - started) / 1000).toFixed(2)
    expect(sha256).toBe(before.sha256)

    const columns = findColumns('vectors.csv', header)
    const expectedAt = ['expected_mdc', 'expected_adrg', 'expected_drg', 'status'].map((name) => header.indexOf(name))
    const mismatched = rows.filter((cells, index) => {
      const { mdc, adrg, drg, status } = groupCase(compiled, readRecord('vectors.csv', columns, cells, index + 2).input)
      return [mdc, adrg, drg, status].join() !== expectedAt.map((at) => cells[at]).join()
    })
    process.stdout.write(
      `official workbook as ${form}: ${written.rows} rows, read in ${seconds} s, compared ${rows.length}, mismatched ${mismatched.length}\n`,
    )
    expect(mismatched.map(([id]) => id)).toEqual([])
    expect(rows.length).toBe(10_000)
    // What loading reports names the tables of the package, and says of them what it says of the workbook.
    const counts = ({ lines }: typeof report) =>
      [...Map.groupBy(lines, ({ kind }) => kind)]
        .filter(([kind]) => kind !== 'cleaned')
        .map(([kind, told]) => `${kind} ${told.length}`)
    expect(counts(report)).toContain('deduplicated 113')
    expect(counts(report)).toEqual(counts(before.report))
    expect(report.lines.filter(({ kind }) => kind === 'moved')[0]).toMatchObject({ sheet: 'adrg.csv' })
  })

  test('is refused as a plain package, naming what that lacks', async () => {
    const path = join(folder, 'plain.zip')
    await expect(writeScheme(path, before.content, { plain: true })).rejects.toMatchObject({
      problem: { code: 'bad-request', details: { constructs: expect.stringMatching(/^check letter-case /) } },
    })
    expect(existsSync(path)).toBe(false)
  })
})
