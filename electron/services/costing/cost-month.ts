import type { MethodChoice } from '#engine/costing/choose-method.ts'
import { driverName } from '#engine/costing/drivers.ts'
import { noCost, sumElements, totalFen } from '#engine/costing/elements.ts'
import { type Ledger, ledgerTotal, ownCost } from '#engine/costing/ledger.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import type { PriceTable } from '#engine/costing/purchase-price.ts'
import { type Rational, toDecimal } from '#engine/costing/rational.ts'
import { addCases, type CaseSums, NO_CASES, type Reconciliation, reconcile } from '#engine/costing/reconcile.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CostMethod } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { eachChargeLine } from '#store/case-lines.ts'
import type { CaseForCosting, ChargedItem } from '#store/costing-cases.ts'
import type { StoredDriverRow } from '#store/costing-data.ts'
import type { CenterRow, RunWriter, StatementRow } from '#store/costing-write.ts'
import type { WritableDb } from '#store/database.ts'
import { type MethodRun, type MonthMethods, monthMethods } from './month-methods.ts'
import { type MonthPlan, planMonth } from './month-plan.ts'
import { type MonthUsage, monthUsage } from './month-usage.ts'

/** Cases whose lines are read, or that are costed, between two looks at what else is waiting. */
const CHUNK = 100

/** What is the same for all months of a run. */
export interface RunData {
  readonly config: CostingConfig
  readonly ledgers: ReadonlyMap<string, Ledger<Fen>>
  readonly drivers: readonly StoredDriverRow[]
  readonly prices: PriceTable
  /** The same as they are written. */
  readonly priceTexts: ReadonlyMap<string, string>
  /** By id. */
  readonly items: readonly (ChargedItem | undefined)[]
  /** Place id → name. */
  readonly places: ReadonlyMap<number, string>
}

export interface CostedMonth {
  readonly period: string
  readonly cases: number
  readonly ledger: Fen | null
  readonly sums: readonly {
    readonly method: CostMethod
    readonly closes: boolean
    readonly total: Fen
    readonly tags: readonly { readonly estimated: boolean; readonly partial: boolean; readonly n: number }[]
  }[]
  readonly choices: readonly MethodChoice[]
  readonly notes: readonly Bilingual[]
}

/** Costs the cases of one month by every method there is data for, and writes all it comes to. */
export async function costMonth(
  db: WritableDb,
  data: RunData,
  period: string,
  cases: readonly CaseForCosting[],
  write: RunWriter,
  tick: (cases: number) => Promise<void>,
): Promise<CostedMonth> {
  const { config } = data
  const ledger = data.ledgers.get(period) ?? null
  const drivers = data.drivers.filter((row) => row.period === period)
  const plan = planMonth(config, period, ledger, drivers)
  const usage = await readUsage(db, data, plan, cases, tick)
  const methods = monthMethods({ config, plan, cases, usage, hasPrices: data.prices.size > 0 })
  const total = ledger === null ? null : totalFen(ledgerTotal(IN_FEN, ledger))
  const used = [...usage.prices].toSorted().map((item) => [item, data.priceTexts.get(item) ?? ''])
  write.month(period, {
    cases: cases.length,
    ledger: total,
    prices: JSON.stringify(Object.fromEntries(used)),
    drivers: JSON.stringify(driversByName(drivers)),
  })
  writeAllocation(write, plan)
  write.items(period, methods.items)
  const sums = methods.runs.map(() => tally())
  for (const [at, { id }] of cases.entries()) {
    for (const [index, run] of methods.runs.entries()) {
      const cost = run.cost(at)
      write.cost(id, run.method, cost)
      sums[index]!.add(cost)
    }
    if (at % CHUNK === CHUNK - 1) await tick(CHUNK)
  }
  await tick(cases.length % CHUNK)
  const closed = methods.runs.map((run, index) => closeMethod(write, plan, methods, run, sums[index]!.sums()))
  return {
    period,
    cases: cases.length,
    ledger: total,
    sums: methods.runs.map(({ method }, index) => ({
      method,
      closes: closed[index]!,
      ...sums[index]!.result(),
    })),
    choices: methods.choices,
    notes: methods.notes,
  }
}

async function readUsage(
  db: WritableDb,
  { items, places, prices, config }: RunData,
  plan: MonthPlan,
  cases: readonly CaseForCosting[],
  tick: (cases: number) => Promise<void>,
): Promise<MonthUsage> {
  const centers = new Map(plan.centers.map((center, index) => [center, index]))
  const ofPlace: number[] = [plan.main]
  for (const [id, name] of places) ofPlace[id] = centers.get(config.places[name] ?? name) ?? -1
  const usage = monthUsage({
    cases,
    items,
    centerOf: (placeId) => ofPlace[placeId] ?? -1,
    centers: plan.centers.length,
    main: plan.main,
    pools: plan.pools,
    poolCenters: plan.poolCenters,
    prices,
  })
  for (let from = 0; from < cases.length; from += CHUNK) {
    const chunk = cases.slice(from, from + CHUNK)
    eachChargeLine(
      db,
      chunk.map(({ id }) => id),
      usage.open,
    )
    await tick(chunk.length)
  }
  return usage.close()
}

