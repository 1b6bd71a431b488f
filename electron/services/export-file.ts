import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { workbookBytes } from '#exchange/workbook-bytes.ts'
import { problem } from '#shared/domain/problem.ts'

/** One cell of an exported table; numbers are plain decimals and are never touched. */
export type ExportCell = { readonly text: string | null } | { readonly number: string | null }

/**
 * Writes a CSV that Excel opens as it is: UTF-8 with byte-order mark, CRLF. Text that Excel would run as a formula gets
 * a leading apostrophe; numbers (negative ones too) never do. The file appears whole, or not at all.
 */
export async function writeCsv(
  path: string,
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly ExportCell[])[]>,
): Promise<number> {
  return await writeWhole(path, (file) => writePages(file, header, pages))
}

/** A sheet of an exported workbook. */
export interface ExportSheet {
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly ExportCell[])[]
}

/** Writes an Excel workbook, a sheet for each table: numbers as numbers, text as text. Whole, or not at all. */
export async function writeWorkbook(path: string, sheets: readonly ExportSheet[]): Promise<number> {
  const bytes = await workbookBytes(
    sheets.map(({ name, header, rows }) => ({ name, rows: [[...header], ...rows.map((cells) => cells.map(asValue))] })),
  )
  await writeWhole(path, (file) => file.writeFile(bytes))
  return sheets.reduce((sum, { rows }) => sum + rows.length, 0)
}

/** A workbook keeps fifteen digits; a number with more stays text. */
const MOST_DIGITS = 15

function asValue(cell: ExportCell): string | number | null {
  if ('text' in cell) return cell.text
  if (cell.number === null) return null
  return cell.number.replace(/[^\d]/g, '').replace(/^0+/, '').length > MOST_DIGITS ? cell.number : Number(cell.number)
}

/** Writes a text file: whole, or not at all. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  await writeWhole(path, (file) => file.writeFile(text))
}

/** The same of a file that was put together in memory. */
export async function writeBytesFile(path: string, content: Uint8Array): Promise<void> {
  await writeWhole(path, (file) => file.writeFile(content))
}

/** The file gets its name only once all of it is on the disk; whatever ends it before leaves nothing. */
async function writeWhole<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const temporary = `${path}.${process.pid}.part`
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(temporary, 'w')
    const written = await writeThrough(file, write).finally(() => file.close())
    await rename(temporary, path)
    return written
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw isSystemError(error) ? unwritable(path, error.code) : error
  }
}

async function writeThrough<T>(file: FileHandle, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const written = await write(file)
  await file.sync()
  return written
}

async function writePages(
  file: FileHandle,
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly ExportCell[])[]>,
): Promise<number> {
  let rows = 0
  await file.writeFile(`\ufeff${header.map((title) => quote(guard(title))).join(',')}\r\n`)
  for await (const page of pages) {
    rows += page.length
    await file.writeFile(page.map((cells) => `${cells.map(asText).join(',')}\r\n`).join(''))
  }
  return rows
}

/** Of the file system, not of SQLite, whose errors have a code as well. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}

const unwritable = (path: string, code: string) =>
  problem(
    'file-unreadable',
    `写不了文件 ${path}（${code}）。请检查文件夹权限，或先关闭正在使用它的程序。`,
    `Cannot write ${path} (${code}). Check the folder's permissions, or close the program that uses the file.`,
    { path, code },
  )

function asText(cell: ExportCell): string {
  if ('number' in cell) return cell.number ?? ''
  return cell.text === null ? '' : quote(guard(cell.text))
}

const guard = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
