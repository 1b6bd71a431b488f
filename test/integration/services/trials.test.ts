import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Period } from '#shared/domain/period.ts'
import { THREE_GROUPS, writeTinyDirectory, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const figures = async () => ({
  cases: (await core.call('cases.page', { slice: {}, offset: 0, limit: 100 })).rows,
  table: await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' }),
})
const stale = async () => {
  const status = await core.call('book.status', {})
  return status.open && status.stale
}
/** The newer version of the scheme, with weights of its own: knees of the old 2.5, others as before. */
async function addVersion(): Promise<number> {
  const { id } = await core.job('schemes.add', { path: writeTinyScheme(file('scheme2'), 'TINY2', THREE_GROUPS) })
  const groups = [
    { drg: 'IC21', rw: '2.5' },
    { drg: 'IC25', rw: '2.0003' },
    { drg: 'IU25', rw: '0.5' },
  ]
  await core.call('policies.add', { path: writeTinyPolicy(file('p2.json'), { code: 'PAY2', scheme: 'TINY2', groups }) })
  return id
}
const everyRow = { slice: {}, offset: 0, limit: 100 }

describe('a newer scheme beside the one in force', () => {
  test('waits until it is tried: nothing changes but that it is there', async () => {
    const before = await figures()
    const added = await core.job('schemes.add', { path: writeTinyScheme(file('scheme2'), 'TINY2', THREE_GROUPS) })
    expect(added).toMatchObject({ inForce: false, spans: [], kind: 'DRG' })
    expect(await stale()).toBe(false)
    expect(await figures()).toEqual(before)
  })

  test('a trial keeps its results beside the figures and tells what would move and cost', async () => {
    const schemeId = await addVersion()
    await core.job('recompute.run', {})
    const before = await figures()
    const trial = await core.job('schemes.try', { schemeId })
    expect(await figures()).toEqual(before)
    expect(trial).toMatchObject({ acceptedAt: null, outdated: false, kept: { n: 6, nPriced: 5 } })

    const comparison = await core.call('grouping.compare', {
      slice: {},
      before: 'current',
      after: trial.id,
      rows: 'group',
    })
    // Only the woman of 70 moves: 2.5 instead of 2.0003, × 10,000.10 × 1.05 = 26,250.2625 less 21,003.3600315.
    expect(comparison).toMatchObject({ n: 6, changed: 1, sameKind: true, rowsTotal: 4 })
    const [moved] = comparison.rows
    expect(moved).toMatchObject({
      pair: { before: { code: 'IC25', status: 'grouped' }, after: { code: 'IC21', name: '膝关节置换术，高龄' } },
      n: 1,
      before: '21003.3600315',
      after: '26250.2625',
    })
    expect(moved?.difference).toBe('5246.9024685')
    expect(comparison.total.difference).toBe(moved?.difference)
    // Rows of any other kind add up to the same.
    for (const rows of ['month', 'team', 'physician', 'insurance', 'settlement'] as const) {
      const by = await core.call('grouping.compare', { slice: {}, before: 'current', after: trial.id, rows })
      expect(by.rows.reduce((sum, row) => sum + row.n, 0)).toBe(6)
      expect(by.rows.reduce((sum, row) => sum + Number(row.difference), 0)).toBeCloseTo(5246.9024685, 8)
    }
    const cases = await core.call('grouping.comparedCases', {
      ...everyRow,
      before: 'current',
      after: trial.id,
      changedOnly: true,
    })
    expect(cases).toMatchObject({
      total: 1,
      rows: [{ caseNo: '=1+1', before: { code: 'IC25' }, after: { code: 'IC21' } }],
    })
  })

  test('accepted it takes the place of the figures; undone everything is as before; and it can be accepted again', async () => {
    const schemeId = await addVersion()
    await core.job('recompute.run', {})
    const before = await figures()
    const { id: trialId } = await core.job('schemes.try', { schemeId, from: '2026-01' as Period })
    const accepted = await core.job('schemes.accept', { trialId })
    expect(accepted.acceptedAt).not.toBeNull()
    expect(await stale()).toBe(false)
    const after = await figures()
    expect(after.cases.find(({ caseNo }) => caseNo === '=1+1')).toMatchObject({ drg: 'IC21', payment: '26250.2625' })
    // The same as computing anew under the new timetable.
    await core.job('recompute.run', {})
    expect(await figures()).toEqual(after)
    expect((await core.call('schemes.list', {})).map(({ spans }) => spans)).toEqual([
      [{ from: null, to: '2025-12' }],
      [{ from: '2026-01', to: null }],
    ])
    // The trial keeps what was there before.
    const back = await core.call('grouping.compare', { slice: {}, before: trialId, after: 'current', rows: 'group' })
    expect(back.changed).toBe(1)
    expect(back.rows[0]).toMatchObject({ pair: { before: { code: 'IC25' }, after: { code: 'IC21' } } })

    await core.job('commands.undo', {})
    expect(await stale()).toBe(false)
    expect(await figures()).toEqual(before)
    expect((await core.call('schemes.list', {})).map(({ spans }) => spans)).toEqual([[{ from: null, to: null }], []])
    expect(await core.call('schemes.trials', {})).toMatchObject([{ acceptedAt: null, outdated: false }])
    await core.job('schemes.accept', { trialId })
    expect(await figures()).toEqual(after)
  })

  test('a span of months moves only its own cases', async () => {
    const schemeId = await addVersion()
    const { id: trialId, kept } = await core.job('schemes.try', {
      schemeId,
      from: '2026-02' as Period,
      to: '2026-02' as Period,
    })
    expect(kept.n).toBe(3)
    await core.job('schemes.accept', { trialId })
    const { cases } = await figures()
    expect(cases.find(({ caseNo }) => caseNo === '=1+1')?.drg).toBe('IC25')
    await core.job('recompute.run', {})
    expect((await figures()).cases).toEqual(cases)
  })

  test('data that changed since refuses the trial and says what to do; so does one that is gone or in force', async () => {
    const schemeId = await addVersion()
    const { id: trialId } = await core.job('schemes.try', { schemeId })
    await core.call('policies.add', { path: writeTinyPolicy(file('p3.json'), { code: 'P3' }), makeRoom: true })
    expect(await core.call('schemes.trials', {})).toMatchObject([{ outdated: true }])
    expect(await problemCode(core.job('schemes.accept', { trialId }))).toBe('bad-request')
    const again = await core.job('schemes.try', { schemeId })
    // An outdated trial of the same scheme is replaced.
    expect((await core.call('schemes.trials', {})).map(({ id }) => id)).toEqual([again.id])
    await core.job('schemes.accept', { trialId: again.id })
    expect(await problemCode(core.job('schemes.accept', { trialId: again.id }))).toBe('bad-request')
    expect(await problemCode(core.job('schemes.accept', { trialId: 99 }))).toBe('not-found')
    expect(
      await problemCode(core.call('grouping.compare', { slice: {}, before: 'current', after: 99, rows: 'group' })),
    ).toBe('not-found')
    expect(
      await problemCode(core.job('schemes.try', { schemeId, from: '2026-03' as Period, to: '2026-02' as Period })),
    ).toBe('bad-request')
  })

  test('undo after new data puts the old timetable back and leaves the figures to a recompute', async () => {
    const before = await figures()
    const schemeId = await addVersion()
    const { id: trialId } = await core.job('schemes.try', { schemeId })
    await core.job('schemes.accept', { trialId })
    await core.call('policies.add', {
      path: writeTinyPolicy(file('p4.json'), { code: 'P4', validTo: null, scheme: 'TINY3' }),
    })
    const accept = (await core.call('commands.list', { offset: 0, limit: 9 })).find(
      ({ kind }) => kind === 'scheme-accept',
    )
    await core.job('commands.undo', { commandId: accept?.id })
    expect(await stale()).toBe(true)
    await core.job('recompute.run', {})
    expect(await figures()).toEqual(before)
    expect(await core.call('schemes.trials', {})).toEqual([])
  })

  test('a cancelled trial leaves nothing behind', async () => {
    const schemeId = await addVersion()
    const { jobId } = await core.call('schemes.try', { schemeId })
    await core.call('jobs.cancel', { jobId })
    await expect.poll(async () => (await core.call('jobs.get', { jobId })).state).not.toBe('running')
    const { state } = await core.call('jobs.get', { jobId })
    expect((await core.call('schemes.trials', {})).length).toBe(state === 'done' ? 1 : 0)
  })
})

describe('a DIP directory beside a DRG scheme', () => {
  const addDirectory = async () => (await core.job('schemes.add', { path: writeTinyDirectory(file('dip')) })).id

  test('the same cases under both ways of paying', async () => {
    const schemeId = await addDirectory()
    expect(await core.call('schemes.list', {})).toMatchObject([
      { kind: 'DRG' },
      { kind: 'DIP', code: 'TINY-DIP', mdcs: 0, adrgs: 0, drgs: 2, inForce: false },
    ])
    const trial = await core.job('schemes.try', { schemeId })
    // Points × 10: 2,100 × 1.05 = 2,205 → 22,050; twice that at 3 times the mean; 500 × 1.05 × 0.2 → 1,050; 0.9 × 3,000; as
    // charged 15,000; 500 × 1.05 → 5,250.
    expect(trial.kept).toMatchObject({ n: 6, nPriced: 6, payment: '90150', counts: { grouped: 5, ungrouped: 1 } })
    const comparison = await core.call('grouping.compare', {
      slice: {},
      before: 'current',
      after: trial.id,
      rows: 'team',
    })
    expect(comparison).toMatchObject({
      sameKind: false,
      changed: null,
      before: { schemes: [{ code: 'TINY' }] },
      after: { schemes: [{ code: 'TINY-DIP', kind: 'DIP' }], sums: { payment: '90150' } },
    })
    const { rows } = await core.call('grouping.comparedCases', {
      ...everyRow,
      before: 'current',
      after: trial.id,
      changedOnly: false,
    })
    expect(
      Object.fromEntries(rows.map(({ caseNo, after }) => [caseNo, [after.code, after.settlement, after.payment]])),
    ).toEqual({
      '=1+1': ['M17.0-81.54', 'normal', '22050'],
      "K'2": ['M17.0-81.54', 'high', '44100'],
      B_1: ['M51.2', 'low', '1050'],
      'U%1': ['KBBZ', 'blank', '2700'],
      '-S1': ['M17.0-81.54', 'exempt', '15000'],
      N1: ['M51.2', 'normal', '5250'],
    })
  })

  test('in force it groups, settles and explains every case', async () => {
    const schemeId = await addDirectory()
    const { id: trialId } = await core.job('schemes.try', { schemeId })
    await core.job('schemes.accept', { trialId })
    const high = await core.call('cases.get', { caseNo: "K'2" })
    expect(high.row).toMatchObject({
      drg: 'M17.0-81.54',
      drgName: '膝关节置换',
      settlement: 'high',
      rw: '2.1',
      payment: '44100',
    })
    expect(high.grouping?.trail?.steps.at(-1)).toMatchObject({ level: 'result', held: true })
    expect(high.arithmetic.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'score',
        'coefficient',
        'point-value',
        'mean',
        'points',
        'payment',
        'paid',
        'fund',
        'surplus-B1',
        'surplus-B3',
      ]),
    )
    // Payment 44,100 less what the patient paid, 15,000.
    expect(high.arithmetic.find(({ id }) => id === 'fund')?.value).toBe('29100')
    const explained = await core.call('explain.figure', { figure: { kind: 'case', id: 'payment', caseNo: "K'2" } })
    expect(explained).toMatchObject({ policy: null, scheme: 'TINY-DIP 小目录', result: { value: '44100' } })
    expect(await core.call('grouping.alternatives', { caseNo: "K'2" })).toMatchObject({ groups: [] })
    expect(await core.call('grouping.coverage', { slice: {} })).toMatchObject({ counts: { grouped: 5, ungrouped: 1 } })
    // No policy of DRG groups is needed once a directory prices itself.
    const browse = await core.call('grouping.browse', { schemeId })
    expect(browse.nodes.map(({ code, children }) => [code, children])).toEqual([
      ['core', 2],
      ['blank', 1],
    ])
    const core2 = await core.call('grouping.browse', { schemeId, parent: { level: 'type', code: 'core' } })
    expect(core2.nodes[0]).toMatchObject({ code: 'M17.0-81.54', level: 'dip' })
    expect((await core.call('grouping.search', { schemeId, text: '81.5400', limit: 5 })).groups[0]?.node.code).toBe(
      'M17.0-81.54',
    )
    const calculated = await core.call('grouping.calculate', {
      schemeId,
      input: {
        sex: 'F',
        age: 70,
        ageDays: null,
        birthWeight: null,
        los: 3,
        icuHours: null,
        discharge: '1',
        dept: null,
        dx: ['M51.200'],
        proc: [],
      },
    })
    expect(calculated).toMatchObject({ name: '腰椎间盘移位', trail: { result: { status: 'grouped', drg: 'M51.2' } } })
  })
})

test('codes of a list that rules name, by code or name', async () => {
  expect(await core.call('grouping.list', { list: 'ORTHO', text: 'm51', offset: 0, limit: 10 })).toMatchObject({
    total: 1,
    codes: [{ code: 'M51.200' }],
  })
  expect(await problemCode(core.call('grouping.list', { list: 'NONE', text: '', offset: 0, limit: 10 }))).toBe(
    'not-found',
  )
})
