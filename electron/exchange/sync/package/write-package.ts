import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import { type Options, ZipFile } from 'yazl'
import { asFileProblem, throwIfCancelled } from '#exchange/readers/file-bytes.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import type {
  PackageDocument,
  PackageManifest,
  PackageParty,
  PackageTable,
  SyncParty,
  SyncRow,
  SyncTableName,
} from '#shared/domain/sync.ts'
import { signBytes } from '../keys/ed25519.ts'
import { cardFingerprint } from '../keys/fingerprint.ts'
import type { Identity } from '../keys/identity.ts'
import { csvLine } from '../tables/csv.ts'
import { SYNC_TABLES, TABLE_ORDER, TABLE_SCHEMA } from '../tables/index.ts'
import type { SyncTable } from '../tables/table.ts'
import { writeWhole } from '../whole-file.ts'
import { encryptFor } from './container.ts'
import { PACKAGE_LIMITS, type PackageLimits, swells } from './limits.ts'
import { MANIFEST_PATH, manifestBytes, packageId, SIGNATURE_BYTES, SIGNATURE_PATH } from './manifest.ts'
import { documentPath, outlineFault, tablePath } from './rules.ts'
import { createEvidenceCheck, createTally, type EvidenceCheck } from './tally.ts'
import { documentMissing, notPackable, receiverNotTrusted, rowNotPackable } from './write-problems.ts'

type RowSource<Row> = Iterable<Row> | AsyncIterable<Row>

export interface DocumentSource extends Pick<PackageDocument, 'role' | 'name' | 'validFrom'> {
  /** Where the file lies; it must not change meanwhile. */
  readonly path: string
}

export interface PackageDraft
  extends Pick<
    PackageManifest,
    'kind' | 'department' | 'period' | 'sequence' | 'previous' | 'inReplyTo' | 'createdAt'
  > {
  /** Rows are drawn once, as they are written: a million of them need no more memory than one. */
  readonly tables: { readonly [T in SyncTableName]?: RowSource<SyncRow[T]> }
  readonly documents: readonly DocumentSource[]
}

export interface WriteRequest {
  readonly draft: PackageDraft
  readonly from: Identity
  /** Confirmed and not revoked: a package may hold a whole department's cases. */
  readonly to: SyncParty
  /** Encrypt to the receiver. Without it the package is signed, and anyone can read it. */
  readonly encrypt: boolean
  /** What the receiver takes; a package beyond it is not written. */
  readonly limits?: PackageLimits
  readonly signal?: AbortSignal
}

interface WrittenPackage {
  /** To be named by the next package of the stream as its `previous`. */
  readonly id: string
  readonly manifest: PackageManifest
}

/**
 * Writes a signed package, whole or not at all. The same draft always gives the same manifest, signature and id, and
 * unencrypted, under one version of zlib, the same bytes. Nothing unencrypted touches the disk when it is encrypted.
 *
 * @throws ProblemError `bad-request` for a draft that is against the rules (as a reader would refuse it), `package-rows`
 *   for a row that is, `package-sender` for a receiver not trusted, `file-not-found`, `file-unreadable`, `cancelled`
 */
export async function writePackage(path: string, request: WriteRequest): Promise<WrittenPackage> {
  const { draft, from, to, signal } = request
  checkDraft(request)
  try {
    return await writeWhole(path, async (temporary) => {
      const zip = new ZipFile()
      // yazl writes to a PassThrough, typed as the older, wider interface.
      const plain = zip.outputStream as Readable
      const packed = request.encrypt ? await encryptFor(to.card.encryptionKey, plain) : plain
      const sink = pipeline(packed, createWriteStream(temporary))
      sink.catch(() => {})
      try {
        const contents = await addContents(zip, sink, draft, signal)
        const manifest = manifestOf(request, contents)
        const bytes = manifestBytes(manifest)
        zip.addBuffer(bytes, MANIFEST_PATH, entryOptions())
        zip.addBuffer(signBytes(from.signingSecret, bytes), SIGNATURE_PATH, entryOptions())
        zip.end()
        await sink
        checkSize(manifest, bytes.length, (await stat(temporary)).size, request.limits ?? PACKAGE_LIMITS)
        return { id: packageId(bytes), manifest }
      } catch (error) {
        plain.destroy(error as Error)
        await sink.catch(() => {})
        throw error
      }
    })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throwIfCancelled(signal)
    throw asFileProblem(error, path)
  }
}

/** A zip keeps wall-clock time without a zone, which yazl reads from local fields: made anew, should the zone change. */
const entryOptions = (): Partial<Options> => ({
  mtime: new Date(1980, 0, 1),
  mode: 0o100644,
  forceDosTimestamp: true,
})

const TEXT_PER_WRITE = 64 * 1024

const partyOf = ({ card }: Pick<Identity, 'card'>): PackageParty => ({
  name: card.name,
  role: card.role,
  fingerprint: cardFingerprint(card),
})

const tablesOf = (draft: PackageDraft): readonly SyncTableName[] =>
  TABLE_ORDER.filter((name) => draft.tables[name] !== undefined)

