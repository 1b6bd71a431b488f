import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLUE_NAMES, CLUE_NOTICE, CLUE_STATUSES, type Clue, withMarks } from '#engine/analysis/clue.ts'
import {
  type BillLine,
  chargeClues,
  DEFAULT_SHIFT_RULES,
  type SelfPayShift,
  shiftedCostClues,
} from '#engine/analysis/clues-charges.ts'
import { codingClues, DEFAULT_CODING_RULES, type SevereCase } from '#engine/analysis/clues-coding.ts'
import { DEFAULT_STAY_RULES, type Stay, stayClues } from '#engine/analysis/clues-stays.ts'
import { differenceInterval, wilsonInterval } from '#engine/analysis/wilson.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { yuan } from './slices.ts'

const ids = (clues: readonly Clue[]) => clues.map(({ id }) => id)

describe('coding', () => {
  const jump = (base: readonly [number, number], actual: readonly [number, number]) =>
    codingClues(
      [{ adrg: 'IC2', base: { severe: base[0], n: base[1] }, actual: { severe: actual[0], n: actual[1] } }],
      [],
    )

  test('far more severe cases of an ADRG than before, beyond chance', () => {
    const [clue] = jump([20, 100], [45, 100])
    expect(clue).toMatchObject({ id: 'upcoding:share:IC2', kind: 'upcoding', scope: 'IC2', amount: null })
    expect(clue!.evidence.zh).toContain('由 20.0%（n = 100）升至 45.0%（n = 100），上升 25.0 个百分点')
  })

  test('not where it may be chance, the rise is small, or cases are few', () => {
    expect(jump([4, 20], [7, 20])).toEqual([]) // 15 points, but chance
    expect(jump([200, 1000], [290, 1000])).toEqual([]) // beyond chance, 9 points
    expect(jump([0, 19], [19, 19])).toEqual([])
    const shares = [{ adrg: 'IC2', base: { severe: 0, n: 19 }, actual: { severe: 19, n: 19 } }]
    expect(codingClues(shares, [], { ...DEFAULT_CODING_RULES, cases: 19 })).toHaveLength(1)
  })

  test('a severe case with five diagnoses that cost less than plain ones', () => {
    const severe = (change: Partial<SevereCase>): SevereCase => ({
      ...{ caseNo: '1', drg: 'IC21', others: 5, charge: yuan('7999.99'), plainMean: exact(8000) },
      ...change,
    })
    expect(ids(codingClues([], [severe({})]))).toEqual(['upcoding:case:1'])
    for (const change of [{ others: 4 }, { charge: yuan('8000') }, { plainMean: null }])
      expect(codingClues([], [severe(change)])).toEqual([])
  })
})

