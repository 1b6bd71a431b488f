import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { schemeOfRule, smallTables } from './small-scheme.ts'

const scheme = compileScheme(smallTables())
const dx = fc.constantFrom('G43.000', 'G44.000', 'J96.000', 'I10.x00', 'R57.000', 'Z99.900', '')
const proc = fc.constantFrom('01.2400', '38.3000', '17.4200', '99.9900')
const blankOr = (max: number) => fc.option(fc.integer({ min: 0, max }))

const input: fc.Arbitrary<GroupingInput> = fc.record({
  sex: fc.constantFrom('M', 'F', null),
  age: blankOr(3),
  ageDays: blankOr(60),
  birthWeight: blankOr(4000),
  los: blankOr(90),
  icuHours: blankOr(200),
  discharge: fc.constantFrom('1', '5', null),
  dept: fc.constantFrom('ICU', null),
  dx: fc.array(dx, { maxLength: 8 }),
  proc: fc.array(proc, { maxLength: 5 }),
})

/** Rules of every kind over the lists of `schemeOfRule`, nested at random. */
const rule: fc.Arbitrary<string> = fc.letrec<{ rule: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    ...['pdx', 'dx', 'sdx'].flatMap((field) => [`${field} in @D1`, `${field} in @D2`]),
    ...['proc1', 'proc', 'proc_rest'].flatMap((field) => [`${field} in @P1`, `${field} in @P2`]),
    'count(@D1,@D2) >= 2',
    'count(@D1,@D2) = 0',
    'mcc',
    'cc',
    'true',
    'sex = M',
    'age < 2',
    'birth_weight >= 2000',
    'discharge in (5)',
  ),
  rule: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a} and ${b})`),
    fc.tuple(tie('rule'), tie('rule')).map(([a, b]) => `(${a} or ${b})`),
    tie('rule').map((a) => `not ${a}`),
  ),
})).rule

describe('for any case', () => {
  test('the order of the secondary diagnoses never changes the group', () => {
    fc.assert(
      fc.property(input, (one) => {
        const [principal = '', ...others] = one.dx
        const turned = { ...one, dx: [principal, ...others.toReversed()] }
        expect(groupCase(scheme, turned)).toEqual(groupCase(scheme, one))
      }),
    )
  })

  test('a code in no list, appended last, never changes the group', () => {
    fc.assert(
      fc.property(input, (one) => {
        const longer = { ...one, dx: [...(one.dx.length === 0 ? [''] : one.dx), 'Y00'], proc: [...one.proc, '00.0000'] }
        expect(groupCase(scheme, longer).drg).toBe(groupCase(scheme, one).drg)
      }),
    )
  })

  test('a complication the principal diagnosis excludes never raises the severity', () => {
    fc.assert(
      fc.property(input, (one) => {
        const before = { ...one, dx: ['G44.000', ...one.dx.slice(1)] }
        const after = { ...before, dx: [...before.dx, 'J96.000'] }
        expect(groupCase(scheme, after)).toEqual(groupCase(scheme, before))
      }),
    )
  })

  test('the trail comes to the result grouping comes to', () => {
    fc.assert(
      fc.property(input, (one) => {
        expect(groupCaseWithTrail(scheme, one).result).toEqual(groupCase(scheme, one))
      }),
    )
  })
})

test('for any rule and case, trying only the candidates finds what trying every row finds', () => {
  const codes = fc.constantFrom('d1', 'd2', 'both', 'major', 'minor', 'twofold', 'x')
  const any = fc.record({
    dx: fc.array(codes, { maxLength: 4 }),
    proc: fc.array(fc.constantFrom('p1', 'p2', 'x'), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(rule, input, any, (text, one, codesOfCase) => {
      const only = schemeOfRule(text)
      const wholeCase = { ...one, ...codesOfCase }
      expect(groupCaseWithTrail(only, wholeCase).result).toEqual(groupCase(only, wholeCase))
    }),
    { numRuns: 1000 },
  )
})
