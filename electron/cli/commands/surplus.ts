import { resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'
import { SLICE_DIMENSIONS, type SliceDimension } from '#shared/domain/slice.ts'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'
import { cliLanguage, printJson, printTable, say, tell } from '../output.ts'
import { withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly by: SliceDimension
  readonly from?: Period
  readonly to?: Period
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
      const { by, basis, from, to } = options
      const slice = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      await withCore(resolve(options.db), async (core) => {
        const status = await core.call('book.status', {})
        if (status.open && status.stale) {
          process.stderr.write(
            'keheng: data, scheme or policy changed since the last recompute; run recompute first / 数据已变化，请先执行 recompute\n',
          )
        }
        const table = await core.call('surplus.table', { slice, by, basis })
        if (options.json) printJson(table)
        else print(table, options.csv === true)
      })
    })
}

const HEADER = ['key', 'name', 'cases', 'CMI', 'charges', 'payment', 'cost', 'surplus', 'rate'] as const

function print(table: SurplusTable, csv: boolean): void {
  const rows = [...table.rows, table.total].map(cells)
  if (csv) {
    const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
    for (const row of [[...HEADER.slice(0, 7), `surplus_${table.basis}`, 'rate'], ...rows])
      say(row.map(quote).join(','))
    return
  }
  say(BASIS_NAMES[table.basis][cliLanguage()])
  printTable(HEADER, rows)
  tell(table.rounding.note)
}

function cells(row: SurplusRow): string[] {
  const yuan = (value: string | null) => (value === null ? '—' : exact(value).toFixed(2))
  return [
    row.key,
    row.label,
    String(row.n),
    row.cmi === null ? '—' : exact(row.cmi).toFixed(4),
    fenToYuan(row.charge),
    yuan(row.payment),
    row.cost === null ? '—' : fenToYuan(row.cost),
    yuan(row.surplus),
    row.surplusRate === null ? '—' : `${exact(row.surplusRate).times(100).toFixed(1)}%`,
  ]
}

function asPeriod(text: string): Period {
  if (!isPeriod(text)) throw new InvalidArgumentError('YYYY-MM')
  return text
}
