import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { afterAll } from 'vitest'
import { ZipFile } from 'yazl'
import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { openTable, type TableReader } from '#exchange/readers/table.ts'
import type { ColumnSource } from '#shared/contract/imports.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import type { RecordKind } from '#shared/domain/records.ts'

/** A folder for the files of one test file, removed at its end. */
export function temporaryFolder(): (name: string, content: string | Uint8Array) => Promise<string> {
  const folder = mkdtemp(join(tmpdir(), 'keheng-exchange-'))
  afterAll(async () => rm(await folder, { recursive: true, force: true }))
  return async (name, content) => {
    const path = join(await folder, name)
    await writeFile(path, content)
    return path
  }
}

export async function allRows(table: TableReader): Promise<string[][]> {
  const rows: string[][] = []
  for await (const chunk of table.rows()) for (const row of chunk.rows) rows.push([...row])
  return rows
}

export async function rowsOf(path: string): Promise<string[][]> {
  return allRows(await openTable(path))
}

/** The code of the problem a promise ends with. */
export async function problemOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
  return 'none'
}

/** A template whose columns are named in the file as the canonical columns are, unless said otherwise. */
export function templateOf<K extends RecordKind>(
  kind: K,
  header: readonly string[],
  columns: Readonly<Record<string, ColumnSource>> = {},
  more: Partial<RecordTemplate> = {},
): RecordTemplate<K> {
  const named = Object.fromEntries(header.map((name) => [name, { from: 'column', column: name } as const]))
  return {
    format: 'import-template/1',
    name: 'test',
    version: 1,
    file: {},
    ...more,
    kind,
    columns: { ...named, ...columns },
  }
}

interface WorkbookParts {
  /** Sheet name → the XML inside `sheetData`. */
  readonly sheets: Readonly<Record<string, string>>
  readonly shared?: readonly string[]
  /** Number formats of the cell styles 0, 1, …; a text is a custom format code. */
  readonly styles?: readonly (number | string)[]
  readonly date1904?: boolean
  readonly prefix?: string
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** Writes an .xlsx from its raw XML, so that a test sees exactly what the reader gets. */
export async function writeWorkbook(path: string, parts: WorkbookParts): Promise<string> {
  const names = Object.keys(parts.sheets)
  const p = parts.prefix === undefined ? '' : `${parts.prefix}:`
  const xmlns = parts.prefix === undefined ? `xmlns="${MAIN}"` : `xmlns:${parts.prefix}="${MAIN}"`
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`
  const custom = (parts.styles ?? []).flatMap((format, index) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + index}" formatCode="${format}"/>`] : [],
  )
  const formats = (parts.styles ?? []).map(
    (format, index) => `<xf numFmtId="${typeof format === 'string' ? 164 + index : format}"/>`,
  )
  const files: Record<string, string> = {
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<${p}workbook ${xmlns} xmlns:r="${RELATIONS}"><${p}workbookPr${parts.date1904 ? ' date1904="1"' : ''}/><${p}sheets>${names
      .map((name, index) => `<${p}sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`)
      .join('')}</${p}sheets></${p}workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${names
      .map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index + 1}.xml`))
      .join(
        '',
      )}${relation('st', 'styles', 'styles.xml')}${relation('ss', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${(parts.shared ?? []).map((item) => `<si>${item}</si>`).join('')}</sst>`,
  }
  names.forEach((name, index) => {
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `<${p}worksheet ${xmlns}><${p}sheetData>${parts.sheets[name]}</${p}sheetData><${p}rowBreaks count="0"/></${p}worksheet>`
  })
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name)
  zip.end()
  const out = createWriteStream(path)
  zip.outputStream.pipe(out)
  await finished(out)
  return path
}
