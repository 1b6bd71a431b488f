import Database from 'better-sqlite3'

/** What the book of the benchmark holds. */
export interface BookSize {
  readonly cases: number
  readonly linesPerCase: number
  readonly months: number
}

/** As many as the demonstration department charges; there, too, half the lines of a case repeat another one (a day's nursing). */
const ITEMS = 620
const REPEATS = 2
const WARD = '骨科'
/** Centers whose volume cases tell too: these stay open. */
const COSTED: readonly (readonly [string, string])[] = [
  ['手术室', '手术分钟'],
  ['麻醉科', '麻醉分钟'],
  ['医学影像科', '检查人次'],
  ['检验科', '检验项次'],
  ['重症医学科', '重症小时'],
]
const ELEMENTS = [
  '人员经费',
  '卫生材料费',
  '药品费',
  '固定资产折旧费',
  '无形资产摊销费',
  '提取医疗风险基金',
  '其他运行费用',
]
const CATEGORIES = ['01', '02', '03', '04', '05', '06', '07', '08', '08', '09', '09', '11'] as const

/** Sixty cost centers: the ward, what it costs by the minute or test, other wards, and service centers of three classes. */
function centers(): (readonly [string, string])[] {
  const more = (count: number, name: string, type: string) =>
    Array.from({ length: count }, (_, index) => [`${name}${index + 1}`, type] as const)
  return [
    [WARD, '临床服务类'],
    ...COSTED.map(([center]) => [center, '医疗技术类'] as const),
    ...more(20, '病区', '临床服务类'),
    ...more(12, '医技', '医疗技术类'),
    ...more(12, '医辅', '医疗辅助类'),
    ...more(10, '行政', '行政后勤类'),
  ]
}

