import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import {
  COMPARISON_ROWS,
  type ComparedGroup,
  type ComparisonRow,
  type ComparisonRows,
  type Trial,
} from '#shared/contract/trials.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { asId, asPeriod, type MonthOptions, monthsOf } from '../arguments.ts'
import { printJson, printTable, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
}

interface CompareOptions extends Options, MonthOptions {
  readonly before?: number
  readonly after: number
  readonly by: ComparisonRows
}

/** Trying a scheme beside the figures, comparing, and accepting it. */
export function trialCommands(): readonly Command[] {
  return [tryCommand(), trialsCommand(), compareCommand(), acceptCommand()]
}

function tryCommand(): Command {
  return new Command('try')
    .argument('<id>', 'number of the scheme, as the list shows it', asId)
    .description('work out what the cases would come to under a scheme; the figures stay (试算)')
    .requiredOption('--db <file>', 'the database file')
    .option('--from <YYYY-MM>', 'first month', asPeriod)
    .option('--to <YYYY-MM>', 'last month', asPeriod)
    .option('--json', 'print JSON')
    .action(async (schemeId: number, options: Options & MonthOptions) => {
      const request = { schemeId, ...monthsOf(options) }
      const trial = await withCore(resolve(options.db), (core) => core.job('schemes.try', request))
      if (options.json) printJson(trial)
      else {
        printTrials([trial])
        if (trial.closed.length > 0)
          tell({
            zh: `已结账的月份未试算：${trial.closed.join('、')}。`,
            en: `Closed months were left out: ${trial.closed.join(', ')}.`,
          })
      }
    })
}

function trialsCommand(): Command {
  return new Command('trials')
    .description('list the trials of a book')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (options: Options) => {
      const trials = await withCore(resolve(options.db), (core) => core.call('schemes.trials', {}))
      if (options.json) printJson(trials)
      else printTrials(trials)
    })
}

function acceptCommand(): Command {
  return new Command('accept')
    .argument('<trial>', 'its number, as scheme trials shows it', asId)
    .description('put a trial in force; undo takes it back')
    .requiredOption('--db <file>', 'the database file')
    .option('--json', 'print JSON')
    .action(async (trialId: number, options: Options) => {
      const trial = await withCore(resolve(options.db), (core) => core.job('schemes.accept', { trialId }))
      if (options.json) printJson(trial)
      else
        tell({
          zh: `已启用方案 ${trial.scheme.code} 的试算结果，可用 undo 撤销。`,
          en: `The trial of ${trial.scheme.code} is in force; undo takes it back.`,
        })
    })
}

function compareCommand(): Command {
  return new Command('compare')
    .description('the same cases under two sets of rules (新旧方案对比)')
    .requiredOption('--db <file>', 'the database file')
    .requiredOption('--after <trial>', 'number of a trial', asId)
    .option('--before <trial>', 'number of another trial; else the figures in force', asId)
    .addOption(new Option('--by <rows>', 'what a row is').choices(COMPARISON_ROWS).default('group'))
    .option('--from <YYYY-MM>', 'first month', asPeriod)
    .option('--to <YYYY-MM>', 'last month', asPeriod)
    .option('--json', 'print JSON')
    .action(async (options: CompareOptions) => {
      const { before = 'current', after, by } = options
      const request = { slice: monthsOf(options), before, after, rows: by } as const
      const comparison = await withCore(resolve(options.db), (core) => core.call('grouping.compare', request))
      if (options.json) return printJson(comparison)
      const { n, changed, total, rows, rowsTotal } = comparison
      printTable(
        ['before', 'after', 'cases', 'charges', 'payment before', 'payment after', 'difference'],
        [...rows, total].map(cells),
      )
      if (rowsTotal > rows.length)
        tell({ zh: `另有 ${rowsTotal - rows.length} 行`, en: `${rowsTotal - rows.length} more rows` })
      tell({
        zh: `${n} 例${changed === null ? '（两种付费方式）' : `，${changed} 例换了病组`}；两边都有结算的 ${total.nBoth} 例`,
        en: `${n} cases${changed === null ? ' (two ways of paying)' : `, ${changed} in another group`}; ${total.nBoth} priced on both sides`,
      })
    })
}

const groupText = ({ code, name, status }: ComparedGroup): string => `${code === '' ? status : code} ${name}`.trim()
const yuan = (text: string): string => exact(text).toFixed(2)

function cells({ pair, key, n, charge, before, after, difference }: ComparisonRow): string[] {
  const names = pair === null ? [key, ''] : [groupText(pair.before), groupText(pair.after)]
  return [...names, String(n), fenToYuan(charge), yuan(before), yuan(after), yuan(difference)]
}

function printTrials(trials: readonly Trial[]): void {
  printTable(
    ['trial', 'scheme', 'from', 'to', 'at', 'state', 'cases', 'grouped', 'payment'],
    trials.map(({ id, scheme, from, to, at, acceptedAt, outdated, kept }) => [
      String(id),
      `${scheme.kind} ${scheme.code}`,
      from ?? '',
      to ?? '',
      at,
      acceptedAt !== null ? 'accepted' : outdated ? 'outdated' : 'open',
      String(kept.n),
      String(kept.counts.grouped),
      yuan(kept.payment),
    ]),
  )
}