describe('stays', () => {
  const stay = (caseNo: string, admittedAt: string, dischargedAt: string, change: Partial<Stay> = {}): Stay => ({
    ...{ caseNo, patientId: 'P', mdc: 'I', admittedAt, dischargedAt, los: 5, charge: yuan('9000'), discharge: '1' },
    ...{ plannedReturn: null, operated: true, daySurgery: false, tests: yuan('0') },
    ...change,
  })
  const first = stay('1', '2026-03-01', '2026-03-06 10:00:00')

  test('back within fifteen days for the same MDC', () => {
    const [clue] = stayClues([stay('2', '2026-03-21 09:00:00', '2026-03-25'), first])
    expect(clue).toMatchObject({ kind: 'split-stay', caseNos: ['1', '2'], amount: yuan('9000') })
    expect(clue!.evidence.en).toContain('15 days after discharge')
  })

  test.each([
    ['sixteen days', stay('2', '2026-03-22', '2026-03-25')],
    ['another MDC', stay('2', '2026-03-08', '2026-03-25', { mdc: 'F' })],
    ['another patient', stay('2', '2026-03-08', '2026-03-25', { patientId: 'Q' })],
    ['nobody knows whose', stay('2', '2026-03-08', '2026-03-25', { patientId: null })],
    ['overlapping records', stay('2', '2026-03-05', '2026-03-25')],
  ])('no clue: %s', (_why, next) => {
    expect(stayClues([first, next])).toEqual([])
  })

  test('a planned return and a transfer explain themselves; related MDC are the hospital’s to name', () => {
    const next = stay('2', '2026-03-08', '2026-03-25')
    expect(stayClues([{ ...first, plannedReturn: true }, next])).toEqual([])
    expect(stayClues([{ ...first, discharge: '2' }, next])).toEqual([])
    const rules = { ...DEFAULT_STAY_RULES, relatedMdcs: [['F', 'I']] as const }
    expect(ids(stayClues([first, { ...next, mdc: 'F' }], rules))).toEqual(['split-stay:1:2'])
  })

  test('short and cheap without an operation, or nearly all tests', () => {
    const short = { operated: false, los: 1, charge: yuan('2999.99') }
    expect(ids(stayClues([stay('3', '2026-03-01', '2026-03-02', short)]))).toEqual(['low-threshold:3'])
    const tested = { operated: false, charge: yuan('9000'), tests: yuan('7200') }
    expect(stayClues([stay('4', '2026-03-01', '2026-03-06', tested)])[0]?.evidence.zh).toContain('检查化验占费用 80.0%')
    for (const change of [
      { los: 2 },
      { charge: yuan('3000') },
      { operated: true },
      { daySurgery: true },
      { discharge: '5' },
    ])
      expect(stayClues([stay('5', '2026-03-01', '2026-03-02', { ...short, ...change })])).toEqual([])
    expect(stayClues([stay('6', '2026-03-01', '2026-03-06', { ...tested, tests: yuan('7199') })])).toEqual([])
  })
})

describe('charges', () => {
  const line = (caseNo: string, item: string, chargedAt: string, amount: string): BillLine => ({
    ...{ caseNo, item, name: `${item}名`, chargedAt },
    amount: yuan(amount),
  })

  test('the same item, minute and amount again, less what was refunded', () => {
    const clues = chargeClues([
      line('1', 'A', '2026-03-01 08:00:00', '50'),
      line('1', 'A', '2026-03-01 08:00:30', '50'), // again
      line('1', 'A', '2026-03-01 08:00:00', '60'), // another amount
      line('2', 'A', '2026-03-01 08:00:00', '50'),
      line('2', 'A', '2026-03-01 08:00:00', '50'),
      line('2', 'A', '2026-03-02 09:00:00', '-50'), // taken back
      line('3', 'B', '2026-03-01', '50'),
      line('3', 'B', '2026-03-01', '50'), // no time of day
      line('4', 'A', '2026-03-01 08:00:00', '50'),
      line('4', 'A', '2026-03-01 08:00:00', '50'),
      line('4', 'A', '2026-03-01 08:00:00', '50'), // twice again
    ])
    expect(clues).toMatchObject([{ id: 'double-charge:same:A', caseNos: ['1', '4'], amount: yuan('150') }])
    expect(clues[0]!.evidence.zh).toContain('2 例共 3 次')
  })

  test('an item on the day of one that includes it', () => {
    const rule = { item: 'SET', includes: 'PART', source: '价格目录第 12 页' }
    const lines = [
      line('1', 'SET', '2026-03-01 08:00:00', '500'),
      line('1', 'PART', '2026-03-01 18:00:00', '40'),
      line('1', 'PART', '2026-03-02 08:00:00', '40'), // another day
      line('2', 'SET', '2026-03-01', '500'),
      line('2', 'SET', '2026-03-01', '-500'), // refunded
      line('2', 'PART', '2026-03-01', '40'),
    ]
    expect(chargeClues(lines, [rule])).toMatchObject([{ caseNos: ['1'], amount: yuan('40'), scope: 'PART' }])
    expect(chargeClues(lines)).toEqual([])
  })

  test('no line twice, no clue, whatever the lines', () => {
    const any = fc.uniqueArray(fc.record({ minute: fc.nat(59), fen: fc.integer({ min: 1, max: 9999 }) }), {
      selector: ({ minute }) => minute,
    })
    fc.assert(
      fc.property(any, (list) => {
        const lines = list.map(({ minute, fen: amount }) => ({
          ...line('1', 'A', `2026-03-01 08:${String(minute).padStart(2, '0')}:00`, '0'),
          amount: fen(amount),
        }))
        expect(chargeClues(lines)).toEqual([])
        const twice = chargeClues([...lines, ...lines])
        expect(twice[0]?.amount ?? 0).toBe(lines.reduce((sum, { amount }) => sum + amount, 0))
      }),
    )
  })

  const shift = (base: readonly [number, string, string], actual: readonly [number, string, string]): SelfPayShift => {
    const side = ([n, selfPay, charge]: readonly [number, string, string]) => ({
      n,
      selfPay: yuan(selfPay),
      charge: yuan(charge),
    })
    return { key: 'IC29', base: side(base), actual: side(actual) }
  }

  test('the share outside insurance rises while the insured part of a case falls', () => {
    const [clue] = shiftedCostClues([shift([20, '10000', '200000'], [20, '25000', '200000'])])
    expect(clue).toMatchObject({ id: 'shifted-cost:IC29', amount: yuan('15000') }) // 7.5 points of 200,000
    expect(clue!.evidence.zh).toContain('由 5.0% 升至 12.5%')
    const small = shift([20, '10000', '200000'], [20, '19000', '200000']) // 4.5 points
    expect(shiftedCostClues([small])).toEqual([])
    expect(shiftedCostClues([small], { ...DEFAULT_SHIFT_RULES, rise: exact('0.045') })).toHaveLength(1)
    expect(shiftedCostClues([shift([20, '10000', '200000'], [20, '40000', '300000'])])).toEqual([]) // all dearer
    expect(shiftedCostClues([shift([9, '10000', '200000'], [20, '25000', '200000'])])).toEqual([])
    expect(shiftedCostClues([shift([20, '0', '0'], [20, '25000', '200000'])])).toEqual([])
  })
})

