import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exact } from '#shared/domain/exact.ts'
import { period } from '#shared/domain/period.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { problemCode } from '../../support/tiny-book.ts'

const WHOLE = { slice: {}, compare: 'none', basis: 'B3' } as const
const LAST = { from: period('2026-01'), to: period('2026-06') }

describe('the portfolio of the demonstration department', () => {
  let core: TestCore
  beforeAll(async () => {
    core = startTestCore()
    await core.job('book.createDemo', { folder: core.folder })
  })
  afterAll(() => core.close())

  test('every group is in exactly one class, and classes hold all grouped cases and their surplus on cost', async () => {
    const report = await core.call('portfolio.get', WHOLE)
    const table = await core.call('surplus.table', { slice: { status: 'grouped' }, by: 'drg', basis: 'B3' })
    expect(report.n).toBe(table.total.n)
    expect(report.groups.map(({ key }) => key).toSorted()).toEqual(table.rows.map(({ key }) => key).toSorted())
    const sum = (pick: (each: (typeof report.classes)[number]) => number) =>
      report.classes.reduce((total, each) => total + pick(each), 0)
    expect(sum(({ n }) => n)).toBe(report.n)
    expect(sum(({ groups }) => groups)).toBe(report.groups.length)
    const surplus = report.classes.reduce((total, { onCost }) => total.plus(onCost ?? 0), exact(0))
    expect(surplus.toFixed()).toBe(table.total.surplus)
    for (const { id, groups } of report.classes)
      expect(report.groups.filter((group) => group.class === id)).toHaveLength(groups)
  })

  test('a return is (payment − cost) ÷ cost and a weight that of the table, group by group', async () => {
    const { groups } = await core.call('portfolio.get', WHOLE)
    const { rows } = await core.call('surplus.table', { slice: { status: 'grouped' }, by: 'drg', basis: 'B3' })
    for (const { key, cmi, surplus, cost } of rows) {
      const group = groups.find((each) => each.key === key)!
      expect(group.onCost, key).toBe(surplus)
      expect(group.cmi === null ? null : exact(group.cmi).toFixed(10), key).toBe(
        cmi === null ? null : exact(cmi).toFixed(10),
      )
      if (surplus !== null && cost !== null)
        expect(exact(group.costReturn!).toFixed(10)).toBe(exact(surplus).div(exact(cost).div(100)).toFixed(10))
    }
  })

  test('limits decide the class, are refused unless they rise, and come back with the defaults', async () => {
    const limits = { cmiLow: '0.1', cmiHigh: '0.2', returnLoss: '-0.9', returnLow: '-0.8', returnHigh: '-0.7' }
    const report = await core.call('portfolio.get', { ...WHOLE, thresholds: limits })
    expect(report.thresholds).toEqual(limits)
    expect(report.defaults).toMatchObject({ cmiLow: '0.8', cmiHigh: '1.2', returnHigh: '0.15' })
    for (const { class: id, cmi, costReturn } of report.groups)
      if (cmi !== null && costReturn !== null && exact(cmi).gt('0.2') && exact(costReturn).gt('-0.7'))
        expect(id).toBe('leading')
    expect(await problemCode(core.call('portfolio.get', { ...WHOLE, thresholds: { ...limits, cmiHigh: '0.1' } }))).toBe(
      'bad-request',
    )
  })

  test('movements hold every group of either half-year once; growth is against the cases of the one before', async () => {
    const report = await core.call('portfolio.get', { slice: LAST, compare: 'previous', basis: 'B1' })
    expect(report.compare).toMatchObject({ from: '2025-07', to: '2025-12' })
    const moved = report.movements.flatMap(({ keys }) => keys)
    expect(new Set(moved).size).toBe(moved.length)
    for (const { key } of report.groups) expect(moved).toContain(key)
    for (const { from, to, keys } of report.movements)
      for (const key of keys) {
        const group = report.groups.find((each) => each.key === key)
        expect([group?.before?.class ?? null, group?.class ?? null]).toEqual([from, to])
      }
    for (const { growth, before, n } of report.groups)
      if (before !== null) expect(exact(growth!).times(before.n).round(6).toNumber()).toBe(n - before.n)
    const { total } = await core.call('surplus.table', {
      slice: { ...LAST, status: 'grouped' },
      by: 'drg',
      basis: 'B1',
    })
    expect(report.n).toBe(total.n)
  })
})

test('an empty book has no groups', async () => {
  const core = startTestCore()
  await core.call('book.create', { path: `${core.folder}/a.keheng`, name: '空' })
  expect(await core.call('portfolio.get', WHOLE)).toMatchObject({ n: 0, groups: [], movements: [] })
  await core.close()
})
