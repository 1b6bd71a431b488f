import type { BridgeRow } from '#engine/analysis/bridge.ts'
import { drillCases, drillUses, type UseRow, type UseTotals } from '#engine/analysis/use-drill.ts'
import { type ResourceUse, splitUse } from '#engine/analysis/use-variance.ts'
import { minus, plus, type Rational, ratio, sumRational } from '#engine/arithmetic/rational.ts'
import { roundInto } from '#engine/arithmetic/round-parts.ts'
import type { VarianceDrill, VarianceDrillRow } from '#shared/contract/variance.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import { type Fen, fen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ReadableDb } from '#store/database.ts'
import { casesOfItem, casesOfPool, type OneCaseUse } from '#store/variance-uses.ts'
import { unitName } from '../costing/measures.ts'
import type { Cell } from './cells.ts'
import type { Comparison } from './compare.ts'
import { groupsOf } from './rows.ts'
import { readKey, resourcesOf, unitsOf } from './uses.ts'

export interface DrillPath {
  readonly group: string
  readonly resource?: string | undefined
  readonly item?: string | undefined
}

/** A cell opened: what its resources come to, and what they leave unexplained. */
interface Opened {
  readonly cell: Cell
  readonly uses: readonly ResourceUse[]
  readonly n: { readonly base: number; readonly actual: number }
  readonly totals: UseTotals
  readonly unit: Fen
}

/**
 * The level below a group, a resource or an item; rows sum to the row they came from, to the fen.
 * @throws ProblemError `not-found` when the comparison has no such row, or there is nothing below it
 */
export function drill(db: ReadableDb, comparison: Comparison, path: DrillPath): VarianceDrill {
  const opened = openGroup(db, comparison, path.group)
  if (path.resource === undefined) return resourceLevel(opened)
  const resource = path.resource
  const within = opened.flatMap((each) => {
    const index = each.uses.findIndex(({ key }) => key === resource)
    return index < 0 ? [] : [{ ...each, use: each.uses[index]!, totals: rowsOf(each)[index]! }]
  })
  const [first] = within
  if (first === undefined) throw noSuchRow()
  if (!('items' in first.use))
    return caseLevel(db, comparison, opened, within, (cases) => poolCases(db, cases, resource))
  const items = within.map(({ use, ...each }) => ({ ...each, uses: 'items' in use ? use.items : [] }))
  if (path.item === undefined) return { level: 'item', rows: merged(items, (key) => itemName(key), true) }
  const item = path.item
  const ofItem = items.flatMap((each) => {
    const index = each.uses.findIndex(({ key }) => key === item)
    return index < 0 ? [] : [{ ...each, use: each.uses[index]!, totals: rowsOf(each)[index]! }]
  })
  if (ofItem.length === 0) throw noSuchRow()
  return caseLevel(db, comparison, opened, ofItem, (cases) => itemCases(db, cases, resource, item))
}

function openGroup(db: ReadableDb, comparison: Comparison, drg: string): readonly Opened[] {
  const group = groupsOf(comparison).find((each) => each.drg === drg)
  const { base, slice } = comparison.sides
  if (group === undefined || base.kind !== 'cases' || group.presence !== 'both') throw noSuchRow()
  const cells = group.cells.map(({ cell }) => cell)
  const split = cells.some(({ bridge }) => bridge.resources !== undefined)
  const found = split
    ? new Map(cells.map(({ bridge }) => [bridge.key, bridge.resources ?? []]))
    : resourcesOf(db, cells, { base: { ...base.cases, drg }, actual: { ...slice, drg } }, comparison.query.basis)
  const opened = group.cells.map(({ cell, row }) => openCell(cell, row, found.get(cell.bridge.key) ?? []))
  if (opened.every(({ uses }) => uses.length === 0)) throw nothingBelow()
  return opened
}

/** Of a row whose unit cost the table left whole, its parts are worked out here, within what the table showed. */
function openCell(cell: Cell, { n, spent }: BridgeRow, uses: readonly ResourceUse[]): Opened {
  if (cell.bridge.resources !== undefined || uses.length === 0)
    return { cell, uses, n, totals: { efficiency: spent.efficiency, price: spent.price }, unit: spent.unit }
  const effects = uses.map((use) => splitUse(use, n.base, n.actual))
  const efficiency = sumRational(effects.map((each) => each.efficiency))
  const price = sumRational(effects.map((each) => each.price))
  const { base, actual } = cell.bridge
  const whole = minus(ratio(actual!.spent), ratio(BigInt(base!.spent) * BigInt(n.actual), n.base))
  const [first, second, rest] = roundInto(spent.unit, [efficiency, price, minus(whole, plus(efficiency, price))])
  return { cell, uses, n, totals: { efficiency: first!, price: second! }, unit: rest! }
}

type Level = Pick<Opened, 'uses' | 'n' | 'totals'>

const rowsOf = ({ uses, n, totals }: Level): readonly UseRow[] => drillUses(uses, n.base, n.actual, totals)

function resourceLevel(opened: readonly Opened[]): VarianceDrill {
  const rows = merged(opened, resourceName, true)
  const unit = sumFen(opened.map((each) => each.unit))
  if (unit === 0) return { level: 'resource', rows }
  const rest: VarianceDrillRow = {
    key: '',
    label: { zh: '资源未解释的部分', en: 'What resources do not explain' },
    ...{ efficiency: ZERO_FEN, price: ZERO_FEN, unit, change: unit, caseNo: null, n: null, opens: false },
  }
  return { level: 'resource', rows: [...rows, rest] }
}

