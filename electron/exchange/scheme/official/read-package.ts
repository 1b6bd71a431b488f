import { OFFICIAL_PACKAGE } from '#engine/grouping/official/package-form.ts'
import type { TableReader } from '#exchange/readers/table.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import type { SchemeLoadLine } from '#shared/domain/scheme-load.ts'
import type { OfficialKeys } from '../extension.ts'
import type { PackageParts } from '../package-parts.ts'
import { packageProblem, readRows } from '../raw-table.ts'
import { OFFICIAL_COLUMNS } from './columns.ts'
import { type OfficialWorkbook, readOfficialWorkbook } from './read-workbook.ts'

type SheetKey = keyof typeof OFFICIAL_PACKAGE

const SHEET_KEYS = Object.keys(OFFICIAL_PACKAGE) as SheetKey[]

/**
 * Reads a package with the extension `chs-drg-3`: the tables are the sheets of the official workbook, so its reader reads them.
 * Throws `scheme-invalid` naming the table, row and column of the package.
 */
export async function readOfficialPackage(parts: PackageParts, keys: OfficialKeys): Promise<OfficialWorkbook> {
  const { tables, lines } = await inPackageWords(() => readOfficialWorkbook(asWorkbook(parts)))
  return {
    tables: { ...tables, title: keys.title, corrections: keys.corrections },
    lines: lines.map(lineInPackageWords),
  }
}

/** The tables of a package under the names of the sheets they are, with the headings those have. */
function asWorkbook(parts: PackageParts): Pick<TableReader, 'sheets' | 'rows'> {
  return {
    sheets: SHEET_KEYS.map((key) => OFFICIAL_PACKAGE[key].sheet),
    async *rows({ sheet } = {}) {
      const key = SHEET_KEYS.find((each) => OFFICIAL_PACKAGE[each].sheet === sheet)
      if (key === undefined) throw new Error(`no sheet ${sheet}`)
      const { table, columns } = OFFICIAL_PACKAGE[key]
      const found = parts.find(table)
      if (found === undefined) {
        throw packageProblem(`${table}.csv`, null, null, { zh: '方案包缺少这个表', en: 'the package lacks this table' })
      }
      const rows = readRows(found, Object.values(columns), (cells) => Object.values(cells))
      yield { firstRow: 1, rows: [headings(key), ...rows], faults: [], bytesRead: 0 }
    },
  }
}

/** The heading of each column of a table, in the order its cells are read. */
function headings(key: SheetKey): readonly string[] {
  const official: Readonly<Record<string, readonly string[]>> = OFFICIAL_COLUMNS[key]
  return Object.keys(OFFICIAL_PACKAGE[key].columns).map((field) => official[field]?.[0] ?? '')
}

/** Sheets and headings of the workbook as the table and column of the package they stand in. */
const TABLE_OF_SHEET: ReadonlyMap<string, string> = new Map(
  SHEET_KEYS.map((key) => [OFFICIAL_PACKAGE[key].sheet, `${OFFICIAL_PACKAGE[key].table}.csv`]),
)
const COLUMN_OF_HEADING: ReadonlyMap<string, string> = new Map(
  SHEET_KEYS.flatMap((key) => {
    const columns: readonly string[] = Object.values(OFFICIAL_PACKAGE[key].columns)
    return headings(key).map((heading, at) => [`${OFFICIAL_PACKAGE[key].sheet} ${heading}`, columns[at] ?? ''] as const)
  }),
)

export function lineInPackageWords(line: SchemeLoadLine): SchemeLoadLine {
  return { ...line, sheet: line.sheet === null ? null : (TABLE_OF_SHEET.get(line.sheet) ?? line.sheet) }
}

/** Runs what tells of faults by sheet and heading, and tells them by table and column. */
export async function inPackageWords<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    throw problemInPackageWords(error)
  }
}

function problemInPackageWords(error: ProblemError): ProblemError {
  const { code, message, details = {} } = error.problem
  const { sheet, column } = details
  const table = typeof sheet === 'string' ? TABLE_OF_SHEET.get(sheet) : undefined
  if (typeof sheet !== 'string' || table === undefined) return error
  const heading = typeof column === 'string' ? column : null
  const own = heading === null ? null : (COLUMN_OF_HEADING.get(`${sheet} ${heading}`) ?? heading)
  const zh = message.zh.replace('分组方案工作簿有误', '分组方案有误').replace(`工作表“${sheet}”`, `${table} `)
  const en = message.en.replace('The scheme workbook', 'The grouping scheme').replace(`sheet ${sheet}`, table)
  return problem(
    code,
    heading === null ? zh : zh.replace(`“${heading}”列`, `“${own}”列`),
    heading === null ? en : en.replace(`column ${heading}`, `column ${own}`),
    { ...details, file: table, column: own },
  )
}
