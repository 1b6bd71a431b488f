import { readTable, type TableRow } from './table.ts'
import type { Item, Order, Phase, Pool } from './types.ts'

/** Yuan with at most two decimals, as fen. */
function toFen(text: string): number {
  return text === '' ? 0 : Math.round(Number(text) * 100)
}

export function readItems(folder: string): Item[] {
  return readTable(folder, 'items.csv').map((row, index) => ({
    index,
    code: row.text('item_code'),
    name: row.text('name'),
    pool: row.text('pool'),
    category: row.text('category'),
    spec: row.text('spec'),
    unit: row.text('unit'),
    priceFen: toFen(row.text('price')),
    purchaseFen: toFen(row.text('purchase_price')),
    costElement: row.text('cost_element'),
    origin: row.text('origin') as Item['origin'],
    alternatives: row.text('alternatives'),
    highValue: row.text('high_value') === 'Y',
    negotiatedDrug: row.text('negotiated_drug') === 'Y',
    antibiotic: row.text('antibiotic') === 'Y',
    performingDept: row.text('performing_dept'),
    insurerCode: row.text('insurer_code'),
    selfPayRatio: row.text('self_pay_ratio'),
  }))
}

export function poolsOf(items: readonly Item[]): Map<string, Pool> {
  return new Map(
    [...Map.groupBy(items, (item) => item.pool)].map(([name, all]) => [
      name,
      {
        name,
        all,
        imported: all.filter((item) => item.origin === 'import'),
        domestic: all.filter((item) => item.origin === 'domestic'),
      },
    ]),
  )
}

/**
 * Reads `bundles.csv` and returns a function that unfolds named bundles into orders. An item cell `@NAME` includes
 * another bundle.
 */
export function readBundles(folder: string, pools: ReadonlyMap<string, Pool>): (name: string) => Order[] {
  const rows = Map.groupBy(readTable(folder, 'bundles.csv'), (row) => row.text('bundle'))
  const unfold = (name: string, trail: readonly string[]): Order[] => {
    if (trail.includes(name)) throw new Error(`bundles.csv: ${[...trail, name].join(' → ')} includes itself`)
    const lines = rows.get(name)
    if (lines === undefined) throw new Error(`bundles.csv: no bundle ${name}`)
    return lines.flatMap((row) => {
      const item = row.text('item')
      if (item.startsWith('@')) return unfold(item.slice(1), [...trail, name])
      const pool = pools.get(item)
      if (pool === undefined) throw new Error(`bundles.csv: bundle ${name} orders ${item}, which no item offers`)
      return [toOrder(row, pool)]
    })
  }
  return (name) => unfold(name, [])
}

function toOrder(row: TableRow, pool: Pool): Order {
  const quantity = row.text('quantity')
  const [low, high] = quantity.split('-') as [string, string | undefined]
  return {
    pool,
    phase: toPhase(row.text('phase')),
    minQuantity: Math.round(Number(low) * 1000),
    maxQuantity: Math.round(Number(high ?? low) * 1000),
    wholeUnits: !quantity.includes('.'),
    caseChance: row.number('case_chance'),
    dayChance: row.number('day_chance'),
    optional: row.text('optional') === 'Y',
  }
}

function toPhase(text: string): Phase {
  const [kind, range] = text.split(':') as [string, string | undefined]
  switch (kind) {
    case 'stay':
    case 'post': {
      const [from, to] = (range ?? '').split('-').map(Number) as [number, number]
      return { kind, from, to }
    }
    case 'every':
      return { kind, days: Number(range) }
    case 'admit':
    case 'daily':
    case 'ward':
    case 'icu':
    case 'acute':
    case 'stable':
    case 'preop':
    case 'op':
    case 'discharge':
    case 'op-hour':
    case 'anaesthesia-hour':
      return { kind }
    default:
      throw new Error(`bundles.csv: unknown phase ${text}`)
  }
}
