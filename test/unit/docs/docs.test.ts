import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { INDICATOR_IDS } from '#engine/analysis/indicators.ts'
import { TABLE_NAMES } from '#engine/grouping/tables.ts'
import { compilePolicy } from '#engine/payment/compile.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { KINDS } from '#exchange/kinds/index.ts'
import { COLUMN_CHOICES, FILE_CHOICES } from '#exchange/mapping/template-keys.ts'
import { parsePolicyText } from '#exchange/policy/read-policy.ts'
import { readRecords } from '#exchange/read-records.ts'
import { templateSchema } from '#shared/contract/imports.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import type { CaseRecord } from '#shared/domain/records.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'
import { commands } from '../../../electron/cli/main.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const section = (text: string, heading: string): string => {
  const start = text.indexOf(`\n${heading}\n`)
  if (start < 0) throw new Error(`no heading “${heading}”`)
  const level = heading.indexOf(' ')
  const rest = text.slice(start + heading.length + 2)
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'))
  return end < 0 ? rest : rest.slice(0, end)
}
const block = (text: string, language: string): string => {
  const found = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(text)
  if (found === null) throw new Error(`no ${language} example`)
  return found[1]!
}
/** First cell of each row of the tables in a text. */
const cellsOf = (line: string): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'))
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cellsOf)
const named = (text: string): Set<string> =>
  new Set(rowsOf(text).flatMap(([first]) => [...first!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!)))

describe('docs/files.md', () => {
  const files = read('docs/files.md')
  const HEADINGS: Readonly<Record<keyof typeof KINDS, string>> = {
    cases: '### cases 病例',
    charges: '### charges 费用明细',
    items: '### items 项目目录',
    ledger: '### ledger 成本台账',
    drivers: '### drivers 成本动因',
    benchmarks: '### benchmarks 标杆',
    stays: '### stays 就诊记录',
    diagnoses: '### diagnoses 诊断明细',
    procedures: '### procedures 手术明细',
    settlements: '### settlements 结算回执',
    'quality-events': '### quality-events 质量事件',
    inventory: '### inventory 库存结转',
    budgets: '### budgets 预算',
    targets: '### targets 目标',
  }

  it.each(Object.values(KINDS))(
    'tells columns, labels, need and headings of $kind as the importer has them',
    (kind) => {
      const rows = rowsOf(section(files, HEADINGS[kind.kind]))
      const expected = kind.columns.map(({ name, label, type, required, aliases }) => [
        `\`${name}\``,
        label.zh,
        type,
        required ? 'yes' : '',
        aliases.slice(2).join(', '),
      ])
      expect(rows.filter((row) => row.length === 5).slice(2)).toEqual(expected)
    },
  )

  it('names every issue code and no other', () => {
    // The sentences are private to the importer; their keys are read where they stand.
    const source = read('electron/exchange/validate/issues.ts')
    const messages = /const MESSAGES = \{([\s\S]*?)\n\} as const/.exec(source)![1]!
    const codes = [...messages.matchAll(/^ {2}'([a-z-]+)':/gm)].map((match) => match[1]!)
    expect(codes.length).toBeGreaterThan(20)
    const told = named(section(files, '## Verdicts and issues'))
    expect([...told].sort()).toEqual(codes.sort())
  })

  it('names every key of a template', () => {
    const told = named(section(files, '## Templates'))
    const ofColumns = Object.keys(COLUMN_CHOICES).map((choice) => `${choice}.COLUMN`)
    for (const key of [
      ...Object.keys(templateSchema.shape),
      ...Object.keys(FILE_CHOICES),
      ...ofColumns,
      'dx.1',
      'part.NAME',
    ])
      expect(told, key).toContain(key)
  })

  it('shows an example that is read as it says', async () => {
    const example = section(files, '### A worked example')
    const template = templateSchema.parse(JSON.parse(block(example, 'json')))
    const folder = mkdtempSync(join(tmpdir(), 'keheng-docs-'))
    const path = join(folder, 'example.csv')
    writeFileSync(path, block(example, 'csv'))
    const records: CaseRecord[] = []
    const issues: string[] = []
    for await (const chunk of readRecords({ path }, { ...template, kind: 'cases' })) {
      records.push(...chunk.rows.flatMap(({ record }) => (record === null ? [] : [record])))
      issues.push(...chunk.rows.flatMap((row) => row.issues.map(({ code }) => code)))
    }
    rmSync(folder, { recursive: true })
    expect(issues).toEqual([])
    const codes = (list: CaseRecord['dx']): string => list.map(({ code }) => code).join('|')
    expect(rowsOf(example).slice(2)).toEqual(
      records.map((record) => [
        record.caseNo,
        record.sex,
        String(record.age),
        record.admittedAt,
        record.dischargedAt,
        String(record.los),
        codes(record.dx),
        codes(record.proc),
        record.insurance,
        fenToYuan(record.charge),
        record.officialGroup,
      ]),
    )
  })
})

