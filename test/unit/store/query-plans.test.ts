import { describe, expect, test } from 'vitest'
import { CASE_SORTS } from '#shared/contract/case-query.ts'
import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import { type CaseSort, caseByNumber, casePage, categoriesOf, countLines, linesOf } from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { casesForComputing } from '#store/facts.ts'
import { furtherBy } from '#store/further-sums.ts'
import { totalsBy, totalsOf } from '#store/totals.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const planOf = queryPlans()

describe('a page of cases', () => {
  const sorts: (CaseSort | undefined)[] = [undefined, ...CASE_SORTS.map((column) => ({ column, descending: true }))]
  test.each(sorts)('sorted by %o finds its ids on the fact table alone, and joins only those', (sort) => {
    const plan = planOf((db) => casePage(db, { team: '一组' }, sort, 5000, 50))
    const [page] = plan.split('\nSCAN page')
    // The page is picked from one table; a sort by another table's column looks it up by key.
    expect(scans(page!).filter((step) => !step.includes('(subquery'))).toEqual([
      expect.stringMatching(/^SCAN f( USING INDEX case_fact_(period|drg))?$/),
    ])
    const outside = plan.slice(page!.length)
    for (const table of ['f', 'r', 'c', 'd', 'p', 'n'])
      expect(outside, `${table} is looked up by its key`).toMatch(new RegExp(`SEARCH ${table} USING`))
    expect(scans(outside).filter((step) => step !== 'SCAN page')).toEqual([])
  })

  test('a month is found by its index', () => {
    expect(planOf((db) => casePage(db, { from: '2026-01', to: '2026-01' }, undefined, 0, 50))).toContain(
      'SEARCH f USING COVERING INDEX case_fact_period (period>? AND period<?)',
    )
  })
})

describe('one case', () => {
  test('is found by its number', () => {
    const plan = planOf((db) => caseByNumber(db, 'A1'))
    expect(plan).toContain('SEARCH q USING COVERING INDEX sqlite_autoindex_case_ref_1 (case_no=?)')
    expect(scans(plan)).toEqual([])
  })

  test.each([undefined, '08'])('its lines are found by case (category %s)', (category) => {
    for (const ask of [
      (db: ReadableDb) => linesOf(db, 1, category, 0, 100),
      (db: ReadableDb) => countLines({ ...db, one: db.one } as ReadableDb, 1, category),
    ]) {
      const plan = planOf(ask)
      expect(plan).toContain('SEARCH l USING INDEX charge_line_case (case_id=?)')
      expect(scans(plan).filter((step) => !step.startsWith('SCAN batch'))).toEqual([])
    }
  })

  test('its categories come from the roll-up, not from its lines', () => {
    const plan = planOf((db) => categoriesOf(db, 1))
    expect(plan).toContain('SEARCH case_category USING PRIMARY KEY (case_id=?)')
    expect(plan).not.toContain('charge_line')
  })
})

describe('sums', () => {
  test('over all cases are one pass over the fact table', () => {
    expect(planOf((db) => totalsOf(db, {}))).toBe('SCAN f')
  })

  test('of a group are found by its index', () => {
    expect(planOf((db) => totalsOf(db, { drg: 'IC25' }))).toBe('SEARCH f USING INDEX fact_cell_drg (drg=?)')
  })

  test.each(SLICE_DIMENSIONS)('by %s read the fact table once and join nothing', (by) => {
    const plan = planOf((db) => totalsBy(db, by, {}))
    expect(plan.split('\n')[0]).toMatch(/^SCAN f( USING INDEX fact_cell_(period|drg))?$/)
    expect(
      plan
        .split('\n')
        .slice(1)
        .every((step) => step === 'USE TEMP B-TREE FOR GROUP BY'),
    ).toBe(true)
  })
})

test.each(['month', 'team', 'physician'] as const)(
  'further sums by %s read the fact table once and join nothing',
  (by) => {
    const plan = planOf((db) => furtherBy(db, by, {}))
    expect(scans(plan)).toEqual([expect.stringMatching(/^SCAN f( USING INDEX (case_fact|fact_cell)_(period|drg))?$/)])
  },
)

test('a recompute reads its chunk of cases by key and never walks a whole table', () => {
  const plan = planOf((db) => casesForComputing(db, 100, 250))
  expect(plan).toContain('SEARCH hospital_case USING INTEGER PRIMARY KEY (rowid>?)')
  for (const table of ['case_category', 'diagnosis', 'procedure_done'])
    expect(plan).toContain(`SEARCH ${table} USING PRIMARY KEY (case_id=?)`)
  expect(plan).not.toMatch(/SCAN (hospital_case|case_category|diagnosis|procedure_done|charge_line)/)
})
