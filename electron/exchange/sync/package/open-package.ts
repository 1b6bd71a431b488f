import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { asFileProblem, throwIfCancelled } from '#exchange/readers/file-bytes.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import type { PackageManifest, SyncParty, SyncRow, SyncTableName } from '#shared/domain/sync.ts'
import type { Identity } from '../keys/identity.ts'
import { TABLE_ORDER } from '../tables/index.ts'
import { type Acceptance, acceptManifest } from './accept.ts'
import { type Archive, openArchive, tooLarge } from './archive.ts'
import { containerOf, decryptFile } from './container.ts'
import { PACKAGE_LIMITS, type PackageLimits } from './limits.ts'
import { MANIFEST_PATH, SIGNATURE_BYTES, SIGNATURE_PATH } from './manifest.ts'
import { altered } from './refusals.ts'
import { checkTable, type TableFile, tableRows } from './table-file.ts'
import { createEvidenceCheck } from './tally.ts'
import { workFolderPrefix } from './work-folders.ts'

export interface OpenRequest extends Acceptance {
  readonly me: Identity
  /** What the user calls the file, where `path` is a copy of it. */
  readonly name?: string
  /** Where to unpack; the system's folder for temporary files if not said. */
  readonly folder?: string
  readonly limits?: PackageLimits
  readonly signal?: AbortSignal
  /** Bytes gone through: documents once, tables twice (unpacked, then read). */
  readonly onProgress?: (done: number, total: number) => void
}

/** A package of which everything has been verified. To be closed: that removes its unpacked files. */
export interface OpenedPackage extends AsyncDisposable {
  readonly id: string
  readonly manifest: PackageManifest
  readonly sender: SyncParty
  readonly encrypted: boolean
  /** The rows of a table in the order of the file, some at a time; none when the package does not hold it. */
  rows<T extends SyncTableName>(name: T): AsyncGenerator<readonly SyncRow[T][]>
  /** Where a document of the manifest lies until the package is closed. */
  pathOf(document: PackageManifest['documents'][number]): string
  close(): Promise<void>
}

/**
 * Opens a package (plain or encrypted, told from its content) and verifies all of it before anything is handed out: size
 * and names, format, sender, signature, receiver, sequence, every hash, every cell, every control total.
 *
 * @throws ProblemError one of the `package-…` codes with the reason and what to do, `file-not-found`, `file-unreadable`,
 *   `cancelled`. Nothing is left behind then.
 */
export async function openPackage(path: string, request: OpenRequest): Promise<OpenedPackage> {
  let work: string | null = null
  const close = async (): Promise<void> => {
    if (work !== null) await rm(work, { recursive: true, force: true })
  }
  try {
    const limits = request.limits ?? PACKAGE_LIMITS
    const name = request.name ?? basename(path)
    if ((await stat(path)).size > limits.fileBytes) throw tooLarge(name, null, limits.fileBytes)
    const encrypted = (await containerOf(path, name)) === 'age'
    work = await mkdtemp(join(request.folder ?? tmpdir(), workFolderPrefix()))
    const plain = encrypted ? join(work, 'package.zip') : path
    if (encrypted) await decryptFile(path, name, request.me.encryptionSecret, plain)
    const verified = await verify(plain, name, work, limits, request)
    if (encrypted) await rm(plain)
    return { ...verified, encrypted, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    if (error instanceof ProblemError) throw error
    throwIfCancelled(request.signal)
    throw asFileProblem(error, path)
  }
}

type Verified = Pick<OpenedPackage, 'id' | 'manifest' | 'sender' | 'rows' | 'pathOf'>

async function verify(
  path: string,
  name: string,
  work: string,
  limits: PackageLimits,
  request: OpenRequest,
): Promise<Verified> {
  const archive = await openArchive(path, name, limits)
  try {
    const bytes = await archive.read(MANIFEST_PATH, limits.manifestBytes)
    const signature = await archive.read(SIGNATURE_PATH, SIGNATURE_BYTES)
    const { id, manifest, sender } = acceptManifest(name, bytes, signature, request)
    checkInventory(name, archive, manifest)
    const unpackedPath = (entry: string): string => join(work, basename(entry))
    const files = new Map<string, TableFile>()
    const progress = createProgress(manifest, request)
    for (const entry of [...manifest.tables, ...manifest.documents]) {
      throwIfCancelled(request.signal)
      await archive.extract(entry, unpackedPath(entry.path), request.signal)
      progress(entry.bytes)
      if ('rows' in entry) files.set(entry.name, { table: entry, path: unpackedPath(entry.path) })
    }
    await checkTables(name, manifest, files, request.signal, progress)
    return {
      id,
      manifest,
      sender,
      async *rows<T extends SyncTableName>(table: T) {
        const file = files.get(table) as TableFile<T> | undefined
        if (file !== undefined) yield* tableRows(name, file)
      },
      pathOf: (document) => unpackedPath(document.path),
    }
  } finally {
    archive.close()
  }
}

/** Files that the manifest does not list are not signed, so they have no business in the package. */
function checkInventory(name: string, archive: Archive, { tables, documents }: PackageManifest): void {
  const listed = new Set([
    MANIFEST_PATH,
    SIGNATURE_PATH,
    ...tables.map(({ path }) => path),
    ...documents.map(({ path }) => path),
  ])
  const extra = archive.paths.find((path) => !listed.has(path))
  if (extra !== undefined) throw altered(name, extra, { zh: '不在清单中', en: 'is not in the manifest' })
}

async function checkTables(
  name: string,
  manifest: PackageManifest,
  files: ReadonlyMap<string, TableFile>,
  signal: AbortSignal | undefined,
  progress: (bytes: number) => void,
): Promise<void> {
  const evidenceFiles = manifest.documents.filter(({ role }) => role === 'evidence')
  const evidence = createEvidenceCheck(evidenceFiles.map((document) => document.name))
  for (const table of TABLE_ORDER) {
    const file = files.get(table)
    if (file === undefined) continue
    await checkTable(name, file, evidence, signal)
    progress(file.table.bytes)
  }
  const [unmentioned] = evidence.unmentioned()
  if (unmentioned !== undefined) {
    throw altered(name, unmentioned, { zh: '没有写明属于哪项申请', en: 'belongs to no application' })
  }
}

function createProgress(manifest: PackageManifest, { onProgress }: OpenRequest): (bytes: number) => void {
  const tables = manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0)
  const documents = manifest.documents.reduce((sum, { bytes }) => sum + bytes, 0)
  let done = 0
  return (bytes) => {
    done += bytes
    onProgress?.(done, 2 * tables + documents)
  }
}
