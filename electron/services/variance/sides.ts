import type { Slice } from '#shared/contract/slice.ts'
import type { VarianceBase, VarianceQuery } from '#shared/contract/variance.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact } from '#shared/domain/exact.ts'
import { addMonths, type Period, period, periodsBetween } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { bookCounts } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { BLANK_KEY } from '#store/slices.ts'
import { benchmarkMeans, budgetMeans, type ComparedCases } from '#store/variance-cells.ts'

/** What a slice is held against: other cases, or what somebody states of a case of each group (yuan). */
export type BaseSide =
  | { readonly kind: 'cases'; readonly cases: ComparedCases; readonly slice: Slice | null; readonly label: Bilingual }
  | { readonly kind: 'means'; readonly means: ReadonlyMap<string, Exact>; readonly label: Bilingual }

export interface Sides {
  /** Its months are always named. */
  readonly slice: Slice
  readonly label: Bilingual
  readonly base: BaseSide
}

/**
 * Both sides of a comparison. An open end of the slice is the first or last month of the book.
 * @throws ProblemError `bad-request` when the base is no other cases than the slice's own, `not-found` when the book does not have it
 */
export function sidesOf(db: ReadableDb, { slice: asked, basis, base }: VarianceQuery): Sides {
  const { firstPeriod, lastPeriod } = bookCounts(db)
  const from = asked.from ?? (firstPeriod === null ? undefined : period(firstPeriod))
  const to = asked.to ?? (lastPeriod === null ? undefined : period(lastPeriod))
  if (from === undefined || to === undefined)
    throw problem(
      'not-found',
      '还没有病例，无法比较。请先导入病例。',
      'There are no cases to compare. Import some first.',
    )
  const slice: Slice = { ...asked, from, to }
  return { slice, label: sliceLabel(slice), base: baseSide(db, slice, from, to, basis, base) }
}

function baseSide(
  db: ReadableDb,
  slice: Slice,
  from: Period,
  to: Period,
  basis: VarianceQuery['basis'],
  base: VarianceBase,
): BaseSide {
  const ofCases = (other: Slice): BaseSide => ({ kind: 'cases', cases: other, slice: other, label: sliceLabel(other) })
  switch (base.kind) {
    case 'previous':
    case 'year': {
      const back = base.kind === 'year' ? 12 : periodsBetween(from, to).length
      return ofCases({ ...slice, from: addMonths(from, -back), to: addMonths(to, -back) })
    }
    case 'months':
      if (base.from > base.to)
        throw problem('bad-request', '基期的起月晚于止月。', 'The base period ends before it begins.')
      if (base.from === from && base.to === to) throw sameCases()
      return ofCases({ ...slice, from: base.from, to: base.to })
    case 'team':
      if (slice.team === base.team) throw sameCases()
      return ofCases({ ...slice, team: base.team })
    case 'others': {
      if (slice.team === undefined)
        throw problem(
          'bad-request',
          '要和其他医疗组比较，请先在筛选栏选一个医疗组。',
          'To compare with the other teams, choose a team in the filter bar first.',
        )
      const { team, ...rest } = slice
      const label = { zh: `其他医疗组，${monthsOf(slice)}`, en: `the other teams, ${monthsOf(slice)}` }
      return { kind: 'cases', cases: { ...rest, exceptTeam: team }, slice: null, label }
    }
    case 'benchmark': {
      const means = benchmarkMeans(db, base.scope, basis)
      if (means.size === 0) throw noMeans(`标杆“${base.scope}”`, `benchmark “${base.scope}”`, basis)
      return {
        kind: 'means',
        // Stated in fen.
        means: new Map([...means].map(([drg, mean]) => [drg, exact(mean).div(100)])),
        label: { zh: `标杆：${base.scope}`, en: `benchmark: ${base.scope}` },
      }
    }
    case 'budget': {
      const means = budgetMeans(db, to, basis)
      if (means.size === 0) throw noMeans(`${to} 的病组预算`, `budget by group of ${to}`, basis)
      return {
        kind: 'means',
        means: new Map([...means].map(([drg, mean]) => [drg, exact(mean)])),
        label: { zh: `预算：${to}`, en: `budget: ${to}` },
      }
    }
    default:
      return assertNever(base)
  }
}

const monthsOf = ({ from, to }: Slice): string => (from === to ? `${from}` : `${from} — ${to}`)

/** The period and what sets a slice apart from the whole department; drill-down filters both sides share are not repeated. */
function sliceLabel(slice: Slice): Bilingual {
  const months = monthsOf(slice)
  const { team } = slice
  if (team === undefined) return { zh: months, en: months }
  return team === BLANK_KEY
    ? { zh: `未填医疗组，${months}`, en: `no team, ${months}` }
    : { zh: `${team}，${months}`, en: `${team}, ${months}` }
}

const sameCases = () =>
  problem(
    'bad-request',
    '两边是同样的病例，没有差异可看。请另选基准。',
    'Both sides are the same cases. Choose another base.',
  )

const noMeans = (zh: string, en: string, basis: VarianceQuery['basis']) =>
  problem(
    'not-found',
    `没有${zh}在${basis === 'B3' ? '成本' : '费用'}口径下的例均值。请在“数据”页导入，或换一个基准。`,
    `The book has no means of the ${en} on the ${basis === 'B3' ? 'cost' : 'charge'} basis. Import them on the Data page, or choose another base.`,
  )
