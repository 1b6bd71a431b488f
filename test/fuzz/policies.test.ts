import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { settlementArithmetic } from '#engine/payment/arithmetic.ts'
import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import { type SettlementFacts, settleCase } from '#engine/payment/settle.ts'
import { parsePolicyText } from '#exchange/policy/read-policy.ts'
import { exactFromFen, fromParts, roundToFen, toParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { writeTinyPolicy } from '../fixtures/tiny-department.ts'
import { type Json, places, withChange } from './files/change-json.ts'

const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ORIGINAL = readFileSync(writeTinyPolicy(join(folder, 'p.json')), 'utf8')
/** With every optional rule of the format, so that each of their keys is changed too. */
const WHOLE = readFileSync(
  writeTinyPolicy(join(folder, 'whole.json'), {
    pricing: {
      mode: 'weight',
      baseRates: [
        { insurance: '职工', rate: '10000.10' },
        { insurance: '职工', from: '2026-02', budget: '1072450', weight: '120.5' },
        { insurance: '居民', rate: '8000' },
      ],
      defaultInsurance: '居民',
      hospitalCoefficient: '1.05',
    },
    groups: [
      { drg: 'IC25', rw: '2.0003', qualityReduction: '0.15' },
      { drg: 'IU25', rw: '0.5' },
    ],
    addOns: [
      { code: 'A', name: '国谈药', items: ['1'], negotiated: true, settle: 'exclude' },
      { code: 'B', name: '机器人', categories: ['08'], settle: 'add-ratio', ratio: '0.5', cap: '3000' },
      { code: 'C', name: '床位', names: ['床'], settle: 'add-amount', amount: '55.5' },
    ],
    perDiem: [
      {
        drg: 'IU25',
        insurance: '居民',
        bands: [
          { upToDay: 9, rate: '300' },
          { upToDay: null, rate: '200' },
        ],
      },
    ],
    longStay: { overDays: 30, settle: 'per-diem', bands: [{ upToDay: null, rate: '300.25' }] },
    quality: { retention: '0.05', coefficient: '0.98', perPoint: '0.05' },
    review: { quota: '0.05', ratioAbove: '2', daysAbove: 60, icuHoursAbove: 72, lossAbove: '20000' },
    yearEnd: { advanceRatio: '0.9', finalRates: [{ insurance: '职工', rate: '9900' }] },
  }),
  'utf8',
)

const FACTS = [
  { status: 'grouped', drg: 'IC25', insurance: '职工', charge: 2_000_000 },
  { status: 'grouped', drg: 'IC25', insurance: '居民', charge: 6_000_000 },
  { status: 'grouped', drg: 'IU25', insurance: '职工', charge: 1 },
  { status: 'grouped', drg: 'IU25', insurance: '居民', charge: 1_000_000 },
  { status: 'grouped', drg: 'XX99', insurance: null, charge: 0 },
  { status: 'ambiguous', drg: 'IC25', insurance: '居民', charge: 100_000 },
  { status: 'ungrouped', drg: '0000', insurance: '自费', charge: 333_333 },
] as const

/** An accepted policy settles every case: paid is the payment rounded once, fund and patient part make it up. */
function settleUnder(text: string): 'refused' | 'settled' {
  let document: ReturnType<typeof parsePolicyText>
  try {
    document = parsePolicyText(text, 'p.json')
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    expect(error.problem.code).toBe('policy-invalid')
    return 'refused'
  }
  const policy = compilePolicy(document)
  for (const { charge, ...fact } of FACTS) {
    const addOns = new Map([...'ABC'].map((code, place) => [code, fen((place + 1) * 123_457)]))
    for (const los of [null, 0, 45])
      settlesWhole(policy, { ...fact, charge: fen(charge), patientPay: fen(100), cost: fen(200), los, addOns })
  }
  return 'settled'
}

function settlesWhole(policy: CompiledPolicy, facts: SettlementFacts): void {
  const { payment, paid, patientPart, fundPart } = settleCase(policy, facts)
  expect(payment === null).toBe(paid === null)
  settlementArithmetic(policy, facts)
  if (payment === null || paid === null) return
  expect(paid).toBe(roundToFen(payment))
  expect(fromParts(toParts(payment)).eq(payment), `${payment.toFixed()} is stored whole`).toBe(true)
  if (patientPart !== null) expect(fundPart!.plus(exactFromFen(patientPart)).eq(payment)).toBe(true)
}

test.each([
  ['a plain policy', ORIGINAL],
  ['a policy with every rule', WHOLE],
])('%s with values changed, dropped or doubled is refused in words or settles every case', (_name, text) => {
  const original = JSON.parse(text) as Json
  const value = fc.oneof(
    fc.constantFrom<Json>(
      ...[
        '0',
        '1',
        '0.0001',
        '99999999.9999',
        '-1',
        '1e3',
        '2.50',
        'by-actual',
        'cap',
        'groupMean',
        'deduct',
        'zero',
        'none',
      ],
      ...['weight', '2026-13', '2025-01', '居民', '', null, 0, true],
      [],
      {},
    ),
    fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
  )
  const change = fc.tuple(fc.constantFrom(...places(original)), fc.constantFrom('set', 'drop', 'twice'), value)
  const seen = { refused: 0, settled: 0 }
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const changed = changes.reduce((document, [path, what, to]) => withChange(document, path, what, to), original)
      seen[settleUnder(JSON.stringify(changed))]++
    }),
    { numRuns: 3000, seed: 1 },
  )
  expect(Math.min(seen.refused, seen.settled), JSON.stringify(seen)).toBeGreaterThan(100)
})

test('any text is no policy, and says why', () => {
  const cut = fc.nat({ max: ORIGINAL.length - 1 }).map((length) => ORIGINAL.slice(0, length))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), cut), (text) => {
      expect(settleUnder(text)).toBe('refused')
    }),
    { numRuns: 1000, seed: 2 },
  )
})
