import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { settlementArithmetic } from '#engine/payment/arithmetic.ts'
import { compilePolicy } from '#engine/payment/compile.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { parsePolicyText } from '#exchange/policy/read-policy.ts'
import { exactFromFen, fromParts, roundToFen, toParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { ProblemError } from '#shared/domain/problem.ts'
import { writeTinyPolicy } from '../fixtures/tiny-department.ts'
import { type Json, places, withChange } from './files/change-json.ts'

const folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ORIGINAL = readFileSync(writeTinyPolicy(join(folder, 'p.json')), 'utf8')

const FACTS = [
  { status: 'grouped', drg: 'IC25', insurance: '职工', charge: 2_000_000 },
  { status: 'grouped', drg: 'IC25', insurance: '居民', charge: 6_000_000 },
  { status: 'grouped', drg: 'IU25', insurance: '职工', charge: 1 },
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
    const facts = { ...fact, charge: fen(charge), patientPay: fen(100), cost: fen(200) }
    const { payment, paid, patientPart, fundPart } = settleCase(policy, facts)
    expect(payment === null).toBe(paid === null)
    settlementArithmetic(policy, facts)
    if (payment === null || paid === null) continue
    expect(paid).toBe(roundToFen(payment))
    expect(fromParts(toParts(payment)).eq(payment), `${payment.toFixed()} is stored whole`).toBe(true)
    if (patientPart !== null) expect(fundPart!.plus(exactFromFen(patientPart)).eq(payment)).toBe(true)
  }
  return 'settled'
}

test('a policy with values changed, dropped or doubled is refused in words or settles every case', () => {
  const original = JSON.parse(ORIGINAL) as Json
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