function checkDraft({ draft, from, to }: WriteRequest): void {
  if (to.confirmedAt === null || to.revokedAt !== null) throw receiverNotTrusted(to)
  const fault = outlineFault({
    ...draft,
    sender: partyOf(from),
    receiver: partyOf(to),
    tables: tablesOf(draft).map((name) => ({ name })),
  })
  if (fault !== null) throw notPackable(fault)
  for (const { card } of [from, to]) {
    if (card.department === null || card.department === draft.department) continue
    throw notPackable({
      zh: `“${card.name}”属于${card.department}，不能收发${draft.department}的包`,
      en: `“${card.name}” belongs to ${card.department} and has no part in packages of ${draft.department}`,
    })
  }
}

/** Encryption adds a little to the file, so the ratio is held a little below what a reader allows. */
const RATIO_MARGIN = 0.9

function checkSize(
  { tables, documents }: PackageManifest,
  manifestLength: number,
  fileBytes: number,
  limits: PackageLimits,
): void {
  const entries = [...tables, ...documents]
  const unpacked = entries.reduce((sum, { bytes }) => sum + bytes, manifestLength + SIGNATURE_BYTES)
  const fits =
    fileBytes <= limits.fileBytes &&
    manifestLength <= limits.manifestBytes &&
    unpacked <= limits.unpackedBytes &&
    entries.length + 2 <= limits.entries &&
    !swells(unpacked, fileBytes, limits.ratio * RATIO_MARGIN)
  if (fits) return
  throw notPackable({
    zh: '内容太多（或重复太多），对方收不了，请分几个包发，例如按月拆分',
    en: 'there is too much in it (or too much of the same) for a receiver to take; send several, a month each for example',
  })
}

interface Contents {
  readonly tables: readonly PackageTable[]
  readonly documents: readonly PackageDocument[]
}

function manifestOf({ draft, from, to }: WriteRequest, { tables, documents }: Contents): PackageManifest {
  const { kind, department, period, sequence, previous, inReplyTo, createdAt } = draft
  return {
    format: 'khpkg/1',
    schema: TABLE_SCHEMA,
    kind,
    department,
    period,
    sequence,
    previous,
    inReplyTo,
    createdAt,
    sender: partyOf(from),
    receiver: partyOf(to),
    tables,
    documents,
  }
}

async function addContents(
  zip: ZipFile,
  sink: Promise<void>,
  draft: PackageDraft,
  signal: AbortSignal | undefined,
): Promise<Contents> {
  const tables: PackageTable[] = []
  const documents: PackageDocument[] = []
  const files = draft.documents.filter(({ role }) => role === 'evidence')
  const evidence = createEvidenceCheck(files.map(({ name }) => name))
  for (const name of tablesOf(draft)) {
    throwIfCancelled(signal)
    tables.push(await addTable(zip, sink, name, draft.tables[name] as RowSource<never>, evidence, signal))
  }
  const [unmentioned] = evidence.unmentioned()
  if (unmentioned !== undefined) {
    throw notPackable({
      zh: `证明材料“${unmentioned}”没有写明属于哪项申请`,
      en: `evidence “${unmentioned}” belongs to no application`,
    })
  }
  for (const [index, source] of draft.documents.entries()) {
    throwIfCancelled(signal)
    documents.push(await addDocument(zip, sink, source, index))
  }
  return { tables, documents }
}

async function addTable<T extends SyncTableName>(
  zip: ZipFile,
  sink: Promise<void>,
  name: T,
  rows: RowSource<SyncRow[T]>,
  evidence: EvidenceCheck,
  signal: AbortSignal | undefined,
): Promise<PackageTable> {
  const table = SYNC_TABLES[name] as unknown as SyncTable<SyncRow[T]>
  const tally = createTally(table)
  async function* texts(): AsyncGenerator<Buffer> {
    let text = csvLine(table.columns.map((column) => column.name))
    for await (const row of rows) {
      const encoded = table.encode(row)
      if ('fault' in encoded) throw rowNotPackable(name, tally.rows + 2, encoded.fault.column, encoded.fault.why)
      const fault = tally.add(row) ?? evidence.add(name, row)
      if (fault !== null) throw rowNotPackable(name, tally.rows + 1, null, fault)
      text += csvLine(encoded.cells)
      if (text.length < TEXT_PER_WRITE) continue
      throwIfCancelled(signal)
      yield Buffer.from(text, 'utf8')
      text = ''
    }
    if (text !== '') yield Buffer.from(text, 'utf8')
  }
  const path = tablePath(name)
  const written = await addEntry(zip, sink, path, texts())
  return { name, path, ...written, rows: tally.rows, totals: tally.totals() }
}

async function addDocument(
  zip: ZipFile,
  sink: Promise<void>,
  { role, name, path: source, validFrom }: DocumentSource,
  index: number,
): Promise<PackageDocument> {
  const found = await stat(source).catch(() => null)
  if (!found?.isFile()) throw documentMissing(basename(source))
  const path = documentPath(index, name)
  const written = await addEntry(zip, sink, path, createReadStream(source) as AsyncIterable<Buffer>)
  return { role, path, name, ...written, validFrom }
}

/** Streams an entry into the zip; ends early when the file behind it can't be written. */
async function addEntry(
  zip: ZipFile,
  sink: Promise<void>,
  path: string,
  chunks: AsyncIterable<Buffer>,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  async function* measured(): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  const source = Readable.from(measured(), { objectMode: false })
  zip.addReadStream(source, path, entryOptions())
  try {
    await Promise.race([finished(source), sink])
  } catch (error) {
    source.destroy()
    throw error
  }
  return { sha256: hash.digest('hex'), bytes }
}
