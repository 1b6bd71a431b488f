import type { RequestOf } from '#shared/contract/contract.ts'
import { period } from '#shared/domain/period.ts'
import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import { type BareQuestion, searchFilter } from './bare-book.ts'
import type { BenchCore } from './core.ts'

export interface AskedPage {
  readonly name: string
  readonly ask: () => Promise<unknown>
  /** The aggregates the page cannot do without, in bare SQL; none for a page that sums nothing. */
  readonly bare: readonly BareQuestion[]
}

/** The last year of ten, the year before it, and both. */
const YEAR = { from: period('2033-07'), to: period('2034-06') }
const BEFORE = { from: period('2032-07'), to: period('2033-06') }
const within = ({ from, to }: typeof YEAR) => `f.period BETWEEN '${from}' AND '${to}'`

const sums = (by: string | null, filter = ''): BareQuestion => ({ kind: 'sums', by, filter })

/** What each page asks of a book of ten years, and what it could not do without. */
export async function askedPages(core: BenchCore): Promise<readonly AskedPage[]> {
  const middle = await core.call('cases.page', { slice: {}, offset: 0, limit: 1 })
  const cases = middle.total
  const { caseNo } = middle.rows[0]!
  return [
    ...seeing(core),
    ...explaining(core),
    ...finding(core, cases),
    { name: 'case', ask: () => core.call('cases.get', { caseNo }), bare: [] },
  ]
}

/** 总览 and 病组盈亏, of the whole book and of a year. */
function seeing(core: BenchCore): readonly AskedPage[] {
  const overview = (
    name: string,
    slice: typeof YEAR | Record<string, never>,
    filter: string,
    before: string,
  ): AskedPage => ({
    name: `overview_${name}`,
    ask: () => core.call('overview.get', { slice, compare: 'year', basis: 'B3' }),
    bare: [sums('drg', filter), sums(null, before), sums('period', within(YEAR))],
  })
  return [
    overview('year', YEAR, within(YEAR), within(BEFORE)),
    overview('all', {}, '', ''),
    ...SLICE_DIMENSIONS.map((by): AskedPage => {
      const column = by === 'month' ? 'period' : by
      return {
        name: `surplus_by_${by}`,
        ask: () => core.call('surplus.table', { slice: {}, by, basis: 'B1' }),
        bare: [sums(column)],
      }
    }),
  ]
}

/** 成本结构, 差异分析, 成本. */
function explaining(core: BenchCore): readonly AskedPage[] {
  const slice = YEAR
  return [
    {
      name: 'structure_categories',
      ask: () => core.call('structure.get', { slice, view: 'categories', compare: 'previous' }),
      bare: [sums('drg', within(YEAR)), sums('drg', within(BEFORE)), sums('team', within(YEAR)), sums('period', '')],
    },
    {
      name: 'structure_elements',
      ask: () => core.call('structure.get', { slice, view: 'elements', compare: 'previous' }),
      bare: ['drg', 'team'].flatMap((by): BareQuestion[] => [
        { kind: 'elements', by, filter: within(YEAR) },
        { kind: 'elements', by, filter: within(BEFORE) },
      ]),
    },
    {
      name: 'structure_by_group',
      ask: () => core.call('structure.by', { slice, view: 'categories', compare: 'previous', by: 'drg' }),
      bare: [sums('drg', within(YEAR)), sums('drg', within(BEFORE))],
    },
    ...(['B1', 'B3'] as const).map(
      (basis): AskedPage => ({
        name: `variance_${basis}`,
        ask: () => core.call('variance.table', { slice, basis, base: { kind: 'year' } }),
        bare: [sums('drg', within(YEAR)), sums('drg', within(BEFORE)), sums('period', '')],
      }),
    ),
    {
      name: 'grouping_coverage',
      ask: () => core.call('grouping.coverage', { slice: {} }),
      bare: [sums('period'), { kind: 'sums', of: 'cases', by: null, filter: "f.status <> 'grouped'" }],
    },
    {
      name: 'grouping_agreement',
      ask: () => core.call('grouping.agreement', { slice: {} }),
      bare: [{ kind: 'sums', of: 'cases', by: 'drg', filter: '' }],
    },
  ]
}

/** 病例: first and deep pages, sorted, searched. */
function finding(core: BenchCore, cases: number): readonly AskedPage[] {
  const casePage = (
    name: string,
    request: Partial<RequestOf<'cases.page'>>,
    order: string,
    filter = '',
    of?: 'cases',
  ): AskedPage => {
    const full = { slice: {}, offset: 0, limit: 100, ...request }
    const total: BareQuestion = { kind: 'sums', by: null, filter, ...(of === undefined ? {} : { of }) }
    const rows: BareQuestion = { kind: 'rows', order, filter, offset: full.offset, limit: full.limit }
    return { name: `cases_${name}`, ask: () => core.call('cases.page', full), bare: [total, rows] }
  }
  const newest = 'f.period DESC, f.case_id DESC'
  return [
    casePage('first', {}, newest),
    casePage('deep', { offset: cases - 200 }, newest),
    casePage('sorted', { sort: { column: 'surplusB1', descending: false } }, 'f.payment_fen - f.charge_fen'),
    casePage('search', { slice: { text: '医师B2' } }, newest, searchFilter('医师B2'), 'cases'),
  ]
}
