import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import { fileSafe, packageFileName } from '#exchange/sync/file-name.ts'
import { streamOf } from '#exchange/sync/package/sequence.ts'
import { type PackageDraft, writePackage } from '#exchange/sync/package/write-package.ts'
import { problem } from '#shared/domain/problem.ts'
import type { PackageManifest, SyncParty } from '#shared/domain/sync.ts'
import { now } from '../clock.ts'
import { fingerprintOf, type UnlockedOffice } from './folder.ts'
import { type ItemRef, lastOf, type OfficePackage, writeState } from './state.ts'

/** A package to be sent; its number follows from what was sent before. */
export interface Outgoing extends Pick<PackageDraft, 'kind' | 'period' | 'tables' | 'documents' | 'inReplyTo'> {
  readonly to: SyncParty
  readonly department: string
  /** Of an answer: what it decides. */
  readonly items: readonly ItemRef[]
}

export interface SendOptions {
  /** Where packages go; a folder per department in the office's own otherwise. */
  readonly out?: string
  readonly encrypt: boolean
  readonly newChain: boolean
}

/**
 * Writes packages, one per receiver, and notes them as sent: all of them or none. They are written aside first, then get their names.
 * @throws ProblemError `file-exists` for a package of that number that is there already, and those of `writePackage`
 */
export async function sendPackages(
  office: UnlockedOffice,
  outgoing: readonly Outgoing[],
  options: SendOptions,
): Promise<readonly OfficePackage[]> {
  const written: { readonly pending: string; readonly entry: OfficePackage }[] = []
  const named: string[] = []
  try {
    for (const one of outgoing) written.push(await writeAside(office, one, options))
    for (const { pending, entry } of written) {
      await rename(pending, entry.file)
      named.push(entry.file)
    }
    const sent = written.map(({ entry }) => entry)
    await writeState(office.folder, { ...office.state, packages: [...office.state.packages, ...sent] })
    return sent
  } catch (error) {
    // A package that is not noted would have its number used twice.
    for (const path of named) await rm(path, { force: true })
    throw error
  } finally {
    for (const { pending } of written) await rm(pending, { force: true })
  }
}

async function writeAside(office: UnlockedOffice, one: Outgoing, { out, encrypt, newChain }: SendOptions) {
  const { identity, state, folder } = office
  const { to, department, items, ...draft } = one
  const last = lastOf(state, { sender: fingerprintOf(office), receiver: to.fingerprint, department })
  const sequence = (last?.sequence ?? 0) + 1
  const path = join(out ?? join(folder, 'issued', fileSafe(department)), packageFileName({ ...one, sequence }))
  if (existsSync(path)) throw fileExists(path)
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw asFileProblem(error, path)
  })
  const pending = `${path}.pending`
  const previous = newChain ? null : (last?.id ?? null)
  const { id, manifest } = await writePackage(pending, {
    draft: { ...draft, department, sequence, previous, createdAt: now() },
    from: identity,
    to,
    encrypt,
  })
  return { pending, entry: entryOf('out', id, manifest, { file: path, folder: null, items }) }
}

/** A package as the office remembers it. */
export function entryOf(
  direction: OfficePackage['direction'],
  id: string,
  manifest: PackageManifest,
  about: Pick<OfficePackage, 'file' | 'folder' | 'items'>,
): OfficePackage {
  const { kind, period, sequence, inReplyTo, tables } = manifest
  const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]))
  return { direction, id, kind, stream: streamOf(manifest), period, sequence, at: now(), rows, inReplyTo, ...about }
}

const fileExists = (path: string) =>
  problem(
    'file-exists',
    `数据包已经存在：${path}。若没有交给科室，请删除它；若已交出，请另选 --out 文件夹并加 --new-chain。`,
    `The package is there already: ${path}. If it was not handed out, delete it; if it was, choose another --out folder and add --new-chain.`,
    { path },
  )
