import { expect, test } from 'vitest'
import { repricedCases, repricedTotal } from '#store/repricing-sums.ts'
import { settledMonths } from '#store/settlement-months.ts'
import { returnsOf, settledAfter, settledCases } from '#store/settlement-returns.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const plan = queryPlans()

test('returns are found by their case, never by reading a batch for each chunk', () => {
  const steps = plan((db) => returnsOf(db, ['1', '2']))
  expect(steps).toContain('settlement_return_case')
  expect(scans(steps).filter((step) => !step.includes('wanted') && !step.includes('batch'))).toEqual([])
})

test('settled cases are walked and looked up by their number', () => {
  expect(scans(plan((db) => settledAfter(db, 10, 500)))).toEqual([])
  expect(scans(plan((db) => settledCases(db, ['1']))).every((step) => step.includes('wanted'))).toBe(true)
})

test('a year is read by its months, a pricing by its run', () => {
  expect(plan((db) => settledMonths(db, '2026'))).toContain('case_fact_period')
  for (const steps of [
    plan((db) => repricedTotal(db, 1, {})),
    plan((db) => repricedCases(db, 1, {}, { by: 'drg', key: 'IC25' }, false, 0, 10)),
  ])
    expect(scans(steps).filter((step) => !step.includes('case_fact'))).toEqual([])
})
