import { setImmediate as nextTurn } from 'node:timers/promises'
import { createBreather } from '#core/breather.ts'
import type { CallContext } from '#core/handler.ts'
import { readRecords } from '#exchange/read-records.ts'
import type { Batch, ImportKind, ImportSource, Inspection, RowIssue } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { RecordOf } from '#shared/domain/records.ts'
import { beginBatch, commitBatch, committedWithHash, purgeDeadRows, saveIssues } from '#store/batches.ts'
import { recordCommand } from '#store/commands.ts'
import type { WritableDb } from '#store/database.ts'
import { bumpDataRevision, writeSettings } from '#store/settings.ts'
import { requireBatch } from './batches.ts'
import { now } from './clock.ts'
import { createTally, type ImportTally } from './import-tally.ts'
import { batchWriter } from './import-writers.ts'
import type { Session } from './session.ts'

export interface CommitRequest {
  readonly source: ImportSource
  readonly inspection: Inspection
  readonly skipRejected: boolean
}

/** Issues kept with a batch; the counts are always complete. */
const KEPT_ISSUES = 1_000
/** Rows written before the core looks at what else is waiting; a case is some twenty statements, a line is one. */
const WRITE_CHUNK: Readonly<Record<ImportKind, number>> = {
  cases: 25,
  charges: 500,
  items: 250,
  ledger: 250,
  drivers: 250,
  benchmarks: 250,
}
/** Charge lines per transaction of a load: the write-ahead log stays at a few megabytes. */
const LOAD_TRANSACTION = 10_000

const KIND_NAMES: Readonly<Record<ImportKind, { readonly zh: string; readonly en: string }>> = {
  cases: { zh: '病例', en: 'cases' },
  charges: { zh: '费用明细', en: 'charge lines' },
  items: { zh: '收费项目目录', en: 'catalogue' },
  ledger: { zh: '成本台账', en: 'cost ledger' },
  drivers: { zh: '成本动因', en: 'cost drivers' },
  benchmarks: { zh: '标杆', en: 'benchmarks' },
}

interface Load {
  readonly request: CommitRequest
  readonly batchId: number
  readonly tally: ImportTally
  readonly issues: RowIssue[]
  replaced: number
}

/**
 * Imports a file as one batch: everything, or (on a rejected row, a cancel, a broken file) nothing.
 * @throws ProblemError `file-already-imported`, `rows-rejected`, `file-empty`, `cancelled`, and those of reading
 */
export async function commitImport(session: Session, request: CommitRequest, context: CallContext): Promise<Batch> {
  const { writer } = session.book()
  const { inspection } = request
  refuseSecondTime(writer, inspection)
  const batchId = beginBatch(writer, {
    kind: inspection.kind,
    sourceName: inspection.name,
    sha256: inspection.sha256,
    template: JSON.stringify(inspection.template),
    at: now(),
  })
  const load: Load = { request, batchId, tally: createTally(inspection.kind), issues: [], replaced: 0 }
  try {
    if (inspection.kind === 'charges') {
      await loadInSteps(writer, load, context)
      writer.transaction(() => finish(writer, load))
    } else {
      await writer.longTransaction(async () => {
        for await (const records of acceptedRecords(load, context)) await writeRecords(writer, load, records, context)
        finish(writer, load)
      })
    }
  } catch (error) {
    // The cleaning yields like the load did, and is not cancelled with it.
    await purgeDeadRows(writer, createBreather(new AbortController().signal))
    throw error
  }
  session.changed()
  return requireBatch(writer, batchId)
}

function refuseSecondTime(db: WritableDb, { kind, sha256, name }: Inspection): void {
  const before = committedWithHash(db, kind, sha256)
  if (before === undefined) return
  throw problem(
    'file-already-imported',
    `${name} 与批次 ${before.id}（${before.sourceName}，${before.committedAt ?? ''}）内容完全相同，已导入过。如需重新导入，请先撤销该批次。`,
    `${name} has the very content of batch ${before.id} (${before.sourceName}, ${before.committedAt ?? ''}), which is imported. To import it again, undo that batch first.`,
    { batchId: before.id },
  )
}

