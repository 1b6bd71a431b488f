import type { CallContext } from '#core/handler.ts'
import { priceTable } from '#engine/costing/purchase-price.ts'
import type { CostingRun } from '#shared/contract/costing.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { purgeDeadRows } from '#store/batches.ts'
import { casesOfMonth, chargedItems } from '#store/costing-cases.ts'
import { costingInputs, driverRows, ledgerRows, places, purchasePrices } from '#store/costing-data.ts'
import { addRun, finishRun, listInForce, listRuns, removeRun } from '#store/costing-runs.ts'
import { runWriter } from '#store/costing-write.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import { countForComputing } from '#store/facts.ts'
import { closedWithin } from '#store/periods.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'
import { checkConfig } from './check-config.ts'
import { type CostedMonth, costMonth, type RunData } from './cost-month.ts'
import { asLedgers } from './month-ledger.ts'
import { pricedItems } from './month-usage.ts'
import { asRun, type RunOutcome, requireRun } from './runs.ts'

/**
 * Costs every case of the open months of the settings, in one transaction, beside the costs the pages show. Runs that were never
 * accepted are replaced: nobody asks for an outdated one.
 * @throws ProblemError `costing-invalid`, `period-closed`, `costing-missing`, `ledger-invalid`, `allocation-invalid`
 */
export async function runCosting(session: Session, config: CostingConfig, context: CallContext): Promise<CostingRun> {
  const started = performance.now()
  const { writer } = session.book()
  checkConfig(config)
  const months = openMonths(writer, config)
  // Lines of loads that never counted are not to be met on the way.
  await purgeDeadRows(writer, context.breathe)
  const id = await writer.longTransaction(async () => {
    const runId = await startRun(writer, config, context)
    const outcome = await costMonths(writer, runId, config, months, context)
    finishRun(writer, runId, JSON.stringify({ ...outcome, milliseconds: Math.round(performance.now() - started) }))
    const cases = outcome.months.reduce((sum, month) => sum + month.cases, 0)
    audit(session, 'costing-run', {
      zh: `成本核算 ${config.from} 至 ${config.to}：${cases} 例`,
      en: `Cost ${cases} cases of ${config.from} to ${config.to}`,
    })
    return runId
  })
  session.changed()
  const { reader } = session.book()
  return reader.snapshot(() => asRun(reader, requireRun(reader, id)))
}

async function startRun(db: WritableDb, config: CostingConfig, { breathe }: CallContext): Promise<number> {
  const used = new Set(listInForce(db).map(({ runId }) => runId))
  for (const old of listRuns(db)) if (old.acceptedAt === null && !used.has(old.id)) await removeRun(db, old.id, breathe)
  const { from, to, preferred } = config
  return addRun(db, { from, to, preferred, config: JSON.stringify(config), inputs: costingInputs(db), at: now() })
}

async function costMonths(
  db: WritableDb,
  runId: number,
  config: CostingConfig,
  months: readonly Period[],
  { report, breathe }: CallContext,
): Promise<Omit<RunOutcome, 'milliseconds'>> {
  const data = runData(db, config)
  const write = runWriter(db, runId)
  const total = 2 * countForComputing(db, config)
  let done = 0
  const costed: CostedMonth[] = []
  const skipped: { readonly period: Period; readonly reason: Bilingual }[] = []
  for (const period of months) {
    const cases = casesOfMonth(db, period)
    if (cases.length === 0 && !data.ledgers.has(period)) {
      skipped.push({ period, reason: { zh: '没有病例，也没有台账', en: 'neither cases nor a ledger' } })
      continue
    }
    const phase = { zh: `核算 ${period}`, en: `Costing ${period}` }
    const month = await costMonth(db, data, period, cases, write, (count) => {
      done += count
      report({ phase, done, total })
      return breathe()
    })
    costed.push(month)
  }
  return { months: costed, skipped, closed: closedWithin(db, config) }
}

function runData(db: ReadableDb, config: CostingConfig): RunData {
  const prices = purchasePrices(db)
  return {
    config,
    ledgers: asLedgers(ledgerRows(db, config)),
    drivers: driverRows(db, config),
    prices: new Map(prices.map(({ item, price }) => [item, price])),
    items: pricedItems(chargedItems(db), priceTable(prices)),
    places: new Map(places(db).map(({ id, name }) => [id, name])),
  }
}

/** @throws ProblemError where none is open, or none has a case */
function openMonths(db: ReadableDb, { from, to }: CostingConfig): readonly Period[] {
  const closed = new Set<string>(closedWithin(db, { from, to }))
  const open = periodsBetween(from, to).filter((month) => !closed.has(month))
  if (open.length === 0)
    throw problem(
      'period-closed',
      `${from} 至 ${to} 都已结账，成本保持结账时的价格、动因和费率。如需重新核算，请先反结账。`,
      `All months of ${from} to ${to} are closed and keep the prices, drivers and rates they were closed with. Reopen one to cost it again.`,
      { from, to },
    )
  if (countForComputing(db, { from, to }) === 0)
    throw problem(
      'costing-missing',
      `${from} 至 ${to} 没有病例，无可核算。请先导入病例，或改核算月份。`,
      `There are no cases in ${from} to ${to}: import cases, or change the months.`,
      { from, to },
    )
  return open
}
