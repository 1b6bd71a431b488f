import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dipArithmetic } from '#engine/dip/arithmetic.ts'
import { groupDip, groupDipWithTrail } from '#engine/dip/group.ts'
import { settleDip } from '#engine/dip/settle.ts'
import type { DipSettlementRules } from '#engine/dip/tables.ts'
import { DIP_SETTLEMENT_CLASSES, type DipInput } from '#shared/domain/dip.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { aCase, directory, row } from './small-directory.ts'

/** A decimal with this many places as text, so that lines and factors fall on odd places too. */
const decimal = (min: number, max: number, places: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) =>
    exact(value)
      .div(10 ** places)
      .toFixed(),
  )

type Lines = Pick<DipSettlementRules, 'low' | 'high' | 'extreme'>
const rules: fc.Arbitrary<Lines> = fc.record({
  low: fc.option(fc.record({ below: decimal(10, 90, 2), inclusive: fc.boolean(), hospital: fc.boolean() })),
  high: fc.option(
    fc.record({
      above: decimal(110, 290, 2),
      inclusive: fc.boolean(),
      add: fc.constantFrom('one' as const, 'h' as const),
    }),
  ),
  extreme: fc.option(
    fc.record({
      above: decimal(300, 600, 2),
      inclusive: fc.boolean(),
      settle: fc.constantFrom('formula', 'normal', 'by-actual'),
    }),
  ),
})

const region = fc.record({
  rules,
  score: decimal(1, 5_000_000, 4),
  mean: decimal(100, 9_000_000, 2),
  pointValue: decimal(10_000, 300_000, 4),
  h: decimal(900, 1300, 3),
  type: fc.constantFrom('core', 'basic'),
})
type Region = typeof region extends fc.Arbitrary<infer Value> ? Value : never

const settlementIn = ({ rules: settlement, score, mean, pointValue, h, type }: Region) => {
  const scheme = directory({
    settlement,
    directory: [row('W', { type, dx: 'S72.0', opClass: 'conservative', score, meanCharge: mean, coefficient: h })],
    pointValues: [
      { from: '2026-01', insurance: '', pointValue, hospitalCoefficient: h, meanFactor: '', basicMeanFactor: '' },
    ],
  })
  const result = groupDip(scheme, aCase(['S72.000'], []))
  return (charge: number) =>
    settleDip(scheme, { result, month: period('2026-03'), insurance: null, charge: fen(charge) })
}

/** Charges up to seven times the mean, many of them on a line or a fen beside it. */
const chargeIn = ({ rules: { low, high, extreme }, mean }: Region): fc.Arbitrary<number> => {
  const inFen = exact(mean).times(100)
  const lines = [low?.below, high?.above, extreme?.above, '1'].flatMap((line) =>
    line === undefined ? [] : [Number(inFen.times(line).toFixed(0))],
  )
  const beside = fc.tuple(fc.constantFrom(...lines), fc.integer({ min: -1, max: 1 })).map(([line, by]) => line + by)
  return fc.oneof(fc.nat(Number(inFen.times(7).toFixed(0))), beside).map((charge) => Math.max(0, charge))
}

const settled = region.chain((one) => fc.tuple(fc.constant(one), chargeIn(one), chargeIn(one)))
const wholeIn = (text: string, places: number): bigint =>
  BigInt(
    exact(text)
      .times(10 ** places)
      .toFixed(),
  )

describe('whatever a region’s lines', () => {
  test('a case is of one class and only one, as the lines in whole numbers say', () => {
    fc.assert(
      fc.property(settled, ([one, charge]) => {
        const { low, high, extreme } = one.rules
        // charge ÷ mean against the line, multiplied out: fen × 100 against (yuan × 100) × (line × 100).
        const against = (line: string) => {
          const difference = BigInt(charge) * 100n - wholeIn(one.mean, 2) * wholeIn(line, 2)
          return difference < 0n ? -1 : difference > 0n ? 1 : 0
        }
        const beyond = (rule: { above: string; inclusive: boolean } | null) =>
          rule !== null && (against(rule.above) > 0 || (rule.inclusive && against(rule.above) === 0))
        const short = low !== null && (against(low.below) < 0 || (low.inclusive && against(low.below) === 0))
        const classes = [
          ...(short ? ['low'] : []),
          ...(beyond(high) && !beyond(extreme) ? ['high'] : []),
          ...(beyond(extreme) ? ['extreme'] : []),
        ]
        expect(classes.length).toBeLessThanOrEqual(1)
        const settlement = settlementIn(one)(charge)
        expect(settlement.class).toBe(classes[0] ?? 'normal')
        expect(settlement.review).toBe(settlement.class === 'extreme')
      }),
      { numRuns: 2000 },
    )
  })

  test('a higher charge is never paid less, where extreme cases follow the formula', () => {
    fc.assert(
      fc.property(settled, ([one, a, b]) => {
        const { low, extreme } = one.rules
        const extremes: Lines['extreme'] = extreme === null ? null : { ...extreme, settle: 'formula' }
        // Without h in low cases the step to the normal payment is upward only while the line lies below h.
        const lows: Lines['low'] =
          low === null ? null : { ...low, hospital: low.hospital || exact(low.below).gt(one.h) }
        const settle = settlementIn({ ...one, rules: { ...one.rules, low: lows, extreme: extremes } })
        const [less, more] = [settle(Math.min(a, b)), settle(Math.max(a, b))]
        expect(more.payment!.gte(less.payment!)).toBe(true)
        expect(more.paid).toBeGreaterThanOrEqual(less.paid!)
      }),
      { numRuns: 1000 },
    )
  })

  test('+1 and +h pay the same on the line, the normal amount, and part above it by the shares of h', () => {
    fc.assert(
      fc.property(region, fc.nat(1_000_000), (one, more) => {
        const high = { above: '2', inclusive: true } as const
        const plus = (add: 'one' | 'h') =>
          settlementIn({ ...one, rules: { low: null, high: { ...high, add }, extreme: null } })
        const line = Number(exact(one.mean).times(200).toFixed())
        const [plusOne, plusH] = [plus('one')(line), plus('h')(line)]
        expect([plusOne.class, plusH.class]).toEqual(['high', 'high'])
        expect(plusOne.paid).toBe(plusH.paid)
        expect(plusOne.payment!.eq(plusOne.standard!)).toBe(true)
        const [aboveOne, aboveH] = [plus('one')(line + more), plus('h')(line + more)]
        expect(Math.sign(aboveOne.payment!.cmp(aboveH.payment!)) * Math.sign(Number(one.h) - 1)).toBeGreaterThanOrEqual(
          0,
        )
      }),
    )
  })

  test('the last line of the arithmetic is what is paid less the charge', () => {
    fc.assert(
      fc.property(settled, ([one, charge]) => {
        const settlement = settlementIn(one)(charge)
        expect(settlement.surplus!.eq(settlement.payment!.minus(exact(charge).div(100)))).toBe(true)
        expect(settlement.payment!.minus(exact(settlement.paid!).div(100)).abs().lte('0.005')).toBe(true)
      }),
    )
  })
})

