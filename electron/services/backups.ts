import { resolve } from 'node:path'
import type { CallContext, Handlers } from '#core/handler.ts'
import type { BackupEntry, BackupFolder, BackupList, BackupVerification } from '#shared/contract/backups.ts'
import type { VerifyCheck } from '#shared/contract/book.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { isDueToday, RETENTION } from '#shared/domain/retention.ts'
import { writeSettings } from '#store/settings.ts'
import { backUpDaily, entries, lastFailure, makeBackup, undoCandidate } from './backup-create.ts'
import {
  asProblemValue,
  type BackedUpBook,
  closedBook,
  describeFolder,
  openBookOf,
  probeFolder,
} from './backup-folder.ts'
import { restoreBackup } from './backup-restore.ts'
import { inBackupThread } from './backup-thread.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'
import { reconciliationChecks } from './verify.ts'

type BackupHandlers = Pick<
  Handlers,
  | 'backups.list'
  | 'backups.create'
  | 'backups.verify'
  | 'backups.restore'
  | 'backups.undoRestore'
  | 'backups.settings'
  | 'backups.setFolder'
>

/** Backups of the open book: making, checking, restoring, and where they are kept. */
export function backupHandlers(session: Session): BackupHandlers {
  return {
    'backups.list': ({ book }) =>
      listBackups(session, book === undefined ? openBookOf(session) : closedBook(resolve(book))),
    'backups.create': ({ reason, folder }, context) =>
      reason === 'daily'
        ? backUpDaily(session, context)
        : makeBackup(session, 'manual', context, folder === undefined ? undefined : resolve(folder)),
    'backups.verify': ({ path }, context) => verifyBackup(resolve(path), context),
    'backups.restore': ({ path, book, anotherBook }, context) => {
      const bookPath = book === undefined ? session.book().path : resolve(book)
      return restoreBackup(session, { from: resolve(path), bookPath, anotherBook: anotherBook === true }, context)
    },
    'backups.undoRestore': (_request, context) => {
      const book = openBookOf(session)
      const undo = undoCandidate(entries(book), book)
      if (undo === null) throw nothingToUndo()
      // Its own restore made it, so it is of this book whatever ids say.
      return restoreBackup(session, { from: undo.path, bookPath: book.path, anotherBook: true }, context)
    },
    'backups.settings': ({ probe }) => {
      const book = openBookOf(session)
      try {
        if (probe === true) probeFolder(book.folder)
        return describeFolder(book)
      } catch (error) {
        return describeFolder(book, asProblemValue(error))
      }
    },
    'backups.setFolder': ({ folder }) => {
      if (folder !== null) probeFolder(folder)
      const { writer } = session.book()
      writer.transaction(() => writeSettings(writer, { backupFolder: folder }))
      return describeFolder(openBookOf(session))
    },
  }
}

/** A folder that cannot be read is told as such, with no backups in it. */
function listBackups(session: Session, book: BackedUpBook): BackupList {
  const list = (folder: BackupFolder, backups: readonly BackupEntry[]): BackupList => ({
    folder,
    backups,
    undo: undoCandidate(backups, book),
    due: isDueToday(backups, now()),
    failure: lastFailure(session),
    rule: RETENTION,
  })
  try {
    return list(describeFolder(book), entries(book))
  } catch (error) {
    return list(describeFolder(book, asProblemValue(error)), [])
  }
}

/** @throws ProblemError `backup-damaged` names the first fault; a verification that is told is of a readable backup */
async function verifyBackup(path: string, context: CallContext): Promise<BackupVerification> {
  const { totals, record, sha256, findings } = await inBackupThread('check', { path }, context)
  const charge = fen(totals.chargeFen)
  const checks: VerifyCheck[] = [
    {
      id: 'record',
      label: { zh: '文件与备份时的记录一致', en: 'The file is as it was recorded' },
      ok: true,
      detail:
        record === null
          ? { zh: '没有记录，只检查了内容', en: 'it has no record; only its contents were checked' }
          : { zh: `SHA-256 ${sha256.slice(0, 16)}…`, en: `SHA-256 ${sha256.slice(0, 16)}…` },
    },
    {
      id: 'file',
      label: { zh: '数据库文件完整', en: 'The database file is sound' },
      ok: true,
      detail: {
        zh: `${totals.cases} 例，${totals.chargeLines} 条明细，${fenToYuan(charge)} 元`,
        en: `${totals.cases} cases, ${totals.chargeLines} lines, ${fenToYuan(charge)} yuan`,
      },
    },
    ...reconciliationChecks(findings, totals.stale),
  ]
  const { schemaVersion, bookName, cases, chargeLines } = totals
  const contents = {
    sha256,
    schemaVersion,
    appVersion: record?.appVersion ?? null,
    bookName,
    bookPath: record?.bookPath ?? null,
    cases,
    chargeLines,
    charge,
  }
  return { ok: checks.every((check) => check.ok), path, contents, checks }
}

function nothingToUndo() {
  return problem(
    'not-found',
    '没有可撤销的恢复：备份文件夹中没有“恢复前”的备份。',
    'There is no restore to take back: the backup folder has no backup made before one.',
  )
}
