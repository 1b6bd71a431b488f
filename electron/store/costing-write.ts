import { type Certainty, COST_METHODS, type CostMethod, type Coverage, type Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { CASE_COST_COLUMNS, COLUMNS_OF_METHOD } from './case-cost-columns.ts'
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
  readonly method: CostMethod
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
  /** By every method of the run; the last rows go in with `end`. */
  costs(caseId: number, costs: readonly CostOfCase[]): void
  end(): void
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
  const item = manyInserter(db, 'costing_item', [
    ...of,
    ...['center', 'item', 'name', 'volume', 'income_fen', 'unit_cost', 'elements'],
  ])
  const statement = inserter(db, 'costing_statement', [...of, 'method', 'line', ...elements, 'unsplit_fen'])
  const cases = caseCostWriter(db, runId)
  return {
    month: (period, row) => month([runId, period, row.cases, row.ledger, row.prices, row.drivers]),
    steps(period, rows) {
      for (const [at, row] of rows.entries()) {
        const facts = [row.level, row.center, row.driver, row.driverTotal, row.rate]
        step([runId, period, at, ...facts, ...elementValues(row.pool), JSON.stringify(partsInColumns(row.parts))])
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
      for (const { center: of, item: code, name, volume, income, unitCost, elements: texts } of rows)
        item.add(runId, period, of, code, name, volume, income, unitCost, texts)
      item.end()
    },
    statement(period, rows) {
      for (const row of rows)
        statement([runId, period, row.method, row.line, ...elementValues(row.elements), row.unsplit])
    },
    costs: cases.add,
    end: cases.end,
  }
}

/** Parts of a step as they are kept: receivers, their quantities, and fen by element of one after another. */
export interface PartsInColumns {
  readonly receivers: readonly string[]
  readonly quantities: readonly string[]
  readonly fen: readonly number[]
}

function partsInColumns(parts: StepRow['parts']): PartsInColumns {
  const amounts: number[] = []
  for (const { amount: e } of parts)
    amounts.push(e.staff, e.materials, e.drugs, e.depreciation, e.amortisation, e['risk-fund'], e.other)
  return {
    receivers: parts.map(({ receiver }) => receiver),
    quantities: parts.map(({ quantity }) => quantity),
    fen: amounts,
  }
}

/** Rows of one statement: each run of a statement costs as much as a row. */
const ROWS = 10

/** Inserts values as they come, some rows at a time; the last of them with `end`. */
function manyInserter(db: WritableDb, table: string, columns: readonly string[]) {
  const row = `(${columns.map(() => '?').join(', ')})`
  const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES`
  const one = db.prepare(`${into} ${row}`)
  const many = db.prepare(`${into} ${Array.from({ length: ROWS }, () => row).join(', ')}`)
  const width = columns.length
  let values: SqlValue[] = []
  return {
    add(...more: readonly SqlValue[]): void {
      values.push(...more)
      if (values.length < ROWS * width) return
      many(values)
      values = []
    },
    end(): void {
      for (let at = 0; at < values.length; at += width) one(values.slice(at, at + width))
      values = []
    },
  }
}

function caseCostWriter(db: WritableDb, runId: number) {
  const rows = manyInserter(db, 'case_cost', CASE_COST_COLUMNS)
  return {
    add(caseId: number, costs: readonly CostOfCase[]): void {
      const goods = costs[0]?.goods
      const values: SqlValue[] = [runId, caseId, goods?.drugs ?? 0, goods?.materials ?? 0]
      for (const method of COST_METHODS) {
        const found = costs.find((cost) => cost.method === method)
        if (found === undefined) for (let column = 0; column < COLUMNS_OF_METHOD; column++) values.push(null)
        else pushCost(values, found)
      }
      rows.add(...values)
    },
    end: rows.end,
  }
}

/** In the order of the columns of a method. */
function pushCost(values: SqlValue[], { total, certainty, coverage, elements: e, unsplit, parts }: CostOfCase): void {
  values.push(total, certainty === 'estimated' ? 1 : 0, coverage === 'partial' ? 1 : 0)
  values.push(e.staff, e.materials, e.drugs, e.depreciation, e.amortisation, e['risk-fund'], e.other)
  values.push(unsplit, `[${parts.join(',')}]`)
}
