import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'
import { sparcsTemplate, writeSparcsPolicy } from '../../support/sparcs.ts'

const DEPARTMENT = ['datasets', 'sparcs_ortho_dept_facility413'] as const
const STATE = ['datasets', 'sparcs_musculoskeletal'] as const

const rounded = (value: string | null) => (value === null ? null : exact(value).toFixed(2))

describe.skipIf(missingShared(...DEPARTMENT) !== null)('a real orthopaedic department, as its reference says', () => {
  const reference = () => JSON.parse(readFileSync(sharedPath(...DEPARTMENT, 'reference.json'), 'utf8'))
  let core: TestCore
  beforeAll(async () => {
    core = startTestCore()
    await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: 'Facility 413' })
    await core.call('policies.add', { path: writeSparcsPolicy(core.folder) })
    const path = sharedPath(...DEPARTMENT, 'ortho_dept_facility413_2020.csv')
    const batch = await core.job('imports.commit', {
      source: { path, template: sparcsTemplate() },
      skipRejected: false,
    })
    expect(batch).toMatchObject({ accepted: 1143, rejected: 0 })
    await core.job('recompute.run', {})
  })
  afterAll(() => core.close())

  test('1,143 cases, charges 52,628,947.90, cost 22,537,021.19, CMI 1.1011', async () => {
    const { total } = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' })
    expect(total.n).toBe(1143)
    expect(fenToYuan(total.charge)).toBe('52628947.90')
    expect(fenToYuan(total.cost!)).toBe('22537021.19')
    expect(exact(total.cmi!).toFixed(4)).toBe('1.1011')
  })

  test('payment 31,118,294.67; surplus 8,581,273.48 on cost, −21,510,653.23 on charges', async () => {
    const onCost = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B3' })
    const onCharges = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' })
    expect(rounded(onCost.total.payment)).toBe('31118294.67')
    expect(rounded(onCost.total.surplus)).toBe('8581273.48')
    expect(rounded(onCharges.total.surplus)).toBe('-21510653.23')
  })

  test('both totals are told: exact and rounded once, and each case paid in whole fen (31,118,295.65)', async () => {
    const { rounding } = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B3' })
    expect(fenToYuan(rounding.paid)).toBe('31118295.65')
    expect(rounding.note.zh).toContain('31118294.67')
    expect(rounding.note.zh).toContain('31118295.65')
    const explanation = await core.call('explain.figure', { figure: { kind: 'indicator', id: 'payment', slice: {} } })
    expect(JSON.stringify(explanation)).toContain('31118295.65')
  })

  test('every APR-DRG: cases, cost, payment and surplus equal the reference', async () => {
    const groups = reference().surplus_vs_statewide_payment.by_apr_drg as Record<
      string,
      { n: number; cost: number; payment: number; surplus: number }
    >
    const { rows } = await core.call('surplus.table', { slice: {}, by: 'adrg', basis: 'B3' })
    expect(rows.length).toBe(Object.keys(groups).length)
    for (const row of rows) {
      const expected = groups[row.key]!
      expect(row.n, row.key).toBe(expected.n)
      expect(fenToYuan(row.cost!), row.key).toBe(exact(expected.cost).toFixed(2))
      // The reference priced with unrounded means; its payment table gives six decimals: half a millionth a case apart.
      const tolerance = exact('0.0000005').times(row.n + 1)
      expect(exact(row.payment).minus(expected.payment).abs().lte(tolerance), row.key).toBe(true)
      expect(exact(row.surplus!).minus(expected.surplus).abs().lte(tolerance), row.key).toBe(true)
    }
  })

  test('age bands, foreign codes kept and never grouped, and the official group stay visible', async () => {
    const page = await core.call('cases.page', { slice: { drg: '313|Moderate' }, offset: 0, limit: 1 })
    const row = page.rows[0]!
    expect(row.age).toBeNull()
    expect(row.ageBand).toMatch(/^\d+ to \d+$/)
    const detail = await core.call('cases.get', { caseNo: row.caseNo })
    expect(detail.codeSystem).toBe('CCSR')
    expect(detail.grouping?.source).toBe('official')
    expect(detail.diagnoses[0]?.code).toMatch(/^[A-Z]{3}\d{3}$/)
  })

  test('a scheme in force does not group them: the codes are of another system', async () => {
    await core.job('schemes.add', { path: join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'scheme') })
    await core.job('recompute.run', {})
    const { total } = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B3' })
    expect(rounded(total.surplus)).toBe('8581273.48')
    await core.job('commands.undo', {})
  })

  test('the book verifies', async () => {
    const report = await core.job('book.verify', {})
    expect(report.checks.filter((check) => !check.ok)).toEqual([])
  })
})

describe.skipIf(missingShared(...STATE) !== null)('the statewide file', () => {
  test('36,631 rows come in with their 53 exact duplicates as warnings; totals equal the reference', async () => {
    const core = startTestCore()
    try {
      const { total } = JSON.parse(readFileSync(sharedPath(...STATE, 'reference.json'), 'utf8')) as {
        total: { n: number; charges: { sum: number }; costs: { sum: number }; los: { sum: number } }
      }
      await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: 'Statewide' })
      await core.call('policies.add', { path: writeSparcsPolicy(core.folder) })
      const source = { path: sharedPath(...STATE, 'sparcs2020_musculoskeletal.csv.gz'), template: sparcsTemplate() }
      const preview = await core.job('imports.preview', source)
      expect(preview.counts.total).toBe(36_631)
      expect(preview.issueCounts.find((entry) => entry.code === 'duplicate-row')?.count).toBe(53)
      const batch = await core.job('imports.commit', { source, skipRejected: false })
      expect(batch).toMatchObject({ accepted: total.n, rejected: 0 })
      await core.job('recompute.run', {})
      const table = await core.call('surplus.table', { slice: {}, by: 'adrg', basis: 'B3' })
      expect(table.total.n).toBe(total.n)
      expect(fenToYuan(table.total.charge)).toBe(exact(total.charges.sum).toFixed(2))
      expect(fenToYuan(table.total.cost!)).toBe(exact(total.costs.sum).toFixed(2))
    } finally {
      await core.close()
    }
  })
})
