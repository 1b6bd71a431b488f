import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HIGH_FORMULAS, LOW_FORMULAS } from '#engine/payment/policy.ts'
import { ADD_ON_RULES, LONG_STAY_RULES } from '#engine/payment/policy-extras.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { BACK, SIX, writeCases, writeLines, writeTinyPolicy } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = await tinyBook()
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const recompute = () => core.job('recompute.run', {})
const figures = async () => ({
  cases: (await core.call('cases.page', { slice: {}, offset: 0, limit: 100 })).rows,
  table: await core.call('surplus.table', { slice: {}, by: 'drg', basis: 'B1' }),
})
const months = async () =>
  (await core.call('policies.list', {})).map(({ code, version, validFrom, validTo }) => [
    code,
    version,
    validFrom,
    validTo,
  ])
const detail = (caseNo: string) => core.call('cases.get', { caseNo })
const paymentOf = async (caseNo: string) => (await detail(caseNo)).row.payment
async function refusal(work: Promise<unknown>): Promise<Problem> {
  const found = await work.catch((error) => error)
  if (found instanceof ProblemError) return found.problem
  throw new Error('it was not refused')
}

/** Weights of a new year: half of everything. */
const HALF = [
  { drg: 'IC25', rw: '1' },
  { drg: 'IU25', rw: '0.25' },
]
const half = (change: Readonly<Record<string, unknown>> = {}) =>
  writeTinyPolicy(file(`half-${JSON.stringify(change).length}.json`), { code: 'HALF', groups: HALF, ...change })

describe('a month of a scheme has one policy', () => {
  test('one that holds the same months is refused, named, with what could be done', async () => {
    const before = await months()
    const found = await refusal(core.call('policies.add', { path: half({ validFrom: '2026-02', validTo: null }) }))
    expect(found.code).toBe('policy-overlap')
    expect(found.details).toEqual({
      policyId: 1,
      code: 'TINY-PAY',
      from: '2026-01',
      to: '2026-02',
      offer: 'end',
      until: '2026-01',
    })
    expect(found.message.zh).toContain('可以让 TINY-PAY 执行到 2026-01 为止')
    expect(await months()).toEqual(before)
  })

  test('asked to make room, the earlier one ends the month before; each month settles by its own; undo brings both back', async () => {
    const before = await figures()
    const added = await core.call('policies.add', {
      path: half({ validFrom: '2026-02', validTo: null }),
      makeRoom: true,
    })
    expect(added).toMatchObject({ code: 'HALF', version: 1, scheme: 'TINY', validFrom: '2026-02', source: 'test' })
    expect(await months()).toEqual([
      ['TINY-PAY', 1, '2026-01', '2026-01'],
      ['HALF', 1, '2026-02', null],
    ])
    await recompute()
    expect(await paymentOf('=1+1')).toBe('21003.3600315') // January: 2.0003 × 10,000.10 × 1.05
    expect(await paymentOf('N1')).toBe('2100') // March: 0.25 × 8,000 × 1.05
    await core.job('commands.undo', {})
    expect(await months()).toEqual([['TINY-PAY', 1, '2026-01', '2026-02']])
    await recompute()
    expect(await figures()).toEqual(before)
  })

  test('one of the same start is replaced, and counted as the next version of its code', async () => {
    const next = writeTinyPolicy(file('next.json'), { groups: HALF })
    expect((await refusal(core.call('policies.add', { path: next }))).details?.offer).toBe('replace')
    expect(await core.call('policies.add', { path: next, makeRoom: true })).toMatchObject({ version: 2 })
    expect(await months()).toEqual([['TINY-PAY', 2, '2026-01', '2026-02']])
  })

  test('one that would leave months of the other without a policy is refused either way', async () => {
    await core.call('policies.add', { path: half({ validTo: null }), makeRoom: true })
    const short = writeTinyPolicy(file('short.json'), { code: 'SHORT', validFrom: '2026-02', validTo: '2026-02' })
    const found = await refusal(core.call('policies.add', { path: short, makeRoom: true }))
    expect([found.code, found.details?.offer]).toEqual(['policy-overlap', null])
    expect(await months()).toEqual([['HALF', 1, '2026-01', null]])
  })

  test('an addition beneath a later one is taken back after it', async () => {
    await core.call('policies.add', { path: half({ validFrom: '2026-02', validTo: null }), makeRoom: true })
    const third = writeTinyPolicy(file('third.json'), { code: 'THIRD', validFrom: '2026-03', validTo: null })
    await core.call('policies.add', { path: third, makeRoom: true })
    const commands = await core.call('commands.list', { offset: 0, limit: 10 })
    const of = (code: string) => commands.find(({ label }) => label.zh.includes(code))!.id
    expect(await problemCode(core.job('commands.undo', { commandId: of('HALF') }))).toBe('undo-blocked')
    await core.job('commands.undo', { commandId: of('THIRD') })
    await core.job('commands.undo', { commandId: of('HALF') })
    expect(await months()).toEqual([['TINY-PAY', 1, '2026-01', '2026-02']])
  })
})

