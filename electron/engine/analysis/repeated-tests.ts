import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { addFen, type Fen, sumFen } from '#shared/domain/money.ts'

/** A charge line of a stay. */
export interface TestLine {
  readonly caseNo: string
  readonly item: string
  readonly name: string
  readonly category: FeeCategory
  /** Local ISO text; the day counts. */
  readonly chargedAt: string
  /** Signed: a refund is negative. */
  readonly amount: Fen
}

export interface RepeatRules {
  /** A test again within so many days of the one before counts as repeated. */
  readonly withinDays: number
  readonly categories: readonly FeeCategory[]
  /** Items that are repeated as a matter of course (血糖, 血气): never listed. */
  readonly usual: ReadonlySet<string>
}

/** Examinations and laboratory, the same item within three days. */
export const DEFAULT_REPEAT_RULES: RepeatRules = { withinDays: 3, categories: ['03', '04'], usual: new Set() }

export interface Repeat {
  readonly caseNo: string
  readonly before: string
  readonly again: string
  readonly daysApart: number
  readonly amount: Fen
}

export interface RepeatedTest {
  readonly item: string
  readonly name: string
  readonly cases: number
  /** Charged for the repeats alone. To be looked at by those who ordered them: many repeats are good care. */
  readonly amount: Fen
  readonly repeats: readonly Repeat[]
}

/**
 * The same test on another day of the same stay, soon after the last one. Lines of one day are one test; a day whose lines are refunded
 * to nothing or below did not happen. The most money first.
 */
export function repeatedTests(
  lines: Iterable<TestLine>,
  rules: RepeatRules = DEFAULT_REPEAT_RULES,
): readonly RepeatedTest[] {
  const found = new Map<string, { name: string; repeats: Repeat[] }>()
  for (const { caseNo, item, name, days } of testDays(lines, rules)) {
    const repeats = repeatsOf(caseNo, days, rules.withinDays)
    if (repeats.length === 0) continue
    const known = found.get(item)
    if (known === undefined) found.set(item, { name, repeats })
    else known.repeats.push(...repeats)
  }
  return [...found]
    .map(([item, { name, repeats }]) => ({
      item,
      name,
      cases: new Set(repeats.map(({ caseNo }) => caseNo)).size,
      amount: sumFen(repeats.map(({ amount }) => amount)),
      repeats,
    }))
    .sort((a, b) => b.amount - a.amount || (a.item < b.item ? -1 : 1))
}

interface TestDays {
  readonly caseNo: string
  readonly item: string
  readonly name: string
  readonly days: Map<string, Fen>
}

function testDays(lines: Iterable<TestLine>, { categories, usual }: RepeatRules): Iterable<TestDays> {
  const tests = new Map<string, TestDays>()
  for (const { caseNo, item, name, category, chargedAt, amount } of lines) {
    if (!categories.includes(category) || usual.has(item)) continue
    const key = JSON.stringify([caseNo, item])
    const test = tests.get(key) ?? { caseNo, item, name, days: new Map<string, Fen>() }
    tests.set(key, test)
    const day = chargedAt.slice(0, 10)
    test.days.set(day, addFen(test.days.get(day) ?? sumFen([]), amount))
  }
  return tests.values()
}

function repeatsOf(caseNo: string, days: ReadonlyMap<string, Fen>, withinDays: number): Repeat[] {
  const done = [...days].filter(([, amount]) => amount > 0).sort(([a], [b]) => (a < b ? -1 : 1))
  return done.slice(1).flatMap(([again, amount], index) => {
    const before = done[index]![0]
    const daysApart = daysBetween(before, again)
    return daysApart <= withinDays ? [{ caseNo, before, again, daysApart, amount }] : []
  })
}

const DAY = 86_400_000

/** Calendar days from one ISO date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / DAY)
