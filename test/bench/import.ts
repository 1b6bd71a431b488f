import { execFile } from 'node:child_process'
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { readRecords } from '#exchange/read-records.ts'
import type { ImportTemplate } from '#shared/contract/imports.ts'
import type { ChargeRecord } from '#shared/domain/records.ts'
import { startBenchCore } from './core.ts'
import { type BenchRun, demoFile, type Figures, peakMemoryMb, timed, writeDemoFiles } from './harness.ts'
import type { WorkbookImport } from './import-workbook.ts'
import { best, perSecond, ratioOf } from './statistics.ts'

/** The demonstration department at this scale has about 1.5 million charge lines. */
const SCALE = 2.4
const ROWS_PER_TRANSACTION = 10_000
const WORKBOOK_ROWS = 300_000

/**
 * Charge lines in GB18030 through the contract into a new book, everything an import does included, against a ceiling of one
 * prepared INSERT of the same typed columns into a bare table (WAL, 10,000 rows a transaction, no index). Beside it the first
 * 300,000 lines as a workbook, for its speed and memory.
 */
export async function chargesImport(run: BenchRun): Promise<Figures> {
  const manifest = await writeDemoFiles(join(run.folder, 'demo'), { scale: run.quick ? SCALE / 10 : SCALE })
  const { path, rows, bytes } = demoFile(manifest, 'charges')
  run.note(`${rows.toLocaleString('en')} charge lines, ${Math.round(bytes / 1e6)} MB`)

  // One import of the full size is long enough; a short one is repeated, with the ceiling in between.
  const rounds = run.quick ? 2 : 1
  const imports: number[] = []
  const ceilings: number[] = []
  let peak = 0
  let longestPingGapMs = 0
  let template: ImportTemplate | undefined
  const core = startBenchCore(run.folder)
  try {
    for (let round = 0; round < rounds; round++) {
      await core.call('book.create', { path: join(run.folder, `book-${round}.keheng`), name: 'bench' })
      const { value, longestGapMs } = await core.whilePinging(() =>
        timed(() => core.job('imports.commit', { source: { path, kind: 'charges' }, skipRejected: false })),
      )
      if (value.value.accepted !== rows) throw new Error(`${value.value.accepted} of ${rows} lines were taken in`)
      imports.push(value.ms)
      longestPingGapMs = Math.max(longestPingGapMs, longestGapMs)
      if (round === 0) peak = peakMemoryMb()
      template ??= (await core.call('imports.inspect', { path, kind: 'charges' })).template
      ceilings.push(await bareInsert(join(run.folder, `bare-${round}.db`), path, template, rows))
      run.note(
        `  round ${round + 1}: imported in ${Math.round(value.ms)} ms, bare inserts ${Math.round(ceilings.at(-1)!)} ms`,
      )
    }
  } finally {
    await core.close()
  }
  const workbook = await importWorkbook(path, run)
  return {
    ratio: ratioOf(best(ceilings), best(imports)),
    rows,
    input_mb: bytes / 1e6,
    rows_per_s: perSecond(rows, best(imports)),
    ceiling_rows_per_s: perSecond(rows, best(ceilings)),
    longest_ping_gap_ms: longestPingGapMs,
    peak_memory_mb: peak,
    book_mb: (await stat(join(run.folder, 'book-0.keheng'))).size / 1e6,
    workbook_rows: workbook.rows,
    workbook_mb: workbook.megabytes,
    workbook_rows_per_s: perSecond(workbook.rows, workbook.milliseconds),
    workbook_peak_memory_mb: workbook.peakMemoryMb,
  }
}

async function importWorkbook(csv: string, run: BenchRun): Promise<WorkbookImport> {
  const script = join(import.meta.dirname, 'import-workbook.ts')
  const alone = (...words: string[]) => promisify(execFile)(process.execPath, [script, ...words])
  const folder = join(run.folder, 'workbook')
  const xlsx = join(run.folder, 'charges.xlsx')
  const rows = run.quick ? WORKBOOK_ROWS / 10 : WORKBOOK_ROWS
  await mkdir(folder)
  await alone('write', csv, xlsx, String(rows))
  const { stdout } = await alone('read', folder, xlsx)
  const imported = JSON.parse(stdout) as WorkbookImport
  if (imported.rows !== rows) throw new Error(`${imported.rows} of ${rows} rows of the workbook were taken in`)
  run.note(`workbook: ${imported.rows} rows in ${Math.round(imported.milliseconds)} ms`)
  return imported
}

const COLUMNS: readonly (keyof ChargeRecord)[] = [
  'caseNo',
  'chargedAt',
  'itemCode',
  'itemName',
  'insurerCode',
  'category',
  'quantity',
  'unitPrice',
  'amount',
  'performingDept',
  'highValue',
  'negotiatedDrug',
  'antibiotic',
  'selfPayRatio',
]
const INTEGERS: ReadonlySet<keyof ChargeRecord> = new Set(['amount', 'highValue', 'negotiatedDrug', 'antibiotic'])

/** Milliseconds spent inserting alone: the rows are read in between, so that no million of them is held in memory. */
async function bareInsert(dbPath: string, csvPath: string, template: ImportTemplate, rows: number): Promise<number> {
  const db = new Database(dbPath)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.exec(
      `CREATE TABLE line (${COLUMNS.map((name) => `${name} ${INTEGERS.has(name) ? 'INTEGER' : 'TEXT'}`).join(', ')}) STRICT`,
    )
    const insert = db.prepare(`INSERT INTO line VALUES (${COLUMNS.map(() => '?').join(', ')})`)
    const insertAll = db.transaction((lines: readonly unknown[][]) => {
      for (const line of lines) insert.run(...line)
    })
    let ms = 0
    let inserted = 0
    let waiting: unknown[][] = []
    const flush = () => {
      const started = performance.now()
      insertAll(waiting)
      ms += performance.now() - started
      inserted += waiting.length
      waiting = []
    }
    for await (const chunk of readRecords({ path: csvPath }, { ...template, kind: 'charges' })) {
      for (const { record } of chunk.rows) {
        if (record === null) continue
        waiting.push(COLUMNS.map((name) => asStored(record[name])))
        if (waiting.length === ROWS_PER_TRANSACTION) flush()
      }
    }
    flush()
    if (inserted !== rows) throw new Error(`the ceiling took in ${inserted} of ${rows} lines`)
    return ms
  } finally {
    db.close()
  }
}

const asStored = (value: string | number | boolean | null) => (typeof value === 'boolean' ? Number(value) : value)
