import type { CallContext } from '#core/handler.ts'
import type { OpenedPackage } from '#exchange/sync/package/open-package.ts'
import type { ImportKind } from '#shared/contract/imports.ts'
import type { PackagePreview, TableOutline } from '#shared/contract/sync.ts'
import { addFen, type Fen } from '#shared/domain/money.ts'
import type { ChargeRecord, RecordOf } from '#shared/domain/records.ts'
import { beginBatch, commitBatch } from '#store/batches.ts'
import type { WritableDb } from '#store/database.ts'
import { now } from '../clock.ts'
import { amountOf, batchWriter } from '../import-writers.ts'
import type { Pseudonym } from '../pseudonym.ts'
import type { RecordTable } from './table-changes.ts'

/** A table of a package written under a batch that does not count yet. */
export interface LoadedTable {
  readonly batchId: number
  readonly rows: number
  readonly replaced: number
  readonly amount: Fen | null
}

/** Rows written before the core looks at what else is waiting: a case is some twenty statements, other rows are one. */
const CHUNK: Readonly<Record<'cases' | 'other', number>> = { cases: 25, other: 500 }
/** Charge lines name no patient. */
const NO_PATIENTS: Pseudonym = (patientId) => patientId
/** Charge lines per transaction: the write-ahead log stays at a few megabytes. */
const LOAD_TRANSACTION = 10_000

/** Small tables and cases, for use in the transaction of the package. */
export async function loadTable(
  db: WritableDb,
  opened: OpenedPackage,
  preview: PackagePreview,
  { name, rows: total }: TableOutline & { readonly name: RecordTable },
  pseudonym: Pseudonym,
  context: CallContext,
): Promise<LoadedTable> {
  const { batchId } = begin(db, opened, preview, name)
  const writer = batchWriter(db, name, batchId, pseudonym)
  const size = name === 'cases' ? CHUNK.cases : CHUNK.other
  let loaded: LoadedTable = { batchId, rows: 0, replaced: 0, amount: null }
  for await (const piece of opened.rows(name)) {
    const records = piece as readonly RecordOf[ImportKind][]
    for (let from = 0; from < records.length; from += size) {
      const chunk = records.slice(from, from + size)
      loaded = added(loaded, name, chunk, writer.write(chunk))
      await context.breathe()
    }
    reportLoaded(context, loaded.rows, total)
  }
  return loaded
}

/** Charge lines: many short transactions, so that pages and the log stay small whatever the size. */
export async function loadLines(
  db: WritableDb,
  opened: OpenedPackage,
  preview: PackagePreview,
  context: CallContext,
): Promise<LoadedTable> {
  const { batchId } = begin(db, opened, preview, 'charges')
  const writer = batchWriter(db, 'charges', batchId, NO_PATIENTS)
  const total = opened.manifest.tables.find(({ name }) => name === 'charges')?.rows ?? 0
  let loaded: LoadedTable = { batchId, rows: 0, replaced: 0, amount: null }
  let waiting: ChargeRecord[] = []
  const flush = async () => {
    const records = waiting
    waiting = []
    await db.longTransaction(async () => {
      for (let from = 0; from < records.length; from += CHUNK.other) {
        const chunk = records.slice(from, from + CHUNK.other)
        loaded = added(loaded, 'charges', chunk, writer.write(chunk))
        await context.breathe()
      }
    })
    reportLoaded(context, loaded.rows, total)
  }
  for await (const piece of opened.rows('charges')) {
    waiting.push(...piece)
    if (waiting.length >= LOAD_TRANSACTION) await flush()
  }
  if (waiting.length > 0) await flush()
  return loaded
}

/** Makes a loaded table count. */
export function countBatch(db: WritableDb, { batchId, rows, replaced, amount }: LoadedTable): void {
  commitBatch(db, batchId, { rows, accepted: rows, warned: 0, rejected: 0, replaced, amount, at: now() })
}

function begin(db: WritableDb, opened: OpenedPackage, { fileName }: PackagePreview, name: RecordTable) {
  const table = opened.manifest.tables.find((entry) => entry.name === name)
  if (table === undefined) throw new Error(`the package holds no table ${name}`)
  const batchId = beginBatch(db, {
    kind: name,
    sourceName: `${fileName} · ${name}`,
    sha256: table.sha256,
    template: JSON.stringify({ package: opened.id }),
    at: now(),
  })
  return { batchId }
}

function added(
  loaded: LoadedTable,
  kind: ImportKind,
  chunk: readonly RecordOf[ImportKind][],
  replaced: number,
): LoadedTable {
  let { amount } = loaded
  for (const record of chunk) {
    const money = amountOf(kind, record)
    if (money !== null) amount = amount === null ? money : addFen(amount, money)
  }
  return { ...loaded, rows: loaded.rows + chunk.length, replaced: loaded.replaced + replaced, amount }
}

function reportLoaded({ report }: CallContext, done: number, total: number): void {
  report({ phase: { zh: '写入数据', en: 'Writing' }, done, total })
}
