import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { Command } from 'commander'
import type { BookStatus, DemoReport, VerifyReport } from '#shared/contract/book.ts'
import type { Overview, SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import type { Batch, ImportKind } from '#shared/contract/imports.ts'
import { type Exact, exact, exactFromFen, sumExact } from '#shared/domain/exact.ts'
import { ZERO_FEN } from '#shared/domain/money.ts'
import { BASIS_NAMES, type ComputedBasis } from '#shared/domain/surplus.ts'
import { start } from '../../../build/start.ts'
import { cliLanguage, printJson, printTable, say, tell } from '../output.ts'
import { type CommandCore, withCore } from '../with-core.ts'

export interface DemoOptions {
  /** Where the book is created; a temporary folder otherwise. */
  readonly db: string | null
  readonly json: boolean
}

interface DemoResults {
  readonly report: DemoReport
  readonly status: BookStatus & { readonly open: true }
  readonly overview: Overview
  readonly byGroup: Readonly<Record<ComputedBasis, SurplusTable>>
  readonly byMonth: SurplusTable
  readonly batches: readonly Batch[]
  readonly verify: VerifyReport
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('build the demonstration department, print its month, and open the app on it (示范科室)')
    .option('--db <file>', 'the database file to create; a temporary one otherwise')
    .option('--no-open', 'print the results and how to open the book')
    .option('--json', 'print JSON')
    .action(async (options: { db?: string; open: boolean; json?: boolean }) => {
      const path = await buildDemo({ db: options.db ?? null, json: options.json === true })
      if (options.json) return
      if (!options.open || !hasDisplay()) {
        tell({ zh: '\n打开这个数据库：', en: '\nTo open this book:' })
        say(`  npm start -- --db "${path}"`)
        return
      }
      process.exitCode = await start(['--db', path])
    })
}

/** Builds the department through the real importers, prints what came of it, and returns the book's path. */
export async function buildDemo({ db, json }: DemoOptions): Promise<string> {
  const folder = db === null ? await mkdtemp(join(tmpdir(), 'keheng-demo-')) : dirname(db)
  const results = await withCore(null, async (core) => {
    const report = await core.job('book.createDemo', db === null ? { folder } : { folder, book: db })
    return collect(core, report)
  })
  if (json) printJson(results)
  else print(results)
  return results.report.path
}

async function collect(core: CommandCore, report: DemoReport): Promise<DemoResults> {
  const status = await core.call('book.status', {})
  if (!status.open) throw new Error('the demonstration book did not open')
  const month = status.lastPeriod === null ? {} : { from: status.lastPeriod, to: status.lastPeriod }
  const table = (basis: ComputedBasis) => core.call('surplus.table', { slice: month, by: 'drg', basis })
  return {
    report,
    status,
    overview: await core.call('overview.get', { slice: month, compare: 'previous', basis: 'B1' }),
    byGroup: { B1: await table('B1'), B3: await table('B3') },
    byMonth: await core.call('surplus.table', { slice: {}, by: 'month', basis: 'B1' }),
    batches: await core.call('batches.list', {}),
    verify: await core.job('book.verify', {}),
  }
}

function print(results: DemoResults): void {
  const { report, status, overview, byGroup, verify } = results
  const zh = cliLanguage() === 'zh'
  const language = cliLanguage()
  say(zh ? `${status.name}（示范数据）` : `${status.name} (demonstration data)`)
  tell(overview.headline)

  const { total } = byGroup.B1
  say('')
  printTable(zh ? ['本月', ''] : ['month', status.lastPeriod ?? ''], [
    [zh ? '病例' : 'cases', String(total.n)],
    ['CMI', total.cmi === null ? '—' : exact(total.cmi).toFixed(4)],
    [zh ? '总费用（元）' : 'charges (yuan)', exactFromFen(total.charge).toFixed(2)],
    [zh ? '结算金额（元）' : 'payment (yuan)', exact(total.payment).toFixed(2)],
    [BASIS_NAMES.B1[language], yuan(total.surplus)],
    [BASIS_NAMES.B3[language], yuan(byGroup.B3.total.surplus)],
  ])

  for (const basis of ['B1', 'B3'] as const) {
    const rows = byGroup[basis].rows.filter((row) => row.surplus !== null)
    const ascending = rows.toSorted((a, b) => exact(a.surplus ?? 0).cmp(b.surplus ?? 0))
    say(`\n${BASIS_NAMES[basis][language]}`)
    printGroups(
      zh ? '亏损最多的病组' : 'losing most',
      ascending.filter((row) => exact(row.surplus ?? 0).lt(0)).slice(0, 5),
    )
    printGroups(
      zh ? '结余最多的病组' : 'earning most',
      ascending
        .filter((row) => exact(row.surplus ?? 0).gt(0))
        .slice(-5)
        .reverse(),
    )
  }

  say(zh ? '\n核对（文件 = 各月合计）' : '\nControl totals (files = sum of months)')
  printTable(['', zh ? '文件' : 'files', zh ? '各月合计' : 'sum of months', ''], controlTotals(results))
  for (const check of verify.checks)
    say(`  ${check.ok ? 'ok' : '!!'}  ${check.label[language]}: ${check.detail[language]}`)

  say(zh ? '\n文件' : '\nFiles')
  const folder = dirname(report.path)
  printTable(
    [zh ? '文件' : 'file', zh ? '行' : 'rows'],
    report.files.map((file) => [relative(folder, file.path), String(file.rows)]),
  )
  say(`  ${folder}`)
  say(zh ? '\n用时（毫秒）' : '\nTime (ms)')
  printTable(
    [zh ? '步骤' : 'step', 'ms'],
    report.steps.map((step) => [step.label[language], String(step.milliseconds)]),
  )
}

const yuan = (value: string | null) => (value === null ? '—' : exact(value).toFixed(2))

function printGroups(title: string, rows: readonly SurplusRow[]): void {
  printTable(
    [title, '', 'n', 'surplus'],
    rows.map((row) => [row.key, row.label, String(row.n), yuan(row.surplus)]),
  )
}

/**
 * Two roads to each total: what the files brought in (batches), and what the computed facts add up to. The charge lines
 * differ from the cases' own totals by the mistakes planted in the demonstration, which the check below lists.
 */
function controlTotals({ batches, byMonth, status }: DemoResults): string[][] {
  const zh = cliLanguage() === 'zh'
  const batch = (kind: ImportKind) => batches.find((entry) => entry.kind === kind)
  const line = (label: string, file: Exact, book: Exact) => [
    label,
    file.toFixed(2),
    book.toFixed(2),
    file.eq(book) ? 'ok' : book.minus(file).toFixed(2),
  ]
  const cases = batch('cases')
  const charges = batch('charges')
  const months = (pick: (row: SurplusRow) => Exact) => sumExact(byMonth.rows.map(pick))
  return [
    line(
      zh ? '病例数' : 'cases',
      exact(cases?.accepted ?? 0),
      months((row) => exact(row.n)),
    ),
    line(
      zh ? '病例总费用' : 'case totals',
      exactFromFen(cases?.amount ?? ZERO_FEN),
      months((row) => exactFromFen(row.charge)),
    ),
    line(zh ? '费用明细行' : 'charge lines', exact(charges?.accepted ?? 0), exact(status.chargeLines)),
    line(
      zh ? '明细合计与病例总费用' : 'lines and case totals',
      exactFromFen(charges?.amount ?? ZERO_FEN),
      months((row) => exactFromFen(row.charge)),
    ),
    line(
      zh ? '结算金额' : 'payment',
      months((row) => exact(row.payment)),
      exact(byMonth.total.payment),
    ),
  ]
}

const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
