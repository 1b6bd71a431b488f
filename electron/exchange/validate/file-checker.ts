import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { keyOf } from '#shared/domain/record-keys.ts'
import type { DiagnosisRecord, ProcedureRecord, RecordKind, RecordOf } from '#shared/domain/records.ts'
import { createFirstRows } from './first-rows.ts'
import { type IssueCode, rowIssue } from './issues.ts'
import type { ParsedRow } from './row-parser.ts'

/** Looks at a row in the light of those before it; to be called in file order. */
export type FileChecker<K extends RecordKind> = (parsed: ParsedRow<K>) => ParsedRow<K>

const SEPARATOR = '\u001f'

/**
 * Checks across the rows of one file. Where the file names its rows, a key that comes again rejects the later row and
 * names the earlier; a diagnosis that comes again is left out. Where the template numbers the rows, there is no key to
 * repeat: a row identical to an earlier one in all its cells is kept with a warning. Insurers repeat the diagnoses of a stay
 * with each of its settlements. Of several codes of one case that are flagged as the main one, the first is it.
 */
export function createFileChecker<K extends RecordKind>(kind: K, template: RecordTemplate): FileChecker<K> {
  const keys = keyChecker(kind, template)
  if (kind !== 'diagnoses' && kind !== 'procedures') return keys
  const mains = mainChecker() as unknown as FileChecker<K>
  return (parsed) => mains(keys(parsed))
}

function keyChecker<K extends RecordKind>(kind: K, template: RecordTemplate): FileChecker<K> {
  const key = keyOf(kind)
  if (key === null) return (parsed) => parsed
  const numbered = Object.values(template.columns).some(({ from }) => from === 'row-number')
  const firstRow = createFirstRows()
  return (parsed) => {
    if (parsed.record === null) return parsed
    const earlier = firstRow(numbered ? parsed.raw.join(SEPARATOR) : key(parsed.record), parsed.row)
    if (earlier === 0) return parsed
    if (numbered) return withIssue(parsed, 'duplicate-row', 'warning', earlier, parsed.record)
    if (kind === 'diagnoses') return withIssue(parsed, 'duplicate-code', 'warning', earlier, null)
    return withIssue(parsed, 'duplicate-key', 'rejected', earlier, null)
  }
}

function mainChecker(): FileChecker<'diagnoses' | 'procedures'> {
  const firstMain = createFirstRows()
  return (parsed) => {
    const { record } = parsed
    if (record === null || record.main !== true) return parsed
    const earlier = firstMain(record.caseNo, parsed.row)
    if (earlier === 0) return parsed
    const further: DiagnosisRecord | ProcedureRecord = { ...record, main: false }
    return withIssue(parsed, 'main-twice', 'warning', earlier, further)
  }
}

function withIssue<K extends RecordKind>(
  parsed: ParsedRow<K>,
  code: IssueCode,
  verdict: 'warning' | 'rejected',
  earlier: number,
  record: RecordOf[K] | null,
): ParsedRow<K> {
  const extra = { zh: `（与第 ${earlier} 行）`, en: ` (see row ${earlier})` }
  const issue = rowIssue(parsed.row, verdict, code, null, null, extra)
  return { ...parsed, verdict, record, issues: [...parsed.issues, issue] }
}
