import { describe, expect, test } from 'vitest'
import { groupNames } from '#store/book-queries.ts'
import { comparedCases, comparisonBy, comparisonPairs, comparisonTotal, sumsOfTrial } from '#store/comparison.ts'
import type { ReadableDb } from '#store/database.ts'
import { casesByIds } from '#store/facts.ts'
import { repeatedStays } from '#store/stays.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const planOf = queryPlans()

/** Each case of a trial is found by its key from the figures, or the figures from the trial; neither is read twice. */
describe('comparing the figures with a trial', () => {
  const questions: readonly (readonly [string, (db: ReadableDb) => unknown])[] = [
    ['total', (db) => comparisonTotal(db, {}, 'current', 7)],
    ['rows by team', (db) => comparisonBy(db, {}, 'current', 7, 'team')],
    ['pairs of groups', (db) => comparisonPairs(db, {}, 'current', 7, 500)],
    ['cases', (db) => comparedCases(db, {}, 'current', 7, { pair: null, changedOnly: true }, 0, 50)],
    ['kept sums', (db) => sumsOfTrial(db, 7)],
  ]
  test.each(questions)('%s', (_name, ask) => {
    const plan = planOf(ask)
    expect(plan).toMatch(/SEARCH (t|trial_result) USING (INDEX trial_result_trial|PRIMARY KEY)/)
    expect(
      scans(plan).filter((step) => /\b(trial_result|hospital_case|diagnosis|case_ref|group_name)\b/.test(step)),
    ).toEqual([])
  })

  test('names of groups come by the schemes that are in use, without reading the figures', () => {
    expect(planOf((db) => groupNames(db))).toContain('USING COVERING INDEX case_fact_scheme (scheme_id=?)')
  })

  test('cases asked for by number are looked up, not found by reading all', () => {
    expect(
      scans(planOf((db) => casesByIds(db, [1, 2]))).filter((step) =>
        /^SCAN (c|case_category|diagnosis|hospital_case)\b/.test(step),
      ),
    ).toEqual([])
  })

  test('a single patient’s stays are read once', () => {
    expect(scans(planOf((db) => repeatedStays(db, 3))).length).toBeLessThanOrEqual(1)
  })
})
