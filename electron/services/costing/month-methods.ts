import { toDecimal } from '#engine/arithmetic/rational.ts'
import { type ItemPool, openItemRun } from '#engine/costing/bottom-up.ts'
import type { CaseCost } from '#engine/costing/case-cost.ts'
import { openPoolRun, type PoolUse } from '#engine/costing/case-pools.ts'
import { type CostData, chooseMethods, type MethodChoice } from '#engine/costing/choose-method.ts'
import { noCost, subtractElements, sumElements, totalFen } from '#engine/costing/elements.ts'
import { byEquivalents, byShares, type KeyedItem, shownCosts } from '#engine/costing/item-costs.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import { type CostPool, goodsKindOf, rateOf } from '#engine/costing/pools.ts'
import { categoryRatios, costByStatedRatios } from '#engine/costing/stated-ratios.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CostMethod, Elements } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { CaseForCosting } from '#store/costing-cases.ts'
import type { ItemRow, PoolRow } from '#store/costing-write.ts'
import { caseQuantity, thousandthsText } from './measures.ts'
import { type MonthPlan, poolTotal, takeGoods, type WithoutGoods } from './month-plan.ts'
import type { ItemUse, MonthUsage } from './month-usage.ts'

/** One method made ready for the cases of a month. */
export interface MethodRun {
  readonly method: CostMethod
  /** The case at a place of the month; cases come in order. */
  cost(at: number): CaseCost
  /** What became of it, after the last case. */
  close(): {
    readonly pools: readonly PoolRow[]
    /** For the statement; null where no ledger is behind it. */
    readonly uses: readonly PoolUse[] | null
    /** Cost that item costs were made from. */
    readonly rated: Elements<Fen>
    /** Cost of the department's centers that reaches no case by this method. */
    readonly unpooled: Elements<Fen>
  }
}

export interface MonthMethods {
  readonly runs: readonly MethodRun[]
  readonly choices: readonly MethodChoice[]
  readonly items: readonly ItemRow[]
  /** Goods taken out of the costs the pools and items are made from; null without a ledger. */
  readonly goods: WithoutGoods | null
  readonly notes: readonly Bilingual[]
}

interface Input {
  readonly config: CostingConfig
  readonly plan: MonthPlan
  readonly cases: readonly CaseForCosting[]
  readonly usage: MonthUsage
  readonly hasPrices: boolean
}

/** Which methods a month can be costed by, and each made ready. */
export function monthMethods(input: Input): MonthMethods {
  const { config, plan, cases, usage } = input
  const { books } = plan
  const goods = books === null ? null : takeGoods(books.costs, usage.goodsByCenter, plan.main)
  const bases = books === null ? null : takeGoods(books.bases, usage.goodsByCenter, plan.main).costs
  const items = bases === null ? [] : itemCosts(config, plan, usage.items, bases)
  const used = plan.pools.map((_, pool) => cases.map((from, at) => usedOf(input, pool, from, at)))
  const data: CostData = {
    charges: cases.length > 0,
    departmentCost: books?.costs.some((cost) => totalFen(cost) !== 0) ?? false,
    overheads: books?.overheads ?? false,
    caseVolumes: used.some((quantities) => quantities.some((quantity) => (quantity ?? 0) !== 0)),
    itemCosts: items.length > 0,
    chargeLines: usage.lines.some((count) => count > 0),
    ratios: books !== null || FEE_CATEGORIES.every((category) => config.ratios[category] !== undefined),
    purchasePrices: input.hasPrices,
  }
  const choices = chooseMethods(data)
  const notes: Bilingual[] = []
  const runs = choices
    .filter(({ method, possible }) => possible && config.methods.includes(method))
    .map((choice): MethodRun => {
      switch (choice.method) {
        case 'bottom-up':
          return bottomUp(input, choice, items, bases!, goods!)
        case 'top-down':
          return topDown(input, choice, goods!, used, notes)
        case 'cost-to-charge':
          return goods === null ? byStatedRatios(input, choice) : byOwnRatios(input, choice, goods)
        default:
          return assertNever(choice.method)
      }
    })
  return { runs, choices, items: items.flatMap((center) => center.items.map(({ row }) => row)), goods, notes }
}

