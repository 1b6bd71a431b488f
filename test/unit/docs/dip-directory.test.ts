import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CONDITION_NUMBERS } from '#engine/dip/condition.ts'
import { groupDip } from '#engine/dip/group.ts'
import { settleDip } from '#engine/dip/settle.ts'
import { CHOICES, DIP_TABLE_NAMES } from '#engine/dip/tables.ts'
import { readDipPackage } from '#exchange/dip/read-dip.ts'
import { period } from '#shared/domain/period.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { aCase, directory, row, yuan } from '../engine/dip/small-directory.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const DEMO = join(ROOT, 'resources', 'demo', 'dip')
const TEXT = readFileSync(join(ROOT, 'docs', 'dip-directory.md'), 'utf8')

const section = (heading: string): string => {
  const after = TEXT.slice(TEXT.indexOf(`\n${heading}\n`) + heading.length + 2)
  const level = heading.indexOf(' ')
  const end = after.search(new RegExp(`^#{1,${level}} `, 'm'))
  return end < 0 ? after : after.slice(0, end)
}
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
const words = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)
const firstWords = (text: string): string[] => rowsOf(text).flatMap(([first]) => words(first))

/** Table → its columns, as the document tells; a row may tell of two tables, their columns parted by a semicolon. */
const told = new Map(
  rowsOf(section('## The package')).flatMap(([tables, , columns]) => {
    // The rows of the second table are about a column `in` a table.
    const names = words(tables).every((name) => name.endsWith('.csv')) ? words(tables) : []
    const lists = (columns ?? '').split(';').map(words)
    return names.map((name, at): [string, string[]] => [name.replace('.csv', ''), lists[at] ?? []])
  }),
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-dip-docs-'))
  cpSync(DEMO, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const refusal = async (): Promise<string> => {
  const error = await readDipPackage(folder).catch((thrown: unknown) => thrown)
  return error instanceof ProblemError ? error.problem.message.en : ''
}

describe('docs/dip-directory.md', () => {
  test('names the tables the reader has', () => {
    expect([...told.keys()].toSorted()).toEqual([...DIP_TABLE_NAMES].toSorted())
  })

  test.each([...told])(
    '%s: the columns told are all the reader asks for, and it asks for each',
    async (name, columns) => {
      const header = (names: readonly string[]) => writeFileSync(join(folder, `${name}.csv`), `${names.join(',')}\n`)
      header(columns)
      // An empty directory is a finding of the checks, not of the reader.
      await readDipPackage(folder)
      for (const column of columns) {
        header(columns.filter((each) => each !== column))
        expect(await refusal()).toContain(`column “${column}” is missing`)
      }
    },
  )

  test('only directory.csv must be there, as told', async () => {
    for (const name of readdirSync(folder)) {
      if (name === 'scheme.json' || name === 'directory.csv') continue
      rmSync(join(folder, name))
    }
    await readDipPackage(folder)
    rmSync(join(folder, 'directory.csv'))
    expect(await refusal()).toContain('directory.csv: the package lacks this table')
  })

  test('tells every rule of scheme.json: each left out is refused, but for those that may be', async () => {
    const keys = firstWords(section('### scheme.json')).filter((key) => key.includes('.'))
    const original = JSON.parse(readFileSync(join(DEMO, 'scheme.json'), 'utf8'))
    const has = (part: 'matching' | 'settlement') => Object.keys(original[part]).map((key) => `${part}.${key}`)
    expect(keys.toSorted()).toEqual(expect.arrayContaining([...has('matching'), ...has('settlement')]))
    for (const key of keys) {
      const [part = '', name = ''] = key.split('.')
      const { [name]: _, ...rest } = original[part]
      writeFileSync(join(folder, 'scheme.json'), JSON.stringify({ ...original, [part]: rest }))
      if (key === 'settlement.exempt_insurances') await readDipPackage(folder)
      else expect(await refusal(), key).toContain(`“${key}” is missing`)
    }
  })

  test('pays its worked examples what it says', () => {
    const examples = rowsOf(section('### Worked examples')).slice(2)
    expect(examples).toHaveLength(5)
    for (const [charge = '', kind = '', , payment = ''] of examples) {
      const scheme = directory({
        settlement: { high: { above: '2', inclusive: false, add: charge.includes('+h') ? 'h' : 'one' } },
        directory: [row('W', { dx: 'S72.0', opClass: 'conservative', score: '900', meanCharge: '10000' })],
        pointValues: [
          {
            ...{ from: '2026-01', insurance: '', pointValue: '12', hospitalCoefficient: '1.05' },
            ...{ meanFactor: '', basicMeanFactor: '' },
          },
        ],
      })
      const settled = settleDip(scheme, {
        result: groupDip(scheme, aCase(['S72.000'], [])),
        month: period('2026-01'),
        insurance: null,
        charge: yuan(charge.replace(/ with .*/, '').replaceAll(/[ ,]/g, '')),
      })
      expect(kind.trim().split(',')[0], charge).toBe(settled.class)
      expect(payment.trim().split(', ')[0]?.replaceAll(',', ''), charge).toMatch(settled.payment!.toFixed(2))
      expect(payment.includes('for review'), charge).toBe(settled.review)
    }
  })

  test('tells every criterion, every number of a condition and every finding', () => {
    const matching = section('## Matching one case')
    expect(firstWords(matching)).toEqual(expect.arrayContaining([...CHOICES]))
    expect(firstWords(section('### Conditions of auxiliary entries')).toSorted()).toEqual(
      [...CONDITION_NUMBERS].toSorted(),
    )
    const source = readFileSync(join(ROOT, 'electron', 'engine', 'dip', 'validate.ts'), 'utf8')
    const union = /readonly code:\n([\s\S]*?)\n {2}readonly table/.exec(source)![1]!
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]!)
    expect(codes.length).toBeGreaterThan(8)
    const findings = rowsOf(section('## Checks on loading')).flatMap(([first, severity]) =>
      /error|warning/.test(severity ?? '') ? words(first) : [],
    )
    expect(findings.toSorted()).toEqual(codes.toSorted())
  })
})