describe('docs/payment-policy.md', () => {
  const text = read('docs/payment-policy.md')
  const example = section(text, '## An example')
  const policy = compilePolicy(parsePolicyText(block(example, 'json'), 'the example'))

  it('names every settlement class but those of DIP alone, and docs/figures.md all', () => {
    const own = SETTLEMENT_CLASSES.filter((name) => !['extreme', 'blank', 'zero-score', 'excluded'].includes(name))
    expect([...named(section(text, '## Classes'))]).toEqual(expect.arrayContaining(own))
    const figures = section(read('docs/figures.md'), '## Settlement classes 结算类别')
    expect([...named(figures)]).toEqual(expect.arrayContaining([...SETTLEMENT_CLASSES]))
  })

  it('pays its cases what the table says', () => {
    const rows = rowsOf(example).filter((row) => row.length === 8)
    expect(rows.length).toBeGreaterThan(8)
    for (const [status, drg, insurance, charge, kind, standard, payment, paid] of rows.slice(2)) {
      const settled = settleCase(policy, {
        status: status as 'grouped',
        drg: drg!,
        insurance: insurance === '—' ? null : insurance!,
        charge: fen(Math.round(Number(charge) * 100)),
        patientPay: null,
        cost: null,
      })
      const told = [
        settled.class,
        settled.standard?.toFixed() ?? '—',
        settled.payment?.toFixed() ?? '—',
        settled.paid === null ? '—' : fenToYuan(settled.paid),
      ]
      expect(told, `${status} ${drg} ${insurance} ${charge}`).toEqual([kind, standard, payment, paid])
    }
  })

  it('works its two cases to the cent', () => {
    const facts = { status: 'grouped', patientPay: null, cost: null } as const
    const normal = settleCase(policy, {
      ...facts,
      drg: 'IC25',
      insurance: '职工',
      charge: fen(2864017),
      patientPay: fen(612050),
    })
    expect([normal.payment?.toFixed(), normal.fundPart?.toFixed()]).toEqual(['26395.56', '20275.06'])
    const high = settleCase(policy, {
      ...facts,
      drg: 'IB29',
      insurance: '居民',
      charge: fen(8123456),
      patientPay: fen(2000000),
    })
    expect([high.payment?.toFixed(), high.paid, high.fundPart?.toFixed()]).toEqual([
      '46432.4545',
      4643245,
      '26432.4545',
    ])
    for (const number of ['26,395.56', '20,275.06', '46,432.4545', '46,432.45', '26,432.4545'])
      expect(example).toContain(number)
  })
})

describe('docs/grouping-scheme.md', () => {
  const text = read('docs/grouping-scheme.md')

  it('names every table with its columns, as the demonstration package has them', () => {
    const told = new Map(
      rowsOf(section(text, '## The package')).map((row) => [
        /^`(\w+)\.csv`/.exec(row[0]!)?.[1],
        [...(row[2] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]!),
      ]),
    )
    for (const name of TABLE_NAMES) {
      const header = read(`resources/demo/scheme/${name}.csv`).split(/\r?\n/, 1)[0]!.split(',')
      expect(told.get(name), name).toEqual(header)
    }
  })

  it('names every finding of the checks', () => {
    const source = read('electron/engine/grouping/validate.ts')
    const union = /readonly code:\n([\s\S]*?)\n {2}readonly table/.exec(source)![1]!
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]!)
    expect(codes.length).toBeGreaterThan(8)
    expect([...named(section(text, '## Checks on loading'))].sort()).toEqual(expect.arrayContaining(codes.sort()))
  })
})

it('docs/figures.md names every indicator and no other', () => {
  const told = rowsOf(section(read('docs/figures.md'), '## Indicators')).filter((row) => row.length === 8)
  expect(told.slice(2).map(([id]) => id!.replaceAll('`', ''))).toEqual(expect.arrayContaining([...INDICATOR_IDS]))
  expect(told).toHaveLength(INDICATOR_IDS.length + 2)
})

describe('docs/command-line.md', () => {
  const leavesOf = (command: Command, path: string): [string, Command][] =>
    command.commands.length === 0
      ? [[path, command]]
      : command.commands.flatMap((child) => leavesOf(child, `${path} ${child.name()}`))
  const leaves = commands().flatMap((command) => leavesOf(command, command.name()))
  /** The command a row is about, without what stands for its argument. */
  const nameOf = (cell: string): string => cell.replaceAll('`', '').replace(/ [A-Z]+…?$/, '')
  const rows = rowsOf(section(read('docs/command-line.md'), '## Commands')).slice(2)

  it('lists the commands of the program', () => {
    expect(rows.map(([name]) => nameOf(name!)).sort()).toEqual(leaves.map(([name]) => name).sort())
  })

  it.each(leaves)('tells every option of %s and no other', (name, command) => {
    const row = rows.find(([first]) => nameOf(first!) === name)!
    const told = [...row[2]!.matchAll(/--[a-z-]+/g)].map(([option]) => option)
    const has = command.options.map(({ long }) => long!)
    expect([...new Set(told)].sort()).toEqual([...has].sort())
  })
})

describe('links', () => {
  const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })]
  pages.push('resources/templates/README.md', 'resources/demo/README.md')
  /** How a heading is linked to: lower case, no marks, blanks as hyphens. */
  const anchors = (text: string): string[] =>
    [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
      match[1]!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    )

  it.each(pages)('of %s lead somewhere', (page) => {
    const text = read(page)
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target!)) continue
      const [path, anchor] = target!.split('#')
      const file = path === '' ? page : join(dirname(page), path!)
      expect(existsSync(join(ROOT, file)), `${page} → ${target}`).toBe(true)
      if (anchor !== undefined) expect(anchors(read(file)), `${page} → ${target}`).toContain(anchor)
    }
  })
})
