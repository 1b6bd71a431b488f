import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type CompiledScheme, compileDefinition, compileScheme } from '#engine/grouping/compile.ts'
import type { SchemeContent } from '#engine/grouping/content.ts'
import { fittingCorrections, KNOWN_CORRECTIONS } from '#engine/grouping/official/corrections.ts'
import { defineOfficial } from '#engine/grouping/official/define.ts'
import { line, shortened } from '#engine/grouping/official/lines.ts'
import type { OfficialTables } from '#engine/grouping/official/tables.ts'
import { TABLE_NAMES } from '#engine/grouping/tables.ts'
import { type SchemeFinding, validateScheme } from '#engine/grouping/validate.ts'
import { openTable } from '#exchange/readers/table.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SchemeLoadLine, SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { isOfficialWorkbook, readOfficialWorkbook } from './official/read-workbook.ts'
import { contentHash } from './package-tables.ts'
import { readSchemePackage, type SchemePackage } from './read-package.ts'
import { readWorkbookPackage } from './workbook.ts'
import { readZipEntries } from './zip-files.ts'

export interface ReadSchemeOptions {
  /** Names of known corrections to apply to an official workbook, or `all` that fit it. None unless asked for. */
  readonly corrections?: 'all' | readonly string[]
  /** What the user calls the file, where `path` is a copy of it. */
  readonly name?: string
}

export interface ReadScheme {
  /** What to store; `compileContent` makes a scheme of it again. */
  readonly content: SchemeContent
  readonly compiled: CompiledScheme
  /** Of what the file says, whatever form it came in. */
  readonly sha256: string
  readonly report: SchemeLoadReport
}

/**
 * Reads a grouping scheme of any form: a `grouping-scheme/1` package (folder, zip or workbook) or the configuration workbook the
 * insurer publishes. Which it is, is told by what is inside, not by its name. Throws `file-not-found`, `bad-request` for a
 * correction that does not exist, `file-unreadable`, or `scheme-invalid` naming the place.
 */
export async function readScheme(path: string, options: ReadSchemeOptions = {}): Promise<ReadScheme> {
  const file = options.name ?? basename(path)
  const asked = options.corrections ?? []
  if (asked !== 'all') checkNames(asked)
  if (!(await isWorkbook(path))) return ofPackage(file, await readSchemePackage(path))

  // Looks at the archive's directory only, for the limits every package has.
  await readZipEntries(path, () => false)
  const table = await openTable(path)
  if (!isOfficialWorkbook(table.sheets ?? [])) {
    const tables = await readWorkbookPackage(path)
    return ofPackage(file, { tables, sha256: contentHash(tables), findings: validateScheme(tables) })
  }
  const { tables: published, lines } = await readOfficialWorkbook(table)
  const fitting = fittingCorrections(published).map(({ name }) => name)
  const tables: OfficialTables = {
    ...published,
    corrections: fitting.filter((name) => asked === 'all' || asked.includes(name)),
  }
  const unfit = asked === 'all' ? [] : asked.filter((name) => !fitting.includes(name))
  const official = defineOfficial(tables)
  return {
    content: { form: 'official', tables },
    compiled: compileDefinition(official.definition, []),
    sha256: officialHash(tables),
    report: { file, form: 'official', lines: shortened([...lines, ...official.lines, ...unfit.map(unfitLine)]) },
  }
}

function checkNames(names: readonly string[]): void {
  const unknown = names.find((name) => !KNOWN_CORRECTIONS.some((correction) => correction.name === name))
  if (unknown === undefined) return
  const known = KNOWN_CORRECTIONS.map(({ name }) => name).join(', ')
  throw problem(
    'bad-request',
    `没有名为“${unknown}”的更正，可用的有：${known}`,
    `There is no correction “${unknown}”; there are: ${known}`,
    { correction: unknown },
  )
}

function unfitLine(correction: string): SchemeLoadLine {
  const message = {
    zh: `更正 ${correction} 不适用于这份工作簿，没有改动`,
    en: `correction ${correction} does not fit this workbook; nothing was changed`,
  }
  return line('warning', null, null, message, { correction })
}

/** Whether a path leads to a workbook, by its content: an archive with the parts every workbook has. */
async function isWorkbook(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null)
  // What is not there, `readSchemePackage` says in the user's words.
  if (info === null || info.isDirectory()) return false
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 })
  if (bytesRead < 4 || buffer.readUInt32BE() !== ZIP_MAGIC) return false
  let found = false
  await readZipEntries(path, (name) => {
    if (name === '[Content_Types].xml' || name === 'xl/workbook.xml') found = true
    return false
  })
  return found
}

const ZIP_MAGIC = 0x504b0304

function ofPackage(file: string, { tables, sha256, findings }: SchemePackage): ReadScheme {
  return {
    content: { form: 'package', tables },
    compiled: compileScheme(tables, findings),
    sha256,
    report: { file, form: 'package', lines: shortened([...packageLines(tables), ...findings.map(warningLine)]) },
  }
}

function packageLines(tables: SchemePackage['tables']): readonly SchemeLoadLine[] {
  const rows = {
    mdc: tables.mdc,
    adrg: tables.adrg,
    drg: tables.drg,
    code_lists: tables.codeLists,
    cc: tables.cc,
    exclusions: tables.exclusions,
    codes: tables.codes,
    code_map: tables.codeMap,
  }
  return TABLE_NAMES.map((name) => {
    const { length } = rows[name]
    return line('read', `${name}.csv`, null, { zh: `${length} 行`, en: `${length} rows` })
  })
}

function warningLine({ table, row, message }: SchemeFinding): SchemeLoadLine {
  return line('warning', `${table}.csv`, row, message)
}

/** SHA-256 of what the sheets say and of the corrections applied; not of where in the sheets it stands. */
function officialHash({ title, corrections, ...sheets }: OfficialTables): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(['chs-drg-workbook', title, [...corrections].sort()]))
  for (const [name, rows] of Object.entries(sheets)) {
    hash.update(`\n${name}\n`)
    hash.update(rows.map(({ row, ...cells }) => Object.values(cells).join('\x1f')).join('\n'))
  }
  return hash.digest('hex')
}
