import { setImmediate as nextTurn } from 'node:timers/promises'
import { createBreather } from '#core/breather.ts'
import type { CallContext } from '#core/handler.ts'
import { countRows } from '#exchange/count-rows.ts'
import { readStayNumbers, type StayNumber } from '#exchange/key-map.ts'
import { KINDS } from '#exchange/kinds/index.ts'
import { type ReadOptions, readRecords } from '#exchange/read-records.ts'
import type { Batch, ImportKind, ImportSource, Inspection, RowIssue } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import type { LedgerRecord, RecordOf } from '#shared/domain/records.ts'
import { beginBatch, commitBatch, committedWithHash, purgeDeadRows, saveIssues } from '#store/batches.ts'
import { isPartKind } from '#store/case-parts.ts'
import { recordCommand } from '#store/commands.ts'
import type { WritableDb } from '#store/database.ts'
import { bumpDataRevision, writeSettings } from '#store/settings.ts'
import { saveStayNumbers } from '#store/stay-numbers.ts'
import { audit } from './audit.ts'
import { backUpBefore } from './backup-create.ts'
import { requireBatch } from './batches.ts'
import { now } from './clock.ts'
import { importFacts } from './import-facts.ts'
import { ledgerInFen } from './import-ledger.ts'
import { createTally, type ImportTally } from './import-tally.ts'
import { type BatchWriter, batchWriter } from './import-writers.ts'
import { type Pseudonym, pseudonymOf } from './pseudonym.ts'
import type { Session } from './session.ts'

export interface CommitRequest {
  readonly source: ImportSource
  readonly inspection: Inspection
  readonly skipRejected: boolean
}

/** Issues kept with a batch; the counts are always complete. */
const KEPT_ISSUES = 1_000
/** Rows written before the core looks at what else is waiting: a case is some twenty statements, a row of a table is one. */
const writeChunk = (kind: ImportKind): number =>
  kind === 'charges' ? 2_000 : kind === 'cases' || isPartKind(kind) ? 25 : 250
/** Charge lines per transaction of a load: the write-ahead log stays at a few megabytes. */
const LOAD_TRANSACTION = 10_000

interface Load {
  readonly request: CommitRequest
  readonly batchId: number
  readonly tally: ImportTally
  readonly issues: RowIssue[]
  readonly facts: Pick<ReadOptions, 'facts' | 'keys'>
  readonly pseudonym: Pseudonym
  replaced: number
  /** Of a ledger, once it is whole: what its amounts come to. */
  booked: Fen | null
}

/**
 * Imports a file as one batch: everything, or (on a rejected row, a cancel, a broken file) nothing. A large one is backed up before.
 * @throws ProblemError `file-already-imported`, `rows-rejected`, `file-empty`, `cancelled`, those of reading and of `backUpBefore`
 */