/** Rows of several cells under their keys, summed; the largest change first. */
function merged(levels: readonly Level[], nameOf: (key: string) => Bilingual, opens: boolean): VarianceDrillRow[] {
  const rows = Map.groupBy(levels.flatMap(rowsOf), ({ key }) => key)
  return [...rows].map(([key, same]) => ({ ...sumRows(key, nameOf(key), same), opens })).toSorted(byChange)
}

function sumRows(key: string, label: Bilingual, rows: readonly UseRow[]): VarianceDrillRow {
  const total = (pick: (row: UseRow) => Fen) => sumFen(rows.map(pick))
  return {
    ...{ key, label, unit: ZERO_FEN, caseNo: null, n: null, opens: false },
    efficiency: total((row) => row.efficiency),
    price: total((row) => row.price),
    change: total((row) => row.change),
  }
}

const byChange = (a: VarianceDrillRow, b: VarianceDrillRow) =>
  Math.abs(b.change) - Math.abs(a.change) || (a.key < b.key ? -1 : 1)

type Used = Omit<OneCaseUse, 'quantity'> & { readonly units: Rational }

/** Cases that used the thing, cell by cell, and all that used nothing of it in one row. */
function caseLevel(
  db: ReadableDb,
  { sides }: Comparison,
  group: readonly Opened[],
  cells: readonly (Opened & { readonly use: ResourceUse })[],
  casesOf: (cases: { readonly drg: string } & Comparison['sides']['slice']) => readonly Used[],
): VarianceDrill {
  const used = db.snapshot(() => casesOf({ ...sides.slice, drg: cells[0]!.cell.drg }))
  const drilled = cells.map(({ cell, use, n, totals }) => {
    if ('items' in use) throw new RangeError('only an item or a pool has cases')
    const own = used
      .filter(({ insurance }) => cell.insurances === null || cell.insurances.includes(insurance))
      .map(({ caseNo, units, amount }) => ({ caseNo, quantity: units, amount: fen(amount) }))
    return drillCases(use, own, n.base, n.actual, totals)
  })
  const rows = drilled
    .flatMap((each) => each.rows)
    .map((row) => ({ ...sumRows(row.key, { zh: row.key, en: row.key }, [row]), caseNo: row.key }))
    .toSorted(byChange)
  // Cells of the group that know nothing of it are among those without.
  const without = group.reduce((sum, { n }) => sum + n.actual, 0) - rows.length
  if (without === 0) return { level: 'case', rows }
  const label = { zh: `${without} 例没有使用`, en: `${without} cases used none` }
  const others = {
    ...sumRows(
      '',
      label,
      drilled.map((each) => each.others),
    ),
    n: without,
  }
  return { level: 'case', rows: [...rows, others] }
}

function itemCases(
  db: ReadableDb,
  cases: Parameters<typeof casesOfItem>[1],
  category: string,
  item: string,
): readonly Used[] {
  const [code, name] = readKey(item) ?? ['', '']
  return casesOfItem(db, cases, { category, code, name }).map(({ quantity, ...use }) => ({
    ...use,
    units: ratio(quantity, 1000),
  }))
}

/** Of several pools by one name a case has one row. */
function poolCases(db: ReadableDb, cases: Parameters<typeof casesOfPool>[1], key: string): readonly Used[] {
  const [pool, measure] = readKey(key) ?? ['', '']
  const used = new Map<string, Used>()
  for (const { rate, ...use } of casesOfPool(db, cases, { pool, measure })) {
    const units = unitsOf(use.amount, rate)
    const before = used.get(use.caseNo)
    used.set(
      use.caseNo,
      before === undefined
        ? { ...use, units }
        : { ...before, amount: before.amount + use.amount, units: plus(before.units, units) },
    )
  }
  return [...used.values()]
}

/** A fee category, or a pool by the name people know: its cost center, or the fee category of a stated ratio. */
function resourceName(key: string): Bilingual {
  const [pool, measure] = readKey(key) ?? [key, null]
  const category = FEE_CATEGORIES.find((code) => code === pool)
  const name =
    pool === 'services'
      ? { zh: '医疗服务项目', en: 'Service items' }
      : category === undefined
        ? { zh: pool, en: pool }
        : FEE_CATEGORY_NAMES[category]
  if (measure === null) return name
  const unit = unitName(measure)
  return { zh: `${name.zh}（${unit.zh}）`, en: `${name.en} (${unit.en})` }
}

function itemName(key: string): Bilingual {
  const [code, name] = readKey(key) ?? [key, '']
  const text = name === '' || name === code ? code : `${code} ${name}`
  return { zh: text, en: text }
}

const noSuchRow = () =>
  problem(
    'not-found',
    '这张差异表里没有这一行；数据或比较对象可能已经改变，请刷新。',
    'The variance table has no such row; the data or what it is compared with may have changed. Refresh it.',
  )

const nothingBelow = () =>
  problem(
    'not-found',
    '这个病组没有可以展开的资源：缺少费用明细，或两边成本的核算方法不同。',
    'There is nothing below this group: charge lines are missing, or the costs of the two sides were found by different methods.',
  )
