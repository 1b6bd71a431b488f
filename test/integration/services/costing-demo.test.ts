import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateDemo } from '#demo/generate.ts'
import type { CostingRun } from '#shared/contract/costing.ts'
import { COST_TABLES } from '#shared/contract/costing-requests.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { COST_ELEMENTS, COST_METHOD_NAMES, COST_METHODS } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'

/** The demonstration department, smaller and shorter, imported as its own files; nobody sets anything up. */
const FROM = period('2024-07')
const TO = period('2024-10')
const LAST = period('2024-10')
const slice: Slice = { from: FROM, to: TO }

let core: TestCore
let run: CostingRun
let path: (kind: string) => string
beforeAll(async () => {
  core = startTestCore()
  const files = await generateDemo({ outDir: join(core.folder, 'files'), months: 4, scale: 0.1 })
  path = (kind) => files.files.find((file) => file.kind === kind)!.path
  await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: '骨科' })
  await core.job('schemes.add', { path: path('scheme') })
  await core.call('policies.add', { path: path('policy') })
  for (const kind of ['items', 'cases', 'charges', 'ledger', 'drivers', 'budgets'] as const)
    await importFile(core, kind, path(kind))
  await core.job('recompute.run', {})
  run = await core.job('costing.run', {})
})
afterAll(() => core.close())

/** A later catalogue with one price of it changed, as a purchasing office sends it. */
function correctedCatalogue(): string {
  const file = join(core.folder, '目录更正.csv')
  writeFileSync(file, '项目编码,项目名称,收费类别,进价\nDEMO-NEW,新材料,材料费,12.50\n')
  return file
}

/** Everything the pages show of money: any change of it changes this. */
const figures = async () => ({
  overview: await core.call('overview.get', { slice, compare: 'none', basis: 'B3' }),
  table: await core.call('surplus.table', { slice, by: 'drg', basis: 'B3' }),
  cases: await core.call('cases.page', { slice, offset: 0, limit: 1000 }),
})

describe('what the book suggests', () => {
  test('the three steps of the standard, pools with the volumes their centers report, and nothing that does not fit', async () => {
    const { config, findings, methods, data, savedAt } = await core.call('costing.settings', {})
    expect([savedAt, findings]).toEqual([null, []])
    expect(config).toMatchObject({ from: FROM, to: TO, preferred: 'top-down', department: { main: '骨科' } })
    expect(config.allocation.levels.map((level) => level.map(({ center }) => center))).toEqual([
      ['医院行政', '后勤保障部'],
      ['消毒供应中心', '药学部', '住院收费处', '病案室'],
    ])
    expect(config.pools.map(({ center, measure, total }) => [center, measure.by, total.from])).toEqual([
      ['骨科', 'bed-days', 'driver'],
      ['手术室', 'operation-minutes', 'capacity'],
      ['麻醉科', 'anaesthesia-minutes', 'driver'],
      ['医学影像科', 'line-quantity', 'driver'],
      ['检验科', 'line-quantity', 'driver'],
      ['重症医学科', 'icu-hours', 'driver'],
    ])
    expect(config.sheets).toEqual([{ code: 'knee-replacement', groups: ['IC2'] }])
    expect(methods.map(({ possible, certainty, coverage }) => [possible, certainty, coverage])).toEqual(
      COST_METHODS.map(() => [true, 'costed', 'full']),
    )
    expect(new Set(data.centers.map((center) => center.class))).toEqual(
      new Set(['clinical', 'technical', 'support', 'admin']),
    )
  })

  test('the ledger by center and element sums to itself, and to what was imported', async () => {
    const report = await core.call('costing.ledger', { from: FROM, to: TO, compare: 'none' })
    const [batch] = (await core.call('batches.list', {})).filter(({ kind }) => kind === 'ledger')
    expect(report.total).toBe(batch!.amount)
    expect(sumFen(report.rows.map(({ total }) => total))).toBe(report.total)
    expect(sumFen(report.trend.map(({ total }) => total))).toBe(report.total)
    expect(report.elements.every(({ amount }) => amount > 0)).toBe(true)
    expect(report.unknown).toEqual([])
  })
})

