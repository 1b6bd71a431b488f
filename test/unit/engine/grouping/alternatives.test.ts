import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alternativesOf, type PriceOf } from '#engine/grouping/alternatives.ts'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { exact } from '#shared/domain/exact.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { aCase, smallTables } from './small-scheme.ts'

const scheme = compileScheme(smallTables())
const PRICES: Readonly<Record<string, string>> = { BR11: '9000.5', BR13: '6000', BR15: '4000.25', BB19: '30000' }
const priceOf: PriceOf = ({ drg }) => (PRICES[drg] === undefined ? null : exact(PRICES[drg]))

function alternatives(input: Partial<GroupingInput>) {
  const { current, groups, unchanged } = alternativesOf(scheme, aCase(input), priceOf)
  return {
    current: `${current.result.drg} ${current.payment?.toFixed() ?? '—'}`,
    groups: groups.map(({ result, name, changes, difference }) => ({
      group: `${result.drg} ${name}`,
      changes: changes.map((change) => `${change.kind} ${change.kind === 'without' ? change.codes : change.code}`),
      difference: difference?.toFixed() ?? null,
    })),
    unchanged,
  }
}

describe('the groups next to a case', () => {
  test('the record without what counts as MCC, and without every complication', () => {
    // G43.000 cancels no table of J96.000, so it counts as MCC; I10.x00 counts as CC.
    expect(alternatives({ dx: ['G43.000', 'J96.000', 'I10.x00'] })).toEqual({
      current: 'BR11 9000.5',
      groups: [
        // Neither J96.000 nor I10.x00 opens an MDC.
        { group: '0000 ', changes: ['principal J96.000', 'principal I10.x00'], difference: null },
        { group: 'BR13 伴', changes: ['without J96.000'], difference: '-3000.5' },
        { group: 'BR15 不伴', changes: ['without J96.000,I10.x00'], difference: '-5000.25' },
      ],
      unchanged: 0,
    })
  })

  test('another recorded diagnosis as principal, also where an exclusion then cancels the complication', () => {
    // With G44.000 as principal, exclusion table 7 cancels J96.000 and the tier falls to “without”.
    const found = alternatives({ dx: ['G43.000', 'J96.000', 'G44.000'] })
    expect(found.groups).toContainEqual({
      group: 'BR15 不伴',
      changes: ['principal G44.000', 'without J96.000'],
      difference: '-5000.25',
    })
  })

  test('another recorded procedure first', () => {
    // 38.3000 first fits nothing of MDCB and is ambiguous; 01.2400 first is a craniotomy.
    expect(alternatives({ proc: ['38.3000', '01.2400'] })).toEqual({
      current: 'BQY —',
      groups: [{ group: 'BB19 开颅', changes: ['procedure 01.2400'], difference: null }],
      unchanged: 0,
    })
  })

  test('changes that lead to the same group are counted, not listed; a repeated code is tried once', () => {
    expect(alternatives({ dx: ['G43.000', 'G44.000', 'G44.000', 'G43.000', ''] })).toEqual({
      current: 'BR15 4000.25',
      groups: [],
      unchanged: 1,
    })
  })

  test('every sentence says to check the record, names the code as it is recorded, and speaks of no money', () => {
    const recorded = { dx: [null, '呼吸衰竭', null], proc: [] }
    const input = aCase({ dx: ['G43.000', 'J96.000', 'I10.x00'] })
    const words = alternativesOf(scheme, input, priceOf, recorded).groups.flatMap(({ changes }) =>
      changes.map((change) => change.words),
    )
    expect(words[0]).toEqual({
      zh: '若记录中的 J96.000 呼吸衰竭 是主要诊断。请对照病历核对主要诊断的选择',
      en: 'If J96.000 呼吸衰竭, which is recorded, were the principal diagnosis. Check the choice of the principal diagnosis against the chart',
    })
    expect(words.map(({ zh }) => zh).join()).toContain('若不计 J96.000 呼吸衰竭、I10.x00 高血压。')
    for (const { zh, en } of words) {
      expect(zh).toMatch(/核对/)
      expect(en).toMatch(/Check/)
      expect(zh + en).not.toMatch(/提高|增加|补录|漏编|建议|应当|元|increase|higher|should be|yuan|\bgain/i)
    }
  })
})

const code = fc.constantFrom('G43.000', 'G44.000', 'J96.000', 'I10.x00', 'R57.000', 'Z99.900', '')
const procedure = fc.constantFrom('01.2400', '38.3000', '17.4200', '99.9900')

describe('for any case', () => {
  const input = fc.record({ dx: fc.array(code, { maxLength: 7 }), proc: fc.array(procedure, { maxLength: 5 }) })

  test('no code stands in an alternative that is not in the record', () => {
    fc.assert(
      fc.property(input, (record) => {
        const recorded = new Set<string>([...record.dx, ...record.proc])
        for (const { changes } of alternativesOf(scheme, aCase(record), priceOf).groups) {
          for (const change of changes) {
            const named = change.kind === 'without' ? change.codes : [change.code]
            for (const each of named) expect(recorded).toContain(each)
            for (const other of ['J96.000', 'I10.x00', 'R57.000', 'G44.000', '01.2400', '17.4200']) {
              if (!recorded.has(other)) expect(change.words.zh + change.words.en).not.toContain(other)
            }
          }
        }
      }),
    )
  })

  test('telling the case as a change says leads to the group it stands under, and to no other difference', () => {
    fc.assert(
      fc.property(input, (record) => {
        const base = aCase(record)
        const { current, groups } = alternativesOf(scheme, base, priceOf)
        expect(current.result).toEqual(groupCase(scheme, base))
        for (const { result, changes, difference } of groups) {
          expect(result).not.toEqual(current.result)
          if (difference !== null) {
            expect(difference.toFixed()).toBe(exact(PRICES[result.drg]!).minus(PRICES[current.result.drg]!).toFixed())
          }
          for (const change of changes) {
            const front = (codes: readonly string[], at: number) => [codes[at] ?? '', ...codes.toSpliced(at, 1)]
            const told =
              change.kind === 'principal'
                ? { ...base, dx: front(base.dx, change.position) }
                : change.kind === 'procedure'
                  ? { ...base, proc: front(base.proc, change.position) }
                  : { ...base, dx: base.dx.filter((each, at) => at === 0 || !change.codes.includes(each)) }
            expect(groupCase(scheme, told)).toEqual(result)
          }
        }
      }),
    )
  })
})
