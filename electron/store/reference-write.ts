import type { BenchmarkRecord, DriverRecord, ItemRecord, LedgerRecord } from '#shared/domain/records.ts'
import type { WritableDb } from './database.ts'

/**
 * Writers of the small reference tables. Their rows belong to their batch and count while it is committed; of two
 * batches that state the same item or month, the later one holds.
 */
export function itemWriter(db: WritableDb, batchId: number): (rows: readonly ItemRecord[]) => void {
  const insert = db.prepare(`INSERT OR REPLACE INTO item
    (batch_id, code, name, category, spec, unit, purchase_price, cost_element, alternatives, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  return (rows) => {
    for (const row of rows) {
      insert([
        batchId,
        row.itemCode,
        row.itemName,
        row.category,
        row.spec,
        row.unit,
        row.purchasePrice,
        row.costElement,
        row.alternatives,
        row.origin,
      ])
    }
  }
}

export function ledgerWriter(db: WritableDb, batchId: number): (rows: readonly LedgerRecord[]) => void {
  const insert = db.prepare(`INSERT INTO ledger_entry
    (batch_id, row_no, period, cost_center, center_type, element, amount_fen) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  let rowNo = 0
  return (rows) => {
    for (const row of rows)
      insert([batchId, ++rowNo, row.period, row.costCenter, row.centerType, row.element, row.amount])
  }
}

export function driverWriter(db: WritableDb, batchId: number): (rows: readonly DriverRecord[]) => void {
  const insert = db.prepare(`INSERT INTO driver_quantity
    (batch_id, row_no, period, cost_center, driver, quantity) VALUES (?, ?, ?, ?, ?, ?)`)
  let rowNo = 0
  return (rows) => {
    for (const row of rows) insert([batchId, ++rowNo, row.period, row.costCenter, row.driver, row.quantity])
  }
}

export function benchmarkWriter(db: WritableDb, batchId: number): (rows: readonly BenchmarkRecord[]) => void {
  const insert = db.prepare(`INSERT INTO benchmark
    (batch_id, row_no, scope, group_code, period, n, mean_charge_fen, mean_cost_fen, mean_los, categories)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  let rowNo = 0
  return (rows) => {
    for (const row of rows) {
      insert([
        batchId,
        ++rowNo,
        row.scope,
        row.group,
        row.period,
        row.n,
        row.meanCharge,
        row.meanCost,
        row.meanLos,
        JSON.stringify(row.categories),
      ])
    }
  }
}
