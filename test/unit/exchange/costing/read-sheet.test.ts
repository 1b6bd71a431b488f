import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { costBySheet, plannedRates } from '#engine/costing/sheet-cost.ts'
import { checkSheet, parseSheetText, readSheet } from '#exchange/costing/read-sheet.ts'
import { FLAG_FACTS, NUMERIC_FACTS, type SheetFacts, TEXT_FACTS } from '#shared/domain/activity-sheet.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { ProblemError } from '#shared/domain/problem.ts'

const SHEETS = join(import.meta.dirname, '../../../../resources/costing')

const line = (id: string, cost: object) => ({ id, name: { zh: '甲', en: 'a' }, stage: 'theatre', cost })
const resource = {
  id: 'surgeon',
  name: { zh: '医师', en: 'Surgeon' },
  element: 'staff',
  monthlyCost: '1000',
  members: '1',
  theoreticalMinutes: '100',
  practicalShare: '0.8',
}
const time = (minutes: object, extra: object = {}) => ({
  kind: 'time',
  resource: 'surgeon',
  members: '1',
  minutes,
  ...extra,
})
const sheet = (changes: object = {}) => ({
  format: 'activity-sheet/1',
  code: 'test',
  name: { zh: '测试', en: 'Test' },
  status: 'hospital',
  source: '测试',
  resources: [resource],
  lines: [line('a', time({ base: '30' }))],
  ...changes,
})
const withMinutes = (minutes: object) => sheet({ lines: [line('a', time(minutes))] })

function refusal(value: unknown) {
  try {
    checkSheet(value, 'x.json')
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
  throw new Error('the sheet was accepted')
}

describe('the shipped sheets', () => {
  test('all are valid and say that they are demonstrations', async () => {
    const files = globSync('*.json', { cwd: SHEETS }).toSorted()
    expect(files).toEqual(['appendectomy.json', 'day-knee-arthroscopy.json', 'knee-replacement.json'])
    for (const file of files) expect((await readSheet(join(SHEETS, file))).status).toBe('demonstration')
  })

  test('the appendectomy has its twelve lines', async () => {
    const { lines } = await readSheet(join(SHEETS, 'appendectomy.json'))
    expect(lines.map(({ name }) => name.zh)).toEqual([
      '麻醉药品',
      '麻醉耗材',
      '手术耗材',
      '手术器械折旧',
      '器械消毒',
      '医师人力',
      '麻醉医师人力',
      '护士人力',
      '设备折旧',
      '房屋折旧',
      '水电气',
      '管理分摊',
    ])
  })
})

describe('the sheet in docs/costing.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/costing.md'), 'utf8')
  const sheet = parseSheetText(/```json\n([\s\S]*?)```/.exec(page)![1]!, 'docs/costing.md')

  test('is valid and costs what the page says', () => {
    const facts: SheetFacts = {
      anaesthesia: null,
      approach: null,
      daySurgery: null,
      converted: null,
      age: null,
      operationMinutes: 60,
      anaesthesiaMinutes: null,
      los: null,
      icuHours: null,
    }
    const { total, assumed } = costBySheet(sheet, facts, plannedRates(sheet))
    expect(page).toContain(`= **${fenToYuan(total)}**`)
    expect(assumed).toEqual(['converted'])
  })

  test('the page names every fact a sheet may ask for', () => {
    for (const fact of [...TEXT_FACTS, ...FLAG_FACTS, ...NUMERIC_FACTS]) expect(page).toContain(`\`${fact}\``)
  })
})

describe('a good sheet', () => {
  test('gets its defaults, and reads back as it was', () => {
    const read = checkSheet(
      withMinutes({ base: '30', terms: [{ add: '5', when: [{ fact: 'age', from: '65' }] }] }),
      'x',
    )
    expect(read.lines[0]!.cost).toMatchObject({
      minutes: { terms: [{ add: '5', per: null, otherwise: null, when: [{ fact: 'age', from: '65', below: null }] }] },
    })
    expect(parseSheetText(JSON.stringify(read), 'x')).toEqual(read)
  })
})

describe('a bad sheet is refused with its key', () => {
  const share = (of: readonly string[]) => ({ kind: 'share', element: 'other', rate: '0.1', of })
  const base = line('a', time({ base: '30' }))
  test.each([
    ['a misspelt key', sheet({ recources: [] }), '', /recources/],
    ['a number without quotes', withMinutes({ base: 30 }), 'lines.0.cost.minutes.base', /quotes/],
    ['no decimal', withMinutes({ base: '1,5' }), 'lines.0.cost.minutes.base', /1,5/],
    ['negative minutes', withMinutes({ base: '-1' }), 'lines.0.cost.minutes.base', /negative/],
    ['an unknown element', sheet({ resources: [{ ...resource, element: 'rent' }] }), 'resources.0.element', /staff/],
    [
      'no capacity',
      sheet({ resources: [{ ...resource, practicalShare: '0' }] }),
      'resources.0.practicalShare',
      /above 0/,
    ],
    [
      'more than all capacity',
      sheet({ resources: [{ ...resource, practicalShare: '1.1' }] }),
      'resources.0.practicalShare',
      /between/,
    ],
    ['nobody', sheet({ resources: [{ ...resource, members: '0' }] }), 'resources.0.members', /above 0/],
    ['an unknown resource', sheet({ resources: [] }), 'lines.0.cost.resource', /surgeon/],
    ['a resource twice', sheet({ resources: [resource, resource] }), 'resources.1.id', /twice/],
    ['a line twice', sheet({ lines: [base, base] }), 'lines.1.id', /twice/],
    ['a share of nothing known', sheet({ lines: [base, line('b', share(['c']))] }), 'lines.1.cost.of.0', /“c”/],
    ['a share of itself', sheet({ lines: [base, line('b', share(['b']))] }), 'lines.1.cost.of.0', /share itself/],
    ['a line counted twice', sheet({ lines: [base, line('b', share(['a', 'a']))] }), 'lines.1.cost.of.1', /twice/],
    [
      'a term that always counts',
      withMinutes({ base: '1', terms: [{ add: '1' }] }),
      'lines.0.cost.minutes.terms.0',
      /base/,
    ],
    [
      'no value for a case that does not record the fact',
      withMinutes({ base: '1', terms: [{ add: '1', per: 'los' }] }),
      'lines.0.cost.minutes.terms.0.otherwise',
      /otherwise/,
    ],
    [
      'an empty range',
      withMinutes({ base: '1', terms: [{ add: '1', when: [{ fact: 'age', from: '65', below: '65' }] }] }),
      'lines.0.cost.minutes.terms.0.when.0',
      /65/,
    ],
    [
      'a range of anything',
      withMinutes({ base: '1', terms: [{ add: '1', when: [{ fact: 'age' }] }] }),
      'lines.0.cost.minutes.terms.0.when.0',
      /from or below/,
    ],
  ])('%s', (_, value, key, words) => {
    const refused = refusal(value)
    expect(refused).toMatchObject({ code: 'sheet-invalid', details: { file: 'x.json', key } })
    expect(refused.message.en).toMatch(words)
    expect(refused.message.zh).not.toBe(refused.message.en)
  })

  test('text that is no JSON', () => {
    expect(() => parseSheetText('{"format":', 'x.json')).toThrow(/JSON/)
  })

  test('a file that is not there', async () => {
    await expect(readSheet(join(SHEETS, 'none.json'))).rejects.toMatchObject({ problem: { code: 'file-not-found' } })
  })
})