describe('clues are no verdicts', () => {
  const all = [
    ...codingClues(
      [{ adrg: 'IC2', base: { severe: 20, n: 100 }, actual: { severe: 45, n: 100 } }],
      [{ caseNo: '1', drg: 'IC21', others: 9, charge: yuan('1'), plainMean: exact(2) }],
    ),
    ...shiftedCostClues([
      {
        key: 'x',
        base: { n: 20, selfPay: yuan('1'), charge: yuan('100') },
        actual: { n: 20, selfPay: yuan('50'), charge: yuan('100') },
      },
    ]),
  ]

  test('every clue starts to be checked; people say what came of it', () => {
    const marked = withMarks(all, new Map([['upcoding:share:IC2', { status: 'explained', note: '新开科室' }]]))
    expect(marked.map(({ id, status }) => [id, status])).toEqual([
      ['shifted-cost:x', 'open'],
      ['upcoding:case:1', 'open'],
      ['upcoding:share:IC2', 'explained'],
    ])
  })

  test('nothing calls a clue a breach, and every list says it is none', () => {
    expect(CLUE_NOTICE.zh).toContain('不是违规认定')
    const words = [
      ...Object.values(CLUE_NAMES),
      ...Object.values(CLUE_STATUSES),
      ...all.map(({ evidence }) => evidence),
    ]
    for (const { zh, en } of words) {
      expect(zh).not.toMatch(/违规|骗保|欺诈|漏编|套取|建议编码|应编/)
      expect(en).not.toMatch(/fraud|breach|violation|should be coded/i)
    }
  })
})

test('interval of a difference: published example', () => {
  const of = (k: number, n: number) => ({ value: k / n, ...wilsonInterval(k, n) })
  // Newcombe 1998, table II: 56/70 − 48/80, method 10: 0.0524 to 0.3339.
  const { low, high } = differenceInterval(of(48, 80), of(56, 70))
  expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.0524', '0.3339'])
})
