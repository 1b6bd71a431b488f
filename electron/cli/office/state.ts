import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import { parseTrustList } from '#exchange/sync/keys/trust.ts'
import { writeWhole } from '#exchange/sync/whole-file.ts'
import type { Period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { AnsweredTable, LastPackage, PackageKind, SyncStream, TrustList } from '#shared/domain/sync.ts'

/** A package the office issued or received. */
export interface OfficePackage {
  readonly direction: 'in' | 'out'
  /** SHA-256 of its manifest. */
  readonly id: string
  readonly kind: PackageKind
  readonly stream: SyncStream
  readonly period: Period
  readonly sequence: number
  readonly at: string
  /** Where it was written to or taken from. */
  readonly file: string
  readonly rows: Readonly<Record<string, number>>
  /** Of an answer: the return it answers. */
  readonly inReplyTo: string | null
  /** Of a return: the folder its tables were written to. */
  readonly folder: string | null
  /** Of a return: the items in it. Of an answer: those it decides. */
  readonly items: readonly ItemRef[]
}

export interface ItemRef {
  readonly subject: AnsweredTable
  readonly itemId: string
}

/** All that an office remembers, in one file, so that it changes in one step. */
export interface OfficeState {
  readonly format: 'keheng-office/1'
  /** Turns patient numbers into pseudonyms, the same every month. */
  readonly pseudonymKey: string
  readonly trust: TrustList
  /** In the order they came and went. */
  readonly packages: readonly OfficePackage[]
}

const STATE_FILE = 'office.json'

export const newState = (): OfficeState => ({
  format: 'keheng-office/1',
  pseudonymKey: randomBytes(32).toString('base64url'),
  trust: [],
  packages: [],
})

/** @throws ProblemError `file-not-found` for a folder that is no office, `file-unreadable`, `key-invalid` for a trust list that was altered */
export async function readState(folder: string): Promise<OfficeState> {
  const path = join(folder, STATE_FILE)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? noOffice(folder) : asFileProblem(error, path)
  })
  const state = parse(text)
  if (state?.format !== 'keheng-office/1' || !Array.isArray(state.packages)) throw notAnOffice(path)
  return { ...state, trust: parseTrustList(JSON.stringify(state.trust), STATE_FILE) }
}

export async function writeState(folder: string, state: OfficeState): Promise<void> {
  const path = join(folder, STATE_FILE)
  try {
    await writeWhole(path, (temporary) => writeFile(temporary, `${JSON.stringify(state, null, 1)}\n`), 0o600)
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

/** The last package of a stream; null where nothing was sent or taken yet. */
export function lastOf({ packages }: OfficeState, stream: SyncStream): LastPackage | null {
  const key = streamKey(stream)
  return packages.filter((entry) => streamKey(entry.stream) === key).reduce<LastPackage | null>(later, null)
}

const later = (last: LastPackage | null, { sequence, id }: OfficePackage): LastPackage =>
  last !== null && last.sequence > sequence ? last : { sequence, id }

const streamKey = ({ sender, receiver, department }: SyncStream): string => [sender, receiver, department].join(' ')

/** Items of a return that no answer has decided yet. */
export function openItems({ packages }: OfficeState, { id, items }: OfficePackage): ItemRef[] {
  const decided = new Set(
    packages.filter(({ inReplyTo }) => inReplyTo === id).flatMap((answer) => answer.items.map(itemKey)),
  )
  return items.filter((item) => !decided.has(itemKey(item)))
}

export const itemKey = ({ subject, itemId }: ItemRef): string => `${subject} ${itemId}`

function parse(text: string): OfficeState | null {
  try {
    return JSON.parse(text) as OfficeState
  } catch {
    return null
  }
}

const noOffice = (folder: string) =>
  problem(
    'file-not-found',
    `${folder} 不是财务处文件夹。请先运行 keheng office keygen。`,
    `${folder} is not the folder of a finance office. Run keheng office keygen first.`,
    { folder },
  )

const notAnOffice = (path: string) =>
  problem(
    'file-unreadable',
    `${path} 不是财务处的记录，或已损坏。请从备份恢复这个文件夹。`,
    `${path} is not an office's record, or it is damaged. Restore the folder from a backup.`,
    { file: path },
  )