describe('taking a policy out of use', () => {
  test('its months have no policy then, and are told as gaps; a removal that would overlap now is not taken back', async () => {
    expect(await core.call('policies.gaps', {})).toEqual([
      { schemeCode: 'TINY', from: '2026-03', to: '2026-03', cases: 1 },
    ])
    await core.call('policies.add', { path: half({ validFrom: '2026-03', validTo: null }) })
    expect(await core.call('policies.gaps', {})).toEqual([])
    expect(await core.call('policies.remove', { policyId: 1 })).toMatchObject({ code: 'TINY-PAY' })
    expect(await core.call('policies.gaps', {})).toEqual([
      { schemeCode: 'TINY', from: '2026-01', to: '2026-02', cases: 5 },
    ])
    await recompute()
    expect((await detail('=1+1')).row.settlement).toBe('unpriced')
    expect(await problemCode(core.call('policies.remove', { policyId: 1 }))).toBe('bad-request')
    expect(await problemCode(core.call('policies.remove', { policyId: 99 }))).toBe('not-found')

    await core.call('policies.add', { path: writeTinyPolicy(file('other.json'), { code: 'OTHER' }) })
    const removal = (await core.call('commands.list', { offset: 0, limit: 10 })).find(({ label }) =>
      label.zh.startsWith('停用'),
    )!
    expect(removal.undoable).toBe(false)
    expect(await problemCode(core.job('commands.undo', { commandId: removal.id }))).toBe('undo-blocked')
    await core.call('policies.remove', { policyId: 3 })
    await core.job('commands.undo', { commandId: removal.id })
    await recompute()
    expect(await paymentOf('=1+1')).toBe('21003.3600315')
  })

  test('the same content added again is the same policy, whichever file it comes from', async () => {
    const [listed] = await core.call('policies.list', {})
    await core.job('policies.export', { policyId: 1, format: 'xlsx', path: file('out.xlsx') })
    await core.job('policies.export', { policyId: 1, format: 'json', path: file('out.json') })
    expect(JSON.parse(readFileSync(file('out.json'), 'utf8'))).toEqual(
      JSON.parse(readFileSync(file('policy.json'), 'utf8')),
    )
    expect(await problemCode(core.call('policies.add', { path: file('out.xlsx') }))).toBe('policy-invalid')
    await core.call('policies.remove', { policyId: 1 })
    expect(await core.call('policies.list', {})).toEqual([])
    expect(await core.call('policies.add', { path: file('out.xlsx') })).toEqual(listed)
    await core.job('commands.undo', {})
    expect(await core.call('policies.list', {})).toEqual([])
  })

  test('a closed month keeps what it was settled by, and can still tell it', async () => {
    await core.job('periods.close', { month: '2026-01' as never })
    await core.call('policies.remove', { policyId: 1 })
    await core.call('policies.add', { path: half({ validTo: null }) })
    await recompute()
    const { row, arithmetic } = await detail('=1+1')
    expect(row.payment).toBe('21003.3600315')
    expect(arithmetic.find(({ id }) => id === 'payment')?.source.zh).toContain('TINY-PAY')
    expect((await core.job('book.verify', {})).ok).toBe(true)
  })
})

