import { ownText } from '#shared/domain/own-text.ts'
import type { ChargeRecord } from '#shared/domain/records.ts'
import { caseRefs } from './case-refs.ts'
import type { WritableDb } from './database.ts'
import { type SqlValue, sql, sqlInteger } from './sql.ts'

/** What tells items apart. */
type Item = Pick<ChargeRecord, 'itemCode' | 'itemName' | 'insurerCode' | 'category'>

interface KnownItem {
  readonly id: number
  readonly item: Item
}

export interface ChargeWriter {
  /** Writes one chunk in one transaction; the rows count only once their batch is committed. */
  write(records: readonly ChargeRecord[]): void
}

const COLUMNS = [
  'case_id',
  'item_id',
  'charged_at',
  'quantity',
  'unit_price',
  'amount_fen',
  'place_id',
  'flags',
  'self_pay_ratio',
] as const
/** Lines per statement: calling SQLite costs as much as storing a line. */
const LINES_PER_INSERT = 50

/** The batch is the same in every line, so it is a part of the text: binding it would cost a tenth of all binding. */
const insertLines = (batchId: number, lines: number): string => {
  const marks = `(${sqlInteger(batchId)}, ${COLUMNS.map(() => '?').join(', ')})`
  return `INSERT INTO charge_line (batch_id, ${COLUMNS.join(', ')}) VALUES ${Array.from({ length: lines }, () => marks).join(', ')}`
}

const flagsOf = (record: ChargeRecord): number =>
  (record.highValue ? 1 : 0) | (record.negotiatedDrug ? 2 : 0) | (record.antibiotic ? 4 : 0)

interface Sum {
  readonly caseId: number
  readonly category: string
  amount: number
  lines: number
  /** Of the lines that patients pay in full; null while no line states its share. */
  selfPay: number | null
}

/**
 * Loads charge lines under a batch that does not count yet. Small references (case, item, place) are looked up once
 * and remembered for the length of the load; the roll-up by case and category is summed before it is written beside the lines.
 */
export function chargeWriter(db: WritableDb, batchId: number): ChargeWriter {
  const insertMany = db.prepare(insertLines(batchId, LINES_PER_INSERT))
  const insertOne = db.prepare(insertLines(batchId, 1))
  const rollUp =
    db.prepare(`INSERT INTO case_category (case_id, category, batch_id, amount_fen, lines, self_pay_fen) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (case_id, category, batch_id) DO UPDATE SET amount_fen = amount_fen + excluded.amount_fen,
    lines = lines + excluded.lines,
    self_pay_fen = coalesce(self_pay_fen + excluded.self_pay_fen, self_pay_fen, excluded.self_pay_fen)`)
  const items = new Map<string, KnownItem>()
  const refOf = caseRefs(db)
  const placeOf = placeRefs(db)
  const sums = new Map<number, Sum>()
  let lastCase = { caseNo: '', id: 0 }
  let firstLine: number | null = null

  // By code alone: a code whose name or category changes from line to line is rare, and is then looked up again.
  const itemId = (record: ChargeRecord): number => {
    const known = items.get(record.itemCode)
    if (known !== undefined && isSameItem(known.item, record)) return known.id
    const id = itemRef(db, record)
    const item = ownItem(record)
    items.set(item.itemCode, { id, item })
    return id
  }
  const caseId = (caseNo: string): number => {
    if (lastCase.id === 0 || lastCase.caseNo !== caseNo) lastCase = { caseNo, id: refOf(caseNo) }
    return lastCase.id
  }
  const add = (id: number, { category, amount, selfPayRatio }: ChargeRecord): void => {
    const key = id * 100 + Number(category)
    const sum = sums.get(key)
    // 丙类: outside the catalogue, all of it is the patient's.
    const selfPay = selfPayRatio === null ? null : Number(selfPayRatio) >= 1 ? amount : 0
    if (sum === undefined) sums.set(key, { caseId: id, category, amount, lines: 1, selfPay })
    else {
      sum.amount += amount
      sum.lines++
      if (selfPay !== null) sum.selfPay = (sum.selfPay ?? 0) + selfPay
    }
  }
  const writeSums = (): void => {
    for (const { caseId: id, category, amount, lines, selfPay } of sums.values())
      rollUp([id, category, batchId, amount, lines, selfPay])
    sums.clear()
  }

  return {
    write(records) {
      if (records.length === 0) return
      db.transaction(() => {
        firstLine ??= lastLine(db) + 1
        let values: SqlValue[] = []
        const whole = records.length - (records.length % LINES_PER_INSERT)
        records.forEach((record, index) => {
          const id = caseId(record.caseNo)
          values.push(
            id,
            itemId(record),
            record.chargedAt,
            record.quantity,
            record.unitPrice,
            record.amount,
            record.performingDept === null ? null : placeOf(record.performingDept),
            flagsOf(record),
            record.selfPayRatio,
          )
          add(id, record)
          if (index >= whole) insertOne(values)
          else if ((index + 1) % LINES_PER_INSERT === 0) insertMany(values)
          else return
          values = []
        })
        // With every chunk, so that whatever ends a load, its lines are found again.
        db.run(sql`UPDATE batch SET first_line = ${firstLine}, last_line = ${lastLine(db)} WHERE id = ${batchId}`)
        writeSums()
      })
    },
  }
}

const lastLine = (db: WritableDb): number =>
  db.one<{ id: number }>(sql`SELECT coalesce(max(id), 0) AS id FROM charge_line`).id

const ownItem = ({ itemCode, itemName, insurerCode, category }: Item): Item => ({
  itemCode: ownText(itemCode),
  itemName: ownText(itemName),
  insurerCode: insurerCode === null ? null : ownText(insurerCode),
  category,
})

function isSameItem(a: Item, b: Item): boolean {
  return a.itemName === b.itemName && a.category === b.category && a.insurerCode === b.insurerCode
}

function itemRef(db: WritableDb, record: Item): number {
  const insurerCode = record.insurerCode ?? ''
  const known = db.get<{ id: number }>(sql`SELECT id FROM charge_item WHERE code = ${record.itemCode}
    AND name = ${record.itemName} AND insurer_code = ${insurerCode} AND category = ${record.category}`)
  if (known !== undefined) return known.id
  return db.run(sql`INSERT INTO charge_item (code, name, insurer_code, category)
    VALUES (${record.itemCode}, ${record.itemName}, ${insurerCode}, ${record.category})`).lastId
}

function placeRefs(db: WritableDb): (name: string) => number {
  const places = new Map<string, number>()
  return (name) => {
    const remembered = places.get(name)
    if (remembered !== undefined) return remembered
    const known = db.get<{ id: number }>(sql`SELECT id FROM place WHERE name = ${name}`)
    const id = known?.id ?? db.run(sql`INSERT INTO place (name) VALUES (${name})`).lastId
    places.set(ownText(name), id)
    return id
  }
}
