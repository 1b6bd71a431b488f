import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readSync, renameSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { asBookProblem } from './book-problems.ts'

/** How long work on a backup is told about, and how it learns that it was cancelled. All sizes are bytes. */
export interface Watch {
  report(phase: BackupPhase, done: number, total: number): void
  /** Throws the `cancelled` problem when the work was cancelled. */
  check(): void
}
export type BackupPhase = 'copy' | 'check' | 'place'

export const NOBODY_WATCHES: Watch = { report: () => {}, check: () => {} }

const CHUNK = 1 << 20
/** Left free after a backup: a full disk stops the book itself. */
const SPARE_BYTES = 64 << 20

/** Waits until the file's bytes are on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+') // Windows flushes only what is open for writing
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/**
 * Gives a file its final name, over what has it, and waits until the folder has it on disk. A virus scanner that holds a
 * new file for a moment (Windows) is waited for.
 */
export function renameDurably(from: string, to: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to)
      break
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? ''
      if (process.platform !== 'win32' || attempt === 20 || !['EPERM', 'EACCES', 'EBUSY'].includes(code)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
  syncFolder(dirname(to))
}

/** Windows has no such call for folders; a rename is on disk there with the file system's own journal. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** SHA-256 of a file that nobody writes, in hex; with `copyTo`, the bytes are written there (and synced) on the way. */
export function hashFile(path: string, total: number, watch: Watch, phase: BackupPhase, copyTo?: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(CHUNK)
  const from = openSync(path, 'r')
  let to: number | undefined
  try {
    if (copyTo !== undefined) to = openSync(copyTo, 'w')
    for (let done = 0; ; ) {
      watch.check()
      const read = readSync(from, buffer, 0, CHUNK, null)
      if (read === 0) break
      const bytes = buffer.subarray(0, read)
      hash.update(bytes)
      for (let written = 0; to !== undefined && written < read; ) written += writeSync(to, bytes, written)
      done += read
      watch.report(phase, done, total)
    }
    if (to !== undefined) fsyncSync(to)
  } finally {
    closeSync(from)
    if (to !== undefined) closeSync(to)
  }
  return hash.digest('hex')
}

/** @throws ProblemError `backup-folder` when so much more would leave the disk full. Shares that do not tell are trusted. */
export function requireSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (bsize === 0 || free >= bytes + SPARE_BYTES) return
  const inMb = (size: number) => `${Math.ceil(size / (1 << 20))} MB`
  throw problem(
    'backup-folder',
    `${folder} 空间不足：需要 ${inMb(bytes + SPARE_BYTES)}，剩余 ${inMb(free)}。请清理磁盘，或换一个文件夹。`,
    `${folder} has too little room: ${inMb(bytes + SPARE_BYTES)} are needed, ${inMb(free)} are free. Clear the disk, or choose another folder.`,
    { path: folder, needed: bytes + SPARE_BYTES, free },
  )
}

/** What the file system said of the backup folder, in words; what is no such thing passes as it is. */
export function asFolderProblem(error: unknown, folder: string): unknown {
  if (asBookProblem(error, folder) === error) return error
  return folderProblem(folder, error instanceof Error && 'code' in error ? String(error.code) : '')
}

function folderProblem(folder: string, code: string): ProblemError {
  return problem(
    'backup-folder',
    `不能写入备份文件夹 ${folder}（${code}）。请检查磁盘是否已连接、是否有写入权限和剩余空间，或换一个文件夹。`,
    `The backup folder ${folder} cannot be written (${code}). Check that the disk is connected, that it may be written and has room, or choose another folder.`,
    { path: folder, code },
  )
}