/** Drugs (09) are paid as charged beside the standard, half of the consumables (08) on top up to 3,000. */
const ADD_ONS = [
  { code: 'GT', name: '国谈药', items: ['C09'], settle: 'exclude' },
  { code: 'HIGH', name: '特殊耗材', categories: ['08'], settle: 'add-ratio', ratio: '0.5', cap: '3000' },
]

describe('what is paid beside the standard', () => {
  beforeEach(async () => {
    const path = writeTinyPolicy(file('beside.json'), { code: 'BESIDE', addOns: ADD_ONS })
    await core.call('policies.add', { path, makeRoom: true })
    await recompute()
  })

  test('is summed from the charge lines, refunds taken off, and told line by line', async () => {
    const { row, arithmetic } = await detail('=1+1')
    expect(row).toMatchObject({ settlement: 'normal', payment: '29003.3600315' }) // 21,003.36… + 5,000 + 3,000
    const steps = new Map(arithmetic.map(({ id, value }) => [id, value]))
    expect([steps.get('counted'), steps.get('beside:GT'), steps.get('beside:HIGH'), steps.get('payment')]).toEqual([
      '15000',
      '5000',
      '3000',
      '29003.3600315',
    ])
    // K'2: 60,000 − 29,000 is below its high line of 50,407.56: 16,802.52 + 29,000 + 3,000
    expect((await detail("K'2")).row).toMatchObject({ settlement: 'normal', payment: '48802.52' })
    // No lines of either kind: low as before.
    expect((await detail('B_1')).row).toMatchObject({ settlement: 'low', payment: '1000' })
  })

  test('opens to the figure that is shown, also while newer lines wait for a recompute', async () => {
    await importFile(core, 'charges', writeLines(file('more.csv'), [['=1+1', '09', '100.00']]))
    const asked = { figure: { kind: 'case', id: 'payment', caseNo: '=1+1' } } as const
    expect((await core.call('explain.figure', asked)).result.value).toBe('29003.3600315')
    expect((await core.call('explain.figure', asked)).inputs.map(({ label }) => label.zh)).toContain(
      '另付项目：国谈药（按项目支付）',
    )
    await recompute()
    expect(await paymentOf('=1+1')).toBe('29103.3600315')
    expect((await core.call('explain.figure', asked)).result.value).toBe('29103.3600315')
  })
})

test('a stay over the limit, bed-days and a rate of a later month through the whole book', async () => {
  const policy = writeTinyPolicy(file('stays.json'), {
    code: 'STAYS',
    validTo: null,
    pricing: {
      mode: 'weight',
      baseRates: [
        { insurance: '职工', rate: '10000' },
        { insurance: '职工', from: '2026-02', budget: '1072450', weight: '120.5' },
      ],
      defaultInsurance: '职工',
      hospitalCoefficient: '1',
    },
    outliers: null,
    longStay: { overDays: 15, settle: 'by-item' },
    perDiem: [{ insurance: '康复', bands: [{ upToDay: null, rate: '300' }] }],
  })
  await core.call('policies.add', { path: policy, makeRoom: true })
  const inCare = { ...SIX[2]!, caseNo: 'R1', codes: BACK, insurance: '康复', los: 2 }
  await importFile(core, 'cases', writeCases(file('care.csv'), [inCare]))
  await recompute()
  const rows = (await figures()).cases.map(({ caseNo, settlement: kind, payment }) => [caseNo, kind, payment])
  expect(rows).toEqual(
    expect.arrayContaining([
      ['=1+1', 'normal', '20003'],
      ["K'2", 'long-stay', '60000'], // 20 days
      ['B_1', 'normal', '4450'], // 0.5 × 8,900
      ['R1', 'per-diem', '600'],
    ]),
  )
  const filtered = await core.call('cases.page', { slice: { settlement: 'long-stay' }, offset: 0, limit: 9 })
  expect(filtered.rows.map(({ caseNo }) => caseNo)).toEqual(["K'2"])
})

