import type { Certainty, CostMethod, Coverage, Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { elementColumns, elementValues } from './cost-elements.ts'
import type { WritableDb } from './database.ts'
import type { SqlValue } from './sql.ts'

export interface StepRow {
  readonly level: number
  readonly center: string
  readonly driver: string
  readonly driverTotal: string
  readonly rate: string
  readonly pool: Elements<Fen>
  readonly parts: readonly { readonly receiver: string; readonly quantity: string; readonly amount: Elements<Fen> }[]
}

export interface CenterRow {
  readonly center: string
  readonly class: string
  readonly department: boolean
  readonly state: 'open' | 'closed' | 'no-receiver' | 'closed-circle'
  /** Of a center that could not hand on. */
  readonly driver: string | null
  readonly own: Elements<Fen>
  readonly received: Elements<Fen>
}

export interface PoolRow {
  readonly method: CostMethod
  readonly pool: string
  readonly kind: 'volume' | 'capacity' | 'charge' | 'stated'
  readonly unit: string
  readonly total: number
  readonly used: number
  readonly rate: string | null
  readonly cost: Elements<Fen>
  readonly assigned: Elements<Fen>
}

export interface ItemRow {
  readonly center: string
  readonly item: string
  readonly name: string
  readonly volume: number
  readonly income: number
  readonly unitCost: string
  /** JSON. */
  readonly elements: string
}

export interface StatementRow {
  readonly method: CostMethod
  readonly line: string
  readonly elements: Elements<Fen>
  readonly unsplit: Fen
}

export interface MonthRow {
  readonly cases: number
  readonly ledger: number | null
  readonly prices: string
  readonly drivers: string
}

/** What a case came to by one method; `parts` by pool in the order of the pools of its month. */
export interface CostOfCase {
  readonly total: Fen
  readonly certainty: Certainty
  readonly coverage: Coverage
  readonly elements: Elements<Fen>
  readonly unsplit: Fen
  readonly goods: { readonly drugs: Fen; readonly materials: Fen }
  readonly parts: readonly Fen[]
}

/** Writes what a run comes to, month by month; for use in the transaction of the run. */
export interface RunWriter {
  month(period: string, row: MonthRow): void
  steps(period: string, rows: readonly StepRow[]): void
  centers(period: string, rows: readonly CenterRow[]): void
  pools(period: string, rows: readonly PoolRow[]): void
  items(period: string, rows: readonly ItemRow[]): void
  statement(period: string, rows: readonly StatementRow[]): void
  cost(caseId: number, method: CostMethod, cost: CostOfCase): void
}

function inserter(db: WritableDb, table: string, columns: readonly string[]): (values: readonly SqlValue[]) => void {
  return db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
}

export function runWriter(db: WritableDb, runId: number): RunWriter {
  const of = ['run_id', 'period']
  const elements = elementColumns()
  const month = inserter(db, 'costing_month', [...of, 'cases', 'ledger_fen', 'prices', 'drivers'])
  const step = inserter(db, 'costing_step', [
    ...of,
    ...['step', 'level', 'center', 'driver', 'driver_total', 'rate'],
    ...elements,
    'parts',
  ])
  const center = inserter(db, 'costing_center', [
    ...of,
    ...['center', 'position', 'class', 'department', 'state', 'driver'],
    ...elementColumns('own_'),
    ...elementColumns('received_'),
  ])
  const pool = inserter(db, 'costing_pool', [
    ...of,
    ...['method', 'position', 'pool', 'kind', 'unit', 'total', 'used', 'rate'],
    ...elementColumns('cost_'),
    ...elementColumns('assigned_'),
  ])
  const item = inserter(db, 'costing_item', [
    ...of,
    ...['center', 'item', 'name', 'volume', 'income_fen', 'unit_cost', 'elements'],
  ])
  const statement = inserter(db, 'costing_statement', [...of, 'method', 'line', ...elements, 'unsplit_fen'])
  const cost = inserter(db, 'case_cost', [
    ...['case_id', 'run_id', 'method', 'cost_fen', 'estimated', 'partial'],
    ...elements,
    ...['unsplit_fen', 'goods_drugs_fen', 'goods_materials_fen', 'parts'],
  ])
  return {
    month: (period, row) => month([runId, period, row.cases, row.ledger, row.prices, row.drivers]),
    steps(period, rows) {
      for (const [at, row] of rows.entries()) {
        const facts = [row.level, row.center, row.driver, row.driverTotal, row.rate]
        const parts = row.parts.map(({ receiver, quantity, amount }) => [receiver, quantity, elementValues(amount)])
        step([runId, period, at, ...facts, ...elementValues(row.pool), JSON.stringify(parts)])
      }
    },
    centers(period, rows) {
      for (const [position, row] of rows.entries())
        center([
          ...[runId, period, row.center, position, row.class, Number(row.department), row.state, row.driver],
          ...elementValues(row.own),
          ...elementValues(row.received),
        ])
    },
    pools(period, rows) {
      const positions = new Map<CostMethod, number>()
      for (const row of rows) {
        const position = positions.get(row.method) ?? 0
        positions.set(row.method, position + 1)
        pool([
          ...[runId, period, row.method, position, row.pool, row.kind, row.unit, row.total, row.used, row.rate],
          ...elementValues(row.cost),
          ...elementValues(row.assigned),
        ])
      }
    },
    items(period, rows) {
      for (const row of rows)
        item([runId, period, row.center, row.item, row.name, row.volume, row.income, row.unitCost, row.elements])
    },
    statement(period, rows) {
      for (const row of rows)
        statement([runId, period, row.method, row.line, ...elementValues(row.elements), row.unsplit])
    },
    cost(caseId, method, found) {
      const { elements: e, goods } = found
      cost([
        caseId,
        runId,
        method,
        found.total,
        found.certainty === 'estimated' ? 1 : 0,
        found.coverage === 'partial' ? 1 : 0,
        e.staff,
        e.materials,
        e.drugs,
        e.depreciation,
        e.amortisation,
        e['risk-fund'],
        e.other,
        found.unsplit,
        goods.drugs,
        goods.materials,
        `[${found.parts.join(',')}]`,
      ])
    },
  }
}
