import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BACKUP_REASONS, type BackupReason } from '#shared/domain/retention.ts'
import manifest from '../../package.json' with { type: 'json' }
import { asFolderProblem, renameDurably, syncFile } from './backup-disk.ts'
import type { BookTotals } from './backup-totals.ts'

/** No `.keheng`: a backup is restored, never opened as it lies there. */
export const BACKUP_SUFFIX = '.keheng-backup'
const RECORD_SUFFIX = '.json'
const PARTIAL_SUFFIX = '.partial'
const FORMAT = 'keheng-backup/1'
/** Unfinished files untouched for so long belong to a process that ended. */
const LEFTOVER_MS = 3_600_000

/** What a backup was when it was verified, in a small file beside it. */
export interface BackupRecord extends BookTotals {
  readonly format: typeof FORMAT
  readonly at: string
  readonly reason: BackupReason
  readonly appVersion: string
  readonly bookPath: string
  readonly bytes: number
  readonly sha256: string
}

/** A backup as it lies in its folder; `record` is null when the file beside it is gone or unreadable. */
export interface FoundBackup {
  readonly path: string
  readonly at: string
  readonly reason: BackupReason
  readonly bytes: number
  readonly record: BackupRecord | null
}

/** Which book, why and when (local, `2026-03-15 08:30:00`). */
export interface BackupOccasion {
  readonly bookPath: string
  readonly folder: string
  readonly reason: BackupReason
  readonly at: string
}

export const defaultBackupFolder = (bookPath: string): string => join(dirname(bookPath), '备份')

const baseOf = (bookPath: string): string => basename(bookPath).replace(/\.keheng$/, '')

/** A name no file has yet: book, local time, reason, structure and program version. */
export function newBackupPath({ bookPath, folder, reason, at }: BackupOccasion, schemaVersion: number): string {
  const time = at.replaceAll(/[-:]/g, '').replace(' ', '-')
  const name = `${baseOf(bookPath)}_${time}_${reason}_v${schemaVersion}_${manifest.version}`
  for (let nth = 1; ; nth++) {
    const path = join(folder, `${name}${nth === 1 ? '' : `_${nth}`}${BACKUP_SUFFIX}`)
    if (!existsSync(path) && !existsSync(path + PARTIAL_SUFFIX)) return path
  }
}

export const partialPath = (path: string): string => path + PARTIAL_SUFFIX

export function makeRecord(
  { bookPath, reason, at }: BackupOccasion,
  totals: BookTotals,
  file: { readonly bytes: number; readonly sha256: string },
): BackupRecord {
  return { format: FORMAT, at, reason, appVersion: manifest.version, bookPath, ...file, ...totals }
}

/** The record goes first: a backup with its final name always has one. */
export function writeRecord(path: string, record: BackupRecord): void {
  const partial = `${path}${RECORD_SUFFIX}${PARTIAL_SUFFIX}`
  writeFileSync(partial, `${JSON.stringify(record, null, 1)}\n`)
  syncFile(partial)
  renameDurably(partial, path + RECORD_SUFFIX)
}

export function readRecord(path: string): BackupRecord | null {
  let read: unknown
  try {
    read = JSON.parse(readFileSync(path + RECORD_SUFFIX, 'utf8'))
  } catch {
    return null
  }
  return isRecord(read) ? read : null
}

function isRecord(value: unknown): value is BackupRecord {
  if (typeof value !== 'object' || value === null) return false
  const record = value as Readonly<Record<string, unknown>>
  const is = (type: string, ...keys: (keyof BackupRecord)[]) => keys.every((key) => typeof record[key] === type)
  return (
    record.format === FORMAT &&
    is('string', 'at', 'appVersion', 'bookPath', 'bookName', 'sha256') &&
    is('number', 'bytes', 'schemaVersion', 'cases', 'chargeLines', 'chargeFen') &&
    is('object', 'tables') &&
    BACKUP_REASONS.some((reason) => reason === record.reason)
  )
}

/** What the name alone tells, for a backup whose record is gone. */
const NAME = /^(.+)_(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)_([a-z-]+)_v\d+_[^_]+(_\d+)?\.keheng-backup$/

/**
 * The backups of a book in a folder, newest first: those with its id, those made of a file at its place, and those
 * without a record that have its name. A folder that is not there has none.
 * @throws ProblemError `backup-folder` when it cannot be read
 */
export function findBackups(folder: string, bookPath: string, bookId: string | null): FoundBackup[] {
  const found: FoundBackup[] = []
  for (const name of namesIn(folder)) {
    const named = NAME.exec(name)
    const path = join(folder, name)
    const size = name.endsWith(BACKUP_SUFFIX) ? statSync(path, { throwIfNoEntry: false })?.size : undefined
    if (size === undefined) continue
    const record = readRecord(path)
    if (record !== null) {
      const ours = (bookId !== null && record.bookId === bookId) || record.bookPath === bookPath
      if (ours) found.push({ path, at: record.at, reason: record.reason, bytes: size, record })
      continue
    }
    const reason = BACKUP_REASONS.find((known) => known === named?.[8])
    if (named === null || reason === undefined || named[1] !== baseOf(bookPath)) continue
    const [, , year, month, day, hour, minute, second] = named
    found.push({ path, at: `${year}-${month}-${day} ${hour}:${minute}:${second}`, reason, bytes: size, record })
  }
  return found.toSorted((a, b) => (a.at === b.at ? compare(b.path, a.path) : compare(b.at, a.at)))
}

function namesIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : []
  } catch (error) {
    throw asFolderProblem(error, folder)
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Takes a backup away: the file first, so that no file stands without its record. */
export function removeBackup(path: string): void {
  rmSync(path, { force: true })
  rmSync(path + RECORD_SUFFIX, { force: true })
}

/** Clears away what processes that were ended left unfinished in the folder an hour ago or longer. */
export function clearLeftovers(folder: string, now = Date.now()): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    const unfinished = /\.keheng-backup(\.json)?\.partial(-journal|-wal|-shm)?$/.test(name)
    const orphan = name.endsWith(BACKUP_SUFFIX + RECORD_SUFFIX) && !existsSync(path.slice(0, -RECORD_SUFFIX.length))
    if (!unfinished && !orphan) continue
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now
    if (now - touched > LEFTOVER_MS) rmSync(path, { force: true })
  }
}
