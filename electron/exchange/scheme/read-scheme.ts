import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { type CompiledScheme, compileDefinition, compileScheme } from '#engine/grouping/compile.ts'
import type { SchemeContent } from '#engine/grouping/content.ts'
import { fittingCorrections, KNOWN_CORRECTIONS } from '#engine/grouping/official/corrections.ts'
import { defineOfficial } from '#engine/grouping/official/define.ts'
import { line, shortened } from '#engine/grouping/official/lines.ts'
import type { OfficialTables } from '#engine/grouping/official/tables.ts'
import { rowsByTable } from '#engine/grouping/table-columns.ts'
import { TABLE_NAMES } from '#engine/grouping/tables.ts'
import type { SchemeFinding } from '#engine/grouping/validate.ts'
import { openTable } from '#exchange/readers/table.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SchemeLoadLine, SchemeLoadReport } from '#shared/domain/scheme-load.ts'
import { inPackageWords, lineInPackageWords } from './official/read-package.ts'
import { isOfficialWorkbook, type OfficialWorkbook, readOfficialWorkbook } from './official/read-workbook.ts'
import { type PackageContent, readPackage, type SchemePackage } from './read-package.ts'
import { isWorkbook } from './workbook-file.ts'
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
  return schemeOf(file, await readSchemeFile(path), asked)
}

/** A scheme file as it was read, not yet compiled: a package, or the official workbook itself. */
export type SchemeFile = PackageContent | ({ readonly form: 'workbook' } & OfficialWorkbook)

/** Throws what `readScheme` throws, but for what is wrong between tables. */
export async function readSchemeFile(path: string): Promise<SchemeFile> {
  if (!(await isWorkbook(path))) return readPackage(path)
  // Looks at the archive's directory only, for the limits every package has.
  await readZipEntries(path, () => false)
  const table = await openTable(path)
  if (!isOfficialWorkbook(table.sheets ?? [])) return readPackage(path)
  return { form: 'workbook', ...(await readOfficialWorkbook(table)) }
}

/** `file`: what the user calls it. Throws `scheme-invalid` naming the first fault between the tables. */
export async function schemeOf(
  file: string,
  read: SchemeFile,
  corrections: 'all' | readonly string[],
): Promise<ReadScheme> {
  if (read.form === 'package') return ofPackage(file, read)
  if (read.form === 'workbook') return ofOfficial(file, read, corrections)
  const { report, ...scheme } = await inPackageWords(() => ofOfficial(file, read, corrections))
  return { ...scheme, report: { ...report, lines: report.lines.map(lineInPackageWords) } }
}

function ofOfficial(
  file: string,
  { tables: published, lines }: OfficialWorkbook,
  asked: 'all' | readonly string[],
): ReadScheme {
  const fitting = fittingCorrections(published).map(({ name }) => name)
  // A package with the extension names the corrections it was written with; they stay switched on.
  const wanted = asked === 'all' ? fitting : [...published.corrections, ...asked]
  const tables: OfficialTables = { ...published, corrections: fitting.filter((name) => wanted.includes(name)) }
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

function ofPackage(file: string, { tables, sha256, findings }: SchemePackage): ReadScheme {
  return {
    content: { form: 'package', tables },
    compiled: compileScheme(tables, findings),
    sha256,
    report: { file, form: 'package', lines: shortened([...packageLines(tables), ...findings.map(warningLine)]) },
  }
}

function packageLines(tables: SchemePackage['tables']): readonly SchemeLoadLine[] {
  const rows = rowsByTable(tables)
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
