import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { BackupFolder } from '#shared/contract/backups.ts'
import { type FolderConcern, folderConcerns } from '#shared/domain/folder-kind.ts'
import { type Problem, ProblemError, problem } from '#shared/domain/problem.ts'
import { asFolderProblem } from '#store/backup-disk.ts'
import { defaultBackupFolder } from '#store/backup-record.ts'
import { readSettings } from '#store/settings.ts'
import type { Session } from './session.ts'

/** A book as far as its backups are concerned. */
export interface BackedUpBook {
  readonly path: string
  readonly bookId: string | null
  readonly folder: string
  /** The folder was chosen by a person. */
  readonly chosen: boolean
  /** File name of the backup that takes its last restore back. */
  readonly undo: string | null
}

export function openBookOf(session: Session): BackedUpBook {
  const { path, reader } = session.book()
  const { bookId, backupFolder, restoreUndo } = readSettings(reader)
  const folder = backupFolder ?? defaultBackupFolder(path)
  return { path, bookId, folder, chosen: backupFolder !== null, undo: restoreUndo }
}

/** A book that cannot be asked, because it is damaged or gone: its backups are looked for beside it. */
export const closedBook = (path: string): BackedUpBook => ({
  path,
  bookId: null,
  folder: defaultBackupFolder(path),
  chosen: false,
  undo: null,
})

/** The folder as the backup page shows it; nothing is created or written. */
export function describeFolder(
  { path: bookPath, folder, chosen }: BackedUpBook,
  failed: Problem | null = null,
): BackupFolder {
  const exists = existsSync(folder)
  return {
    path: folder,
    chosen,
    concerns: concernsOf(folder),
    sameDisk: exists && existsSync(bookPath) ? statSync(folder).dev === statSync(bookPath).dev : null,
    freeBytes: freeBytes(exists ? folder : dirname(bookPath)),
    problem: failed,
  }
}

/**
 * Tries what a backup will do there: create, write through to the disk, rename, delete.
 * @throws ProblemError `backup-folder` with what went wrong; `bad-request` for a path that is not absolute
 */
export function probeFolder(folder: string): void {
  if (!isAbsolute(folder)) {
    throw problem('bad-request', `请选择完整路径的文件夹：${folder}`, `Choose a folder by its full path: ${folder}`)
  }
  const probe = join(folder, `.keheng-probe-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    const file = openSync(probe, 'w')
    try {
      writeSync(file, Buffer.alloc(65_536, 0x4b))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(probe, `${probe}.renamed`)
    rmSync(`${probe}.renamed`)
  } catch (error) {
    try {
      rmSync(probe, { force: true })
    } catch {
      // The first fault is the one to tell.
    }
    throw asFolderProblem(error, folder)
  }
}

/** A problem as a value, for replies that carry one; anything else is a defect and passes. */
export function asProblemValue(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  throw error
}

function concernsOf(path: string): readonly FolderConcern[] {
  return folderConcerns({ path, realPath: realPathOf(path), platform: process.platform, mounts: mountTable() })
}

/** Of a folder that is not there yet, the real path of the nearest one above it that is. */
function realPathOf(path: string): string {
  for (let at = path; ; at = dirname(at)) {
    try {
      return realpathSync.native(at) + path.slice(at.length)
    } catch {
      if (at === dirname(at)) return path
    }
  }
}

function mountTable(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/self/mounts', 'utf8') : ''
  } catch {
    return ''
  }
}

function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return null
  }
}
