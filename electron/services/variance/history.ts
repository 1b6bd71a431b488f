import type { VarianceQuery } from '#shared/contract/variance.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { addMonths, type Period, period, periodsBetween } from '#shared/domain/period.ts'
import { bookCounts } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { type ComparedCases, groupMonths } from '#store/variance-cells.ts'
import type { Sides } from './sides.ts'

const SHIFTS = 12

/** Changes of a group in earlier months, oldest first: the same comparison, moved back month by month. */
export interface ChangeHistory {
  readonly payment: readonly Fen[]
  readonly spent: readonly Fen[]
  readonly change: readonly Fen[]
}

const NONE: ChangeHistory = { payment: [], spent: [], change: [] }

type Window = readonly [from: Period, to: Period]
type Sums = ReadonlyMap<string, { readonly payment: number; readonly spent: number }>

/**
 * What the same comparison came to in up to twelve earlier months, by group. A month counts while both of its windows lie within the
 * book; a benchmark or budget has no history.
 */
export function historyOf(
  db: ReadableDb,
  query: VarianceQuery,
  { slice, base }: Sides,
): (drg: string) => ChangeHistory {
  const first = bookCounts(db).firstPeriod
  const { from, to } = slice
  if (base.kind !== 'cases' || first === null || from === undefined || to === undefined) return () => NONE
  const { from: baseFrom, to: baseTo } = base.cases
  if (baseFrom === undefined || baseTo === undefined) return () => NONE
  const windows = { actual: [from, to], base: [period(baseFrom), period(baseTo)] } as const
  const earliest = from < baseFrom ? from : period(baseFrom)
  const shifts = Array.from({ length: SHIFTS }, (_, index) => SHIFTS - index).filter(
    (back) => addMonths(earliest, -back) >= first,
  )
  const furthest = shifts[0]
  if (furthest === undefined) return () => NONE
  const within = (cases: ComparedCases, start: Period, end: Period): Sums =>
    new Map(
      groupMonths(
        db,
        { ...cases, from: addMonths(start, -furthest), to: addMonths(end, -shifts.at(-1)!) },
        query.basis,
      ).map(({ drg, period: month, payment, spent }) => [`${month} ${drg}`, { payment, spent }]),
    )
  // Both windows of one and the same cases lie close together: one reading serves both.
  const shared = sameFilter(slice, base.cases)
  const lastMonth = to > windows.base[1] ? to : windows.base[1]
  const actual = shared ? within(slice, earliest, lastMonth) : within(slice, ...windows.actual)
  const others = shared ? actual : within(base.cases, ...windows.base)
  return (drg) => {
    const changes = shifts.map((back) => {
      const now = windowSum(actual, drg, windows.actual, back)
      const before = windowSum(others, drg, windows.base, back)
      return { payment: fen(now.payment - before.payment), spent: fen(now.spent - before.spent) }
    })
    return {
      payment: changes.map(({ payment }) => payment),
      spent: changes.map(({ spent }) => spent),
      change: changes.map(({ payment, spent }) => fen(payment - spent)),
    }
  }
}

function sameFilter(a: ComparedCases, b: ComparedCases): boolean {
  const text = ({ from: _from, to: _to, ...filter }: ComparedCases) => JSON.stringify(Object.entries(filter).toSorted())
  return text(a) === text(b)
}

function windowSum(sums: Sums, drg: string, [from, to]: Window, back: number): { payment: number; spent: number } {
  const total = { payment: 0, spent: 0 }
  for (const month of periodsBetween(addMonths(from, -back), addMonths(to, -back))) {
    const found = sums.get(`${month} ${drg}`)
    total.payment += found?.payment ?? 0
    total.spent += found?.spent ?? 0
  }
  return total
}