/** The readable records of the file, chunk by chunk, counted on the way. */
async function* acceptedRecords(
  { request, tally, issues }: Load,
  context: CallContext,
): AsyncGenerator<RecordOf[ImportKind][]> {
  const { source, inspection } = request
  for await (const chunk of readRecords(source, inspection.template, { signal: context.signal })) {
    const records: RecordOf[ImportKind][] = []
    for (const parsed of chunk.rows) {
      tally.add(parsed, null)
      if (issues.length < KEPT_ISSUES) issues.push(...parsed.issues)
      if (parsed.record !== null) records.push(parsed.record)
    }
    refuseRejected(request, tally, issues)
    yield records
    const { total } = tally.counts
    context.report({
      phase: { zh: `导入${KIND_NAMES[inspection.kind].zh}`, en: `Importing ${KIND_NAMES[inspection.kind].en}` },
      done: total,
      total: Math.round((total * chunk.bytesTotal) / Math.max(1, chunk.bytesRead)),
    })
    await context.breathe()
    // Reading the next chunk is the longest single step: what waits by now is answered before it.
    await nextTurn()
  }
}

function refuseRejected(
  { skipRejected, inspection }: CommitRequest,
  { counts }: ImportTally,
  issues: readonly RowIssue[],
): void {
  if (skipRejected || counts.rejected === 0) return
  const first = issues.find((issue) => issue.verdict === 'rejected')
  throw problem(
    'rows-rejected',
    `${inspection.name} 有不能导入的行，未导入任何数据。${first?.message.zh ?? ''}请改正，或选择跳过被拒绝的行。`,
    `${inspection.name} has rows that cannot be imported; nothing was imported. ${first?.message.en ?? ''} Correct them, or choose to skip rejected rows.`,
    { file: inspection.name, row: first?.row ?? null, column: first?.column ?? null },
  )
}

async function writeRecords(
  db: WritableDb,
  load: Load,
  records: readonly RecordOf[ImportKind][],
  { breathe }: CallContext,
): Promise<void> {
  const writer = batchWriter(db, load.request.inspection.kind, load.batchId)
  const size = WRITE_CHUNK[load.request.inspection.kind]
  for (let from = 0; from < records.length; from += size) {
    load.replaced += writer.write(records.slice(from, from + size))
    await breathe()
  }
}

/** Charge lines: many short transactions under a batch that does not count yet. */
async function loadInSteps(db: WritableDb, load: Load, context: CallContext): Promise<void> {
  const writer = batchWriter(db, 'charges', load.batchId)
  let waiting: RecordOf[ImportKind][] = []
  const flush = async () => {
    const records = waiting
    waiting = []
    await db.longTransaction(async () => {
      for (let from = 0; from < records.length; from += WRITE_CHUNK.charges) {
        writer.write(records.slice(from, from + WRITE_CHUNK.charges))
        await context.breathe()
      }
    })
  }
  for await (const records of acceptedRecords(load, context)) {
    waiting.push(...records)
    if (waiting.length >= LOAD_TRANSACTION) await flush()
  }
  if (waiting.length > 0) await flush()
}

/** The last step of an import, in the transaction that makes it count. */
function finish(db: WritableDb, { request, batchId, tally, issues, replaced }: Load): void {
  const { inspection } = request
  const { counts } = tally
  if (counts.accepted === 0) {
    throw problem(
      'file-empty',
      `${inspection.name} 没有可导入的数据行。`,
      `${inspection.name} has no data rows to import.`,
      { file: inspection.name },
    )
  }
  const kept = issues.slice(0, KEPT_ISSUES).map(({ message, ...issue }) => ({ ...issue, ...message }))
  saveIssues(db, batchId, kept)
  commitBatch(db, batchId, {
    rows: counts.total,
    accepted: counts.accepted,
    warned: counts.warning,
    rejected: counts.rejected,
    replaced,
    amount: tally.amount(),
    at: now(),
  })
  const name = KIND_NAMES[inspection.kind]
  recordCommand(
    db,
    {
      zh: `导入${name.zh}：${inspection.name}（${counts.accepted} 行）`,
      en: `Import ${name.en}: ${inspection.name} (${counts.accepted} rows)`,
    },
    { kind: 'import', batchId },
    now(),
  )
  bumpDataRevision(db)
  writeSettings(db, { lastImportAt: now() })
}
