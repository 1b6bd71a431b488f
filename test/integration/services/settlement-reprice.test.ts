import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSession } from '#services/session.ts'
import { openSettingsFile } from '#services/settings-file.ts'
import { reprice } from '#services/settlement/reprice/run.ts'
import type { RepricedDimension, RepricedTable } from '#shared/contract/settlement-reprice.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { writeTinyPolicy } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

/** Knees weigh more and employees' rate is lower; it is in force in no month that has cases. */
const NEXT = {
  code: 'TINY-NEXT',
  validFrom: '2027-01',
  validTo: null,
  pricing: {
    mode: 'weight',
    baseRates: [
      { insurance: '职工', rate: '9000' },
      { insurance: '居民', rate: '8000' },
    ],
    defaultInsurance: null,
    hospitalCoefficient: '1.05',
  },
  groups: [
    { drg: 'IC25', rw: '2.1' },
    { drg: 'IU25', rw: '0.5' },
  ],
}

const told = ({ total }: Pick<RepricedTable, 'total'>) =>
  Object.fromEntries(Object.entries(total.causes).filter(([, amount]) => !exact(amount).eq(0)))

describe('pricing the tiny department again', () => {
  let core: TestCore
  let own = 0
  let next = 0
  const file = (name: string) => join(core.folder, name)
  const table = (repricingId: number, by: RepricedDimension = 'drg', slice = {}) =>
    core.call('settlement.repriced', { repricingId, slice, by })
  beforeAll(async () => {
    core = await tinyBook()
    own = (await core.call('policies.list', {}))[0]!.id
    next = (await core.call('policies.add', { path: writeTinyPolicy(file('next.json'), NEXT) })).id
    await core.job('recompute.run', {})
  })
  afterAll(() => core.close())

  test('months priced again with their own policy are what they were', async () => {
    const run = await core.job('settlement.reprice', { policyId: own, from: period('2026-01'), to: period('2026-02') })
    expect(run).toMatchObject({ cases: 5, leftOut: 0, outdated: false, policy: { code: 'TINY-PAY' } })
    const own2 = await table(run.id)
    expect([own2.total.changed, own2.total.change, told(own2)]).toEqual([0, '0', {}])
    expect(own2.total.before).toBe('66098.3200315')
    expect(own2.total.after).toBe(own2.total.before)
    const cases = await core.call('settlement.repricedCases', {
      ...{ repricingId: run.id, slice: {}, changedOnly: true, offset: 0, limit: 10 },
    })
    expect(cases).toEqual({ total: 0, rows: [] })
  })

  test('another policy: weight, rate, class and cases it newly prices, each apart, exact', async () => {
    const before = await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' })
    const run = await core.job('settlement.reprice', { policyId: next })
    const priced = await table(run.id)
    expect([run.cases, priced.total.n, priced.total.changed]).toEqual([6, 6, 3])
    expect(told(priced)).toEqual({
      weight: '1046.8604685', // (2.1 − 2.0003) × 1.05 × 10,000.10
      rate: '-2205.2205', // 2.1 × 1.05 × (9,000 − 10,000.10)
      class: '-1674.96', // high: 17,640 + 60,000 − 52,920 = 24,720 instead of 26,394.96
      priced: '4200', // March has no policy of its own: 0.5 × 8,000 × 1.05
    })
    expect([priced.total.before, priced.total.after, priced.total.change]).toEqual([
      ...['66098.3200315', '67465', '1366.6799685'],
    ])
    expect(priced.counts).toEqual({ weight: 1, coefficient: 0, rate: 1, class: 1, priced: 1 })
    // Five cases that both pay: charges 99,000.
    expect(priced.surplus).toEqual({
      n: 5,
      before: { basis: 'B1', amount: '-32901.6799685' },
      after: { basis: 'B1', amount: '-35735' },
    })
    // The figures in force are the same.
    expect(await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' })).toEqual(before)
  })

  test('every breakdown sums to the total, and a row opens to its cases', async () => {
    const [run] = await core.call('settlement.repricings', {})
    for (const by of ['drg', 'team', 'month', 'insurance', 'class'] as const) {
      const { rows, total } = await table(run!.id, by)
      const sum = (pick: (row: (typeof rows)[number]) => string) =>
        sumExact(rows.map((row) => exact(pick(row)))).toFixed()
      expect([sum((row) => row.before), sum((row) => row.change)]).toEqual([total.before, total.change])
      for (const cause of ['weight', 'coefficient', 'rate', 'class', 'priced'] as const)
        expect(sum((row) => row.causes[cause])).toBe(total.causes[cause])
      for (const row of rows) {
        expect(sumExact(Object.values(row.causes).map((amount) => exact(amount))).toFixed()).toBe(row.change)
        const cases = await core.call('settlement.repricedCases', {
          ...{ repricingId: run!.id, slice: {}, row: { by, key: row.key }, changedOnly: false, offset: 0, limit: 10 },
        })
        expect(cases.total).toBe(row.n)
        expect(sumExact(cases.rows.map(({ change }) => exact(change))).toFixed()).toBe(row.change)
      }
    }
    const classes = (await table(run!.id, 'class')).rows.map(({ key, n }) => [key, n])
    expect(classes).toContainEqual(['unpriced>normal', 1])
    expect((await table(run!.id, 'drg', { team: '一组' })).total.n).toBe(3)
  })

  test('a run is replaced by the next of its policy, told outdated when data change, and dropped', async () => {
    await core.job('settlement.reprice', { policyId: next, to: period('2026-01') })
    const runs = await core.call('settlement.repricings', {})
    expect(runs.map(({ policy, cases }) => [policy.code, cases])).toEqual([
      ['TINY-NEXT', 2],
      ['TINY-PAY', 5],
    ])
    await core.call('policies.add', {
      path: writeTinyPolicy(file('third.json'), { ...NEXT, code: 'TINY-3', scheme: 'OTHER' }),
    })
    expect((await core.call('settlement.repricings', {})).map(({ outdated }) => outdated)).toEqual([true, true])
    const third = (await core.call('policies.list', {})).find(({ code }) => code === 'TINY-3')!
    expect(await problemCode(core.job('settlement.reprice', { policyId: third.id }))).toBe('bad-request')
    expect(await problemCode(core.job('settlement.reprice', { policyId: 999 }))).toBe('not-found')
    await core.call('settlement.dropRepricing', { repricingId: runs[0]!.id })
    expect(await problemCode(table(runs[0]!.id))).toBe('not-found')
    expect(await core.call('settlement.repricings', {})).toHaveLength(1)
  })

  test('a policy taken back takes its runs along; a cancelled run leaves the one before', async () => {
    const before = await core.call('settlement.repricings', {})
    const path = file('a.keheng')
    await core.call('book.close', {})
    // Past the core, so that the moment is chosen and not raced for.
    const session = createSession(openSettingsFile(null))
    session.open(path)
    const breathe = () => Promise.reject(problem('cancelled', '已取消', 'cancelled'))
    const context = { signal: new AbortController().signal, report: () => {}, breathe }
    expect(await problemCode(reprice(session, { policyId: own }, context))).toBe('cancelled')
    session.close()
    await core.call('book.open', { path })
    expect(await core.call('settlement.repricings', {})).toEqual(before)
    await core.job('settlement.reprice', { policyId: next })
    await core.job('commands.undo', {}) // TINY-3
    await core.job('commands.undo', {}) // TINY-NEXT
    expect((await core.call('settlement.repricings', {})).map(({ policy }) => policy.code)).toEqual(['TINY-PAY'])
  })
})
