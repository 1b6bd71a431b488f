import { readDecimal, rounded, times } from '#engine/arithmetic/rational.ts'
import { allocate, costBeforeLevel } from '#engine/costing/allocate.ts'
import type { Allocation, AllocationRules } from '#engine/costing/allocation.ts'
import { type DriverTable, driverTable } from '#engine/costing/drivers.ts'
import { noCost } from '#engine/costing/elements.ts'
import type { Ledger } from '#engine/costing/ledger.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import { withoutGoods } from '#engine/costing/pools.ts'
import type { CostingConfig, PoolConfig } from '#shared/contract/costing-config.ts'
import type { Elements } from '#shared/domain/costing.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { StoredDriverRow } from '#store/costing-data.ts'

/** What a month is costed by, before any case is looked at. */
export interface MonthPlan {
  readonly period: string
  /** Null: there is only what was charged. */
  readonly books: MonthBooks | null
  readonly drivers: readonly StoredDriverRow[]
  /** Centers of the department, the ward among them; with a ledger those that are in it and stay open. */
  readonly centers: readonly string[]
  readonly main: number
  /** Pools of those centers. */
  readonly pools: readonly PoolConfig[]
  readonly poolCenters: readonly number[]
}

interface MonthBooks {
  readonly ledger: Ledger<Fen>
  readonly rules: AllocationRules
  readonly allocation: Allocation<Fen>
  /** What every center of the plan ends with, in its order. */
  readonly costs: readonly Elements<Fen>[]
  /** The same after the second step (二级分摊后成本): the base of item costs. */
  readonly bases: readonly Elements<Fen>[]
  /** Some of it came from service centers. */
  readonly overheads: boolean
}

/**
 * Allocates a month.
 * @throws ProblemError `allocation-invalid`, see the engine
 */
export function planMonth(
  config: CostingConfig,
  period: string,
  ledger: Ledger<Fen> | null,
  drivers: readonly StoredDriverRow[],
): MonthPlan {
  const { main } = config.department
  const wanted = [main, ...config.department.centers.filter((center) => center !== main)]
  const books = ledger === null ? null : allocateMonth(config, ledger, driverTable(drivers), wanted)
  const open = new Set(books?.allocation.centers.map(({ center }) => center) ?? wanted)
  const centers = wanted.filter((center) => open.has(center) || center === main)
  const pools = books === null ? [] : config.pools.filter(({ center }) => open.has(center))
  return {
    period,
    books: books === null ? null : { ...books, ...costsOf(books, centers) },
    drivers,
    centers,
    main: 0,
    pools,
    poolCenters: pools.map(({ center }) => centers.indexOf(center)),
  }
}

function allocateMonth(
  { allocation }: CostingConfig,
  ledger: Ledger<Fen>,
  drivers: DriverTable,
  department: readonly string[],
) {
  const known = new Set(ledger.centers.map(({ center }) => center))
  const rules: AllocationRules = {
    method: allocation.method,
    levels: allocation.levels
      .map((level) => level.filter(({ center }) => known.has(center)))
      .filter((level) => level.length > 0),
  }
  const allocated = allocate(IN_FEN, ledger, rules, drivers)
  const own = new Set(department)
  const received = allocated.steps.some(({ parts }) => parts.some(({ receiver }) => own.has(receiver)))
  return { ledger, rules, allocation: allocated, overheads: received }
}

function costsOf({ ledger, rules, allocation }: Omit<MonthBooks, 'costs' | 'bases'>, centers: readonly string[]) {
  const found = new Map(allocation.centers.map(({ center, cost }) => [center, cost]))
  const classes = new Map(ledger.centers.map((center) => [center.center, center.class]))
  const third = rules.levels.findIndex((level) => level.some(({ center }) => classes.get(center) === 'technical'))
  const costs = centers.map((center) => found.get(center) ?? noCost(IN_FEN))
  // A simultaneous solution has no second step to stop at.
  const whole = third < 0 || rules.method === 'reciprocal'
  return {
    costs,
    bases: whole ? costs : centers.map((center) => costBeforeLevel(IN_FEN, ledger, allocation, center, third)),
  }
}

/** Costs without the drugs and materials that go to cases directly; what no center holds is named. */
export interface WithoutGoods {
  readonly costs: readonly Elements<Fen>[]
  readonly taken: { readonly drugs: Fen; readonly materials: Fen }
  readonly excess: { readonly drugs: Fen; readonly materials: Fen }
}

/**
 * Goods are taken from the center that gave them and, as far as that one does not hold them, from the ward.
 * @param goods at purchase price, fen, by center
 */
export function takeGoods(
  costs: readonly Elements<Fen>[],
  goods: readonly { readonly drugs: number; readonly materials: number }[],
  main: number,
): WithoutGoods {
  const left = costs.map((cost, center) => {
    const { drugs = 0, materials = 0 } = center === main ? {} : (goods[center] ?? {})
    return withoutGoods(cost, { drugs: fen(Math.max(drugs, 0)), materials: fen(Math.max(materials, 0)) })
  })
  const sum = (kind: 'drugs' | 'materials') => goods.reduce((total, given) => total + given[kind], 0)
  const missing = (kind: 'drugs' | 'materials') =>
    left.reduce((total, { excess }, center) => total + (center === main ? 0 : excess[kind]), 0) +
    goods.reduce((total, given, center) => total + (center === main ? given[kind] : Math.min(given[kind], 0)), 0)
  const ofMain = withoutGoods(costs[main]!, { drugs: fen(missing('drugs')), materials: fen(missing('materials')) })
  const { excess } = ofMain
  return {
    costs: left.map(({ cost }, center) => (center === main ? ofMain.cost : cost)),
    taken: { drugs: fen(sum('drugs') - excess.drugs), materials: fen(sum('materials') - excess.materials) },
    excess,
  }
}

/**
 * What a pool counts in all, thousandths: what its cases used, a driver its center reported, or practical capacity. Null where the
 * driver was not reported.
 */
export function poolTotal(plan: MonthPlan, { center, total }: PoolConfig, used: number): number | null {
  const reported = (driver: string): number | null => {
    const rows = plan.drivers.filter((row) => row.center === center && row.driver === driver)
    if (rows.length === 0) return null
    return rows.reduce((sum, { quantity }) => sum + Number(rounded(readDecimal(quantity)!, 1000n)), 0)
  }
  if (total.from === 'cases') return used
  if (total.from === 'driver') return reported(total.driver)
  const { theoretical, practicalShare } = total
  const units = 'units' in theoretical ? readDecimal(theoretical.units)! : null
  const share = readDecimal(practicalShare)!
  if (units !== null) return Number(rounded(times(units, share), 1000n))
  const thousandths = 'driver' in theoretical ? reported(theoretical.driver) : null
  return thousandths === null ? null : Number(rounded(times({ num: BigInt(thousandths), den: 1n }, share), 1n))
}
