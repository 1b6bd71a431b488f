import { type Rational, toDecimal } from '#engine/arithmetic/rational.ts'
import type { Allocation } from '#engine/costing/allocation.ts'
import type { CaseCost } from '#engine/costing/case-cost.ts'
import type { MethodChoice } from '#engine/costing/choose-method.ts'
import { driverName } from '#engine/costing/drivers.ts'
import { addElements, noCost, totalFen } from '#engine/costing/elements.ts'
import { type Ledger, ledgerTotal, ownCost } from '#engine/costing/ledger.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import { addCases, type CaseSums, NO_CASES, type Reconciliation, reconcile } from '#engine/costing/reconcile.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CostMethod, Elements } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { eachChargeLine } from '#store/case-lines.ts'
import type { CaseForCosting } from '#store/costing-cases.ts'
import type { StoredDriverRow } from '#store/costing-data.ts'
import type { CenterRow, RunWriter, StatementRow } from '#store/costing-write.ts'
import type { WritableDb } from '#store/database.ts'
import { type MethodRun, type MonthMethods, monthMethods } from './month-methods.ts'
import { type MonthPlan, planMonth } from './month-plan.ts'
import { type MonthUsage, monthUsage, type PricedItems } from './month-usage.ts'

/** Cases costed between two looks at what else is waiting. */
const CHUNK = 100
/** The place of a line that names none: the ward did it. */
const NO_PLACE = 0

/** What is the same for all months of a run. */
export interface RunData {
  readonly config: CostingConfig
  readonly ledgers: ReadonlyMap<string, Ledger<Fen>>
  readonly drivers: readonly StoredDriverRow[]
  /** Purchase prices by item code, as they are written. */
  readonly prices: ReadonlyMap<string, string>
  readonly items: PricedItems
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
  const used = [...usage.prices].toSorted().map((item) => [item, data.prices.get(item) ?? ''])
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
    const costs = methods.runs.map((run) => run.cost(at))
    write.costs(id, costs)
    for (const [index, cost] of costs.entries()) sums[index]!.add(cost)
    if (at % CHUNK === CHUNK - 1) await tick(CHUNK)
  }
  write.end()
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
  { items, places, config }: RunData,
  plan: MonthPlan,
  cases: readonly CaseForCosting[],
  tick: (cases: number) => Promise<void>,
): Promise<MonthUsage> {
  const centers = new Map(plan.centers.map((center, index) => [center, index]))
  const centerOf = new Int32Array(Math.max(0, ...places.keys()) + 1).fill(-1)
  for (const [id, name] of places) centerOf[id] = centers.get(config.places[name] ?? name) ?? -1
  centerOf[NO_PLACE] = plan.main
  const usage = monthUsage({
    cases,
    items,
    centerOf,
    centers: plan.centers.length,
    main: plan.main,
    pools: plan.pools,
    poolCenters: plan.poolCenters,
  })
  await eachChargeLine(
    db,
    cases.map(({ id }) => id),
    usage.open,
    tick,
  )
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
  const received = receivedByClosed(allocation.steps, new Set(open.keys()))
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
        received: open.get(center)?.received ?? received.get(center) ?? noCost(IN_FEN),
      }
    }),
  )
}

/** What centers that handed their cost on had received before. */
function receivedByClosed(
  steps: Allocation<Fen>['steps'],
  open: ReadonlySet<string>,
): ReadonlyMap<string, Elements<Fen>> {
  const received = new Map<string, Elements<Fen>>()
  for (const { parts } of steps)
    for (const { receiver, amount } of parts)
      if (!open.has(receiver))
        received.set(receiver, addElements(IN_FEN, received.get(receiver) ?? noCost(IN_FEN), amount))
  return received
}

/** Writes pools and statement of a method; tells whether the statement closes. Without a ledger there is none to close. */
function closeMethod(
  write: RunWriter,
  plan: MonthPlan,
  methods: MonthMethods,
  run: MethodRun,
  cases: CaseSums,
): boolean {
  const closed = run.close()
  write.pools(plan.period, closed.pools)
  const statement = monthStatement(plan, methods.goods, closed, cases)
  if (statement === null || methods.goods === null) return true
  const { drugs, materials } = methods.goods.excess
  const excess = { ...noCost(IN_FEN), drugs, materials }
  write.statement(plan.period, [
    ...statementRows(run.method, statement),
    { method: run.method, line: 'excess', elements: excess, unsplit: fen(0) },
  ])
  return statement.closes
}

/** The reconciliation statement of a month by one method; null where no ledger is behind it. */
export function monthStatement(
  { books, centers }: MonthPlan,
  goods: MonthMethods['goods'],
  { uses, rated, unpooled }: ReturnType<MethodRun['close']>,
  cases: CaseSums,
): Reconciliation | null {
  if (books === null || goods === null || uses === null) return null
  const { ledger, allocation } = books
  const department = { department: centers, goodsTaken: goods.taken }
  return reconcile({ ledger, allocation, ...department, pools: uses, rated, unpooled, cases })
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
  let waiting: CaseCost[] = []
  const take = (): void => {
    sums = addCases(sums, waiting)
    for (const cost of waiting) {
      total += cost.total
      const estimated = cost.certainty === 'estimated'
      const partial = cost.coverage === 'partial'
      const key = `${estimated} ${partial}`
      const tag = tags.get(key) ?? { estimated, partial, n: 0 }
      tags.set(key, tag)
      tag.n++
    }
    waiting = []
  }
  return {
    add(cost: CaseCost) {
      waiting.push(cost)
      if (waiting.length === CHUNK) take()
    },
    sums() {
      take()
      return sums
    },
    result: () => ({ total: fen(total), tags: [...tags.values()] }),
  }
}
