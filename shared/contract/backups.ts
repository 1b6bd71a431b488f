import type { FolderConcern } from '#shared/domain/folder-kind.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Problem } from '#shared/domain/problem.ts'
import type { BackupReason, KeptBecause, RetentionRule } from '#shared/domain/retention.ts'
import type { VerifyCheck } from './book.ts'

/** What a backup was recorded with when it was made and verified. */
export interface BackupContents {
  readonly sha256: string
  readonly schemaVersion: number
  /** Null, like the path, where the record is lost. */
  readonly appVersion: string | null
  /** The department's name at the time, and the file it was. */
  readonly bookName: string
  readonly bookPath: string | null
  readonly cases: number
  readonly chargeLines: number
  /** Of all charge lines that count. */
  readonly charge: Fen
}

export interface BackupEntry {
  readonly path: string
  readonly fileName: string
  /** Local time. */
  readonly at: string
  readonly reason: BackupReason
  readonly bytes: number
  /** Null when the record beside the file is gone: it can still be verified and restored. */
  readonly contents: BackupContents | null
  /** False without a record, or when the length is no longer that of the record. Verifying tells more. */
  readonly good: boolean
  /** Why the rule keeps it; null: the next backup clears it away. */
  readonly keptBecause: KeptBecause
}

/** Where backups go, and what speaks against it. */
export interface BackupFolder {
  readonly path: string
  /** False: the folder beside the book that is taken when none was chosen. */
  readonly chosen: boolean
  readonly concerns: readonly FolderConcern[]
  /** On the very disk of the book: a broken disk takes both. Null while the folder does not exist. */
  readonly sameDisk: boolean | null
  readonly freeBytes: number | null
  /** Why nothing can be written there; null when it was not tried or works. */
  readonly problem: Problem | null
}

export interface BackupList {
  readonly folder: BackupFolder
  /** Newest first. */
  readonly backups: readonly BackupEntry[]
  /** What `backups.undoRestore` would bring back: the book as it was before the last restore. */
  readonly undo: BackupEntry | null
  /** No good backup of today yet. */
  readonly due: boolean
  /** Why the last backup that nobody asked for was not made, since the book was opened. */
  readonly failure: Problem | null
  readonly rule: RetentionRule
}

export interface CreatedBackup {
  /** Null when a daily one was asked for and today has one, or the book is empty. */
  readonly backup: BackupEntry | null
  /** Older ones the rule cleared away, by file name. */
  readonly cleared: readonly string[]
}

export interface RestoreReport {
  /** The book, open again. */
  readonly path: string
  /** The file it was restored from. */
  readonly from: string
  /** The book as it was, to take the restore back; null when there was none, or it was too damaged to back up. */
  readonly undo: BackupEntry | null
  /** Where a damaged book was put, as it was; null when it was sound. */
  readonly setAside: string | null
}

export interface BackupVerification {
  readonly ok: boolean
  readonly path: string
  readonly contents: BackupContents
  /** The file as recorded, its soundness, then the reconciliations of `book.verify` where this program can make them. */
  readonly checks: readonly VerifyCheck[]
}