function driversByName(rows: readonly StoredDriverRow[]): Record<string, Record<string, string>> {
  const drivers: Record<string, Record<string, string>> = {}
  for (const { driver, center, quantity } of rows) {
    const centers = drivers[driver] ?? {}
    drivers[driver] = centers
    // Several rows of one file add up; they are kept as the file has them.
    centers[center] = centers[center] === undefined ? quantity : `${centers[center]}+${quantity}`
  }
  return drivers
}

function writeAllocation(write: RunWriter, { period, books, centers }: MonthPlan): void {
  if (books === null) return
  const { ledger, allocation } = books
  // The same driver is read at every step: its quantities are written as text once.
  const texts = new Map<Rational, string>()
  const textOf = (quantity: Rational): string => {
    const text = texts.get(quantity) ?? toDecimal(quantity, 6)
    texts.set(quantity, text)
    return text
  }
  write.steps(
    period,
    allocation.steps.map((step) => ({
      level: step.level,
      center: step.center,
      driver: step.driver,
      driverTotal: toDecimal(step.driverTotal, 6),
      rate: toDecimal(step.rate, 6),
      pool: step.pool,
      parts: step.parts.map(({ receiver, quantity, amount }) => ({
        receiver,
        quantity: textOf(quantity),
        amount,
      })),
    })),
  )
  const open = new Map(allocation.centers.map((center) => [center.center, center]))
  const stuck = new Map(allocation.unallocated.map((left) => [left.center, left]))
  const drivers = new Map(
    books.rules.levels.flatMap((level) => level.map(({ center, driver }) => [center, driverName(driver)] as const)),
  )
  const parts = Map.groupBy(
    allocation.steps.flatMap((step) => step.parts),
    ({ receiver }) => receiver,
  )
  const receivedBy = (center: string) =>
    sumElements(
      IN_FEN,
      (parts.get(center) ?? []).map(({ amount }) => amount),
    )
  write.centers(
    period,
    ledger.centers.map((entry): CenterRow => {
      const { center } = entry
      return {
        center,
        class: entry.class,
        department: open.has(center) && centers.includes(center),
        state: open.has(center) ? 'open' : (stuck.get(center)?.reason ?? 'closed'),
        driver: drivers.get(center) ?? null,
        own: ownCost(IN_FEN, entry),
        received: open.get(center)?.received ?? receivedBy(center),
      }
    }),
  )
}

/** Writes pools and statement of a method; tells whether the statement closes. Without a ledger there is none to close. */
function closeMethod(
  write: RunWriter,
  { period, books, centers }: MonthPlan,
  { goods }: MonthMethods,
  run: MethodRun,
  cases: CaseSums,
): boolean {
  const { pools, uses, rated } = run.close()
  write.pools(period, pools)
  if (books === null || goods === null || uses === null) return true
  const { ledger, allocation } = books
  const statement = reconcile({
    ledger,
    allocation,
    department: centers,
    goodsTaken: goods.taken,
    pools: uses,
    rated,
    cases,
  })
  const excess = { ...noCost(IN_FEN), drugs: goods.excess.drugs, materials: goods.excess.materials }
  write.statement(period, [
    ...statementRows(run.method, statement),
    { method: run.method, line: 'excess', elements: excess, unsplit: fen(0) },
  ])
  return statement.closes
}

function statementRows(method: CostMethod, { ledger, department, unsplit }: Reconciliation): StatementRow[] {
  return [ledger.whole, ...ledger.parts, ...department.parts].map(({ id, elements }) => ({
    method,
    line: id,
    elements,
    unsplit: id === 'cases' ? unsplit : fen(0),
  }))
}

function tally() {
  let sums = NO_CASES
  let total = 0
  const tags = new Map<string, { estimated: boolean; partial: boolean; n: number }>()
  return {
    add(cost: Parameters<typeof addCases>[1][number]) {
      sums = addCases(sums, [cost])
      total += cost.total
      const estimated = cost.certainty === 'estimated'
      const partial = cost.coverage === 'partial'
      const tag = tags.get(`${estimated} ${partial}`) ?? { estimated, partial, n: 0 }
      tags.set(`${estimated} ${partial}`, tag)
      tag.n++
    },
    sums: () => sums,
    result: () => ({ total: fen(total), tags: [...tags.values()] }),
  }
}
