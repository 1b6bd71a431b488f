import { join } from 'node:path'
import { type Random, randomStream } from '#demo/random.ts'
import type { ImportSource, ImportTemplate } from '#shared/contract/imports.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { SIX, writeCases } from '../../fixtures/tiny-department.ts'
import { changeJson, type Json } from './change-json.ts'
import { changeTable } from './change-table.ts'
import { packageFile, wholePackages } from './packages.ts'
import { policyFile, schemeFile, wholeRules } from './rules.ts'
import { TABLES } from './tables.ts'
import { textFile } from './text-files.ts'
import { workbookFile } from './workbooks.ts'

export const FAMILIES = ['text', 'workbook', 'package', 'scheme', 'policy', 'template'] as const
export type Family = (typeof FAMILIES)[number]

/** A file as somebody might hand it in, or a request with a template that no page would make. */
export type Fuzzed =
  | {
      readonly family: 'text' | 'workbook'
      readonly name: string
      readonly bytes: Buffer
      readonly source: Partial<ImportSource>
      readonly skipRejected: boolean
    }
  | { readonly family: 'package' | 'scheme' | 'policy'; readonly name: string; readonly bytes: Buffer }
  | { readonly family: 'template'; readonly template: ImportTemplate; readonly path: string }

/** Of 20 files: texts and workbooks are what comes in every day. */
const TURNS: readonly Family[] = [
  ...['text', 'workbook', 'package', 'text', 'scheme', 'workbook', 'text', 'package', 'policy', 'text'],
  ...['workbook', 'text', 'package', 'template', 'workbook', 'text', 'scheme', 'text', 'workbook', 'package'],
] as Family[]

const EXTENSIONS = { text: 'csv', workbook: 'xlsx', package: 'khpkg', scheme: 'zip', policy: 'json' } as const

/**
 * What makes the n-th file of a run. Each draws from a stream of its own, so any of them is made again alone.
 * @param folder where the files they start from are written
 */
export async function fileMaker(folder: string, seed: number): Promise<(index: number) => Promise<Fuzzed>> {
  const rules = await wholeRules(folder)
  const packages = await wholePackages(folder)
  const good = writeCases(
    join(folder, 'good.csv'),
    SIX.map((each) => ({ ...each, caseNo: `T${each.caseNo}` })),
  )
  return async (index) => {
    const random = randomStream(seed, index)
    const family = TURNS[index % TURNS.length]!
    if (family === 'template') return { family, template: changedTemplate(random), path: good }
    const name = `${index}.${EXTENSIONS[family]}`
    if (family === 'package') return { family, name, bytes: await packageFile(packages, random) }
    if (family === 'scheme')
      return { family, name: `${index}.${random.pick(['zip', 'xlsx'])}`, bytes: schemeFile(rules, random) }
    if (family === 'policy') return { family, name, bytes: policyFile(rules, random) }
    const kind = random.pick(KINDS)
    const rows = changeTable(TABLES[kind], random)
    const bytes = family === 'text' ? textFile(rows, random) : workbookFile(sheetsOf(rows, random), random)
    return { family, name, bytes, source: sourceOf(kind, random), skipRejected: random.chance(0.5) }
  }
}

/** Cases and charge lines half of the time. */
const KINDS: readonly RecordKind[] = [
  ...(Object.keys(TABLES) as RecordKind[]),
  ...Array.from({ length: 7 }, () => ['cases', 'charges'] as const).flat(),
]

const sheetsOf = (rows: readonly (readonly string[])[], random: Random) => [
  ...(random.chance(0.2) ? [{ name: '说明', rows: [['填表说明'], [random.pick(['', '请勿修改'])]] }] : []),
  { name: random.pick(['Sheet1', '病例', 'a&b']), rows },
]

/** Told what the file is, told wrongly, or told nothing. */
function sourceOf(kind: RecordKind, random: Random): Partial<ImportSource> {
  const stated = random.pick(['right', 'none', 'none', 'wrong'])
  const known = (
    stated === 'wrong' ? random.pick(['cases', 'charges', 'items', 'ledger']) : kind
  ) as ImportSource['kind']
  const format = random.chance(0.15)
    ? {
        format: random.pick([
          { encoding: 'utf-8' as const },
          { encoding: 'gb18030' as const },
          { encoding: 'utf-16le' as const },
          { delimiter: ';' as const },
          { headerRow: random.int(1, 6) },
          { sheet: 'Sheet1' },
        ]),
      }
    : {}
  return { ...(stated === 'none' ? {} : { kind: known }), ...format }
}

const TEMPLATE: Json = {
  format: 'import-template/1',
  name: '骨科病例',
  kind: 'cases',
  version: 1,
  file: { encoding: 'gb18030', delimiter: ',', headerRow: 1 },
  columns: {
    case_no: { from: 'column', column: '病案号' },
    sex: { from: 'column', column: '性别', values: { 女: 'F' } },
    age: { from: 'column', column: '年龄' },
    admitted_at: { from: 'column', column: '入院时间' },
    discharged_at: { from: 'column', column: '出院时间' },
    department: { from: 'constant', value: '骨科' },
    dx: { from: 'columns', columns: ['诊断编码', '手术操作编码'], separator: '|' },
    proc: { from: 'column', column: '手术操作编码' },
    total_charge: { from: 'column', column: '总费用' },
  },
  missing: ['NA'],
  moneyUnit: 'yuan',
}

/** Whatever it has become: the contract's schema is what stands between it and the book. */
const changedTemplate = (random: Random): ImportTemplate => changeJson(TEMPLATE, random) as unknown as ImportTemplate
