import { resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { CostingRun, RunMonth } from '#shared/contract/costing.ts'
import type { ReconciliationStatement, StatementPart } from '#shared/contract/costing-reports.ts'
import {
  CERTAINTY_NAMES,
  COST_METHOD_NAMES,
  COST_METHODS,
  COVERAGE_NAMES,
  type CostMethod,
} from '#shared/domain/costing.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { asId, asPeriod, type MonthOptions } from '../arguments.ts'
import { cliLanguage, printJson, printTable, say, tell } from '../output.ts'
import { type CommandCore, withCore } from '../with-core.ts'

interface Options {
  readonly db: string
  readonly json?: boolean
}

interface MethodOptions extends Options, MonthOptions {
  readonly method?: CostMethod
}

/** What each case really cost: run, look, accept. */
export function costingCommand(): Command {
  const costing = new Command('costing').description('what each case really cost: run, show, accept (成本核算)')
  costing.addCommand(runCommand())
  costing.addCommand(acceptCommand())
  costing.addCommand(showCommand())
  return costing
}

const methodOption = (text: string): Option => new Option('--method <method>', text).choices(COST_METHODS)

function runCommand(): Command {
  return new Command('run')
    .description('cost every case of the open months by the settings of the book; the figures stay (成本核算)')
    .requiredOption('--db <file>', 'the database file')
    .option('--from <YYYY-MM>', 'first month, else that of the settings', asPeriod)
    .option('--to <YYYY-MM>', 'last month', asPeriod)
    .addOption(methodOption('the method whose costs become the figures when the run is accepted'))
    .option('--json', 'print JSON')
    .action(async ({ db, json, from, to, method }: MethodOptions) => {
      const run = await withCore(resolve(db), async (core) => {
        const { config } = await core.call('costing.settings', {})
        const methods =
          method === undefined || config.methods.includes(method) ? config.methods : [...config.methods, method]
        const wanted = { ...config, methods, from: from ?? config.from, to: to ?? config.to }
        return core.job('costing.run', { config: method === undefined ? wanted : { ...wanted, preferred: method } })
      })
      if (json) printJson(run)
      else printRun(run)
    })
}

function acceptCommand(): Command {
  return new Command('accept')
    .argument('[run]', 'its number, as costing show lists it; else the newest', asId)
    .description('put the costs of a run in the place of those the pages show; undo takes it back')
    .requiredOption('--db <file>', 'the database file')
    .addOption(methodOption('by which method, else the preferred one of the run'))
    .option('--json', 'print JSON')
    .action(async (runId: number | undefined, { db, json, method }: MethodOptions) => {
      const run = await withCore(resolve(db), async (core) =>
        core.job('costing.accept', {
          runId: runId ?? (await newest(core)).id,
          ...(method === undefined ? {} : { method }),
        }),
      )
      if (json) return printJson(run)
      const months = run.months.filter(({ inForce }) => inForce !== null)
      tell({
        zh: `已启用成本核算 ${run.id}：${months.length} 个月，可用 undo 撤销。`,
        en: `Costing ${run.id} is in force for ${months.length} months; undo takes it back.`,
      })
    })
}

function showCommand(): Command {
  return new Command('show')
    .argument('[run]', 'number of a run; else the newest', asId)
    .description('a run month by month, and its reconciliation with the ledger (成本对账)')
    .requiredOption('--db <file>', 'the database file')
    .addOption(methodOption('of which method the statement is, else the preferred one of the run'))
    .option('--json', 'print JSON')
    .action(async (runId: number | undefined, { db, json, method }: MethodOptions) => {
      await withCore(resolve(db), async (core) => {
        const runs = await core.call('costing.runs', {})
        const run = runId === undefined ? await newest(core) : runs.find(({ id }) => id === runId)
        if (run === undefined) throw noRun()
        const hasLedger = run.months.some(({ ledger }) => ledger !== null)
        const statement = hasLedger
          ? await core.call('costing.reconciliation', {
              from: run.from,
              to: run.to,
              runId: run.id,
              method: method ?? run.preferred,
            })
          : null
        if (json) return printJson({ runs: runs.map(({ config, ...rest }) => rest), run, statement })
        printRun(run)
        if (statement !== null) printStatement(statement)
      })
    })
}

async function newest(core: CommandCore): Promise<CostingRun> {
  const [run] = await core.call('costing.runs', {})
  if (run === undefined) throw noRun()
  return run
}

const noRun = (): ProblemError =>
  problem(
    'costing-missing',
    '没有这次成本核算，请先执行 costing run。',
    'There is no such costing: use costing run first.',
  )

function printRun(run: CostingRun): void {
  const language = cliLanguage()
  const zh = language === 'zh'
  const state =
    run.acceptedAt !== null ? ['已启用', 'accepted'] : run.outdated ? ['已过时', 'outdated'] : ['未启用', 'open']
  say(zh ? `成本核算 ${run.id}（${run.at}，${state[0]}）` : `costing ${run.id} (${run.at}, ${state[1]})`)
  const header = zh
    ? ['月份', '病例', '台账', '方法', '病例成本', '标记', '对账']
    : ['month', 'cases', 'ledger', 'method', 'cost of cases', 'tag', 'closes']
  printTable(
    header,
    run.months.flatMap((month) => monthRows(month, language)),
  )
  for (const note of run.notes) tell(note)
  for (const { period, reason } of run.skipped) tell({ zh: `${period}：${reason.zh}`, en: `${period}: ${reason.en}` })
  if (run.closed.length > 0)
    tell({
      zh: `已结账，未重新核算：${run.closed.join('、')}`,
      en: `closed and not costed again: ${run.closed.join(', ')}`,
    })
}

function monthRows({ period, cases, ledger, sums, inForce }: RunMonth, language: 'zh' | 'en'): string[][] {
  return sums.map(({ method, total, certainty, coverage, closes }) => [
    period,
    String(cases),
    ledger === null ? '—' : fenToYuan(ledger),
    `${COST_METHOD_NAMES[method][language]}${inForce === method ? ' *' : ''}`,
    fenToYuan(total),
    `${CERTAINTY_NAMES[certainty][language]} ${COVERAGE_NAMES[coverage][language]}`,
    ledger === null ? '—' : closes ? '✓' : '✗',
  ])
}

function printStatement(statement: ReconciliationStatement): void {
  const language = cliLanguage()
  const rows = (part: StatementPart): string[][] => [
    [part.whole.label[language], fenToYuan(part.whole.total)],
    ...part.parts.map(({ label, total }) => [`  ${label[language]}`, fenToYuan(total)]),
    [language === 'zh' ? '  差额' : '  difference', fenToYuan(part.differenceTotal)],
  ]
  say('')
  say(COST_METHOD_NAMES[statement.method][language])
  printTable(language === 'zh' ? ['对账', '金额（元）'] : ['statement', 'yuan'], [
    ...rows(statement.ledger),
    ...rows(statement.department),
  ])
}
