import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { SchemeContent } from '#engine/grouping/content.ts'
import { type ExportOptions, exportScheme } from '#engine/grouping/export/export-scheme.ts'
import { TABLE_NAMES } from '#engine/grouping/tables.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { HEADER_FILE } from './package-problems.ts'
import { documentArchive, documentFiles, documentWorkbook } from './write-document.ts'

export interface WrittenScheme {
  readonly path: string
  readonly form: 'folder' | 'zip' | 'workbook'
  /** Of `grouping-scheme/1`, that a reader must know to group by what was written. */
  readonly extensions: readonly string[]
  readonly rows: number
}

/** Endings of other kinds of file; a folder of that name would be taken for one. */
const OTHER_FILE = /\.(?:xlsm?|xlsb|csv|tsv|txt|json|rar|7z|gz|tar)$/i

/**
 * Writes a scheme as a `grouping-scheme/1` package: a .zip, an .xlsx with one sheet per table, or for any other path a folder.
 * It appears whole or not at all. A file there is replaced, and so is a folder that holds nothing but a package. Throws
 * `bad-request` for a folder with other files, a path that is no place for a package, or what `exportScheme` refuses, and
 * `file-unreadable` when it cannot be written.
 */
export async function writeScheme(
  path: string,
  content: SchemeContent,
  options: ExportOptions = {},
): Promise<WrittenScheme> {
  const target = resolve(path)
  if (OTHER_FILE.test(target)) throw noPlace(target)
  const document = exportScheme(content, options)
  const form = /\.zip$/i.test(target) ? 'zip' : /\.xlsx$/i.test(target) ? 'workbook' : 'folder'
  try {
    await mkdir(dirname(target), { recursive: true })
    if (form === 'folder') await writeFolder(target, documentFiles(document))
    else await writeWhole(target, await (form === 'zip' ? documentArchive(document) : documentWorkbook(document)))
  } catch (error) {
    throw error instanceof ProblemError ? error : notWritten(target, error)
  }
  const { extensions = [] } = document.header
  return {
    path: target,
    form,
    extensions: Array.isArray(extensions) ? extensions : [],
    rows: document.tables.reduce((sum, { rows }) => sum + rows.length, 0),
  }
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const part = `${target}.${randomUUID()}.part`
  try {
    await writeSynced(part, bytes)
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

/** Fills a new folder beside the target and puts it in its place; what stood there comes back if that fails. */
async function writeFolder(path: string, files: ReadonlyMap<string, string>): Promise<void> {
  const before = await stat(path).catch(() => null)
  const target = before === null ? path : await realpath(path)
  if (before !== null) await refuseOthers(target, before.isDirectory())
  const part = `${target}.${randomUUID()}.part`
  const old = `${target}.${randomUUID()}.old`
  try {
    await mkdir(part)
    for (const [name, text] of files) await writeSynced(join(part, name), Buffer.from(text))
    if (before !== null) await rename(target, old)
    await rename(part, target).catch(async (error: unknown) => {
      if (before !== null) await rename(old, target)
      throw error
    })
  } finally {
    await rm(part, { recursive: true, force: true })
  }
  await rm(old, { recursive: true, force: true })
}

async function refuseOthers(folder: string, isFolder: boolean): Promise<void> {
  if (!isFolder) throw noPlace(folder)
  const own = [HEADER_FILE, ...TABLE_NAMES.map((name) => `${name}.csv`)]
  const other = (await readdir(folder)).find((name) => !own.includes(name))
  if (other === undefined) return
  throw problem(
    'bad-request',
    `文件夹 ${basename(folder)} 中有方案包以外的文件（${other}），不会覆盖。请换一个空文件夹或新的名称`,
    `The folder ${basename(folder)} holds files that are no part of a package (${other}) and is not overwritten. Choose an empty folder or a new name`,
    { path: folder, file: other },
  )
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await using file = await open(path, 'wx')
  await file.writeFile(bytes)
  await file.sync()
}

const noPlace = (path: string) =>
  problem(
    'bad-request',
    `不能把方案包写到 ${basename(path)}：请给出 .zip、.xlsx 或文件夹的路径`,
    `A package cannot be written to ${basename(path)}: give the path of a .zip, an .xlsx or a folder`,
    { path },
  )

function notWritten(path: string, error: unknown) {
  const code = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error))
  return problem(
    'file-unreadable',
    `写不了 ${path}（${code}）。请检查文件夹权限和磁盘空间，或先关闭正在使用它的程序`,
    `Cannot write ${path} (${code}). Check the folder's permissions and the free space, or close the program that uses it`,
    { path, code },
  )
}
