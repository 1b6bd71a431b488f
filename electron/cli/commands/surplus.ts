import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { SLICE_DIMENSIONS, type SliceDimension } from '#shared/domain/slice.ts'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'
import { asPeriod, type MonthOptions, monthsOf } from '../arguments.ts'
import { cliLanguage, printJson, printTable, say, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options extends MonthOptions {
  readonly db: string
  readonly by: SliceDimension
  readonly basis: ComputedBasis
  readonly json?: boolean
  readonly csv?: boolean
}

export function surplusCommand(): Command {
  return new Command('surplus')
    .description('surplus by group, team, physician, month or insurance (盈亏)')
    .requiredOption('--db <file>', 'the database file')
    .addOption(new Option('--by <dimension>', 'what a row is').choices(SLICE_DIMENSIONS).default('drg'))
    .option('--from <YYYY-MM>', 'first month', asPeriod)
    .option('--to <YYYY-MM>', 'last month', asPeriod)
    .addOption(
      new Option('--basis <basis>', 'B1 payment − charges, B3 payment − cost').choices(['B1', 'B3']).default('B1'),
    )
    .option('--json', 'print JSON')
    .option('--csv', 'print CSV')
    .action(async (options: Options) => {
      const { by, basis } = options
      const slice = monthsOf(options)
      await withCore(resolve(options.db), async (core) => {
        const status = await core.call('book.status', {})
        if (status.open && status.stale) {
          process.stderr.write(
            'keheng: data, scheme or policy changed since the last recompute; run recompute first / 数据已变化，请先执行 recompute\n',
          )
        }
        const table = await core.call('surplus.table', { slice, by, basis })
        if (options.json) printJson(table)
        else if (options.csv) printCsv(table)
        else printReport(table)
      })
    })
}

const HEADER = ['key', 'name', 'cases', 'CMI', 'charges', 'payment', 'cost', 'surplus', 'rate'] as const

/** For people: what is missing is a dash, a rate is in percent. */
function printReport(table: SurplusTable): void {
  const zh = cliLanguage() === 'zh'
  const cells = (row: SurplusRow) => {
    const shown = values(row).map((value) => value ?? '—')
    const rate = row.surplusRate === null ? '—' : `${exact(row.surplusRate).times(100).toFixed(1)}%`
    return [row.key, row.label, ...shown, rate]
  }
  say(BASIS_NAMES[table.basis][cliLanguage()])
  printTable(HEADER, [...table.rows, { ...table.total, key: zh ? '合计' : 'total' }].map(cells))
  tell(table.rounding.note)
}

/** For machines: what is missing is blank, a rate is a plain number. */
function printCsv(table: SurplusTable): void {
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const cells = (row: SurplusRow) => {
    const rate = row.surplusRate === null ? '' : exact(row.surplusRate).toFixed(6)
    return [row.key, row.label, ...values(row).map((value) => value ?? ''), rate]
  }
  say([...HEADER.slice(0, 7), `surplus_${table.basis}`, 'rate'].join(','))
  for (const row of [...table.rows, { ...table.total, key: 'total' }]) say(cells(row).map(quote).join(','))
}

/** Cases, CMI, charges, payment, cost, surplus; null where there is none. */
function values(row: SurplusRow): (string | null)[] {
  const yuan = (value: string | null) => (value === null ? null : exact(value).toFixed(2))
  return [
    String(row.n),
    row.cmi === null ? null : exact(row.cmi).toFixed(4),
    fenToYuan(row.charge),
    yuan(row.payment),
    row.cost === null ? null : fenToYuan(row.cost),
    yuan(row.surplus),
  ]
}
