import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { generateDemo } from '#demo/generate.ts'
import type { Slice } from '#shared/contract/slice.ts'
import {
  PAYMENT_COLUMNS,
  SPENT_COLUMNS,
  type VarianceBase,
  type VarianceDrillRow,
  type VarianceQuery,
  type VarianceTable,
} from '#shared/contract/variance.ts'
import { exact, roundToFen } from '#shared/domain/exact.ts'
import { fen, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import {
  KNEE,
  SIX,
  type TinyCase,
  writeCases,
  writeLines,
  writeTinyPolicy,
  writeTinyScheme,
} from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { evaluator, letters, type Workbook } from '../../support/formulas.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

const month = (text: string): Slice => ({ from: period(text), to: period(text) })
const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)

describe('worked out by hand', () => {
  let core: TestCore
  beforeEach(() => {
    core = startTestCore()
  })
  afterEach(() => core.close())
  const file = (name: string) => join(core.folder, name)

  /**
   * The tiny department, February against January on charges. Only IC25 is on both sides, two cases (47,398.3200315 paid, 80,000 charged)
   * and one (15,000 and 15,000), under different insurance types: its standard stays whole.
   */
  test('a group whose insurance types differ, new groups apart, and what a case without a payment does not do', async () => {
    await tinyBook(core)
    const query: VarianceQuery = { slice: month('2026-02'), basis: 'B1', base: { kind: 'previous' } }
    const table = await core.call('variance.table', query)
    expect(table.rows.map(({ key, presence, n, change }) => [key, presence, n.base, n.actual, change])).toEqual([
      ['IC25', 'both', 2, 1, fen(32_601_68)],
      ['0000', 'new', 0, 1, fen(-300_00)], // ungrouped: paid 0.9 × 3,000
      ['IU25', 'new', 0, 1, fen(0)], // low: paid what was charged
    ])
    expect(table.rows[0]).toMatchObject({
      // (1 − 2) × 23,699.16001575; 1 × (15,000 − 23,699.16001575)
      payment: { volume: -23_699_16, mix: 0, rw: 0, coefficient: 0, rate: 0, settlement: 0, standard: -8_699_16 },
      // (1 − 2) × 40,000; 15,000 − 40,000, of a case without lines
      spent: { volume: -40_000_00, mix: 0, efficiency: 0, price: 0, unit: -25_000_00 },
      opens: false,
    })
    expect(table.base).toMatchObject({ n: 2, payment: 47_398_32, spent: 80_000_00, surplus: -32_601_68, left: 0 })
    expect(table.actual).toMatchObject({ n: 3, payment: 18_700_00, spent: 19_000_00, surplus: -300_00, left: 0 })
    expect(table.total.change).toBe(32_301_68)
    expect(table.convention.zh).toContain('量与结构按基期价格')

    // March has one case, and no policy: nothing is compared, and that is said.
    const march = await core.call('variance.table', { ...query, slice: month('2026-03') })
    expect(march.actual).toMatchObject({ n: 0, left: 1 })
    expect(await problemCode(core.call('variance.drill', { ...query, group: 'IC25' }))).toBe('not-found')
  })

  /**
   * One case a month, paid under one policy in January and another in February:
   * 2.0003 × 1.05 × 10,000.10 = 21,003.3600315 and 2.1 × (1.05 × 1.1) × 11,000 = 26,680.50.
   */
  test('weight, coefficient and rate of two policies; use and price of what the bills list', async () => {
    await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
    await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
    await core.call('policies.add', { path: writeTinyPolicy(file('p1.json')) })
    const pricing = {
      mode: 'weight',
      baseRates: [{ insurance: '职工', rate: '11000' }],
      defaultInsurance: null,
      hospitalCoefficient: '1.05',
    }
    const groups = [{ drg: 'IC25', rw: '2.1', coefficient: '1.1' }]
    await core.call('policies.add', {
      path: writeTinyPolicy(file('p2.json'), { code: 'P2', validFrom: '2026-02', pricing, groups }),
      makeRoom: true,
    })
    const knee = (caseNo: string, from: string, to: string, charge: string): TinyCase => ({
      ...SIX[0]!,
      ...{ caseNo, from: `${from} 09:00:00`, to: `${to} 10:00:00`, charge, codes: KNEE },
    })
    const cases = [knee('A', '2026-01-02', '2026-01-12', '20000.00'), knee('B', '2026-02-02', '2026-02-12', '21000.00')]
    await importFile(core, 'cases', writeCases(file('cases.csv'), cases))
    const lines = writeLines(file('lines.csv'), [
      ...(['5000.00', '5000.00'] as const).map((amount) => ['A', '08', amount] as const),
      ['A', '06', '10000.00'],
      ...(['4000.00', '4000.00', '4000.00'] as const).map((amount) => ['B', '08', amount] as const),
      ['B', '06', '9000.00'],
    ])
    await importFile(core, 'charges', lines)
    await core.job('recompute.run', {})

    const query: VarianceQuery = { slice: month('2026-02'), basis: 'B1', base: { kind: 'previous' } }
    const { rows } = await core.call('variance.table', query)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      payment: {
        ...{ volume: 0, mix: 0, standard: 0, new: 0, vanished: 0 },
        rw: 1_046_86, // 0.0997 × 1.05 × 10,000.10 = 1,046.8604685
        coefficient: 2_205_02, // 2.1 × 0.105 × 10,000.10 = 2,205.02205
        rate: 2_425_26, // 2.1 × 1.155 × 999.90 = 2,425.25745
        settlement: 0,
      },
      paymentChange: 5_677_14,
      // 08: (3 − 2) × 5,000 and 3 × (4,000 − 5,000); 06: 9,000 − 10,000
      spent: { volume: 0, mix: 0, efficiency: 5_000_00, price: -4_000_00, unit: 0 },
      change: 4_677_14,
      opens: true,
    })
    const told = (found: readonly VarianceDrillRow[]) =>
      found.map(({ label, efficiency, price, caseNo }) => [label.zh, efficiency, price, caseNo])
    const resources = await core.call('variance.drill', { ...query, group: 'IC25' })
    expect(told(resources.rows)).toEqual([
      ['卫生材料费', 5_000_00, -3_000_00, null],
      ['手术费', 0, -1_000_00, null],
    ])
    const items = await core.call('variance.drill', { ...query, group: 'IC25', resource: '08' })
    expect(told(items.rows)).toEqual([['C08 项目08', 5_000_00, -3_000_00, null]])
    const item = items.rows[0]!.key
    const ofItem = await core.call('variance.drill', { ...query, group: 'IC25', resource: '08', item })
    expect(told(ofItem.rows)).toEqual([['B', 5_000_00, -3_000_00, 'B']])

    const opened = await core.call('explain.figure', {
      figure: { kind: 'variance', query, side: 'payment', effect: 'rate', group: 'IC25' },
    })
    expect(opened.substituted).toBe('1 × 2.1 × 1.155 × (11000 − 10000.1) = 2425.26')
    expect(opened.slice).toMatchObject({ drg: 'IC25', from: '2026-02' })
    for (const path of [
      { group: 'IC99' },
      { group: 'IC25', resource: '99' },
      { group: 'IC25', resource: '08', item: 'x' },
    ])
      expect(await problemCode(core.call('variance.drill', { ...query, ...path }))).toBe('not-found')
  })
})

