import type { Slice } from '#shared/contract/slice.ts'
import type { Compared, ComparedGroup, ComparisonRow, ComparisonRows } from '#shared/contract/trials.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { isPeriod } from '#shared/domain/period.ts'
import { SETTLEMENT_CLASSES } from '#shared/domain/slice.ts'

/** Address parameters of a place inside a comparison, all removed: another comparison starts at its top. */
export const NO_PLACE = { pairBefore: null, pairAfter: null, row: null, stay: null, find: null, case: null } as const
export const NO_SIDES = { before: null, after: null } as const

type GroupKey = Pick<ComparedGroup, 'status' | 'code'>
export interface Pair {
  readonly before: GroupKey
  readonly after: GroupKey
}

/** One group of a pair as the address keeps it: `grouped:IC25`; the code of a case without a group is empty. */
const groupParam = ({ status, code }: GroupKey): string => `${status}:${code}`

function groupOfParam(text: string | null): GroupKey | null {
  const at = text?.indexOf(':') ?? -1
  const status = GROUPING_STATUSES.find((known) => known === text?.slice(0, at))
  return text === null || status === undefined ? null : { status, code: text.slice(at + 1) }
}

export function pairOf(params: URLSearchParams): Pair | null {
  const before = groupOfParam(params.get('pairBefore'))
  const after = groupOfParam(params.get('pairAfter'))
  return before === null || after === null ? null : { before, after }
}

/** What the address says when a row of a comparison is opened to its cases. */
export function placeOfRow({
  pair,
  key,
}: Pick<ComparisonRow, 'pair' | 'key'>): Readonly<Record<string, string | null>> {
  return pair === null
    ? { ...NO_PLACE, row: key }
    : { ...NO_PLACE, pairBefore: groupParam(pair.before), pairAfter: groupParam(pair.after) }
}

/** What the rows of a comparison stand for, and which there are. */
interface KeyedRows {
  readonly by: ComparisonRows
  readonly keys: readonly string[]
}

/**
 * The slice behind a row that stands for a month, team, physician, insurance or class. A class is that of the side before, and
 * a slice looks at the figures in use, where high outliers take the extreme ones in: null where that is another set of cases,
 * and for a pair of groups, which is asked for by itself.
 */
export function sliceOfRow(slice: Slice, { by, keys }: KeyedRows, key: string, before: Compared): Slice | null {
  switch (by) {
    case 'group':
      return null
    case 'month':
      return isPeriod(key) ? { ...slice, from: key, to: key } : null
    case 'settlement': {
      const settlement = SETTLEMENT_CLASSES.find((known) => known === key)
      const blurred = settlement === 'high' && keys.includes('extreme')
      return before !== 'current' || settlement === undefined || blurred ? null : { ...slice, settlement }
    }
    default:
      return { ...slice, [by]: key }
  }
}
