import { describe, expect, test } from 'vitest'
import type { ReadableDb } from '#store/database.ts'
import { dayAmounts, itemAmounts, linedCaseIds, linedCases, namedCases } from '#store/structure-lines.ts'
import { categorySums, elementCases, elementSums, settledSums, teamOutcomes } from '#store/structure-sums.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const planOf = queryPlans()
const YEAR = { from: '2025-07', to: '2026-06' }

/** `values` asks as `all` does, so that its plan is read too. */
const listed = (ask: (db: ReadableDb) => unknown) =>
  planOf((db) => ask(Object.assign(Object.create(db), { values: db.all })))

describe('a structure', () => {
  test('of charges is one pass over the facts of its months, whatever it is told apart by', () => {
    for (const by of [[], ['month'], ['team', 'drg']] as const) {
      const plan = planOf((db) => categorySums(db, YEAR, by))
      expect(plan.split('\n')[0]).toBe('SEARCH f USING INDEX fact_cell_period (period>? AND period<?)')
      expect(plan).not.toMatch(/charge_line|case_category|SCAN/)
    }
  })

  test('of cost is a pass over the cells of its months; asked of single cases it looks up the cost in force of each by its key', () => {
    expect(scans(planOf((db) => elementSums(db, YEAR, ['drg'])))).toEqual([])
    const plan = planOf((db) => elementSums(db, { ...YEAR, principalDx: 'M17.100' }, ['drg']))
    expect(plan).toContain('SEARCH i USING PRIMARY KEY (period=?)')
    expect(plan).toMatch(/SEARCH k USING \S+( \w+)+ \((case_id|run_id)=\? AND (case_id|run_id)=\?\)/)
    expect(scans(plan)).toEqual([])
  })

  test('of a group is found by its index', () => {
    expect(planOf((db) => categorySums(db, { drg: 'IC25' }, []))).toContain(
      'SEARCH f USING INDEX fact_cell_drg (drg=?)',
    )
  })

  test('has its payment and its teams’ outcomes from the facts of its months', () => {
    for (const ask of [(db: ReadableDb) => settledSums(db, YEAR), (db: ReadableDb) => teamOutcomes(db, YEAR)])
      expect(scans(planOf(ask))).toEqual([])
  })
})

describe('what is behind a part', () => {
  test('lines are read by case, never the whole table', () => {
    const asks: readonly ((db: ReadableDb) => unknown)[] = [
      (db) => dayAmounts(db, [1, 2]),
      (db) => itemAmounts(db, [1, 2], ['08'], false),
      (db) => itemAmounts(db, [1, 2], null, true),
    ]
    for (const ask of asks) {
      const plan = listed(ask)
      expect(plan).toContain('SEARCH l USING INDEX charge_line_case (case_id=?)')
      expect(scans(plan).filter((step) => !/json_each|batch/.test(step))).toEqual([])
    }
  })

  test('cases are found by the months’ index and by their keys', () => {
    const asks: readonly ((db: ReadableDb) => unknown)[] = [
      (db) => linedCaseIds(db, YEAR),
      (db) => linedCases(db, YEAR, ['month']),
      (db) => namedCases(db, [1]),
      (db) => elementCases(db, YEAR, 'staff', 0, 10),
    ]
    for (const ask of asks) expect(scans(listed(ask)).filter((step) => !/json_each|page/.test(step))).toEqual([])
  })
})
