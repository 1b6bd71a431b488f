import { createWriteStream } from 'node:fs'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeXlsxStream } from 'hucre/xlsx'
import { asFileProblem } from '#exchange/readers/file-bytes.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Writes rows of text for people to read and fill in: an `.xlsx` with every cell as text, else a CSV that a spreadsheet opens as it
 * is (byte-order mark, CRLF, an apostrophe before what would run as a formula). Whole or not at all.
 *
 * @param name of the sheet
 * @throws ProblemError `file-unreadable`
 */
export async function writeTableFile(
  path: string,
  name: string,
  header: readonly string[],
  rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
): Promise<void> {
  async function* all(): AsyncGenerator<string[]> {
    yield [...header]
    for await (const row of rows) yield [...row]
  }
  async function* lines(): AsyncGenerator<string> {
    yield '\ufeff'
    for await (const row of all()) yield `${row.map(cell).join(',')}\r\n`
  }
  const bytes = extname(path).toLowerCase() === '.xlsx' ? writeXlsxStream(all(), { name }) : Readable.from(lines())
  try {
    await writeWhole(path, (temporary) => pipeline(bytes, createWriteStream(temporary)))
  } catch (error) {
    throw asFileProblem(error, path)
  }
}

/** A plain number is none, with its sign too: only what a spreadsheet would compute is guarded. */
const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)

function cell(text: string): string {
  const guarded = isFormula(text) ? `'${text}` : text
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