/** The demonstration department, four months of it, costed: two insurance types with rates of their own, teams, a benchmark. */
describe('of a department', () => {
  const LAST = month('2024-10')
  let core: TestCore
  let benchmark: string
  beforeAll(async () => {
    core = startTestCore()
    const { files } = await generateDemo({ outDir: join(core.folder, 'files'), months: 4, scale: 0.3 })
    const path = (kind: string) => files.find((each) => each.kind === kind)!.path
    await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: '骨科' })
    await core.job('schemes.add', { path: path('scheme') })
    await core.call('policies.add', { path: path('policy') })
    for (const kind of ['items', 'cases', 'charges', 'ledger', 'drivers', 'benchmarks'] as const)
      await importFile(core, kind, path(kind))
    await core.job('recompute.run', {})
    const run = await core.job('costing.run', {})
    await core.job('costing.accept', { runId: run.id })
    benchmark = (await ask('B1', { kind: 'previous' })).offers.benchmarks[0]!
  })
  afterAll(() => core.close())

  const queryOf = (basis: 'B1' | 'B3', base: VarianceBase, slice: Slice = LAST): VarianceQuery => ({
    slice,
    basis,
    base,
  })
  const ask = (basis: 'B1' | 'B3', base: VarianceBase, slice: Slice = LAST) =>
    core.call('variance.table', queryOf(basis, base, slice))
  const surplusOf = async (slice: Slice, basis: 'B1' | 'B3') => {
    const { total } = await core.call('surplus.table', { slice, by: 'drg', basis })
    return { ...total, surplus: roundToFen(exact(total.surplus!)) }
  }

  function sumsBothWays({ rows, total, base, actual }: VarianceTable): void {
    for (const row of [...rows, total]) {
      expect(sum(Object.values(row.payment))).toBe(row.paymentChange)
      expect(sum(Object.values(row.spent))).toBe(row.spentChange)
      expect(row.paymentChange - row.spentChange).toBe(row.change)
    }
    for (const id of PAYMENT_COLUMNS) expect(sum(rows.map(({ payment }) => payment[id])), id).toBe(total.payment[id])
    for (const id of SPENT_COLUMNS) expect(sum(rows.map(({ spent }) => spent[id])), id).toBe(total.spent[id])
    expect(total.change).toBe(actual.surplus - base.surplus)
    expect(total.paymentChange).toBe(actual.payment - base.payment)
  }

  test.each(['B1', 'B3'] as const)(
    'on %s the ends are those of the surplus page, and the table sums both ways',
    async (basis) => {
      const table = await ask(basis, { kind: 'previous' })
      const [before, now] = [await surplusOf(month('2024-09'), basis), await surplusOf(LAST, basis)]
      expect([table.base.surplus, table.actual.surplus]).toEqual([before.surplus, now.surplus])
      expect(table.actual.n + table.actual.left).toBe(now.n)
      sumsBothWays(table)
      // The policy prices by insurance, so groups are told apart by it: where the types last, no standard stays whole.
      const lasting = table.rows.filter(({ presence }) => presence === 'both')
      expect(lasting.filter(({ payment }) => payment.standard === 0).length).toBeGreaterThan(3)
      expect(table.total.spent.efficiency, 'use is told from price').not.toBe(0)
      expect(table.rows.filter(({ presence }) => presence !== 'both').length).toBeGreaterThan(0)
    },
  )

  test('another team, the other teams, other months', async () => {
    const teams = (await core.call('surplus.table', { slice: LAST, by: 'team', basis: 'B1' })).rows.map(
      ({ key }) => key,
    )
    const [team = '', other = ''] = teams
    const ofTeam = { ...LAST, team }
    const pair = await ask('B1', { kind: 'team', team: other }, ofTeam)
    expect(pair.base.surplus).toBe((await surplusOf({ ...LAST, team: other }, 'B1')).surplus)
    sumsBothWays(pair)
    const others = await ask('B1', { kind: 'others' }, ofTeam)
    const whole = await surplusOf(LAST, 'B1')
    expect(others.base.n + others.base.left + others.actual.n + others.actual.left).toBe(whole.n)
    sumsBothWays(others)
    const months = await ask('B3', { kind: 'months', from: period('2024-07'), to: period('2024-08') })
    expect(months.base.label.zh).toBe('2024-07 — 2024-08')
    sumsBothWays(months)
  })

  test('a benchmark is laid over the actual cases: only what a case cost differs', async () => {
    const table = await ask('B1', { kind: 'benchmark', scope: benchmark })
    sumsBothWays(table)
    expect(table.base.n).toBe(table.actual.n)
    expect(table.total.paymentChange).toBe(0)
    expect(table.total.spentChange).toBe(table.total.spent.unit)
    expect(table.rows.every(({ opens, presence }) => !opens && presence === 'both')).toBe(true)
    expect(table.notes[0]!.zh).toContain('没有量和结构的差异')
  })

  test('what cannot be compared is refused with what to do', async () => {
    expect(await problemCode(ask('B1', { kind: 'others' }))).toBe('bad-request')
    expect(await problemCode(ask('B1', { kind: 'team', team: '一组' }, { ...LAST, team: '一组' }))).toBe('bad-request')
    const same = { kind: 'months', from: LAST.from!, to: LAST.to! } as const
    expect(await problemCode(ask('B1', same))).toBe('bad-request')
    expect(await problemCode(ask('B1', { ...same, from: period('2024-11') }))).toBe('bad-request')
    expect(await problemCode(ask('B1', { kind: 'budget' }))).toBe('not-found')
    expect(await problemCode(ask('B1', { kind: 'benchmark', scope: '没有' }))).toBe('not-found')
  })

  test.each(['B1', 'B3'] as const)('on %s every level sums to the row above it, down to the case', async (basis) => {
    const query = queryOf(basis, { kind: 'previous' })
    const { rows } = await core.call('variance.table', query)
    const opening = rows.filter(({ opens }) => opens)
    expect(opening.length).toBeGreaterThan(5)
    let cases = 0
    for (const row of opening) {
      const resources = await core.call('variance.drill', { ...query, group: row.key })
      for (const effect of ['efficiency', 'price', 'unit'] as const)
        expect(sum(resources.rows.map((each) => each[effect])), `${row.key} ${effect}`).toBe(row.spent[effect])
      const resource = resources.rows.find(({ opens }) => opens)!
      let above = resource
      let path: { group: string; resource: string; item?: string } = { group: row.key, resource: resource.key }
      let level = await core.call('variance.drill', { ...query, ...path })
      if (level.level === 'item') {
        expectSum(level.rows, above)
        above = level.rows[0]!
        path = { ...path, item: above.key }
        level = await core.call('variance.drill', { ...query, ...path })
      }
      expect(level.level).toBe('case')
      expectSum(level.rows, above)
      const without = level.rows.find(({ caseNo }) => caseNo === null)?.n ?? 0
      expect(level.rows.filter(({ caseNo }) => caseNo !== null).length + without).toBe(row.n.actual)
      cases += level.rows.length
    }
    expect(cases).toBeGreaterThan(opening.length)
  })

  function expectSum(rows: readonly VarianceDrillRow[], above: VarianceDrillRow): void {
    for (const effect of ['efficiency', 'price', 'change'] as const)
      expect(sumFen(rows.map((row) => row[effect]))).toBe(above[effect])
  }

  test('a figure opens to its formula, and that of all groups to what each adds', async () => {
    const query = queryOf('B1', { kind: 'previous' })
    const { rows, total } = await core.call('variance.table', query)
    const [row] = rows
    for (const [side, ids, amounts] of [
      ['payment', PAYMENT_COLUMNS, row!.payment],
      ['spent', SPENT_COLUMNS, row!.spent],
    ] as const)
      for (const effect of ids) {
        const opened = await core.call('explain.figure', {
          figure: { kind: 'variance', query, side, effect, group: row!.key },
        })
        const amount = (amounts as Readonly<Record<string, number>>)[effect]!
        expect(roundToFen(exact(opened.result.value!)), effect).toBe(amount)
        expect(opened.substituted.endsWith(` = ${(amount / 100).toFixed(2)}`), opened.substituted).toBe(true)
        expect(opened.result.basis).toBe('B1')
      }
    const whole = await core.call('explain.figure', {
      figure: { kind: 'variance', query, side: 'surplus', effect: 'change' },
    })
    expect(roundToFen(exact(whole.result.value!))).toBe(total.change)
    const unknown = { kind: 'variance', query, side: 'payment', effect: 'volume', group: 'XX99' } as const
    expect(await problemCode(core.call('explain.figure', { figure: unknown }))).toBe('not-found')
    // An effect of the other side.
    const crossed = { kind: 'variance', query, side: 'payment', effect: 'efficiency' } as const
    expect(await problemCode(core.call('explain.figure', { figure: crossed }))).toBe('not-found')
  })

  test('limits decide what is worth a look; too short a history excuses nothing', async () => {
    const query = queryOf('B1', { kind: 'previous' })
    const at = async (share: string, amount: number) =>
      (await core.call('variance.table', { ...query, limits: { share, amount } })).rows
    expect((await at('9', 1e12)).some(({ look }) => look.change.large)).toBe(false)
    const all = await at('0', 0)
    for (const { spentChange, look } of all) {
      expect(look.spent.large).toBe(spentChange !== 0)
      expect(look.spent.unusual).toBeNull()
      expect(look.spent.investigate).toBe(look.spent.large)
    }
  })

  test.each(['B1', 'B3'] as const)(
    'on %s the formulas of the workbook recompute what the page shows',
    async (basis) => {
      const query = queryOf(basis, { kind: 'previous' })
      const table = await core.call('variance.table', query)
      const path = join(core.folder, `variance-${basis}.xlsx`)
      const written = await core.job('variance.export', { ...query, language: 'zh', path })
      expect(written).toEqual({ path, rows: table.rows.length })
      const { book, header, formulas } = await readBook(path)
      const value = evaluator(book)
      const column = (title: string) => letters(header.indexOf(title) + 1)
      const spent = basis === 'B1' ? '费用' : '成本'
      const shown = (row: VarianceTable['total']): readonly (readonly [string, number])[] => [
        ...PAYMENT_COLUMNS.map((id) => [`支付·${table.effects.payment[id].name.zh}`, row.payment[id]] as const),
        ...SPENT_COLUMNS.map((id) => [`${spent}·${table.effects.spent[id].name.zh}`, row.spent[id]] as const),
        ['支付变动', row.paymentChange],
        [`${spent}变动`, row.spentChange],
        ['盈亏变动', row.change],
      ]
      table.rows.forEach((row, index) => {
        for (const [title, amount] of shown(row)) {
          const computed = value('差异', `${column(title)}${index + 2}`)
          // Of each cell, rounded to fen so that the table sums: a group by two insurance types has two.
          expect(Math.abs(computed * 100 - amount), `${row.key} ${title}`).toBeLessThan(title.endsWith('变动') ? 4 : 2)
        }
        expect(value('差异', `${column('实际例数')}${index + 2}`)).toBe(row.n.actual)
      })
      for (const [title, amount] of shown(table.total)) {
        const computed = value('差异', `${column(title)}${table.rows.length + 2}`)
        expect(Math.abs(computed * 100 - amount), `total ${title}`).toBeLessThan(1.01)
      }
      // Nothing of the table but its names is typed in.
      expect(formulas).toBeGreaterThan(table.rows.length * (PAYMENT_COLUMNS.length + SPENT_COLUMNS.length))
      const [inputs] = ['输入']
      expect([...book.get(inputs!)!.values()].filter((cell) => typeof cell !== 'number')).toHaveLength(2)
    },
  )

  async function readBook(path: string) {
    const { sheets } = await readXlsx(readFileSync(path))
    let formulas = 0
    const book: Workbook = new Map(
      sheets.map((sheet) => {
        const cells = new Map<string, number | { readonly formula: string }>()
        for (const [index, row] of sheet.rows.entries())
          for (const [at, content] of row.entries())
            if (typeof content === 'number') cells.set(`${letters(at + 1)}${index + 1}`, content)
        for (const [key, { formula }] of sheet.cells ?? []) {
          if (formula === undefined) continue
          const [row = 0, at = 0] = key.split(',').map(Number)
          cells.set(`${letters(at + 1)}${row + 1}`, { formula })
          if (sheet.name === '差异') formulas++
        }
        return [sheet.name, cells]
      }),
    )
    return { book, header: sheets[0]!.rows[0]!.map(String), formulas }
  }

  test('a note stays with its comparison, is in the log, and is undone from the last one back', async () => {
    const query = queryOf('B1', { kind: 'previous' })
    const noteOf = async (of: VarianceQuery) =>
      (await core.call('variance.table', of)).rows.find(({ key }) => key === group)?.note ?? null
    const group = (await core.call('variance.table', query)).rows[0]!.key
    const say = (cause: 'stay' | 'drugs' | null, text: string) =>
      core.call('variance.saveNote', { ...query, group, cause, text })

    await say('stay', ' 康复床位紧张 ')
    expect(await noteOf(query)).toMatchObject({ cause: 'stay', text: '康复床位紧张' })
    expect(await noteOf(queryOf('B3', { kind: 'previous' }))).toBeNull()
    expect(await noteOf(queryOf('B1', { kind: 'months', from: period('2024-08'), to: period('2024-08') }))).toBeNull()
    const [first] = await core.call('commands.list', { offset: 0, limit: 1 })
    expect(first).toMatchObject({ kind: 'variance-note', undoable: true })
    await say('drugs', '换用集采品种')
    expect((await core.call('audit.list', { action: 'variance-note', offset: 0, limit: 10 })).total).toBe(2)
    expect(await problemCode(core.job('commands.undo', { commandId: first!.id }))).toBe('undo-blocked')
    await core.job('commands.undo', {})
    expect(await noteOf(query)).toMatchObject({ cause: 'stay' })
    await say(null, '')
    expect(await noteOf(query)).toBeNull()
    await core.job('commands.undo', {})
    expect(await noteOf(query)).toMatchObject({ cause: 'stay' })
    await core.job('commands.undo', { commandId: first!.id })
    expect(await noteOf(query)).toBeNull()
    expect(await problemCode(say(null, '没有原因'))).toBe('bad-request')
  })
})