/** Thousandths a case used of a pool; null where its record does not tell. */
function usedOf({ plan, usage }: Input, pool: number, from: CaseForCosting, at: number): number | null {
  const { measure } = plan.pools[pool]!
  return measure.by === 'line-quantity' ? usage.counted[pool]![at]! : caseQuantity(measure.by, from)
}

const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, value) => all + (value ?? 0), 0)

/** What a case used is never negative: refunds of a line beyond what was given count as nothing. */
const notNegative = (value: number | null): number => Math.max(value ?? 0, 0)

function topDown(
  input: Input,
  choice: MethodChoice,
  goods: WithoutGoods,
  used: readonly (readonly (number | null)[])[],
  notes: Bilingual[],
): MethodRun {
  const { plan, cases, usage } = input
  let estimated = false
  const pools = plan.pools.map((config, index): CostPool => {
    const all = sum(used[index]!.map(notNegative))
    const total = poolTotal(plan, config, all)
    if (total === null) {
      estimated = true
      notes.push({
        zh: `${plan.period}“${config.center}”没有设置中所说的工作量，改用本科病例的用量合计`,
        en: `${plan.period}: the volume named for “${config.center}” was not reported; what the department's own cases used stands in`,
      })
    }
    const kind = config.total.from === 'capacity' && total !== null ? 'capacity' : 'volume'
    return { id: config.center, kind, cost: goods.costs[plan.poolCenters[index]!]!, total: total ?? all }
  })
  const inPools = new Set(plan.poolCenters)
  const unpooled = goods.costs.filter((_, center) => !inPools.has(center))
  const run = openPoolRun(pools, {
    certainty: estimated ? 'estimated' : 'costed',
    coverage: unpooled.some((cost) => totalFen(cost) !== 0) || choice.coverage === 'partial' ? 'partial' : 'full',
  })
  const units = plan.pools.map(({ measure }) => measure.by)
  const bedDays = plan.pools.flatMap(({ measure }, pool) => (measure.by === 'bed-days' ? [pool] : []))
  return {
    method: 'top-down',
    cost(at) {
      const quantities = used.map((list) => list[at] ?? null)
      const { goods: given, priced } = usage.goodsOf(at)
      const [cost] = run.cost([
        { caseNo: cases[at]!.caseNo, used: quantities.map(notNegative), goods: given, estimated: !priced },
      ])
      const missing = bedDays.some((pool) => quantities[pool] === null)
      return { ...cost!, method: 'top-down', coverage: missing ? 'partial' : cost!.coverage }
    },
    close() {
      const uses = run.close()
      return {
        pools: uses.map((use, index) => poolRow('top-down', use, units[index]!)),
        ...{ uses, rated: noCost(IN_FEN), unpooled: sumElements(IN_FEN, unpooled) },
      }
    },
  }
}

function poolRow(method: CostMethod, { pool, used, assigned }: PoolUse, unit: string): PoolRow {
  const { id, kind, cost, total } = pool
  const rate = rateOf(pool)
  return { method, pool: id, kind, unit, total, used, rate: rate === null ? null : toDecimal(rate, 6), cost, assigned }
}

