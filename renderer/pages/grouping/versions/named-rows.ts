import type { ComparedGroup, ComparisonRow } from '#shared/contract/trials.ts'
import { exact, exactFromFen, sumExact } from '#shared/domain/exact.ts'
import { sumFen } from '#shared/domain/money.ts'

/** A row with what the page calls it. `to` is empty for rows that are no pair of groups. */
export interface NamedRow extends ComparisonRow {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Short enough for a chart. */
  readonly label: string
}

export const isChanged = ({ pair }: Pick<ComparisonRow, 'pair'>): boolean =>
  pair !== null && (pair.before.status !== pair.after.status || pair.before.code !== pair.after.code)

/** @param groupWords what a group is called, `keyWords` the month, team … that another row stands for */
export function nameRows(
  rows: readonly ComparisonRow[],
  groupWords: (group: ComparedGroup) => string,
  keyWords: (key: string) => string,
): readonly NamedRow[] {
  // Two schemes of one side may use one code, so a pair alone does not tell a row apart.
  return rows.map((row, at): NamedRow => {
    const { pair, key } = row
    if (pair === null) return { ...row, id: key, from: keyWords(key), to: '', label: keyWords(key) }
    const short = ({ code, ...group }: ComparedGroup): string => (code === '' ? groupWords({ code, ...group }) : code)
    return {
      ...row,
      id: String(at),
      from: groupWords(pair.before),
      to: groupWords(pair.after),
      label: `${short(pair.before)} → ${short(pair.after)}`,
    }
  })
}

/** Rows that hold every word of the text, in any of their names. */
export function findRows(rows: readonly NamedRow[], text: string): readonly NamedRow[] {
  const wanted = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
  if (wanted.length === 0) return rows
  return rows.filter(({ from, to }) => {
    const names = `${from}\n${to}`.toLowerCase()
    return wanted.every((word) => names.includes(word))
  })
}

type Sums = Omit<ComparisonRow, 'pair' | 'key'>

export function sumRows(rows: readonly Sums[]): Sums {
  const total = (values: readonly string[]): string => sumExact(values.map((value) => exact(value))).toFixed()
  const count = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
  return {
    n: count(rows.map(({ n }) => n)),
    nBoth: count(rows.map(({ nBoth }) => nBoth)),
    charge: sumFen(rows.map(({ charge }) => charge)),
    chargeBoth: sumFen(rows.map(({ chargeBoth }) => chargeBoth)),
    before: total(rows.map(({ before }) => before)),
    after: total(rows.map(({ after }) => after)),
    difference: total(rows.map(({ difference }) => difference)),
  }
}

/** Payment less charge, of the cases that both sides price. */
export function surplusOf({ chargeBoth }: Sums, payment: string): string {
  return exact(payment).minus(exactFromFen(chargeBoth)).toFixed()
}

/** Null where no case is priced on both sides. */
export function perCase({ nBoth, difference }: Sums): string | null {
  return nBoth === 0 ? null : exact(difference).div(nBoth).toFixed()
}

/** The largest differences below and above zero, and what all of each side add up to, exact yuan. */
export function extremes(rows: readonly NamedRow[], most: number) {
  const below = rows
    .filter(({ difference }) => exact(difference).lt(0))
    .toSorted((a, b) => exact(a.difference).cmp(exact(b.difference)))
  const above = rows
    .filter(({ difference }) => exact(difference).gt(0))
    .toSorted((a, b) => exact(b.difference).cmp(exact(a.difference)))
  return {
    less: below.slice(0, most),
    more: above.slice(0, most),
    nLess: below.length,
    nMore: above.length,
    lessSum: sumRows(below).difference,
    moreSum: sumRows(above).difference,
  }
}
