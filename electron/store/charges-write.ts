import type { ChargeRecord } from '#shared/domain/records.ts'
import { caseRef } from './cases-write.ts'
import type { WritableDb } from './database.ts'
import { sql } from './sql.ts'

interface KnownItem {
  readonly id: number
  readonly record: ChargeRecord
}

export interface ChargeWriter {
  /** Writes one chunk in one transaction; the rows count only once their batch is committed. */
  write(records: readonly ChargeRecord[]): void
}

const flagsOf = (record: ChargeRecord): number =>
  (record.highValue ? 1 : 0) | (record.negotiatedDrug ? 2 : 0) | (record.antibiotic ? 4 : 0)

/**
 * Loads charge lines under a batch that does not count yet. Small references (case, item, place) are looked up once
 * and remembered for the length of the load; the roll-up by case and category is kept beside the lines.
 */
export function chargeWriter(db: WritableDb, batchId: number): ChargeWriter {
  const insert = db.prepare(`INSERT INTO charge_line
    (case_id, batch_id, item_id, charged_at, quantity, unit_price, amount_fen, place_id, flags, self_pay_ratio)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const rollUp =
    db.prepare(`INSERT INTO case_category (case_id, category, batch_id, amount_fen, lines) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (case_id, category, batch_id) DO UPDATE SET amount_fen = amount_fen + excluded.amount_fen,
    lines = lines + excluded.lines`)
  const cases = new Map<string, number>()
  const items = new Map<string, KnownItem>()
  const places = new Map<string, number>()

  const remember = (map: Map<string, number>, key: string, find: () => number): number => {
    let id = map.get(key)
    if (id === undefined) {
      id = find()
      map.set(key, id)
    }
    return id
  }
  // By code alone: a code whose name or category changes from line to line is rare, and is then looked up again.
  const itemId = (record: ChargeRecord): number => {
    const known = items.get(record.itemCode)
    if (known !== undefined && isSameItem(known.record, record)) return known.id
    const id = itemRef(db, record)
    items.set(record.itemCode, { id, record })
    return id
  }

  return {
    write(records) {
      if (records.length === 0) return
      db.transaction(() => {
        const sums = new Map<number, { caseId: number; category: string; amount: number; lines: number }>()
        const before = db.one<{ id: number }>(sql`SELECT coalesce(max(id), 0) AS id FROM charge_line`).id
        for (const record of records) {
          const caseId = remember(cases, record.caseNo, () => caseRef(db, record.caseNo))
          const place = record.performingDept
          const placeId = place === null ? null : remember(places, place, () => placeRef(db, place))
          insert([
            caseId,
            batchId,
            itemId(record),
            record.chargedAt,
            record.quantity,
            record.unitPrice,
            record.amount,
            placeId,
            flagsOf(record),
            record.selfPayRatio,
          ])
          const { category } = record
          const sumKey = caseId * 100 + Number(category)
          const sum = sums.get(sumKey)
          if (sum === undefined) sums.set(sumKey, { caseId, category, amount: record.amount, lines: 1 })
          else {
            sum.amount += record.amount
            sum.lines++
          }
        }
        for (const { caseId, category, amount, lines } of sums.values())
          rollUp([caseId, category, batchId, amount, lines])
        db.run(sql`UPDATE batch SET first_line = coalesce(first_line, ${before + 1}),
          last_line = (SELECT max(id) FROM charge_line) WHERE id = ${batchId}`)
      })
    },
  }
}

function isSameItem(a: ChargeRecord, b: ChargeRecord): boolean {
  return a.itemName === b.itemName && a.category === b.category && a.insurerCode === b.insurerCode
}

function itemRef(db: WritableDb, record: ChargeRecord): number {
  const insurerCode = record.insurerCode ?? ''
  const known = db.get<{ id: number }>(sql`SELECT id FROM charge_item WHERE code = ${record.itemCode}
    AND name = ${record.itemName} AND insurer_code = ${insurerCode} AND category = ${record.category}`)
  if (known !== undefined) return known.id
  return db.run(sql`INSERT INTO charge_item (code, name, insurer_code, category)
    VALUES (${record.itemCode}, ${record.itemName}, ${insurerCode}, ${record.category})`).lastId
}

function placeRef(db: WritableDb, name: string): number {
  const known = db.get<{ id: number }>(sql`SELECT id FROM place WHERE name = ${name}`)
  return known?.id ?? db.run(sql`INSERT INTO place (name) VALUES (${name})`).lastId
}