describe('a run', () => {
  test('costs every case of every month by three methods', () => {
    expect(run.months.map((month) => month.period)).toEqual(['2024-07', '2024-08', '2024-09', '2024-10'])
    for (const { cases, sums } of run.months) {
      expect(sums.map(({ method }) => method)).toEqual([...COST_METHODS])
      for (const sum of sums) expect(sum).toMatchObject({ cases, certainty: 'costed', coverage: 'full' })
    }
    expect(run).toMatchObject({ outdated: false, acceptedAt: null, closed: [], skipped: [], notes: [] })
  })

  test.each(COST_METHODS)('the statement of %s closes to the fen', async (method) => {
    const statement = await core.call('costing.reconciliation', { from: FROM, to: TO, method })
    expect(statement).toMatchObject({ closes: true, unsplit: 0, ledger: { differenceTotal: 0 } })
    expect(statement.department.differenceTotal).toBe(0)
    for (const element of COST_ELEMENTS) expect(statement.department.difference[element]).toBe(0)
    const cases = statement.department.parts.find(({ id }) => id === 'cases')!
    const sums = run.months.flatMap(({ sums: all }) => all.filter((sum) => sum.method === method))
    expect(cases.total).toBe(sumFen(sums.map(({ total }) => total)))
    const unused = statement.department.parts.find(({ id }) => id === 'unused-capacity')!
    expect(unused.total > 0).toBe(method === 'top-down')
  })

  test('the allocation: each step hands on its pool, the bands of each center sum, and every yuan reaches the department', async () => {
    const report = await core.call('costing.allocation', { month: LAST })
    for (const { poolTotal, parts } of report.steps) expect(sumFen(parts.map(({ total }) => total))).toBe(poolTotal)
    const into = (node: string) => sumFen(report.links.filter(({ to }) => to === node).map(({ total }) => total))
    const out = (node: string) => sumFen(report.links.filter(({ from }) => from === node).map(({ total }) => total))
    for (const { center, own } of report.centers)
      expect(out(`center:${center}`), center).toBe(into(`center:${center}`) + sumFen(Object.values(own)))
    expect(into('department')).toBe(report.ledger)
    expect(out('department')).toBe(report.ledger)
    expect(report.unallocated).toEqual([])
    expect(report.tag).toEqual({ method: 'top-down', certainty: 'costed', coverage: 'full' })
  })

  test('unit costs: assigned and left make the pool; unused theatre time is on no case', async () => {
    const { rows, unused, bedDay } = await core.call('costing.unitCosts', { from: FROM, to: TO })
    for (const { costTotal, assigned, leftTotal, kind } of rows)
      if (kind !== 'stated') expect(assigned + leftTotal).toBe(costTotal)
    expect(unused.map(({ pool }) => pool)).toEqual(['手术室'])
    expect(Number(unused[0]!.practical)).toBeCloseTo(4 * 2112 * 0.8, 9)
    expect(Number(unused[0]!.used) + Number(unused[0]!.unusedUnits)).toBeCloseTo(Number(unused[0]!.practical), 9)
    expect(bedDay).toHaveLength(4)
    const items = await core.call('costing.items', { month: LAST, offset: 0, limit: 5, text: '床位' })
    expect(items.total).toBeGreaterThan(0)
    expect(items.rows.every(({ name }) => name.includes('床位'))).toBe(true)
  })

  test('a case: parts and goods make its cost, by every method; a knee replacement by activity too', async () => {
    const { rows } = await core.call('cases.page', { slice: { ...slice, adrg: 'IC2' }, offset: 0, limit: 1 })
    const costing = await core.call('costing.case', { caseNo: rows[0]!.caseNo })
    expect(costing.sides.map(({ method }) => method).toSorted()).toEqual([...COST_METHODS, 'given'].toSorted())
    for (const side of costing.sides) {
      if (side.goods === null || side.elements === null) continue
      const parts = sumFen(side.parts.map(({ amount }) => amount))
      expect(parts + side.goods.drugs + side.goods.materials, side.method).toBe(side.total)
      expect(sumFen(Object.values(side.elements)) + side.unsplit, side.method).toBe(side.total)
    }
    expect(costing.sides.find(({ method }) => method === 'given')?.certainty).toBe('given')
    expect(costing.items.length).toBeGreaterThan(3)
    expect(costing.activities).toMatchObject({
      code: 'knee-replacement',
      status: 'demonstration',
      certainty: 'estimated',
    })
    expect(sumFen(costing.activities!.lines.map(({ amount }) => amount))).toBe(costing.activities!.total)
    expect(sumFen(Object.values(costing.activities!.byStage))).toBe(costing.activities!.total)
  })

  test('what a case used of every pool is told, by its record or its lines, and its part is that times the rate', async () => {
    const { rows } = await core.call('cases.page', { slice: { from: LAST, to: LAST }, offset: 0, limit: 1000 })
    const seen = new Set<string>()
    for (const { caseNo } of rows.slice(0, 20)) {
      const { sides } = await core.call('costing.case', { caseNo })
      for (const { method, parts } of sides)
        for (const { pool, amount, used, rate } of parts) {
          if (method === 'bottom-up') continue
          seen.add(`${method} ${pool}`)
          expect(used, `${caseNo} ${method} ${pool}`).not.toBeNull()
          // Within the two fen of a part, and what six decimals of a rate cut off.
          const off = Math.abs(Number(used) * Number(rate) * 100 - amount)
          expect(off, `${caseNo} ${method} ${pool}`).toBeLessThan(2 + Number(used) * 1e-4)
        }
    }
    for (const pool of ['骨科', '医学影像科', '检验科']) expect(seen).toContain(`top-down ${pool}`)
    expect(seen).toContain('cost-to-charge 检验科')
  })

  test('the methods of a group side by side, with the given cost and why they part', async () => {
    const { sides, reasons, n } = await core.call('costing.methods', { slice: { ...slice, adrg: 'IC2' } })
    expect(sides.map(({ method }) => method)).toEqual([...COST_METHODS, 'given'])
    expect(sides.filter(({ inForce }) => inForce).map(({ method }) => method)).toEqual(['given'])
    for (const side of sides) expect(side.n).toBe(n)
    expect(reasons.length).toBeGreaterThan(2)
    const part = (method: string, pool: string) =>
      sides.find((side) => side.method === method)!.parts.find((entry) => entry.pool === pool)?.amount ?? 0
    for (const { pool, amount } of reasons)
      expect(amount, pool).toBe(part('top-down', pool) - part('cost-to-charge', pool))
  })

  test('whole months are told by their pools: the same as their cases summed team by team', async () => {
    const table = await core.call('surplus.table', { slice, by: 'team', basis: 'B1' })
    const teams = await Promise.all(
      table.rows.map(({ key }) => core.call('costing.methods', { slice: { ...slice, team: key }, runId: run.id })),
    )
    const { sides } = await core.call('costing.methods', { slice, runId: run.id })
    const partsOf = (from: readonly (typeof sides)[number][]) =>
      from.flatMap(({ method, parts }) => parts.map(({ pool, amount }) => ({ key: `${method} ${pool}`, amount })))
    const summed = new Map<string, number>()
    for (const { key, amount } of partsOf(teams.flatMap((team) => team.sides)))
      summed.set(key, (summed.get(key) ?? 0) + amount)
    expect(new Map(partsOf(sides).map(({ key, amount }) => [key, amount]))).toEqual(
      new Map([...summed].filter(([, amount]) => amount !== 0)),
    )
    expect(summed.size).toBeGreaterThan(10)
    for (const side of sides.filter(({ method }) => method !== 'given')) {
      const own = teams.flatMap((team) => team.sides.filter(({ method }) => method === side.method))
      const sum = (of: (one: typeof side) => number) => own.reduce((all, one) => all + of(one), 0)
      expect([side.n, side.total, side.unsplit], side.method).toEqual([
        sum(({ n }) => n),
        sum(({ total }) => total),
        sum(({ unsplit }) => unsplit),
      ])
      for (const element of COST_ELEMENTS)
        expect(side.elements![element], element).toBe(sum(({ elements }) => elements![element]))
      expect(side.goods).toEqual({
        drugs: sum(({ goods }) => goods!.drugs),
        materials: sum(({ goods }) => goods!.materials),
      })
      expect(side.tags.reduce((all, { n }) => all + n, 0)).toBe(side.n)
      const surplus = own.reduce((all, one) => all.plus(one.surplus!), exact(0))
      expect(exact(side.surplus!).eq(surplus), side.method).toBe(true)
    }
  })
})

