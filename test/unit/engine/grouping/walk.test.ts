import { describe, expect, test } from 'vitest'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import type { SchemeTables } from '#engine/grouping/tables.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { aCase, smallTables } from './small-scheme.ts'

function group(input: Partial<GroupingInput>, tables: SchemeTables = smallTables()): string {
  const { status, mdc, adrg, drg } = groupCase(compileScheme(tables), aCase(input))
  return `${status} ${mdc}/${adrg}/${drg}`
}

const withHeader = (header: Partial<SchemeTables['header']>, changes: Partial<SchemeTables> = {}) => {
  const tables = smallTables(changes)
  return { ...tables, header: { ...tables.header, ...header } }
}

describe('checks', () => {
  const REJECTED = 'rejected //'
  const lines: readonly (readonly [string, Partial<GroupingInput>, string])[] = [
    ['no sex', { sex: null }, REJECTED],
    ['no age', { age: null }, REJECTED],
    ['age 0 without age in days', { age: 0, birthWeight: 3000 }, REJECTED],
    ['newborn without weight', { age: 0, ageDays: 28 }, REJECTED],
    ['29 days without weight', { age: 0, ageDays: 29 }, 'grouped MDCB/BR1/BR15'],
    ['newborn of 0 grams', { age: 0, ageDays: 3, birthWeight: 0 }, 'grouped MDCB/BR1/BR15'],
    ['unknown diagnosis', { dx: ['Q99.999'] }, 'ungrouped 0000/00/0000'],
    ['no diagnosis', { dx: [] }, 'ungrouped 0000/00/0000'],
    ['negative age', { age: -1 }, 'grouped MDCB/BR1/BR15'],
  ]
  test.each(lines)('%s', (_, input, expected) => expect(group(input)).toBe(expected))
})

describe('walk', () => {
  const lines: readonly (readonly [string, Partial<GroupingInput>, string])[] = [
    ['tier by MCC', { dx: ['G43.000', 'J96.000'] }, 'grouped MDCB/BR1/BR11'],
    ['MCC cancelled', { dx: ['G44.000', 'J96.000'] }, 'grouped MDCB/BR1/BR15'],
    ['tier by CC', { dx: ['G43.000', 'I10.x00'] }, 'grouped MDCB/BR1/BR13'],
    ['rows by order, not by place in the file', { proc: ['01.2400'] }, 'grouped MDCB/BB1/BB19'],
    ['ambiguous', { proc: ['38.3000'] }, 'ambiguous MDCB/QY/BQY'],
    ['an ADRG without DRG rows stands in for the DRG', { proc: ['17.4200'] }, 'grouped MDCA/AA1/AA1'],
    ['an MDC that holds does not bind', { dx: ['G43.000'], proc: ['01.2400', 'x'] }, 'grouped MDCB/BB1/BB19'],
  ]
  test.each(lines)('%s', (_, input, expected) => expect(group(input)).toBe(expected))

  test('with “continue” an ADRG without DRG sends the case on', () => {
    expect(group({ proc: ['17.4200'] }, withHeader({ adrgWithoutDrg: 'continue' }))).toBe('ambiguous MDCB/QY/BQY')
  })

  test('an ADRG may stand on several rows, each tried at its own place, all leading to its DRGs', () => {
    const base = smallTables()
    const tables = smallTables({
      adrg: [
        ...base.adrg,
        { adrg: 'BB1', mdc: 'MDCB', name: '', kind: 'surgical', order: 5, rule: 'proc_rest in @SKULL' },
      ],
    })
    expect(group({ proc: ['38.3000', '01.2400'] }, tables)).toBe('grouped MDCB/BB1/BB19')
    expect(group({ proc: ['38.3000', '01.2400'] })).toBe('ambiguous MDCB/QY/BQY')
  })
})

test('of more MDCs than a word has bits each takes its own cases only', () => {
  const places = Array.from({ length: 70 }, (_, i) => i)
  const scheme = compileScheme(
    smallTables({
      mdc: places.map((i) => ({ mdc: `M${i}`, name: '', order: i, rule: `pdx in @L${i}` })),
      adrg: places.map((i) => ({ adrg: `A${i}`, mdc: `M${i}`, name: '', kind: '', order: 1, rule: 'proc1 in @OPS' })),
      drg: [],
      codeLists: [...places.map((i) => ({ list: `L${i}`, code: `D${i}` })), { list: 'OPS', code: '01.2400' }],
    }),
  )
  for (const i of places) expect(groupCase(scheme, aCase({ dx: [`D${i}`], proc: ['01.2400'] })).mdc).toBe(`M${i}`)
})

describe('retry of secondary procedures', () => {
  const base = smallTables()
  const withoutQy = { adrg: base.adrg.filter((row) => row.kind !== 'ambiguous') }
  const retrying = withHeader({ retrySecondaryProcedures: true }, withoutQy)

  test('each later procedure alone, in order; the first that groups decides', () => {
    expect(group({ proc: ['38.3000', '38.3000', '01.2400', '38.3000'] }, retrying)).toBe('grouped MDCB/BB1/BB19')
  })

  test('not without the switch', () => {
    expect(group({ proc: ['38.3000', '01.2400'] }, withHeader({}, withoutQy))).toBe('ungrouped 0000/00/0000')
  })

  test('a case that never groups stays ungrouped, and the next case is not touched by it', () => {
    const scheme = compileScheme(retrying)
    expect(groupCase(scheme, aCase({ proc: ['38.3000', '38.3000'] })).status).toBe('ungrouped')
    expect(groupCase(scheme, aCase({ proc: ['01.2400'] })).drg).toBe('BB19')
  })
})

test('more codes than any record has had still fit', () => {
  const dx = ['G43.000', ...Array.from({ length: 500 }, (_, i) => `X${i}`), 'J96.000']
  expect(group({ dx })).toBe('grouped MDCB/BR1/BR11')
})
