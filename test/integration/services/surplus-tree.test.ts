import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exact, sumExact } from '#shared/domain/exact.ts'
import { sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeAll(async () => {
  core = await tinyBook()
})
afterAll(() => core.close())

const tree = (by: 'group' | (typeof SLICE_DIMENSIONS)[number], basis: 'B1' | 'B3' = 'B1') =>
  core.call('surplus.tree', { slice: {}, by, compare: 'previous', basis })

describe('the surplus tree of the tiny department', () => {
  test('every level sums to the total, to the last digit', async () => {
    for (const basis of ['B1', 'B3'] as const) {
      const { rows, total } = await tree('group', basis)
      const table = await core.call('surplus.table', { slice: {}, by: 'month', basis })
      expect(total.surplus).toBe(table.total.surplus)
      const sum = (parent: string | null) =>
        sumExact(
          rows
            .filter((row) => row.parent === parent)
            .flatMap(({ surplus }) => (surplus === null ? [] : [exact(surplus)])),
        ).toFixed()
      expect(sum(null)).toBe(exact(total.surplus!).toFixed())
      for (const row of rows.filter(({ id }) => rows.some(({ parent }) => parent === id)))
        expect(sum(row.id), row.id).toBe(exact(row.surplus ?? 0).toFixed())
    }
  })

  test("a row's slice holds just its cases: its figures are those of the explanation", async () => {
    const { rows } = await tree('group')
    for (const row of rows) {
      const { result } = await core.call('explain.figure', {
        figure: { kind: 'indicator', id: 'surplus', slice: row.slice!, basis: 'B1' },
      })
      expect(result.value, row.id).toBe(row.surplus)
      const { total } = await core.call('cases.page', { slice: row.slice!, offset: 0, limit: 1 })
      expect(total, row.id).toBe(row.n)
    }
  })

  test('the months of a row sum to its surplus where the slice is those months', async () => {
    const { rows, total, months } = await tree('group')
    expect(months.at(-1)).toBe(period('2026-03'))
    for (const row of [...rows, total])
      expect(sumExact(row.trend.flatMap((value) => (value === null ? [] : [exact(value)]))).toFixed()).toBe(
        exact(row.surplus ?? 0).toFixed(),
      )
  })

  test('every other kind of row has the rows of the surplus table', async () => {
    for (const by of SLICE_DIMENSIONS) {
      const [{ rows }, table] = [await tree(by), await core.call('surplus.table', { slice: {}, by, basis: 'B1' })]
      const plain = (list: readonly { key: string; n: number; surplus: string | null }[]) =>
        list.map(({ key, n, surplus }) => ({ key, n, surplus })).toSorted((a, b) => (a.key < b.key ? -1 : 1))
      expect(plain(rows), by).toEqual(plain(table.rows))
    }
  })

  test('compares with chosen months, each month with the one at its place', async () => {
    const months = (text: string) => ({ from: period(text), to: period(text) })
    const asked = { basis: 'B1', slice: months('2026-02'), compare: months('2026-01') } as const
    const { rows, total, compare } = await core.call('surplus.tree', { ...asked, by: 'month' })
    const january = await core.call('surplus.table', { slice: months('2026-01'), by: 'month', basis: 'B1' })
    expect(compare).toMatchObject(months('2026-01'))
    expect(rows[0]?.before?.surplus).toBe(january.total.surplus)
    expect(total.before?.surplus).toBe(january.total.surplus)
    const none = await core.call('surplus.tree', { ...asked, by: 'group', compare: 'none' })
    expect([none.compare, none.total.before]).toEqual([null, null])
  })
})

describe('the way from charges to surplus', () => {
  /** By hand, from the cases in figures.test.ts: what the standards are beyond charges, then rule by rule. */
  const EXPECTED = [
    ['charge', 10_350_000],
    ['standard', -3_794_407],
    ['class:high', 959_244],
    ['class:low', -425_005],
    ['class:ungrouped', -30_000],
    ['class:unpriced', -450_000],
    ['payment', 6_609_832],
  ] as const

  test('is the account of the six cases, to the fen', async () => {
    const { steps } = await core.call('surplus.waterfall', { slice: {}, basis: 'B1' })
    const paid = steps.slice(0, steps.findIndex(({ id }) => id === 'payment') + 1)
    expect(paid.map(({ id, amount }) => [id, amount]).toSorted()).toEqual(EXPECTED.map((row) => [...row]).toSorted())
    expect(steps.at(-1)).toMatchObject({ id: 'surplus', amount: -3_290_168, n: 5 })
    const parts = steps.filter(({ id }) => id.startsWith('part:'))
    expect(sumFen(parts.map(({ amount }) => amount))).toBe(-9_900_000)
  })

  test('on cost leaves the case without one aside, and what no run took apart in one bar', async () => {
    const { steps } = await core.call('surplus.waterfall', { slice: {}, basis: 'B3' })
    expect(steps.slice(-3).map(({ id, amount, n }) => [id, amount, n])).toEqual([
      ['without-cost', -270_000, 1],
      ['part:unsplit', -7_350_000, 4],
      ['surplus', -1_010_168, 4],
    ])
  })

  test('every bar opens to rows that sum to it: groups, and below a group its cases', async () => {
    for (const basis of ['B1', 'B3'] as const) {
      const { steps } = await core.call('surplus.waterfall', { slice: {}, basis })
      for (const { id, amount } of steps) {
        const opened = await core.call('surplus.step', { slice: {}, basis, step: id })
        expect(opened.of).toBe('group')
        expect(sumFen([...opened.rows.map((row) => row.amount), opened.rest.amount]), id).toBe(amount)
      }
    }
    const drg = 'IC25'
    const { steps } = await core.call('surplus.waterfall', { slice: { drg }, basis: 'B1' })
    for (const { id, amount } of steps) {
      const { of, rows } = await core.call('surplus.step', { slice: { drg }, basis: 'B1', step: id })
      expect(of).toBe('case')
      expect(sumFen(rows.map((row) => row.amount)), id).toBe(amount)
    }
  })
})

test('the workbook has the rows of the tree, the other months and the surplus of each month', async () => {
  const path = join(core.folder, 'tree.xlsx')
  const asked = { slice: {}, by: 'group', compare: 'year', basis: 'B1' } as const
  const written = await core.job('surplus.exportTree', { ...asked, language: 'en', path })
  const { rows, total } = await core.call('surplus.tree', asked)
  expect(written).toEqual({ path, rows: rows.length })
  const { sheets } = await readXlsx(readFileSync(path))
  expect(sheets.map(({ name }) => name)).toEqual(['Surplus', 'Months', 'About'])
  const [header, ...cells] = sheets[0]!.rows
  expect(cells).toHaveLength(rows.length + 1)
  const surplus = header!.indexOf('Charge basis (payment − charges) (yuan)')
  expect(cells.map((row) => row[surplus])).toEqual(
    [...rows, total].map((row) => (row.surplus === null ? null : Number(exact(row.surplus).toFixed(2)))),
  )
})

describe('what a person keeps in the book', () => {
  test('views keep their order and their ids; one that is gone is said to be', async () => {
    const save = (name: string, id?: number) =>
      core.call('views.save', { name, address: '/surplus?basis=B3', ...(id === undefined ? {} : { id }) })
    const [one, two, three] = [await save('一'), await save('二'), await save('三')]
    await core.call('views.order', { ids: [three.id, one.id] })
    expect((await core.call('views.list', {})).map(({ name }) => name)).toEqual(['三', '一', '二'])
    await save('改名', one.id)
    await core.call('views.remove', { id: two.id })
    expect((await core.call('views.list', {})).map(({ name }) => name)).toEqual(['三', '改名'])
    expect((await save('四')).id).toBeGreaterThan(three.id)
    expect(await problemCode(core.call('views.remove', { id: two.id }))).toBe('not-found')
    expect(await problemCode(save('x', two.id))).toBe('not-found')
  })

  test('pinned groups and views are found again by whoever opens the book, and every change is in the audit log', async () => {
    await core.call('surplus.setPins', { pins: ['drg:IC25', 'drg:IC25', 'mdc:MDCI'] })
    const path = join(core.folder, 'a.keheng')
    await core.call('book.close', {})
    await core.call('book.open', { path })
    expect(await core.call('surplus.pins', {})).toEqual(['drg:IC25', 'mdc:MDCI'])
    expect(await core.call('views.list', {})).toHaveLength(3)
    const { rows } = await core.call('audit.list', { action: 'view-change', offset: 0, limit: 20 })
    expect(rows).toHaveLength(8)
    expect(rows[0]?.what.zh).toBe('置顶病组：drg:IC25、mdc:MDCI')
  })
})
