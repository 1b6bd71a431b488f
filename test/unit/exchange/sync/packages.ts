import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { signBytes } from '#exchange/sync/keys/ed25519.ts'
import type { Identity } from '#exchange/sync/keys/identity.ts'
import { type OpenRequest, openPackage } from '#exchange/sync/package/open-package.ts'
import {
  type DocumentSource,
  type PackageDraft,
  type WriteRequest,
  writePackage,
} from '#exchange/sync/package/write-package.ts'
import { CONTENTS } from '#exchange/sync/tables/index.ts'
import { period } from '#shared/domain/period.ts'
import type { PackageKind, PackageManifest, SyncTableName } from '#shared/domain/sync.ts'
import { CARDIO, OFFICE, ORTHO, trusted } from './parties.ts'
import { SAMPLE } from './sample-rows.ts'

/** Trusts everyone, is `me`, and has received nothing yet. */
export function receiver(me: Identity, more: Partial<OpenRequest> = {}): OpenRequest {
  return { me, trust: [OFFICE, ORTHO, CARDIO].map(trusted), lastSequence: () => null, ...more }
}

export function draft(kind: PackageKind, more: Partial<PackageDraft> = {}): PackageDraft {
  return {
    kind,
    department: '骨科',
    period: period('2026-03'),
    sequence: 1,
    previous: null,
    inReplyTo: kind === 'answer' ? 'a'.repeat(64) : null,
    createdAt: '2026-04-05 17:00:00',
    tables: {},
    documents: [],
    ...more,
  }
}

/** Every table of a kind with its sample rows. */
export function sampleTables(kind: PackageKind): PackageDraft['tables'] {
  return Object.fromEntries(CONTENTS[kind].tables.map((name) => [name, SAMPLE[name]]))
}

/** From the office to 骨科, or back. */
export function request(of: PackageDraft, more: Partial<WriteRequest> = {}): WriteRequest {
  const [from, to] = of.kind === 'return' ? [ORTHO, OFFICE] : [OFFICE, ORTHO]
  return { draft: of, from, to: trusted(to), encrypt: false, ...more }
}

export const readerOf = (kind: PackageKind): Identity => (kind === 'return' ? OFFICE : ORTHO)

/** A whole sample package of a kind. */
export async function writeSample(path: string, kind: PackageKind, documents: readonly DocumentSource[] = []) {
  return writePackage(path, request(draft(kind, { tables: sampleTables(kind), documents })))
}

/** Everything a receiver gets out of a package. */
export async function contentOf(path: string, given: OpenRequest) {
  await using opened = await openPackage(path, given)
  const tables: Partial<Record<SyncTableName, unknown[]>> = {}
  for (const { name } of opened.manifest.tables) tables[name] = await rowsOf(opened.rows(name))
  return { id: opened.id, manifest: opened.manifest, tables }
}

export async function rowsOf<Row>(pieces: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const piece of pieces) rows.push(...piece)
  return rows
}

export type Entries = Map<string, Buffer>

export async function unzip(path: string): Promise<Entries> {
  const zip = await openPromise(path, { autoClose: false })
  const entries: Entries = new Map()
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  zip.close()
  return entries
}

export async function zip(path: string, entries: Iterable<readonly [string, Buffer]>): Promise<string> {
  const file = new ZipFile()
  for (const [name, bytes] of entries) file.addBuffer(bytes, name)
  file.end()
  const out = createWriteStream(path)
  file.outputStream.pipe(out)
  await finished(out)
  return path
}

export const manifestOf = (entries: Entries): PackageManifest =>
  JSON.parse(entries.get('manifest.json')!.toString('utf8')) as PackageManifest

/** Puts a manifest in and signs it: what a faulty or dishonest sender could make. */
export function resign(entries: Entries, manifest: unknown, { signingSecret }: Identity): Entries {
  const bytes = Buffer.from(JSON.stringify(manifest), 'utf8')
  return new Map([...entries, ['manifest.json', bytes], ['manifest.sig', signBytes(signingSecret, bytes)]])
}

/** Replaces a table's text and makes the manifest agree with its new hash and size. */
export function withTable(entries: Entries, name: SyncTableName, text: string | Buffer, by: Identity): Entries {
  const bytes = Buffer.from(text as string)
  const manifest = manifestOf(entries)
  const tables = manifest.tables.map((table) =>
    table.name === name
      ? { ...table, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      : table,
  )
  return resign(new Map([...entries, [`tables/${name}.csv`, bytes]]), { ...manifest, tables }, by)
}