/** The same numbers every time: a multiplicative generator (Lehmer 1951). */
function numbers(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

const monthAt = (index: number): string =>
  `${2024 + Math.floor((6 + index) / 12)}-${String(((6 + index) % 12) + 1).padStart(2, '0')}`

/** Fills an empty book as imports would have: cases, lines, catalogue, ledger and drivers, each under a batch that counts. */
export function fillCostingBook(path: string, { cases, linesPerCase, months }: BookSize): void {
  const db = new Database(path)
  try {
    db.pragma('synchronous = OFF')
    db.transaction(() => fill(db, { cases, linesPerCase, months }))()
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

function fill(db: Database.Database, { cases, linesPerCase, months }: BookSize): void {
  const next = numbers(20_240_701)
  const kinds = ['cases', 'charges', 'items', 'ledger', 'drivers']
  for (const [index, kind] of kinds.entries())
    db.prepare(
      `INSERT INTO batch (id, kind, source_name, sha256, template, state, started_at)
       VALUES (?, ?, ?, ?, '{}', 'committed', '2026-07-01 00:00:00')`,
    ).run(index + 1, kind, kind, String(index))
  const places = [WARD, ...COSTED.map(([center]) => center)]
  for (const [index, name] of places.entries())
    db.prepare('INSERT INTO place (id, name) VALUES (?, ?)').run(index + 1, name)
  const item = db.prepare('INSERT INTO charge_item (id, code, name, insurer_code, category) VALUES (?, ?, ?, ?, ?)')
  const price = db.prepare('INSERT INTO item (batch_id, code, name, category, purchase_price) VALUES (3, ?, ?, ?, ?)')
  const categoryOf = (id: number): string => CATEGORIES[id % CATEGORIES.length]!
  for (let id = 1; id <= ITEMS; id++) {
    const code = `I${String(id).padStart(5, '0')}`
    item.run(id, code, code, '', categoryOf(id))
    if (['08', '09', '11'].includes(categoryOf(id))) price.run(code, code, categoryOf(id), `${8 + next(90)}.35`)
  }
  fillCases(db, cases, linesPerCase, months, next, (id) => placeOf(categoryOf(id), next))
  fillLedger(db, months, cases / months)
}

function placeOf(category: string, next: (below: number) => number): number {
  const fixed: Readonly<Record<string, number>> = { '03': 4, '04': 5, '06': 2 + next(2) }
  return fixed[category] ?? 1
}

function fillCases(
  db: Database.Database,
  cases: number,
  linesPerCase: number,
  months: number,
  next: (below: number) => number,
  place: (item: number) => number,
): void {
  const ref = db.prepare('INSERT INTO case_ref (id, case_no) VALUES (?, ?)')
  const one = db.prepare(`INSERT INTO hospital_case (id, batch_id, period, discharged_at, los, department, op_minutes,
    anaesthesia_minutes, icu_hours, charge_fen) VALUES (?, 1, ?, ?, ?, '${WARD}', ?, ?, ?, ?)`)
  const line =
    db.prepare(`INSERT INTO charge_line (case_id, batch_id, item_id, charged_at, quantity, unit_price, amount_fen,
    place_id, flags) VALUES (?, 2, ?, ?, ?, ?, ?, ?, 0)`)
  const rollUp = db.prepare(
    'INSERT INTO case_category (case_id, category, batch_id, amount_fen, lines) VALUES (?, ?, 2, ?, ?)',
  )
  for (let id = 1; id <= cases; id++) {
    const month = monthAt(Math.floor(((id - 1) * months) / cases))
    const operated = next(10) < 7
    const minutes = operated ? 30 + next(240) : null
    ref.run(id, `C${String(id).padStart(7, '0')}`)
    let charge = 0
    const lines: unknown[][] = []
    for (let at = 0; at < linesPerCase; at += REPEATS) {
      const itemId = 1 + next(ITEMS)
      const quantity = 1 + next(5)
      const unit = 100 + next(20_000)
      const amount = quantity * unit
      const where = place(itemId)
      for (let day = 15; day < 15 + REPEATS; day++) {
        charge += amount
        const priced = [String(quantity), (unit / 100).toFixed(2), amount]
        lines.push([id, itemId, `${month}-${day} 08:00:00`, ...priced, where])
      }
    }
    one.run(
      id,
      month,
      `${month}-28`,
      1 + next(20),
      minutes,
      minutes === null ? null : minutes + 30,
      next(20) === 0 ? 24 : null,
      charge,
    )
    for (const values of lines) line.run(...values)
    rollUp.run(id, '14', charge, linesPerCase)
  }
  db.prepare('UPDATE batch SET first_line = 1, last_line = (SELECT max(id) FROM charge_line) WHERE id = 2').run()
}

/** Enough in the ledger for the goods of the month and the services of the ward. */
function fillLedger(db: Database.Database, months: number, casesAMonth: number): void {
  const entry =
    db.prepare(`INSERT INTO ledger_entry (batch_id, row_no, period, cost_center, center_type, element, amount_fen)
    VALUES (4, ?, ?, ?, ?, ?, ?)`)
  const driver = db.prepare(
    'INSERT INTO driver_quantity (batch_id, row_no, period, cost_center, driver, quantity) VALUES (5, ?, ?, ?, ?, ?)',
  )
  let row = 0
  let reported = 0
  for (let month = 0; month < months; month++)
    for (const [at, [center, type]] of centers().entries()) {
      const scale = Math.round(casesAMonth * (center === WARD ? 900_000 : 9_000))
      for (const [index, element] of ELEMENTS.entries())
        entry.run(++row, monthAt(month), center, type, element, scale + index * 137 + at * 11 + month)
      driver.run(++reported, monthAt(month), center, '职工人数', String(4 + (at % 30)))
      if (center === WARD) driver.run(++reported, monthAt(month), center, '床日', String(Math.round(casesAMonth * 14)))
    }
}

/** One bare pass: milliseconds to sum the same lines by case. */
export function sumLinesByCase(path: string, cases: number): number {
  const db = new Database(path, { readonly: true })
  try {
    const statement = db.prepare('SELECT case_id, sum(amount_fen) FROM charge_line GROUP BY case_id').raw()
    const started = performance.now()
    const rows = statement.all().length
    const ms = performance.now() - started
    if (rows !== cases) throw new Error(`the bare pass met ${rows} of ${cases} cases`)
    return ms
  } finally {
    db.close()
  }
}