describe('reports as files', () => {
  const request = { from: FROM, to: TO, language: 'zh' } as const

  test('a workbook holds every table with its figures, after a sheet that says where they are from', async () => {
    const target = join(core.folder, 'all.xlsx')
    const { path: written, rows } = await core.job('costing.export', {
      ...{ ...request, runId: run.id, tables: [...COST_TABLES], format: 'xlsx', slice, path: target },
    })
    expect(written).toBe(target)
    const { sheets } = await readXlsx(readFileSync(target))
    expect(sheets).toHaveLength(1 + COST_TABLES.length)
    expect(rows).toBe(sheets.reduce((sum, sheet) => sum + sheet.rows.length - 1, 0))
    const table = (name: string) => sheets.find((sheet) => sheet.name === name)!.rows
    const about = new Map(table('说明').map(([key, value]) => [key, value]))
    expect(about.get('账套')).toBe('骨科')
    expect(about.get('核算方法')).toBe(COST_METHOD_NAMES['top-down'].zh)
    const report = await core.call('costing.ledger', { from: FROM, to: TO, compare: 'none' })
    expect(table('成本构成').at(-1)!.at(-2)).toBe(report.total / 100)
    const allocation = await core.call('costing.allocation', { month: FROM, runId: run.id })
    const steps = table('分摊').filter(([month]) => month === FROM)
    expect(steps).toHaveLength(allocation.steps.reduce((sum, { parts }) => sum + parts.length, 0))
    const items = await core.call('costing.items', { month: LAST, runId: run.id, offset: 0, limit: 1000 })
    expect(table('项目成本').filter(([month]) => month === LAST)).toHaveLength(items.total)
    const statement = await core.call('costing.reconciliation', { from: FROM, to: TO, runId: run.id })
    const differences = table('对账').filter((cells) => cells[3] === '=')
    expect(differences.map((cells) => cells.at(-1))).toEqual([
      statement.ledger.differenceTotal / 100,
      statement.department.differenceTotal / 100,
    ])
  })

  test('a CSV holds one table, each cost with its method and certainty; months that were not costed are refused', async () => {
    const target = join(core.folder, 'methods.csv')
    const wanted = {
      ...request,
      tables: ['methods' as const],
      format: 'csv' as const,
      runId: run.id,
      slice,
      path: target,
    }
    await core.job('costing.export', wanted)
    const [header, ...lines] = readFileSync(target, 'utf8').trim().split('\r\n')
    expect(header).toContain('可信度')
    expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
      ...COST_METHODS.map((method) => [COST_METHOD_NAMES[method].zh, '核算', '完整']),
      ['随文件给出', '', '完整'],
    ])
    const never = { from: period('2001-01'), to: period('2001-01') }
    const asked = core.job('costing.export', { ...wanted, ...never, tables: ['statement'], slice: never })
    expect(await problemCode(asked)).toBe('costing-missing')
  })
})

