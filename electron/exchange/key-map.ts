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

/** Headings under which tables number the same stay, other than the one the book goes by. */
const STAY_NUMBERS: ReadonlySet<string> = new Set(
  ['mdtrt_id', '就诊ID', 'setl_id', '结算ID', '结算流水号', 'medins_setl_id', 'ipt_otp_no', '住院号'].map(
    normaliseHeading,
  ),
)

/**
 * Reads from a table with several numbers of each stay (setl_d, mdtrt_d, 机构住院就医提取表) which of them means which
 * case. A number that stands for two cases (a 住院号 used again) is left out: it decides nothing.
 *
 * @param template says which column is the case number of the book
 * @throws ProblemError for a file that can't be read
 */
export async function readKeyMap(
  source: Pick<ImportSource, 'path' | 'format'>,
  template: RecordTemplate,
): Promise<KeyMap> {
  const format = { ...template.file, ...source.format }
  const table = await openTable(source.path, format)
  const { header, sheet } = await findTable(table, format, new Set())
  const names = header.names.map(normaliseHeading)
  const caseColumn = template.columns.case_no
  const at = caseColumn?.from === 'column' ? names.indexOf(normaliseHeading(caseColumn.column)) : -1
  const others = names.flatMap((name, index) => (index !== at && STAY_NUMBERS.has(name) ? [index] : []))
  const keys = new Map<string, string>()
  const shared = new Set<string>()
  if (at < 0) return keys
  for await (const { firstRow, rows } of table.rows(sheet === undefined ? {} : { sheet })) {
    rows.forEach((row, index) => {
      if (firstRow + index <= header.row) return
      const caseNo = numberIn(row[at])
      if (caseNo === '') return
      for (const column of others) {
        const other = numberIn(row[column])
        if (other === '' || other === caseNo) continue
        if ((keys.get(other) ?? caseNo) !== caseNo) shared.add(other)
        keys.set(other, caseNo)
      }
    })
  }
  for (const other of shared) keys.delete(other)
  return keys
}

const numberIn = (cell: string | undefined): string => unwrapCode((cell ?? '').trim())

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
