import { resolve } from 'node:path'
import { Command } from 'commander'
import type { PeriodSummary } from '#shared/contract/lifecycle.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { asPeriod } from '../arguments.ts'
import { cliLanguage, printJson, printTable, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
}

export function periodCommand(): Command {
  const period = new Command('period').description('months of a book: list, close, reopen (结账)')
  common(period.command('list').description('list the months with their control totals')).action(
    async ({ db, json }: Options) => {
      const months = await withCore(resolve(db), (core) => core.call('periods.list', {}))
      if (json) printJson(months)
      else print(months)
    },
  )
  common(period.command('close').argument('<month>', 'YYYY-MM', asPeriod))
    .description('close a month: its cases, lines and figures stay as they are (结账)')
    .action((month: Period, options: Options) => change('periods.close', month, options))
  common(period.command('reopen').argument('<month>', 'YYYY-MM', asPeriod))
    .description('open a closed month again (反结账)')
    .action((month: Period, options: Options) => change('periods.reopen', month, options))
  return period
}

const common = (command: Command): Command =>
  command.requiredOption('--db <file>', 'the database file').option('--json', 'print JSON')

async function change(method: 'periods.close' | 'periods.reopen', month: Period, options: Options): Promise<void> {
  const changed = await withCore(resolve(options.db), (core) => core.job(method, { month }))
  if (options.json) printJson(changed)
  else if (changed.closed !== null) {
    const { cases, lines, charge, payment } = changed.closed.totals
    const [charges, paid] = [fenToYuan(charge), exact(payment).toFixed(2)]
    tell({
      zh: `已结账 ${month}：${cases} 例，${lines} 行明细，总费用 ${charges} 元，结算金额 ${paid} 元。`,
      en: `Closed ${month}: ${cases} cases, ${lines} lines, charges ${charges} yuan, payment ${paid} yuan.`,
    })
  } else {
    tell({
      zh: `已反结账 ${month}。请重新计算，使结果符合现行的方案和政策。`,
      en: `Reopened ${month}. Recompute, so that its figures follow the schemes and policies of today.`,
    })
  }
}

function print(months: readonly PeriodSummary[]): void {
  const zh = cliLanguage() === 'zh'
  const state = ({ closed, stale }: PeriodSummary) => {
    if (closed !== null) return zh ? `已结账 ${closed.at} ${closed.by}` : `closed ${closed.at} ${closed.by}`
    if (stale) return zh ? '待重新计算' : 'to be recomputed'
    return zh ? '未结账' : 'open'
  }
  printTable(
    zh
      ? ['月份', '病例', '明细', '总费用', '结算金额', '状态']
      : ['month', 'cases', 'lines', 'charges', 'payment', 'state'],
    months.map((month) => [
      month.period,
      String(month.cases),
      String(month.lines),
      fenToYuan(month.charge),
      exact(month.payment).toFixed(2),
      state(month),
    ]),
  )
}
