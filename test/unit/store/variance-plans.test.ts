import { describe, expect, test } from 'vitest'
import { cellSums, groupMonths } from '#store/variance-cells.ts'
import { casesOfItem, itemUses, poolUses } from '#store/variance-uses.ts'
import { queryPlans, scans } from '../../support/query-plan.ts'

const planOf = queryPlans()
const MONTH = { from: '2026-01', to: '2026-01' } as const

describe('a comparison', () => {
  test.each([
    ['cells', (db: Parameters<typeof cellSums>[0]) => cellSums(db, MONTH, 'B1')],
    ['earlier months', (db: Parameters<typeof cellSums>[0]) => groupMonths(db, MONTH, 'B3')],
  ])('finds its %s by month and reads one table', (_what, ask) => {
    const plan = planOf(ask)
    expect(plan).toContain('SEARCH f USING INDEX fact_cell_period (period>? AND period<?)')
    expect(scans(plan)).toEqual([])
  })

  test('walks from its cases to their lines, never the other way', () => {
    for (const plan of [
      planOf((db) => itemUses(db, MONTH)),
      planOf((db) => casesOfItem(db, { ...MONTH, drg: 'IC25' }, { category: '08', code: 'C1', name: '材料' })),
    ]) {
      expect(plan).toContain('SEARCH l USING INDEX charge_line_case (case_id=?)')
      expect(plan).not.toMatch(/SCAN (l|f|charge_line|case_fact)\b/)
    }
  })

  test('finds the costs of its cases by case and run', () => {
    const plan = planOf((db) => poolUses(db, MONTH))
    expect(plan).toMatch(/SEARCH k USING \S+( \w+)+ \((case_id|run_id)=\? AND (case_id|run_id)=\?\)/)
    expect(plan).not.toMatch(/SCAN (f|k|case_fact|case_cost)\b/)
  })
})
