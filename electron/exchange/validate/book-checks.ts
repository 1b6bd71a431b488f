import type { Period } from '#shared/domain/period.ts'
import type { CaseRecord, CodedName, RecordKind, RecordOf } from '#shared/domain/records.ts'
import { type IssueCode, rowIssue } from './issues.ts'
import type { ParsedRow } from './row-parser.ts'

/** What a book knows that a file must fit; each part is asked only when it is given. */
export interface BookFacts {
  /** Codes of the scheme's or insurer's code table. */
  readonly diagnosisCodes?: ReadonlySet<string>
  readonly procedureCodes?: ReadonlySet<string>
  readonly lockedPeriods?: ReadonlySet<Period>
  /** Month of the case with this number; null when the book has no such case, undefined when that is not to be said. */
  readonly periodOfCase?: (caseNo: string) => Period | null | undefined
}

interface Found {
  readonly code: IssueCode
  readonly verdict: 'warning' | 'rejected'
  readonly value: string
}

/** Kinds whose rows belong to a case of the book, and mean nothing without it. */
const OF_A_CASE: ReadonlySet<RecordKind> = new Set(['stays', 'diagnoses', 'procedures', 'charges', 'settlements'])

/**
 * Checks rows against the book: codes outside the code table and rows of a case that isn't there (warnings), rows that
 * would change a locked month (rejected). A row changes the month it names and the month of its case; a case that
 * replaces another changes both their months.
 */
export function createBookChecker<K extends RecordKind>(
  kind: K,
  facts: BookFacts,
): (parsed: ParsedRow<K>) => ParsedRow<K> {
  return (parsed) => {
    if (parsed.record === null) return parsed
    const found = [...codesNotListed(kind, parsed.record, facts), ...lockedOrHomeless(kind, parsed.record, facts)]
    if (found.length === 0) return parsed
    const rejected = found.some(({ verdict }) => verdict === 'rejected')
    return {
      ...parsed,
      verdict: rejected ? 'rejected' : 'warning',
      record: rejected ? null : parsed.record,
      issues: [
        ...parsed.issues,
        ...found.map(({ code, verdict, value }) => rowIssue(parsed.row, verdict, code, null, value)),
      ],
    }
  }
}

function codesNotListed(kind: RecordKind, record: RecordOf[RecordKind], facts: BookFacts): Found[] {
  const unlisted = (codes: readonly string[], known: ReadonlySet<string> | undefined): Found[] =>
    known === undefined
      ? []
      : codes
          .filter((code) => code !== '' && !known.has(code))
          .map((value) => ({ code: 'code-not-listed', verdict: 'warning', value }))
  const texts = (list: readonly CodedName[]): string[] => list.map(({ code }) => code)
  if (kind === 'cases') {
    const { dx, proc, codeSystem } = record as CaseRecord
    if (codeSystem !== null) return []
    return [...unlisted(texts(dx), facts.diagnosisCodes), ...unlisted(texts(proc), facts.procedureCodes)]
  }
  if (kind === 'diagnoses') return unlisted([(record as RecordOf['diagnoses']).code], facts.diagnosisCodes)
  if (kind === 'procedures') return unlisted([(record as RecordOf['procedures']).code], facts.procedureCodes)
  return []
}

function lockedOrHomeless(kind: RecordKind, record: RecordOf[RecordKind], facts: BookFacts): Found[] {
  const caseNo = 'caseNo' in record ? record.caseNo : null
  const ofCase = caseNo === null || facts.periodOfCase === undefined ? undefined : facts.periodOfCase(caseNo)
  const months = new Set<string>()
  if ('period' in record && record.period !== null) months.add(record.period)
  if (ofCase) months.add(ofCase)
  const locked = [...months].find((month) => isLocked(month, facts.lockedPeriods))
  if (locked !== undefined) return [{ code: 'period-locked', verdict: 'rejected', value: locked }]
  if (ofCase === null && OF_A_CASE.has(kind)) {
    return [{ code: 'line-without-case', verdict: 'warning', value: caseNo! }]
  }
  return []
}

/** A whole year is locked as soon as one of its months is. */
function isLocked(span: string, locked: ReadonlySet<Period> | undefined): boolean {
  if (locked === undefined) return false
  return span.length === 4 ? [...locked].some((month) => month.startsWith(span)) : locked.has(span as Period)
}