test('who fits the review lines of the policy, the largest loss first, within its quota', async () => {
  const review = { quota: '0.4', ratioAbove: '2.5', daysAbove: 9 }
  await core.call('policies.add', {
    path: writeTinyPolicy(file('review.json'), { code: 'REV', review }),
    makeRoom: true,
  })
  await recompute()
  const [list, ...others] = await core.call('policies.candidates', {})
  expect(others).toEqual([]) // the case of March has no policy, and no lines were given for it
  expect(list).toMatchObject({ policy: { code: 'REV' }, discharges: 5, quota: 2 })
  expect(
    list?.rows.map(({ caseNo, withinQuota, reasons }) => [caseNo, withinQuota, reasons.map(({ zh }) => zh)]),
  ).toEqual([
    // 60,000 charged, 16,802.52 + (60,000 − 3 × 16,802.52) paid
    ["K'2", true, ['倍率 3.57 高于 2.5', '住院 20 天，超过 9 天']],
    ['=1+1', true, ['住院 10 天，超过 9 天']],
  ])
  const rule = { quota: '0.005', lossAbove: '0' }
  expect(await core.call('policies.candidates', { from: '2026-03' as never, rule })).toMatchObject([
    { policy: null, discharges: 1, quota: 0, rows: [] },
  ])
})

test('re-pricing every month with its own policy changes nothing', async () => {
  const policies = fc.record({
    low: fc.constantFrom(...LOW_FORMULAS),
    high: fc.constantFrom(...HIGH_FORMULAS),
    addOn: fc.constantFrom(...ADD_ON_RULES),
    longStay: fc.constantFrom(...LONG_STAY_RULES),
    overDays: fc.integer({ min: 1, max: 20 }),
    from: fc.constantFrom('2026-02', '2026-03'),
  })
  const formula = (settle: string, ratio: string) => ({ settle, ...(settle.endsWith('-ratio') ? { ratio } : {}) })
  let made = 0
  await fc.assert(
    fc.asyncProperty(policies, async ({ low, high, addOn, longStay, overDays, from }) => {
      const path = writeTinyPolicy(file(`own-${made}.json`), {
        code: `OWN${made++}`,
        validTo: null,
        pricing: {
          mode: 'weight',
          baseRates: [
            { insurance: '职工', rate: '10000.10' },
            { insurance: '职工', from, budget: '1000000', weight: '111.3' },
          ],
          defaultInsurance: '职工',
          hospitalCoefficient: '1.05',
        },
        outliers: {
          ratioBase: 'standard',
          low: { below: '0.4', ...formula(low, '0.85') },
          high: { bands: [{ rwBelow: null, above: '2.5' }], ...formula(high, '0.8') },
          controlCoefficient: '0.98',
        },
        addOns: [
          {
            ...{ code: 'A', name: 'A', categories: ['08', '09'], settle: addOn },
            ...(addOn === 'add-ratio' ? { ratio: '0.3333' } : {}),
            ...(addOn === 'add-amount' ? { amount: '123.45' } : {}),
          },
        ],
        longStay: {
          overDays,
          ...formula(longStay, '0.9'),
          ...(longStay === 'per-diem' ? { bands: [{ upToDay: null, rate: '300' }] } : {}),
        },
      })
      await core.call('policies.add', { path, makeRoom: true })
      await recompute()
      const before = await figures()
      const trial = await core.job('schemes.try', { schemeId: 1 })
      const compared = await core.call('grouping.compare', {
        slice: {},
        before: 'current',
        after: trial.id,
        rows: 'month',
      })
      expect(compared.rows.map(({ before: was }) => was)).toEqual(compared.rows.map(({ after: is }) => is))
      expect(compared.changed).toBe(0)
      await core.job('schemes.accept', { trialId: trial.id })
      expect(await figures()).toEqual(before)
      await recompute()
      expect(await figures()).toEqual(before)
    }),
    { numRuns: 8 },
  )
})