describe('putting it in force', () => {
  let before: Awaited<ReturnType<typeof figures>>
  beforeAll(async () => {
    before = await figures()
  })

  test('the comparison tells what accepting would change, case by case', async () => {
    const comparison = await core.call('costing.compare', { runId: run.id })
    expect(comparison.months.map(({ before: held }) => held?.method)).toEqual(['given', 'given', 'given', 'given'])
    expect(comparison.total.change).toBe(comparison.total.after - comparison.total.before)
    expect(comparison.total.before).toBe(before.table.total.cost)
    const changed = comparison.months.reduce((sum, { changedCases }) => sum + changedCases, 0)
    const { total, rows } = await core.call('costing.comparedCases', { runId: run.id, offset: 0, limit: 1000 })
    expect([total, rows.length]).toEqual([changed, changed])
    expect(sumFen(rows.map(({ change }) => change))).toBe(comparison.total.change)
    const page = { runId: run.id, offset: 0, limit: 1000 }
    const [up, down] = [
      await core.call('costing.comparedCases', { ...page, way: 'up' }),
      await core.call('costing.comparedCases', { ...page, way: 'down' }),
    ]
    expect(up.total + down.total).toBe(total)
    expect(up.rows.every(({ change }) => change > 0) && down.rows.every(({ change }) => change < 0)).toBe(true)
    const group = rows.find(({ drg }) => drg !== null && drg !== '')!.drg!
    const named = await core.call('costing.comparedCases', { ...page, text: group.toLowerCase(), month: LAST })
    expect(named.rows).toEqual(rows.filter(({ drg, period: month }) => drg?.startsWith(group) && month === LAST))
    const one = await core.call('costing.comparedCases', { ...page, text: rows[0]!.caseNo })
    expect(one).toEqual({ total: 1, rows: [rows[0]] })
  })

  test('its costs become the figures: of overview, table and cases alike, by its method', async () => {
    const accepted = await core.job('costing.accept', { runId: run.id })
    expect(accepted.months.map(({ inForce }) => inForce)).toEqual(run.months.map(() => 'top-down'))
    const after = await figures()
    const total = sumFen(run.months.map(({ sums }) => sums.find(({ method }) => method === 'top-down')!.total))
    expect(after.table.total.cost).toBe(total)
    expect(sumFen(after.cases.rows.map(({ cost }) => cost!))).toBe(total)
    expect(after.table.total.surplus).not.toBe(before.table.total.surplus)
    // B1 knows nothing of cost.
    const charges = await core.call('surplus.table', { slice, by: 'drg', basis: 'B1' })
    expect(charges.total.surplus).toBe(
      exact(before.table.total.payment).minus(exact(before.table.total.charge).div(100)).toFixed(),
    )
    const { tags } = await core.call('costing.levels', { slice })
    expect(tags).toEqual([{ method: 'top-down', certainty: 'costed', coverage: 'full', n: before.cases.total }])
    expect(after.table.costTags).toEqual(tags)
    expect(before.table.costTags.map(({ method, certainty }) => [method, certainty])).toEqual([['given', 'given']])
    expect(charges.costTags).toEqual(tags)
    expect((await core.job('book.verify', {})).checks.filter((check) => !check.ok)).toEqual([])
  })

  test('levels: the imported budget, groups that sum to what the department used, stages of the group that is opened', async () => {
    const { root, budgetFrom } = await core.call('costing.levels', { slice, group: 'IC25' })
    expect(budgetFrom).toBe('budget-lines')
    expect(sumFen(root.children.map(({ used }) => used)) + root.elsewhere).toBe(root.used)
    expect(root.left).toBe(root.budget! - root.used)
    const knee = root.children.find(({ key }) => key === 'IC25')!
    expect(knee.children.map(({ key }) => key)).toEqual(['pre-operative', 'theatre', 'post-operative', 'discharge'])
    expect(sumFen(knee.children.map(({ used }) => used)) + knee.elsewhere).toBe(knee.used)
  })

  test('fixed and variable make the cost of the cases that have a payment, in all and by group', async () => {
    const report = await core.call('costing.behaviour', { slice, by: 'drg' })
    for (const row of [report.total, ...report.rows]) {
      expect(row.fixed + row.variable, row.key).toBe(row.cost)
      expect(row.contribution, row.key).toBe(row.payment - row.variable)
    }
    expect(report.total.n + report.leftOut).toBe(before.cases.total)
    expect(sumFen(report.rows.map(({ cost }) => cost))).toBe(report.total.cost)
  })

  test('undo brings every figure back as it was, byte for byte', async () => {
    await core.job('commands.undo', {})
    expect(JSON.stringify(await figures())).toBe(JSON.stringify(before))
    const [again] = await core.call('costing.runs', {})
    expect(again).toMatchObject({ id: run.id, acceptedAt: null })
    expect(again!.months.every(({ inForce }) => inForce === null)).toBe(true)
  })

  test('a closed month keeps its cost and the prices, drivers and rates behind it; the open ones are costed again', async () => {
    await core.job('costing.accept', { runId: run.id })
    await core.job('recompute.run', {})
    await core.job('periods.close', { month: FROM })
    const kept = async () => ({
      cases: await core.call('cases.page', { slice: { from: FROM, to: FROM }, offset: 0, limit: 1000 }),
      allocation: await core.call('costing.allocation', { month: FROM }),
      statement: await core.call('costing.reconciliation', { from: FROM, to: FROM }),
    })
    const closed = await kept()
    const { config } = await core.call('costing.settings', {})
    const other = await core.job('costing.run', {
      config: { ...config, allocation: { ...config.allocation, method: 'direct' }, preferred: 'cost-to-charge' },
    })
    expect(other.closed).toEqual([FROM])
    expect(other.months.map((month) => month.period)).not.toContain(FROM)
    const comparison = await core.call('costing.compare', { runId: other.id })
    expect(comparison.months.map((month) => month.period)).toEqual(['2024-08', '2024-09', '2024-10'])
    expect(comparison.changedTotal).toBeGreaterThan(0)
    const held = await core.job('costing.accept', { runId: other.id })
    expect(held.months.map(({ inForce }) => inForce)).toEqual(['cost-to-charge', 'cost-to-charge', 'cost-to-charge'])
    expect(JSON.stringify(await kept())).toBe(JSON.stringify(closed))
    await expect(core.job('costing.run', { config: { ...config, to: FROM } })).rejects.toMatchObject({
      problem: { code: 'period-closed' },
    })
  })

  test('the accepted run stays; a newer one beside it is outdated by an import and refused', async () => {
    const next = await core.job('costing.run', {})
    await expect(core.job('costing.discard', { runId: run.id })).rejects.toMatchObject({
      problem: { code: 'not-allowed' },
    })
    await importFile(core, 'items', correctedCatalogue())
    const [newest] = await core.call('costing.runs', {})
    expect(newest).toMatchObject({ id: next.id, outdated: true })
    const cost = (await core.call('surplus.table', { slice, by: 'month', basis: 'B3' })).total.cost
    await expect(core.job('costing.accept', { runId: next.id })).rejects.toMatchObject({
      problem: { code: 'bad-request' },
    })
    expect((await core.call('surplus.table', { slice, by: 'month', basis: 'B3' })).total.cost).toBe(cost ?? fen(0))
  })
})
