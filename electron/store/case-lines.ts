import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

/**
 * Lines of one case that agree in item, performing department and quantity. `placeId` 0: none named; `quantity` of each line in
 * thousandths, rounded half away from zero where the file has more decimals; `amount` fen, all of them together.
 */
export type LineVisitor = (itemId: number, placeId: number, quantity: number, count: number, amount: number) => void

/** Numbers of an entry, in the order a visitor takes them. */
const WIDTH = 5

interface KnownLines {
  readonly caseId: number
  readonly lines: number
  readonly amount: number
  readonly batches: number
  readonly content: Uint8Array | null
}

/**
 * Walks the charge lines of cases, case by case; cases that have none are not opened. SQLite takes longer to read millions of lines one by one than all the rest of a
 * costing does, so a case's lines are kept as one list of numbers for as long as they are the same: a line never changes within its
 * batch, so count, amount and batches tell. Batches that do not count must have been purged before.
 */
export async function eachChargeLine(
  db: WritableDb,
  caseIds: readonly number[],
  open: (caseId: number) => LineVisitor,
  tick: (cases: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < caseIds.length; from += CHUNK) {
    const chunk = caseIds.slice(from, from + CHUNK)
    const known = keptLines(db, chunk)
    for (const { caseId, content } of known) if (content !== null) visitAll(decode(content), open(caseId))
    const unread = known.filter(({ content }) => content === null)
    await tick(chunk.length - unread.length)
    for (let at = 0; at < unread.length; at += UNREAD) {
      const some = unread.slice(at, at + UNREAD)
      readLines(db, some, open)
      await tick(some.length)
    }
  }
}

/** Cases between two looks at what else is waiting: of kept lines, and of such as are read for the first time. */
const CHUNK = 400
const UNREAD = 50

function keptLines(db: ReadableDb, caseIds: readonly number[]): KnownLines[] {
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(caseIds)}))`
  const known = db.values<[number, number, number, number, Uint8Array | null]>(sql`
    SELECT k.case_id, k.lines, k.amount, k.batches, d.content FROM (
      SELECT case_id, sum(lines) AS lines, sum(amount_fen) AS amount, sum(lines * batch_id) AS batches
      FROM case_category WHERE case_id IN ${ids} GROUP BY case_id) AS k
    LEFT JOIN case_lines AS d ON d.case_id = k.case_id AND d.lines = k.lines AND d.amount_fen = k.amount
      AND d.batches = k.batches`)
  return known.map(([caseId, lines, amount, batches, content]) => ({ caseId, lines, amount, batches, content }))
}

function visitAll(numbers: ArrayLike<number>, visit: LineVisitor): void {
  for (let at = 0; at < numbers.length; at += WIDTH)
    visit(numbers[at]!, numbers[at + 1]!, numbers[at + 2]!, numbers[at + 3]!, numbers[at + 4]!)
}

/** Reads lines from their table, a row a case, and keeps them. */
function readLines(db: WritableDb, cases: readonly KnownLines[], open: (caseId: number) => LineVisitor): void {
  const about = new Map(cases.map((known) => [known.caseId, known]))
  for (const [caseId, numbers] of mergedLines(db, [...about.keys()])) {
    const { lines, amount, batches } = about.get(caseId)!
    visitAll(numbers, open(caseId))
    db.run(sql`INSERT OR REPLACE INTO case_lines (case_id, lines, amount_fen, batches, content)
      VALUES (${caseId}, ${lines}, ${amount}, ${batches}, ${encode(numbers)})`)
  }
}

const wholeNumber = (value: number): Sql => sql`CAST(${value} AS INTEGER)`

function* mergedLines(db: ReadableDb, caseIds: readonly number[]): Generator<readonly [number, readonly number[]]> {
  const { step } = db.one<{ step: number }>(sql`SELECT coalesce(max(id), 0) + 1 AS step FROM place`)
  const rows = db.values<readonly [number, string, string, string]>(sql`SELECT case_id,
      group_concat(item_id * ${wholeNumber(step)} + coalesce(place_id, 0)), group_concat(amount_fen), group_concat(quantity)
    FROM charge_line WHERE case_id IN (SELECT value FROM json_each(${JSON.stringify(caseIds)})) GROUP BY case_id`)
  for (const [caseId, whats, amounts, quantities] of rows) {
    const what = cursor(whats)
    const amount = cursor(amounts)
    const quantity = thousandths(quantities)
    const numbers: number[] = []
    const entries = new Map<number, number[]>()
    for (let more = true; more; ) {
      const packed = what.next()
      const each = quantity.next()
      const alike = entries.get(packed)
      const at = alike?.find((start) => numbers[start + 2] === each)
      if (at === undefined) {
        if (alike === undefined) entries.set(packed, [numbers.length])
        else alike.push(numbers.length)
        const placeId = packed % step
        numbers.push((packed - placeId) / step, placeId, each, 1, amount.next())
      } else {
        numbers[at + 3]!++
        numbers[at + 4]! += amount.next()
      }
      more = what.more()
    }
    yield [caseId, numbers]
  }
}

/** Whole numbers of four bytes each or, where one does not fit, of eight; the last byte says which. */
function encode(numbers: readonly number[]): Uint8Array {
  const narrow = numbers.every((value) => value === (value | 0))
  const list = narrow ? Int32Array.from(numbers) : Float64Array.from(numbers)
  const bytes = new Uint8Array(list.byteLength + 1)
  bytes.set(new Uint8Array(list.buffer))
  bytes[list.byteLength] = narrow ? NARROW : WIDE
  return bytes
}

const NARROW = 4
const WIDE = 8

/** Reads in place where the content begins at a multiple of its width, as it does unless it was put among others in one piece of memory. */
function decode(content: Uint8Array): Int32Array | Float64Array {
  const size = content.length - 1
  const width = content[size]!
  const { buffer, byteOffset } = content.byteOffset % width === 0 ? content : content.slice()
  return width === NARROW
    ? new Int32Array(buffer, byteOffset, size / NARROW)
    : new Float64Array(buffer, byteOffset, size / WIDE)
}

interface Cursor {
  next(): number
  more(): boolean
}

const COMMA = 44
const MINUS = 45
const POINT = 46
const ZERO = 48

/** Whole numbers joined by commas. */
function cursor(text: string): Cursor {
  let at = 0
  return {
    next() {
      let value = 0
      let negative = false
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (code === COMMA) break
        if (code === MINUS) negative = true
        else value = value * 10 + code - ZERO
      }
      at++
      return negative ? -value : value
    },
    more: () => at < text.length,
  }
}

/** Plain decimals joined by commas, as whole thousandths. */
function thousandths(text: string): Cursor {
  let at = 0
  return {
    next() {
      let value = 0
      let places = -1
      let negative = false
      let up = false
      for (; at < text.length; at++) {
        const code = text.charCodeAt(at)
        if (code === COMMA) break
        if (code === MINUS) negative = true
        else if (code === POINT) places = 0
        else if (places === 3) {
          up = code - ZERO >= 5
          places = 4
        } else if (places < 3) {
          value = value * 10 + code - ZERO
          if (places >= 0) places++
        }
      }
      at++
      for (let place = Math.max(places, 0); place < 3; place++) value *= 10
      if (up) value++
      return negative ? -value : value
    },
    more: () => at < text.length,
  }
}
