import type { ImportSource } from '#shared/contract/imports.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { findTable } from './find-table.ts'
import type { RecordTemplate } from './kinds/index.ts'
import { normaliseHeading } from './mapping/heading.ts'
import { openTable } from './readers/table.ts'
import { unwrapCode } from './validate/code-text.ts'
import { rowIssue } from './validate/issues.ts'
import type { ParsedRow } from './validate/row-parser.ts'

/** Other number of a stay (`setl_id`, 结算流水号, 住院号 …) → the case number of the book. */
export type KeyMap = ReadonlyMap<string, string>

/** What a number counts: the stay, one of its settlements, or the admission. */
export type NumberKind = 'stay' | 'settlement' | 'admission'

/** A number of a stay, beside the one the book goes by. */
export interface StayNumber {
  readonly kind: NumberKind
  readonly number: string
  readonly caseNo: string
}

/** Headings under which tables number the same stay. */
const NUMBER_KINDS: ReadonlyMap<string, NumberKind> = new Map(
  (
    [
      ['stay', ['mdtrt_id', '就诊ID']],
      ['settlement', ['setl_id', '结算ID', '结算流水号', 'medins_setl_id']],
      ['admission', ['ipt_otp_no', '住院号']],
    ] as const
  ).flatMap(([kind, headings]) => headings.map((heading) => [normaliseHeading(heading), kind] as const)),
)

/** What the case numbers of a file count, by the heading they stand under; null where it says nothing of it. */
export function numberKindOf(template: RecordTemplate): NumberKind | null {
  const source = template.columns.case_no
  return source?.from === 'column' ? (NUMBER_KINDS.get(normaliseHeading(source.column)) ?? null) : null
}

/**
 * Reads from a table with several numbers of each stay (setl_d, mdtrt_d, 机构住院就医提取表) which of them means which
 * case; each once, in the order of the rows.
 *
 * @param template says which column is the case number of the book
 * @throws ProblemError for a file that can't be read
 */
export async function readStayNumbers(
  source: Pick<ImportSource, 'path' | 'format'>,
  template: RecordTemplate,
): Promise<readonly StayNumber[]> {
  const format = { ...template.file, ...source.format }
  const table = await openTable(source.path, format)
  const { header, sheet } = await findTable(table, format, new Set())
  const names = header.names.map(normaliseHeading)
  const caseColumn = template.columns.case_no
  const at = caseColumn?.from === 'column' ? names.indexOf(normaliseHeading(caseColumn.column)) : -1
  const others = names.flatMap((name, column) => {
    const kind = NUMBER_KINDS.get(name)
    return column === at || kind === undefined ? [] : [{ column, kind }]
  })
  if (at < 0 || others.length === 0) return []
  const found = new Map<string, StayNumber>()
  for await (const { firstRow, rows } of table.rows(sheet === undefined ? {} : { sheet })) {
    rows.forEach((row, index) => {
      if (firstRow + index <= header.row) return
      const caseNo = numberIn(row[at])
      if (caseNo === '') return
      for (const { column, kind } of others) {
        const number = numberIn(row[column])
        if (number !== '' && number !== caseNo) found.set(`${kind}\n${number}\n${caseNo}`, { kind, number, caseNo })
      }
    })
  }
  return [...found.values()]
}

const numberIn = (cell: string | undefined): string => unwrapCode((cell ?? '').trim())

/** A number that stands for two cases (a 住院号 used again) is left out: it decides nothing. */
export function keyMapOf(numbers: Iterable<Pick<StayNumber, 'number' | 'caseNo'>>): KeyMap {
  const keys = new Map<string, string>()
  const shared = new Set<string>()
  for (const { number, caseNo } of numbers) {
    if ((keys.get(number) ?? caseNo) !== caseNo) shared.add(number)
    keys.set(number, caseNo)
  }
  for (const number of shared) keys.delete(number)
  return keys
}

/** Puts the book's case number in place of the file's; a number the map doesn't have is kept, with a warning. */
export function createKeyResolver<K extends RecordKind>(keys: KeyMap): (parsed: ParsedRow<K>) => ParsedRow<K> {
  const known = new Set(keys.values())
  return (parsed) => {
    const { record } = parsed
    if (record === null || !('caseNo' in record) || record.caseNo === null) return parsed
    const caseNo = keys.get(record.caseNo)
    if (caseNo !== undefined) return { ...parsed, record: { ...record, caseNo } }
    if (known.has(record.caseNo)) return parsed
    const issue = rowIssue(parsed.row, 'warning', 'key-unknown', null, record.caseNo)
    return { ...parsed, verdict: 'warning', issues: [...parsed.issues, issue] }
  }
}
