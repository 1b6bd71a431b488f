import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
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
  const temporary = `${path}.${process.pid}.part`
  let rows = 0
  try {
    await mkdir(dirname(path), { recursive: true })
    const stream = createWriteStream(temporary, { flags: 'wx' })
    await once(stream, 'open')
    const put = async (text: string) => {
      if (!stream.write(text)) await once(stream, 'drain')
    }
    await put(`\ufeff${header.map((title) => quote(guard(title))).join(',')}\r\n`)
    for await (const page of pages) {
      rows += page.length
      await put(page.map((cells) => `${cells.map(asText).join(',')}\r\n`).join(''))
    }
    stream.end()
    await once(stream, 'close')
    const file = await open(temporary, 'r+')
    await file.sync()
    await file.close()
    await rename(temporary, path)
    return rows
  } catch (error) {
    await rm(temporary, { force: true })
    const code = (error as NodeJS.ErrnoException).code
    if (code === undefined || code === '') throw error
    throw problem(
      'file-unreadable',
      `写不了文件 ${path}（${code}）。请检查文件夹权限，或先关闭正在使用它的程序。`,
      `Cannot write ${path} (${code}). Check the folder's permissions, or close the program that uses the file.`,
      { path, code },
    )
  }
}

function asText(cell: ExportCell): string {
  if ('number' in cell) return cell.number ?? ''
  return cell.text === null ? '' : quote(guard(cell.text))
}

const guard = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
