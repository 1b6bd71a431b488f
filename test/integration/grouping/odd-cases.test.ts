import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keheng } from '../../support/command-line.ts'
import { writeOfficialWorkbook } from '../../support/official-workbook.ts'

const DEMO = join(import.meta.dirname, '..', '..', '..', 'resources', 'demo', 'scheme')

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'keheng-odd-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const MANY = Array.from({ length: 500 }, (_, at) => `Z${at}.900`).join('|')

/** What is odd about a case, its cells, and its group by the demonstration scheme and by the small official workbook. */
const CASES: readonly (readonly [
  what: string,
  sex: string,
  age: string,
  dx: string,
  inPackage: string,
  inOfficial: string,
])[] = [
  ['nothing', 'F', '60', 'M17.000', 'grouped', 'ungrouped'],
  ['nothing either', 'F', '60', 'G43.000', 'ungrouped', 'grouped'],
  ['no diagnosis', 'F', '60', '', 'ungrouped', 'rejected'],
  ['a blank principal diagnosis before another', 'F', '60', '|M17.000', 'ungrouped', 'rejected'],
  ['negative age', 'F', '-1', 'M17.000', 'grouped', 'ungrouped'],
  ['age 999', 'F', '999', 'M17.000', 'grouped', 'ungrouped'],
  ['age blank', 'F', '', 'G43.000', 'rejected', 'grouped'],
  ['sex blank', '', '60', 'M17.000', 'rejected', 'rejected'],
  ['sex in words', '女', '60', 'M17.000', 'rejected', 'rejected'],
  ['unknown code', 'F', '60', 'Q99.999', 'ungrouped', 'ungrouped'],
  ['500 secondary diagnoses', 'F', '60', `M17.000|${MANY}`, 'grouped', 'ungrouped'],
  ['500 secondary diagnoses', 'F', '60', `G43.000|${MANY}`, 'ungrouped', 'grouped'],
  ['blanks around the code', 'F', '60', ' M17.000 ', 'ungrouped', 'ungrouped'],
  ['small letters', 'F', '60', 'm17.000', 'ungrouped', 'ungrouped'],
  ['small letters', 'F', '60', 'g43.000', 'ungrouped', 'grouped'],
  ['full-width letters', 'F', '60', 'Ｍ１７．０００', 'ungrouped', 'ungrouped'],
  ['full-width letters', 'F', '60', 'Ｇ４３．０００', 'ungrouped', 'ungrouped'],
]

describe('keheng group', () => {
  const schemes = {
    package: async () => DEMO,
    official: () => writeOfficialWorkbook(join(home, 'official.xlsx')),
  }

  test.each([
    ['package', []],
    ['package', ['--trace']],
    ['official', []],
    ['official', ['--trace']],
  ] as const)('takes every case as the scheme says, counts it and ends well: %s %j', async (form, options) => {
    const cases = join(home, 'cases.csv')
    const out = join(home, 'groups.csv')
    // Ids that do not ascend: the order of the rows is what must stay.
    const rows = CASES.map(([, sex, age, dx], at) => `${(at * 7) % CASES.length},${sex},${age},${dx},`)
    writeFileSync(cases, ['id,sex,age,dx,proc', ...rows, ''].join('\n'))
    const ended = await keheng(
      home,
      ...['group', '--scheme', await schemes[form]()],
      '--cases',
      cases,
      '--out',
      out,
      '--json',
      ...options,
    )
    expect([ended.code, ended.err]).toEqual([0, ''])

    const status = (one: (typeof CASES)[number]) => one[form === 'package' ? 4 : 5]
    const lines = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
    const found = lines.map((line) => line.split(','))
    expect(found.map(([id, , , , group]) => [id, group])).toEqual(
      CASES.map((one, at) => [String((at * 7) % CASES.length), status(one)]),
    )
    const { byStatus, rows: count } = JSON.parse(ended.out)
    expect(count).toBe(CASES.length)
    for (const each of ['grouped', 'ungrouped', 'rejected'])
      expect(byStatus[each], each).toBe(CASES.filter((one) => status(one) === each).length)
  })

  test('says in its own words which code has no counterpart, and goes on', async () => {
    const cases = join(home, 'cases.csv')
    const out = join(home, 'groups.csv')
    writeFileSync(
      cases,
      'id,sex,age,dx,proc\n1,F,60,m17.000,\n2,F,60,M17.001,\n3,F,60,M17.000|Ｅ１１,\n4,F,60,M17.000,?\n',
    )
    const ended = await keheng(home, 'group', '--scheme', DEMO, '--cases', cases, '--out', out, '--map', '--json')
    expect(ended.code).toBe(0)
    const found = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
    expect(found.map((line) => line.split(',')[4])).toEqual(['dx_unmapped', 'grouped', 'dx_unmapped', 'proc_unmapped'])
    expect(JSON.parse(ended.out).byStatus).toMatchObject({ grouped: 1, dx_unmapped: 2, proc_unmapped: 1 })
  })
})
