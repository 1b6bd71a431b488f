import { describe, expect, test } from 'vitest'
import type { ReadableDb } from '#store/database.ts'
import * as queries from '#store/grouping-queries.ts'
import { casesOfPairs, groupPairs, statusByMonth, worklist } from '#store/grouping-queries.ts'
import type { FactFilter } from '#store/slices.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const planOf = queryPlans()
const pairs = [{ schemeId: 1, official: 'IC21', status: 'grouped', drg: 'IC25' }] as const

/** Every query of the grouping page, with the tables it may look up beside the facts, and how. */
const QUERIES: readonly (readonly [
  name: string,
  ask: (db: ReadableDb, filter: FactFilter) => unknown,
  beside: readonly string[],
])[] = [
  ['statusByMonth', statusByMonth, []],
  ['worklist', worklist, ['SEARCH d USING PRIMARY KEY (case_id=? AND position=?) LEFT-JOIN']],
  ['groupPairs', groupPairs, []],
  [
    'casesOfPairs',
    (db, filter) => casesOfPairs(db, filter, pairs, 5000, 50),
    ['SEARCH r USING INTEGER PRIMARY KEY (rowid=?)', 'SEARCH d USING PRIMARY KEY (case_id=? AND position=?) LEFT-JOIN'],
  ],
]

test('no query of the grouping page is left out', () => {
  expect(QUERIES.map(([name]) => name).toSorted()).toEqual(Object.keys(queries).toSorted())
})

describe.each(QUERIES)('%s', (_, ask, beside) => {
  const steps = (filter: FactFilter) => planOf((db) => ask(db, filter)).split('\n')
  const searches = (filter: FactFilter) => steps(filter).filter((step) => step.startsWith('SEARCH'))

  test('reads the facts once and looks everything else up by key', () => {
    for (const filter of [{}, { team: '一组' }]) {
      const walked = scans(steps(filter).join('\n')).filter((step) => !step.startsWith('SCAN json_each'))
      const facts = searches(filter).filter((step) => step.startsWith('SEARCH f '))
      expect([...walked, ...facts]).toEqual([
        expect.stringMatching(
          /^(SCAN f( USING INDEX (case_fact|fact_cell)_period)?|SEARCH f USING INDEX case_fact_\w+ .*)$/,
        ),
      ])
      expect(searches(filter).filter((step) => !step.startsWith('SEARCH f '))).toEqual(beside)
    }
  })

  test('finds a month and a group by an index', () => {
    const byIndex = (filter: FactFilter) => {
      expect(scans(steps(filter).join('\n')).filter((step) => !step.startsWith('SCAN json_each'))).toEqual([])
      return searches(filter)[0]
    }
    expect(byIndex({ from: '2026-01', to: '2026-02' })).toMatch(/^SEARCH f USING INDEX (case_fact|fact_cell)_/)
    expect(byIndex({ drg: 'IC25' })).toMatch(/^SEARCH f USING INDEX (case_fact|fact_cell)_drg \(drg=\?\)/)
  })
})
