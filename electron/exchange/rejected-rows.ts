import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { writeXlsxStream } from 'hucre/xlsx'
import type { ImportSource } from '#shared/contract/imports.ts'
import { problem } from '#shared/domain/problem.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import type { RecordTemplate } from './kinds/index.ts'
import { REASON_HEADING } from './mapping/heading.ts'
import { type ReadOptions, readRecords } from './read-records.ts'
import { isIdentityNumber, isPersonalHeading } from './validate/personal.ts'
import type { ParsedRow } from './validate/row-parser.ts'

export interface RejectedRowsOptions extends ReadOptions {
  /** Language of the reasons; Chinese when left out. */
  readonly language?: 'zh' | 'en'
}

/**
 * Writes the rejected rows of a file into a workbook: its own columns as they stand, every cell as text, and the reason
 * in the last column, which is passed over when the corrected workbook is imported. Columns that name a person keep
 * their heading and lose their cells, and so does any identity number. A unit of money other than yuan stands above the header. The file is read again, with the same checks as
 * the import, so memory stays flat; the workbook appears whole or not at all.
 *
 * @returns how many rows were written; of a file without any no workbook is written
 * @throws ProblemError as `readRecords`, and `file-unreadable` when the workbook cannot be written
 */
export async function writeRejectedRows(
  path: string,
  source: Pick<ImportSource, 'path' | 'format'>,
  template: RecordTemplate,
  options: RejectedRowsOptions = {},
): Promise<number> {
  const temporary = `${path}.${process.pid}.part`
  let written = 0
  async function* rows(): AsyncGenerator<string[]> {
    for await (const chunk of readRecords(source, template, options)) {
      for (const parsed of chunk.rows as readonly ParsedRow<RecordKind>[]) {
        if (parsed.verdict !== 'rejected') continue
        // Rows that come back and are rejected again have the last column already.
        const columns = chunk.header.flatMap((name, index) => (name === REASON_HEADING ? [] : [{ name, index }]))
        const unit = titledUnit(template)
        if (written === 0 && unit !== null) yield [`单位：${unit}`]
        if (written === 0) yield [...columns.map(({ name }) => name), REASON_HEADING]
        written++
        yield [...cellsOf(parsed.raw, columns), reasonOf(parsed, chunk.header.length, options.language ?? 'zh')]
      }
    }
  }
  try {
    const pending = rows()
    const first = await pending.next()
    if (first.done === true) return 0
    const sheet = writeXlsxStream(following(first.value, pending), { name: 'rejected' })
    await pipeline(sheet, createWriteStream(temporary))
    await rename(temporary, path)
    return written
  } catch (error) {
    await rm(temporary, { force: true })
    throw isSystemError(error) ? unwritable(path, error.code) : error
  }
}

const UNIT_WORDS: Readonly<Record<string, string>> = { fen: '分', thousand: '千元', wan: '万元' }

/** The unit of money that a title of the file or the template states: amounts without it would come back as yuan. */
function titledUnit({ moneyUnit, columns }: RecordTemplate): string | null {
  const ofColumns = Object.entries(columns).flatMap(([key, source]) =>
    key.startsWith('unit.') && source.from === 'constant' && source.value !== 'percent' ? [source.value] : [],
  )
  const [unit, second] = [...new Set(moneyUnit === undefined ? ofColumns : [moneyUnit])]
  return unit === undefined || second !== undefined ? null : (UNIT_WORDS[unit] ?? null)
}

/** Reading has put its faults into words already: what is left is of the workbook being written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}

const unwritable = (path: string, code: string) =>
  problem(
    'file-unreadable',
    `写不了工作簿 ${path}（${code}）。请检查文件夹权限，或先关闭正在使用它的程序。`,
    `Cannot write the workbook ${path} (${code}). Check the folder's permissions, or close the program that uses it.`,
    { file: path, code },
  )

async function* following(first: string[], rest: AsyncIterable<string[]>): AsyncGenerator<string[]> {
  yield first
  yield* rest
}

function cellsOf(
  raw: readonly string[],
  columns: readonly { readonly name: string; readonly index: number }[],
): string[] {
  return columns.map(({ name, index }) => {
    const cell = raw[index] ?? ''
    return isPersonalHeading(name) || isIdentityNumber(cell.trim()) ? '' : cell
  })
}

/** Cells past the header have no column here; they are told after the reason, so that nothing of the row is lost. */
function reasonOf({ issues, raw }: ParsedRow<RecordKind>, width: number, language: 'zh' | 'en'): string {
  const reasons = issues.filter(({ verdict }) => verdict === 'rejected').map(({ message }) => message[language])
  const surplus = raw.slice(width).filter((cell) => cell !== '' && !isIdentityNumber(cell.trim()))
  const told =
    surplus.length === 0 ? [] : [`${language === 'zh' ? '多出的内容：' : 'Beyond the header: '}${surplus.join(' | ')}`]
  return [...reasons, ...told].join('\n')
}
