import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { compileDip } from '#engine/dip/compile.ts'
import { groupDip } from '#engine/dip/group.ts'
import { readDipPackage } from '#exchange/dip/read-dip.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'

const DEMO = join(import.meta.dirname, '..', '..', '..', '..', 'resources', 'demo')

let folder: string
let files: Record<string, string>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keheng-dip-'))
  files = {}
  for (const name of await readdir(join(DEMO, 'dip'))) files[name] = await readFile(join(DEMO, 'dip', name), 'utf8')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** The demonstration package with one text put in place of another. */
async function changed(name: string, from: string, to: string): Promise<string> {
  const content = files[name] ?? ''
  expect(content).toContain(from)
  for (const [file, text] of Object.entries({ ...files, [name]: content.replace(from, to) })) {
    await writeFile(join(folder, file), text)
  }
  return folder
}

async function refusal(path: string): Promise<Problem> {
  const error = await readDipPackage(path).catch((thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw new Error(`expected a problem, got ${String(error)}`)
  return error.problem
}

const sheetOf = (name: string, text: string) => ({
  name,
  rows: Papa.parse<string[]>(text, { skipEmptyLines: true }).data,
})

function headerRows(text: string): string[][] {
  const header = JSON.parse(text) as Record<string, unknown>
  const cell = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  return [['key', 'value'], ...Object.entries(header).map(([key, value]) => [key, cell(value)])]
}

describe('a package of kind DIP', () => {
  test('says the same as a folder, a zip and a workbook', async () => {
    const plain = await readDipPackage(join(DEMO, 'dip'))
    const zip = new ZipFile()
    for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(`\uFEFF${text}`), `dip/${name}`)
    zip.end()
    await writeFile(join(folder, 'dip.zip'), await buffer(zip.outputStream))
    const tables = Object.entries(files).filter(([name]) => name.endsWith('.csv'))
    const sheets = [
      { name: 'scheme', rows: headerRows(files['scheme.json'] ?? '') },
      ...tables.map(([name, text]) => sheetOf(name.replace('.csv', ''), text)),
    ]
    await writeFile(join(folder, 'dip.xlsx'), await writeXlsx({ sheets }))
    for (const name of ['dip.zip', 'dip.xlsx']) {
      const read = await readDipPackage(join(folder, name))
      expect(read.tables).toEqual(plain.tables)
      expect(read.sha256).toBe(plain.sha256)
    }
  })

  test('only the directory must be there; its words may be the insurer’s', async () => {
    await writeFile(join(folder, 'scheme.json'), files['scheme.json'] ?? '')
    await writeFile(
      join(folder, 'directory.csv'),
      'name,dip,type,dx,op,op_class,score,mean_charge,mean_days,coefficient\n某病,A1,核心,M17.1,81.54,相关手术,1800,,,\n',
    )
    const { tables, findings } = await readDipPackage(folder)
    expect(tables.directory[0]).toMatchObject({ dip: 'A1', type: 'core', opClass: 'surgical', score: '1800' })
    expect(findings.map(({ code }) => code)).toEqual(['no-point-value'])
  })

  test.each([
    ['directory.csv', ',core,M17.0,', ',main,M17.0,', { file: 'directory.csv', row: 2, column: 'type' }],
    [
      'directory.csv',
      ',surgical,1820.0000,',
      ',operation,1820.0000,',
      { file: 'directory.csv', row: 2, column: 'op_class' },
    ],
    ['directory.csv', '1820.0000', '1.82e3', { file: 'directory.csv', row: 2, column: 'score' }],
    ['directory.csv', ',M17.0,', ', M17.0,', { file: 'directory.csv', row: 2, column: 'dx' }],
    ['directory.csv', 'op_class', 'class', { file: 'directory.csv', row: 1, column: null }],
    ['point_values.csv', '14.8200', '0', { file: 'point_values.csv', row: 2, column: 'point_value' }],
    ['point_values.csv', '2024-07', '2024-13', { file: 'point_values.csv', row: 2, column: 'from' }],
    ['auxiliary.csv', '1.05', '-1', { file: 'auxiliary.csv', row: 2, column: 'factor' }],
    ['cci.csv', 'I21,1', 'I21,1.5', { file: 'cci.csv', row: 2, column: 'points' }],
    ['cci.csv', ',I21,1', ',,1', { file: 'cci.csv', row: 2, column: 'code' }],
    ['excluded.csv', 'proc,00.7600', 'proc,', { file: 'excluded.csv', row: 2, column: 'code' }],
    ['scheme.json', '"kind": "DIP"', '"kind": "DRG"', { file: 'scheme.json', row: null, column: null }],
    ['scheme.json', '"zero_score"', '"zero_scores"', { file: 'scheme.json', row: null, column: null }],
    ['scheme.json', '"above": "2"', '"above": "0.4"', { file: 'scheme.json', row: null, column: null }],
    ['scheme.json', '"surgical"]', '"diagnostic"]', { file: 'scheme.json', row: null, column: null }],
    ['scheme.json', '"format"', '"format', { file: 'scheme.json', row: null, column: null }],
  ])('%s: %s → %s is refused at its place', async (name, from, to, details) => {
    const refused = await refusal(await changed(name, from, to))
    expect(refused.code).toBe('scheme-invalid')
    expect(refused.details).toEqual(details)
  })

  test('what cannot be found, or has lost its zeros in a workbook, is refused', async () => {
    expect((await refusal(join(folder, 'none'))).code).toBe('file-not-found')
    const sheets = [
      { name: 'scheme', rows: headerRows(files['scheme.json'] ?? '') },
      {
        name: 'directory',
        rows: [
          ['dip', 'name', 'type', 'dx', 'op', 'op_class', 'score', 'mean_charge', 'mean_days', 'coefficient'],
          ['A', 'a', 'core', 'M17.1', 81.5, 'surgical', 1800.25, null, null, null],
        ],
      },
    ]
    const path = join(folder, 'numbers.xlsx')
    await writeFile(path, await writeXlsx({ sheets }))
    expect((await refusal(path)).details).toEqual({ file: 'numbers.xlsx directory', row: 2, column: 'op' })
  })
})

describe('the demonstration directory', () => {
  const codes = (cell: string | undefined) => (cell ?? '').split('|').map((each) => each.split(':')[0] ?? '')

  test('is clean and marked as a demonstration', async () => {
    const { tables, findings } = await readDipPackage(join(DEMO, 'dip'))
    expect(findings).toEqual([])
    expect(tables.header.status).toBe('demonstration')
  })

  test('has a disease for every kind of patient of the department, and most are core', async () => {
    const { tables, findings } = await readDipPackage(join(DEMO, 'dip'))
    const scheme = compileDip(tables, findings)
    const profiles = Papa.parse<Record<string, string>>(await readFile(join(DEMO, 'groups.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    }).data
    const types = new Map<string, number>()
    for (const { dx, proc } of profiles) {
      for (const diagnosis of codes(dx)) {
        for (const operation of codes(proc)) {
          const result = groupDip(scheme, {
            ...{
              sex: 'F',
              age: 60,
              ageDays: null,
              birthWeight: null,
              los: 9,
              icuHours: null,
              discharge: '1',
              dept: null,
            },
            ...{ dx: [diagnosis], proc: operation === '' ? [] : [operation] },
            ...{ charge: null, treatmentCharge: null, drugCharge: null, readmissionDays: null },
          })
          expect([diagnosis, operation, result.status]).toEqual([diagnosis, operation, 'grouped'])
          types.set(result.type ?? '', (types.get(result.type ?? '') ?? 0) + 1)
        }
      }
    }
    expect(types.get('core')).toBeGreaterThan(150)
    expect([...types.keys()].toSorted()).toEqual(['basic', 'comprehensive', 'core'])
  })

  test('the same knee replacement, total and partial, comes to the entry that names it in full', async () => {
    const { tables, findings } = await readDipPackage(join(DEMO, 'dip'))
    const scheme = compileDip(tables, findings)
    const input = {
      ...{
        sex: 'F' as const,
        age: 66,
        ageDays: null,
        birthWeight: null,
        los: 9,
        icuHours: null,
        discharge: '1',
        dept: null,
      },
      ...{ charge: null, treatmentCharge: null, drugCharge: null, readmissionDays: null, dx: ['M17.101'] },
    }
    expect(groupDip(scheme, { ...input, proc: ['81.5400'] }).dip).toBe('M17.1:81.54')
    expect(groupDip(scheme, { ...input, proc: ['81.5401'] }).dip).toBe('M17.1:81.5401')
  })
})