/** The ledger's own ratios: what each center costs over what it charged. A center that charges nothing is carried by the ward. */
function byOwnRatios(input: Input, choice: MethodChoice, goods: WithoutGoods): MethodRun {
  const { plan, cases, usage } = input
  // Without lines nothing tells who performed what: the ward charged it all.
  const charges = (center: number, at: number): number =>
    usage.lines[at] === 0 ? (center === plan.main ? cases[at]!.charge : 0) : usage.revenue[center]![at]!
  const revenue = plan.centers.map((_, center) => sum(cases.map((_, at) => charges(center, at))))
  const charging = plan.centers.flatMap((_, center) => (revenue[center]! > 0 ? [center] : []))
  const carrier = charging.includes(plan.main) ? plan.main : charging[0]
  const pools = (carrier === undefined ? [] : charging).map((center): CostPool => {
    const silent = center === carrier ? goods.costs.filter((_, other) => !charging.includes(other)) : []
    const cost = sumElements(IN_FEN, [goods.costs[center]!, ...silent])
    return { id: plan.centers[center]!, kind: 'charge', cost, total: revenue[center]! }
  })
  const run = openPoolRun(pools, { certainty: choice.certainty, coverage: plan.books!.overheads ? 'full' : 'partial' })
  return {
    method: 'cost-to-charge',
    cost(at) {
      const { goods: given, priced } = usage.goodsOf(at)
      const noLines = usage.lines[at] === 0
      const [cost] = run.cost([
        {
          caseNo: cases[at]!.caseNo,
          used: charging.map((center) => charges(center, at)),
          goods: given,
          estimated: !priced || noLines,
        },
      ])
      return usage.elsewhere[at] === 0 ? cost! : { ...cost!, coverage: 'partial' }
    },
    close() {
      const uses = run.close()
      return {
        pools: uses.map((use) => poolRow('cost-to-charge', use, 'yuan')),
        ...{ uses, rated: noCost(IN_FEN) },
        // Centers that charge nothing are carried by one that does; nobody carries them where none does.
        unpooled: pools.length === 0 ? sumElements(IN_FEN, goods.costs) : noCost(IN_FEN),
      }
    },
  }
}

/** Without a ledger: ratios by fee category, the hospital's own or the defaults, which make every cost an estimate (估算). */
function byStatedRatios({ config, cases, usage }: Input, choice: MethodChoice): MethodRun {
  const own = new Map(Object.entries(config.ratios) as [FeeCategory, string][])
  const ratios = categoryRatios(own)
  const services = FEE_CATEGORIES.filter((category) => goodsKindOf(category) === null)
  const charged = services.map(() => 0)
  return {
    method: 'cost-to-charge',
    cost(at) {
      const noLines = usage.lines[at] === 0
      const charges = services.map((source) => ({
        source,
        amount: fen(
          noLines ? (source === '00' ? cases[at]!.charge : 0) : usage.byCategory[FEE_CATEGORIES.indexOf(source)]![at]!,
        ),
      }))
      const { goods, priced } = usage.goodsOf(at)
      const cost = costByStatedRatios(ratios, { caseNo: cases[at]!.caseNo, charges, goods })
      for (const [index, { amount }] of charges.entries()) charged[index]! += amount
      const estimated = choice.certainty === 'estimated' || !priced
      return estimated ? { ...cost, certainty: 'estimated' } : cost
    },
    close: () => ({
      pools: services.map((source, index) => ({
        method: 'cost-to-charge',
        pool: source,
        kind: 'stated',
        unit: 'yuan',
        total: charged[index]!,
        used: charged[index]!,
        rate: toDecimal(ratios.get(source)!.ratio, 6),
        // A ratio tells nothing of elements: what it puts on cases is rate × charges.
        cost: noCost(IN_FEN),
        assigned: noCost(IN_FEN),
      })),
      uses: null,
      rated: noCost(IN_FEN),
      unpooled: noCost(IN_FEN),
    }),
  }
}

interface CostedItem extends KeyedItem {
  readonly gross: number
  readonly row: ItemRow
}

/** Item costs of one center; `item` of each is its key among all centers. */
interface CostedCenter {
  readonly center: number
  readonly items: readonly CostedItem[]
}

const itemKey = (center: number, code: string): string => `${center} ${code}`

