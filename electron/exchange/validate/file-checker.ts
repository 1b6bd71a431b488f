import { hash } from 'node:crypto'
import type { ImportKind, ImportTemplate } from '#shared/contract/imports.ts'
import type { RecordOf } from '#shared/domain/records.ts'
import { type IssueCode, rowIssue } from './issues.ts'
import type { ParsedRow } from './row-parser.ts'

/** Looks at a row in the light of those before it; to be called in file order. */
export type FileChecker<K extends ImportKind> = (parsed: ParsedRow<K>) => ParsedRow<K>

type Keys = { readonly [K in ImportKind]: ((record: RecordOf[K]) => string) | null }

const SEPARATOR = '\u001f'

/** What tells rows of a kind apart. Equal charge lines and equal ledger entries are legal: both count. */
const KEYS: Keys = {
  cases: ({ caseNo }) => caseNo,
  charges: null,
  items: ({ itemCode }) => itemCode,
  ledger: null,
  drivers: ({ period, costCenter, driver }) => [period, costCenter, driver].join(SEPARATOR),
  benchmarks: ({ scope, group, period }) => [scope, group, period ?? ''].join(SEPARATOR),
}

/**
 * Checks across the rows of one file. Where the file names its rows, a key that comes again rejects the later row and
 * names the earlier. Where the template numbers the rows, there is no key to repeat: a row identical to an earlier one
 * in all its cells is kept with a warning.
 */
export function createFileChecker<K extends ImportKind>(kind: K, template: ImportTemplate): FileChecker<K> {
  const key = KEYS[kind] as ((record: RecordOf[K]) => string) | null
  if (key === null) return (parsed) => parsed
  const numbered = Object.values(template.columns).some(({ from }) => from === 'row-number')
  const firstRow = createFirstRows()

  const withIssue = (
    parsed: ParsedRow<K>,
    code: IssueCode,
    verdict: 'warning' | 'rejected',
    earlier: number,
  ): ParsedRow<K> => {
    const extra = { zh: `（与第 ${earlier} 行）`, en: ` (see row ${earlier})` }
    const issue = rowIssue(parsed.row, verdict, code, null, null, extra)
    return {
      ...parsed,
      verdict,
      record: verdict === 'rejected' ? null : parsed.record,
      issues: [...parsed.issues, issue],
    }
  }

  return (parsed) => {
    if (parsed.record === null) return parsed
    const earlier = firstRow(numbered ? parsed.raw.join(SEPARATOR) : key(parsed.record), parsed.row)
    if (earlier === 0) return parsed
    return numbered
      ? withIssue(parsed, 'duplicate-row', 'warning', earlier)
      : withIssue(parsed, 'duplicate-key', 'rejected', earlier)
  }
}

const LANES = 5
const START = 1 << 12

/**
 * Remembers texts by 128 bits of their SHA-256 and the row they first came in: 20 bytes each in an open-addressed table,
 * so a million rows cost 40 MB whatever they hold.
 *
 * @returns the row the text first came in, 0 when it is new
 */
export function createFirstRows(): (text: string, row: number) => number {
  let capacity = START
  let table = new Uint32Array(capacity * LANES)
  let count = 0

  const find = (into: Uint32Array, size: number, a: number, b: number, c: number, d: number): number => {
    let slot = a & (size - 1)
    for (;;) {
      const at = slot * LANES
      if (into[at + 4] === 0 || (into[at] === a && into[at + 1] === b && into[at + 2] === c && into[at + 3] === d))
        return at
      slot = (slot + 1) & (size - 1)
    }
  }
  const grow = (): void => {
    const larger = new Uint32Array(capacity * 2 * LANES)
    for (let at = 0; at < table.length; at += LANES) {
      if (table[at + 4] === 0) continue
      const to = find(larger, capacity * 2, table[at]!, table[at + 1]!, table[at + 2]!, table[at + 3]!)
      larger.set(table.subarray(at, at + LANES), to)
    }
    table = larger
    capacity *= 2
  }

  return (text, row) => {
    const digest = hash('sha256', text, 'buffer')
    const lanes = [
      digest.readUInt32LE(0),
      digest.readUInt32LE(4),
      digest.readUInt32LE(8),
      digest.readUInt32LE(12),
    ] as const
    const at = find(table, capacity, ...lanes)
    const known = table[at + 4]!
    if (known !== 0) return known
    table.set([...lanes, row], at)
    if (++count * 2 > capacity) grow()
    return 0
  }
}
