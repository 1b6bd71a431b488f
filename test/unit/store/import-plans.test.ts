import { expect, test } from 'vitest'
import { chargesOfCases, linesOfCases } from '#store/case-money.ts'
import { partsHeld } from '#store/case-parts.ts'
import { RECORD_TABLES, ROW_KINDS, recordsHeld } from '#store/record-tables.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const planOf = queryPlans()
const scansOf = (plan: string) =>
  scans(plan).filter(
    (step) => !step.startsWith('SCAN wanted') && !step.startsWith('SCAN json_each') && !step.startsWith('SCAN batch'),
  )

test.each(ROW_KINDS.filter((kind) => kind !== 'ledger'))('what the book has of %s is found by an index', (kind) => {
  const plan = planOf((db) => recordsHeld(db, kind, [{} as never]))
  expect(scansOf(plan)).toEqual([])
  expect(plan).toMatch(new RegExp(`SEARCH ${RECORD_TABLES[kind].table} USING (INDEX|PRIMARY KEY)`))
})

test('what other tables know of a case, its lines and its total are found by the case', () => {
  for (const ask of [
    planOf((db) => partsHeld(db, ['A1'])),
    planOf((db) => chargesOfCases(db, ['A1'])),
    planOf((db) => linesOfCases(db, ['A1'], 'net')),
    planOf((db) => linesOfCases(db, ['A1'], 'positive')),
  ])
    expect(scansOf(ask)).toEqual([])
})