/** Codes as records have them when something went wrong: blanks, small and full-width letters, signs, nothing. */
const code = fc.oneof(
  fc.constantFrom(
    'S72.000',
    's72.000',
    ' S72.000',
    'Ｓ７２．０００',
    'S72',
    '',
    '@13',
    '81.5100',
    '81.51+',
    'KBBZ',
    'I50.900',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const blankOr = <Value>(value: fc.Arbitrary<Value>) => fc.option(value)
const money = blankOr(fc.nat().map(fen))
const odd: fc.Arbitrary<DipInput> = fc.record({
  sex: fc.constantFrom('M', 'F', null),
  age: blankOr(fc.constantFrom(-1, 0, 50, 999)),
  ageDays: blankOr(fc.constantFrom(-1, 0, 400)),
  birthWeight: blankOr(fc.constantFrom(-1, 0, 3000)),
  los: blankOr(fc.constantFrom(-1, 0, 9, 9999)),
  icuHours: blankOr(fc.constantFrom(-1, 0, 47.5, 9999)),
  discharge: blankOr(fc.constantFrom('1', '5', 'x', '')),
  dept: blankOr(fc.string()),
  dx: fc.array(code, { maxLength: 8 }),
  proc: fc.array(code, { maxLength: 8 }),
  charge: money,
  treatmentCharge: money,
  drugCharge: money,
  readmissionDays: blankOr(fc.constantFrom(-1, 0, 30)),
})

describe('whatever stands in a record', () => {
  const conditions = [
    'age >= 65',
    'death',
    'mcc and los > 3',
    'cci >= 1',
    'icu_days >= 2',
    'charge_ratio >= 3 and drug_share >= 0.5',
  ]
  const scheme = directory({
    auxiliary: conditions.map((condition, at) => ({
      ...{ auxiliary: `A${at}`, type: 'other', name: '', dip: '', condition },
      factor: `1.${at + 1}`,
    })),
    cc: [{ code: 'I50.900', level: 'MCC', exclusion: '' }],
    cci: [{ condition: '心衰', code: 'I50', points: 1 }],
    pointValues: [
      {
        from: '2026-01',
        insurance: '',
        pointValue: '12',
        hospitalCoefficient: '1.05',
        meanFactor: '11',
        basicMeanFactor: '',
      },
    ],
  })

  test('it is matched, told and settled, and never throws', () => {
    fc.assert(
      fc.property(odd, (input) => {
        const { result, steps } = groupDipWithTrail(scheme, input)
        expect(groupDip(scheme, input)).toEqual(result)
        expect(steps.at(-1)).toMatchObject({ level: 'result', code: result.dip })
        for (const { reason } of steps) expect(reason.zh === '' || reason.en === '').toBe(false)
        const facts = { result, month: period('2026-03'), insurance: null, charge: input.charge ?? fen(0) }
        expect(DIP_SETTLEMENT_CLASSES).toContain(settleDip(scheme, facts).class)
        dipArithmetic(scheme, facts)
      }),
      { numRuns: 1000 },
    )
  })

  test('500 secondary diagnoses are looked at to the last, and a code that is written otherwise is another code', () => {
    const many = Array.from({ length: 500 }, (_, at) => `Z${at}`)
    expect(
      groupDip(scheme, aCase(['S72.000', ...many, 'I50.900'], [])).triggered.map(({ code: found }) => found),
    ).toEqual(['A0', 'A2', 'A3'])
    for (const dx of ['s72.000', ' S72.000', 'Ｓ７２．０００'])
      expect(groupDip(scheme, aCase([dx], [])).status).toBe('blank')
  })
})
