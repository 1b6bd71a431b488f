import Database from 'better-sqlite3'
import { type ProblemError, problem } from '#shared/domain/problem.ts'

export function isSqlite(error: unknown, code: string): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith(code)
}

export const foreignBook = (path: string): ProblemError =>
  problem(
    'book-foreign',
    `${path} 不是科衡的数据库文件，未作任何改动。`,
    `${path} is not a Keheng database; it was not changed.`,
    { path },
  )

/** What SQLite or the file system says of a book, in words; a `ProblemError` and everything else passes as it is. */
export function asBookProblem(error: unknown, path: string): unknown {
  if (isSqlite(error, 'SQLITE_NOTADB')) return foreignBook(path)
  if (isSqlite(error, 'SQLITE_CORRUPT')) {
    return problem(
      'book-damaged',
      `${path} 已损坏。文件已原样保留，请从备份恢复，或把文件交给技术支持。`,
      `${path} is damaged. It was left as it is: restore a backup, or hand the file to support.`,
      { path },
    )
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'ENOENT')
    return problem('book-not-found', `找不到数据库文件：${path}`, `There is no database file at ${path}.`, { path })
  if (code === 'EISDIR') return foreignBook(path)
  const inTheWay = /^(E[A-Z]+|SQLITE_(CANTOPEN|READONLY|PERM|FULL|IOERR)(_\w+)?)$/.test(code)
  if (!inTheWay) return error
  return problem(
    'file-unreadable',
    `不能读写 ${path}（${code}）。请检查文件夹权限、磁盘空间，以及是否有其他程序占用。`,
    `${path} cannot be read and written (${code}). Check the folder's permissions, the free space, and whether another program holds it.`,
    { path, code },
  )
}