/** Item costs of every center that performed anything. Items without income or volume, or without an equivalent, have none. */
function itemCosts(
  { items }: CostingConfig,
  plan: MonthPlan,
  uses: readonly ItemUse[],
  bases: readonly Elements<Fen>[],
): readonly CostedCenter[] {
  const merged = new Map<string, ItemUse & { readonly code: string }>()
  for (const { center, item, volume, gross, income } of uses) {
    const key = itemKey(center, item.code)
    const known = merged.get(key) ?? { center, item, code: item.code, volume: 0, gross: 0, income: 0 }
    merged.set(key, known)
    known.volume += volume
    known.gross += gross
    known.income += income
  }
  return plan.centers.flatMap((name, center) => {
    const base = bases[center]!
    const performed = [...merged].filter(([, use]) => {
      const weighed = items.method === 'equivalents' ? Number(items.equivalents[use.code] ?? 0) > 0 : true
      return use.center === center && use.volume > 0 && weighed && (items.method !== 'income' || use.income > 0)
    })
    if (performed.length === 0 || totalFen(base) === 0) return []
    const works = performed.map(([item, { code, volume, income }]) => ({
      item,
      volume: thousandthsText(volume),
      weight:
        items.method === 'income'
          ? String(income)
          : items.method === 'workload'
            ? thousandthsText(volume)
            : items.equivalents[code]!,
    }))
    const keyed = items.method === 'equivalents' ? byEquivalents(works) : byShares(works)
    const costs = shownCosts(base, keyed)
    const costed = keyed.map((entry, index): CostedItem => {
      const { unitCost, elements } = costs[index]!
      const { code, item, volume, gross, income } = performed[index]![1]
      const row = { center: name, item: code, name: item.name, volume, income, unitCost }
      return { ...entry, gross, row: { ...row, elements: JSON.stringify(elements) } }
    })
    return [{ center, items: costed }]
  })
}

function bottomUp(
  { plan, cases, usage }: Input,
  choice: MethodChoice,
  centers: readonly CostedCenter[],
  bases: readonly Elements<Fen>[],
  goods: WithoutGoods,
): MethodRun {
  const places = new Map(centers.flatMap(({ items }) => items.map(({ item }) => item)).map((item, at) => [item, at]))
  const run = openItemRun(
    centers.map(
      ({ center, items }): ItemPool => ({
        id: plan.centers[center]!,
        cost: bases[center]!,
        items: items.map(({ item, key, gross, row }) => ({ item: places.get(item)!, volume: row.volume, gross, key })),
      }),
    ),
    { certainty: choice.certainty, coverage: 'full' },
  )
  const placeOfUse = Int32Array.from(usage.items, ({ center, item }) => places.get(itemKey(center, item.code)) ?? -1)
  const services = new Int32Array(usage.services.items.length)
  for (let at = 0; at < services.length; at++) {
    const use = usage.services.items[at]!
    services[at] = use < 0 ? -1 : placeOfUse[use]!
  }
  return {
    method: 'bottom-up',
    cost(at) {
      const { goods: given, priced } = usage.goodsOf(at)
      const lines = usage.services.of(at, services)
      const cost = run.cost({ caseNo: cases[at]!.caseNo, ...lines, goods: given, estimated: !priced })
      // Nothing is known of what a case without lines was given.
      return usage.lines[at] === 0 ? { ...cost, coverage: 'partial' } : cost
    },
    close() {
      const uses = run.close()
      const rated = sumElements(
        IN_FEN,
        uses.map(({ pool }) => pool.cost),
      )
      const assigned = sumElements(
        IN_FEN,
        uses.map((use) => use.assigned),
      )
      const pool = { method: 'bottom-up', pool: 'services', kind: 'stated', unit: 'yuan' } as const
      const income = centers.reduce((all, { items }) => items.reduce((sum, { row }) => sum + row.income, all), 0)
      return {
        pools: [{ ...pool, total: income, used: income, rate: null, cost: rated, assigned }],
        uses: [],
        rated,
        // What came with the third step, and centers that performed nothing.
        unpooled: subtractElements(IN_FEN, sumElements(IN_FEN, goods.costs), rated),
      }
    },
  }
}
