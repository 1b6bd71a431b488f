import { resolve } from 'node:path'
import { Command } from 'commander'
import type { PackageEntry, PackagePreview } from '#shared/contract/sync.ts'
import type { Period } from '#shared/domain/period.ts'
import { asPeriod } from '../arguments.ts'
import { cliLanguage, printJson, printTable, say, tell } from '../output.ts'
import { PASSPHRASE_OPTION, passphraseOf } from '../passphrase.ts'
import { partyCommands } from '../sync-parties.ts'
import { type CommandCore, withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** A department's side of the exchange. */
export function syncCommand(): Command {
  const sync = new Command('sync').description('exchange packages with the finance office (收发)')
  for (const child of [...partyCommands(), importCommand(), exportCommand(), historyCommand()]) sync.addCommand(child)
  return sync
}

interface ImportOptions extends Options {
  readonly file: string
  readonly dryRun?: boolean
  readonly newChain?: boolean
  readonly repeatedLines?: boolean
}

function importCommand(): Command {
  return new Command('import')
    .description('verify a package and take it in, all of it or nothing')
    .requiredOption('--db <file>', 'the database file')
    .requiredOption('--file <file>', 'the package (.khpkg)')
    .option('--dry-run', 'verify and tell what would change; exit code 1 when it cannot be taken in now')
    .option('--new-chain', 'the office has said that it starts a new chain of numbers')
    .option('--repeated-lines', 'take charge lines in although their cases have lines of the same days')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(async (options: ImportOptions) => {
      const file = { path: resolve(options.file), newChain: options.newChain === true }
      await withUnlocked(options, async (core) => {
        if (options.dryRun) {
          const preview = await core.job('sync.preview', file)
          if (options.json) printJson(preview)
          else tellPreview(preview)
          const repeats = options.repeatedLines !== true && preview.tables.some(({ repeated }) => repeated !== null)
          if (preview.obstacles.length > 0 || repeats) process.exitCode = 1
          return
        }
        const entry = await core.job('sync.apply', { ...file, repeatedLines: options.repeatedLines === true })
        if (options.json) printJson(entry)
        else
          tell({
            zh: `已导入：${entry.sender.name} ${entry.period} 第 ${entry.sequence} 号（${rowsIn(entry)}）。请执行 recompute。`,
            en: `Applied: no. ${entry.sequence} of ${entry.sender.name} for ${entry.period} (${rowsIn(entry)}). Now run recompute.`,
          })
      })
    })
}

interface ExportOptions extends Options {
  readonly period: Period
  readonly out?: string
  readonly to?: string
  readonly plain?: boolean
  readonly again?: boolean
  readonly newChain?: boolean
}

function exportCommand(): Command {
  return new Command('export')
    .description('write the month’s return for the finance office')
    .requiredOption('--db <file>', 'the database file')
    .requiredOption('--period <YYYY-MM>', 'the month', asPeriod)
    .requiredOption('--out <file>', 'the package to write (.khpkg); it must not be there')
    .option('--to <fingerprint>', 'the office it is for, where several are trusted')
    .option('--plain', 'sign only, do not encrypt')
    .option('--again', 'everything of the month once more, not what is new alone')
    .option('--new-chain', 'start a new chain of numbers, which the office must confirm')
    .option(...PASSPHRASE_OPTION)
    .option('--json', 'print JSON')
    .action(async (options: ExportOptions) => {
      const request = {
        period: options.period,
        path: resolve(options.out as string),
        encrypt: options.plain !== true,
        again: options.again === true,
        newChain: options.newChain === true,
        ...(options.to === undefined ? {} : { to: options.to }),
      }
      const written = await withUnlocked(options, (core) => core.job('sync.writeReturn', request))
      if (options.json) printJson(written)
      else
        tell({
          zh: `已生成上报包第 ${written.entry.sequence} 号（${rowsIn(written.entry)}）：${written.path}`,
          en: `Wrote return no. ${written.entry.sequence} (${rowsIn(written.entry)}): ${written.path}`,
        })
    })
}

function historyCommand(): Command {
  return new Command('history')
    .description('packages that came and went, newest first')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async ({ db, json }: Options) => {
      const history = await withCore(resolve(db), (core) => core.call('sync.history', { offset: 0, limit: 1000 }))
      if (json) printJson(history)
      else printHistory(history.rows)
    })
}

/** Opens the book, and the key where a passphrase is given. */
function withUnlocked<T>(options: Options, run: (core: CommandCore) => Promise<T>): Promise<T> {
  return withCore(resolve(options.db), async (core) => {
    const passphrase = await passphraseOf(options)
    if (passphrase !== null && (await core.call('sync.identity', {}))?.locked === true)
      await core.call('sync.unlock', { passphrase })
    return run(core)
  })
}

const rowsIn = ({ tables, documents }: Pick<PackageEntry, 'tables' | 'documents'>): string =>
  [...tables.map(({ name, rows }) => `${name} ${rows}`), ...documents.map(({ fileName }) => fileName)].join(', ')

function tellPreview({ sender, period, sequence, tables, documents, answers, obstacles }: PackagePreview): void {
  const language = cliLanguage()
  tell({
    zh: `${sender.name} ${period} 第 ${sequence} 号，核验无误。未导入任何数据。`,
    en: `No. ${sequence} of ${sender.name} for ${period} is sound. Nothing was taken in.`,
  })
  for (const { name, rows, replaces, periods, repeated } of tables) {
    say(`  ${name} ${rows}${periods.length === 0 ? '' : `  ${periods.join(' ')}`}`)
    if (replaces > 0)
      tell({ zh: `    其中 ${replaces} 行替换已有数据`, en: `    ${replaces} rows replace what is there` })
    if (repeated !== null)
      tell({
        zh: `    注意：${repeated.cases} 例在批次 ${repeated.batchId} 中已有相同日期的明细`,
        en: `    note: ${repeated.cases} cases have lines of the same days in batch ${repeated.batchId}`,
      })
  }
  for (const { role, code, from, to, known } of documents)
    say(`  ${role} ${code}  ${from ?? '—'} … ${to ?? '—'}${known ? (language === 'zh' ? '  已有' : '  known') : ''}`)
  for (const { answer } of answers) say(`  ${answer.itemId}  ${answer.decision}  ${answer.comment ?? ''}`)
  for (const obstacle of obstacles) say(`  ! ${obstacle[language]}`)
}

const STATES = {
  applied: { zh: '已导入', en: 'applied' },
  undone: { zh: '已撤销', en: 'undone' },
  written: { zh: '已生成', en: 'written' },
  answered: { zh: '已答复', en: 'answered' },
} as const

function printHistory(rows: readonly PackageEntry[]): void {
  const language = cliLanguage()
  const header =
    language === 'zh'
      ? ['方向', '对方', '月份', '号', '时间', '状态', '内容']
      : ['way', 'with', 'month', 'no.', 'at', 'state', 'holds']
  printTable(
    header,
    rows.map((entry) => [
      entry.direction === 'in' ? '←' : '→',
      entry.direction === 'in' ? entry.sender.name : entry.receiver.name,
      entry.period,
      String(entry.sequence),
      entry.at,
      STATES[entry.state][language],
      rowsIn(entry),
    ]),
  )
}