export async function commitImport(session: Session, request: CommitRequest, context: CallContext): Promise<Batch> {
  const { writer } = session.book()
  const { inspection } = request
  refuseSecondTime(writer, inspection)
  const { signal } = context
  await backUpBefore(session, (atMost) => countRows(request.source, inspection.template, atMost, signal), context)
  const pseudonym = namesPatients(inspection) ? pseudonymOf(session) : noPatients
  const numbers = await numbersOf(request)
  const batchId = beginBatch(writer, {
    kind: inspection.kind,
    sourceName: inspection.name,
    sha256: inspection.sha256,
    template: JSON.stringify(inspection.template),
    at: now(),
  })
  const load: Load = {
    request,
    batchId,
    tally: createTally(inspection.kind),
    issues: [],
    facts: importFacts(session, inspection.template),
    pseudonym,
    replaced: 0,
    booked: null,
  }
  try {
    if (inspection.kind === 'charges') {
      await loadInSteps(writer, load, context)
      writer.transaction(() => finish(session, load))
    } else {
      await writer.longTransaction(async () => {
        const rows = batchWriter(writer, inspection.kind, batchId, pseudonym)
        for await (const records of wholeFiles(load, acceptedRecords(load, context)))
          await writeRecords(rows, load, records, context)
        saveStayNumbers(writer, batchId, numbers)
        finish(session, load)
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

const nameOf = (kind: ImportKind): Bilingual => {
  const { zh, en } = KINDS[kind].label
  return { zh, en: en.toLowerCase() }
}

const namesPatients = ({ template }: Inspection): boolean => template.columns.patient_id !== undefined

const noPatients: Pseudonym = () => {
  throw new Error('a file without patients has one')
}

/** Other numbers of the stays, by which later files may name them. */
async function numbersOf({ source, inspection: { kind, template } }: CommitRequest): Promise<readonly StayNumber[]> {
  return kind === 'cases' || kind === 'stays' ? readStayNumbers(source, template) : []
}

/** An issue about the patient's number is kept without the number. */
function withoutPatient(issue: RowIssue, { template }: Inspection): RowIssue {
  const { value } = issue
  const source = template.columns.patient_id
  const headings = source?.from === 'column' ? [source.column] : source?.from === 'columns' ? source.columns : []
  if (value === null || value === '' || issue.column === null || !headings.includes(issue.column)) return issue
  const hide = (text: string): string => text.replaceAll(value, '***')
  return { ...issue, value: null, message: { zh: hide(issue.message.zh), en: hide(issue.message.en) } }
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
  { request, tally, issues, facts }: Load,
  context: CallContext,
): AsyncGenerator<RecordOf[ImportKind][]> {
  const { source, inspection } = request
  for await (const chunk of readRecords(source, inspection.template, { signal: context.signal, ...facts })) {
    const records: RecordOf[ImportKind][] = []
    for (const parsed of chunk.rows) {
      tally.add(parsed, null)
      if (parsed.issues.length > 0 && issues.length < KEPT_ISSUES)
        issues.push(...parsed.issues.map((issue) => withoutPatient(issue, inspection)))
      if (parsed.record !== null) records.push(parsed.record)
    }
    refuseRejected(request, tally, issues)
    yield records
    const { total } = tally.counts
    context.report({
      phase: { zh: `导入${nameOf(inspection.kind).zh}`, en: `Importing ${nameOf(inspection.kind).en}` },
      done: total,
      total: Math.round((total * chunk.bytesTotal) / Math.max(1, chunk.bytesRead)),
    })
    await context.breathe()
    // Reading the next chunk is the longest single step: what waits by now is answered before it.
    await nextTurn()
  }
}

/** A ledger is held until it is whole, for it may have to be brought to its rounded total; other kinds pass as they come. */
async function* wholeFiles(
  load: Load,
  pieces: AsyncIterable<readonly RecordOf[ImportKind][]>,
): AsyncGenerator<readonly RecordOf[ImportKind][]> {
  if (load.request.inspection.kind !== 'ledger') return yield* pieces
  const rows: LedgerRecord[] = []
  for await (const records of pieces) rows.push(...(records as readonly LedgerRecord[]))
  const { records, total, rounding } = ledgerInFen(rows)
  load.booked = total
  // First of the list, so that it is kept however many rows were rounded.
  if (rounding !== null) load.issues.unshift(rounding)
  yield records
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
  writer: BatchWriter,
  load: Load,
  records: readonly RecordOf[ImportKind][],
  { breathe }: CallContext,
): Promise<void> {
  const size = writeChunk(load.request.inspection.kind)
  for (let from = 0; from < records.length; from += size) {
    load.replaced += writer.write(records.slice(from, from + size))
    await breathe()
  }
}

/**
 * Charge lines: many short transactions under a batch that does not count yet. Each piece is written as soon as it is read, so that
 * no more than a piece is ever held.
 */
async function loadInSteps(db: WritableDb, load: Load, context: CallContext): Promise<void> {
  const writer = batchWriter(db, 'charges', load.batchId, load.pseudonym)
  await using pieces = acceptedRecords(load, context)
  const loadSome = async (): Promise<boolean> => {
    for (let written = 0; written < LOAD_TRANSACTION; ) {
      const piece = await pieces.next()
      if (piece.done === true) return true
      await writeRecords(writer, load, piece.value, context)
      written += piece.value.length
    }
    return false
  }
  while (!(await db.longTransaction(loadSome, 'later')));
}

/** The last step of an import, in the transaction that makes it count. */
function finish(session: Session, { request, batchId, tally, issues, replaced, booked }: Load): void {
  const db = session.book().writer
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
    amount: booked ?? tally.amount(),
    at: now(),
  })
  const name = nameOf(inspection.kind)
  const label = {
    zh: `导入${name.zh}：${inspection.name}（${counts.accepted} 行）`,
    en: `Import ${name.en}: ${inspection.name} (${counts.accepted} rows)`,
  }
  recordCommand(db, label, { kind: 'import', batchId }, now())
  audit(session, 'import', label)
  bumpDataRevision(db)
  writeSettings(db, { lastImportAt: now() })
}
