import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { Period } from '#shared/domain/period.ts'
import { RECORD_TABLES } from '#shared/domain/sync.ts'
import { asPeriod } from '../arguments.ts'
import { printJson, tell } from '../output.ts'
import { PASSPHRASE_OPTION, passphraseOf } from '../passphrase.ts'
import { changingOffice, unlockOffice } from './folder.ts'
import { type IssueReport, issuePackages } from './issue.ts'
import type { RecordTable } from './sources.ts'

type Files = { readonly [T in RecordTable]?: readonly string[] }

interface Options extends Files {
  readonly office: string
  readonly passphraseFile?: string
  readonly period: Period
  readonly department?: readonly string[]
  readonly caseIndex?: readonly string[]
  readonly scheme?: string
  readonly schemeFrom?: Period
  readonly policy?: readonly string[]
  readonly alias?: ReadonlyMap<string, string>
  readonly whole?: readonly RecordTable[]
  readonly skipRejected?: boolean
  readonly out?: string
  readonly plain?: boolean
  readonly newChain?: boolean
  readonly dryRun?: boolean
  readonly json?: boolean
}

const FILE_OPTIONS: Readonly<Record<RecordTable, string>> = {
  cases: 'hospital-wide cases, cut by their department',
  charges: 'hospital-wide charge lines, cut by their case',
  items: 'item catalogue, for everyone',
  ledger: 'cost ledger, cut by cost center',
  drivers: 'cost drivers, cut by cost center',
  benchmarks: 'benchmarks, for everyone',
  budgets: 'budgets, cut by cost center',
  targets: 'targets, to whom they bind',
  settlements: 'the insurer’s settlement results, cut by their case',
}

/** `office issue`: a month's packages, one per department, cut from hospital-wide files. */
export function issueCommand(): Command {
  const command = new Command('issue')
    .description('issue the month’s packages (下发): each department gets its part')
    .requiredOption('--office <folder>', 'the folder of the office')
    .requiredOption('--period <YYYY-MM>', 'the month it is issued for', asPeriod)
    .option('--department <name>', 'only this department; may stand several times', append)
  for (const table of RECORD_TABLES)
    command.option(`--${table} <file>`, `${FILE_OPTIONS[table]}; may stand several times`, append)
  return command
    .option('--case-index <file>', 'a case list that only says which case is whose; may stand several times', append)
    .option('--scheme <file>', 'a grouping scheme: .zip or .xlsx')
    .option('--scheme-from <YYYY-MM>', 'first month it is in force; without one it waits', asPeriod)
    .option('--policy <file>', 'a payment policy (.json); may stand several times', append)
    .option('--alias <name=department>', 'another name of a department or cost center in the files', asAlias)
    .option('--whole <table>', 'a table that goes to every department uncut; may stand several times', asTable)
    .option('--skip-rejected', 'leave out rows that cannot be read')
    .option('--out <folder>', 'where packages go, else issued/ in the office')
    .option('--plain', 'sign only, do not encrypt')
    .option('--new-chain', 'start a new chain of numbers, which the department must confirm')
    .option('--dry-run', 'cut and count, write nothing')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(run)
}

async function run(options: Options): Promise<void> {
  const passphrase = await passphraseOf(options)
  const report = await changingOffice(options.office, async () =>
    issuePackages(await unlockOffice(options.office, passphrase), {
      departments: options.department ?? [],
      period: options.period,
      files: RECORD_TABLES.flatMap((table) => (options[table] ?? []).map((path) => ({ table, path: resolve(path) }))),
      caseIndex: (options.caseIndex ?? []).map((path) => resolve(path)),
      scheme: options.scheme === undefined ? null : { path: resolve(options.scheme), from: options.schemeFrom ?? null },
      policies: (options.policy ?? []).map((path) => resolve(path)),
      aliases: options.alias ?? new Map(),
      whole: options.whole ?? [],
      skipRejected: options.skipRejected === true,
      dryRun: options.dryRun === true,
      encrypt: options.plain !== true,
      newChain: options.newChain === true,
      ...(options.out === undefined ? {} : { out: resolve(options.out) }),
    }),
  )
  if (options.json) printJson(report)
  else tellIssued(report)
}

function tellIssued({ departments, others, unknown }: IssueReport): void {
  for (const { department, rows, documents, package: sent } of departments) {
    const counts = Object.entries(rows).map(([table, count]) => `${table} ${count}`)
    const held = [...counts, ...documents].join(', ')
    if (sent === null)
      tell({
        zh: `${department}：${held || '没有数据'}（未生成数据包）`,
        en: `${department}: ${held || 'nothing'} (no package)`,
      })
    else
      tell({
        zh: `${department}：第 ${sent.sequence} 号，${held}\n  ${sent.file}`,
        en: `${department}: no. ${sent.sequence}, ${held}\n  ${sent.file}`,
      })
  }
  for (const [table, count] of Object.entries(unknown))
    tell({
      zh: `注意：${table} 有 ${count} 行分不清属于哪个科室，未下发。`,
      en: `note: ${count} rows of ${table} belong to no department that can be told; they were left out.`,
    })
  for (const [table, count] of Object.entries(others))
    tell({
      zh: `${table} 另有 ${count} 行属于其他科室。`,
      en: `${table}: ${count} more rows are of other departments.`,
    })
}

const append = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]

function asAlias(value: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const at = value.lastIndexOf('=')
  if (at < 1 || at === value.length - 1) throw new InvalidArgumentError('NAME=DEPARTMENT')
  return new Map([...before, [value.slice(0, at), value.slice(at + 1)]])
}

function asTable(value: string, before: readonly RecordTable[] = []): readonly RecordTable[] {
  const table = RECORD_TABLES.find((name) => name === value)
  if (table === undefined) throw new InvalidArgumentError(`one of ${RECORD_TABLES.join(', ')}`)
  return [...before, table]
}
