import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CASE_SORTS } from '#shared/contract/case-query.ts'
import type { CaseRow } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { exact } from '#shared/domain/exact.ts'
import { period } from '#shared/domain/period.ts'
import type { TestCore } from '../../support/core.ts'
import { problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeAll(async () => {
  core = await tinyBook()
})
afterAll(() => core.close())

const page = (slice: Slice, more: object = {}) => core.call('cases.page', { slice, offset: 0, limit: 100, ...more })
const numbers = async (slice: Slice) => (await page(slice)).rows.map((row) => row.caseNo).sort()
const get = (caseNo: string) => core.call('cases.get', { caseNo })

describe('the grid', () => {
  test.each(CASE_SORTS)('sorts by %s in both directions, what is missing last', async (column) => {
    const value = (row: CaseRow) => row[column]
    const ascending = (await page({}, { sort: { column, descending: false } })).rows
    const descending = (await page({}, { sort: { column, descending: true } })).rows
    expect(ascending).toHaveLength(6)
    const known = ascending.filter((row) => value(row) !== null)
    expect(ascending.slice(0, known.length)).toEqual(known)
    expect(descending.slice(known.length).every((row) => value(row) === null)).toBe(true)
    const money = column === 'payment' || column === 'surplusB1' || column === 'surplusB3' || column === 'rw'
    const compare = (a: CaseRow, b: CaseRow) => {
      const [x, y] = [value(a)!, value(b)!]
      if (money) return exact(x).cmp(y)
      return x < y ? -1 : Number(x > y)
    }
    for (const [index, row] of known.slice(1).entries()) {
      expect(compare(known[index]!, row), `${column}: ${known[index]!.caseNo} before ${row.caseNo}`).toBeLessThan(1)
    }
    const backwards = descending.slice(0, known.length).toReversed()
    expect(backwards.map((row) => row.caseNo)).toEqual(known.map((row) => row.caseNo))
  })

  test('pages neither overlap nor leave a case out, whatever ties', async () => {
    for (const column of ['team', 'drg', 'insurance'] as const) {
      const seen: string[] = []
      for (let offset = 0; offset < 6; offset += 2) {
        const { rows, total } = await page({}, { sort: { column, descending: true }, offset, limit: 2 })
        expect(total).toBe(6)
        seen.push(...rows.map((row) => row.caseNo))
      }
      expect(new Set(seen).size, column).toBe(6)
    }
  })

  test('without a sort the newest month comes first', async () => {
    const { rows } = await page({})
    expect(rows.map((row) => row.period)).toEqual(['2026-03', '2026-02', '2026-02', '2026-02', '2026-01', '2026-01'])
  })

  test.each<[Slice, string[]]>([
    [{ from: period('2026-02') }, ['-S1', 'B_1', 'N1', 'U%1']],
    [{ to: period('2026-01') }, ['=1+1', "K'2"]],
    [{ mdc: 'MDCI', adrg: 'IC2' }, ['-S1', '=1+1', "K'2"]],
    [{ drg: 'IU25' }, ['B_1', 'N1']],
    [{ team: '二组' }, ['B_1', 'U%1']],
    [{ team: '—' }, ['-S1']], // no team recorded
    [{ physician: '医师甲', insurance: '居民' }, ['N1']],
    [{ settlement: 'high' }, ["K'2"]],
    [{ settlement: 'unpriced' }, ['N1']],
    [{ status: 'ungrouped' }, ['U%1']],
    [{ linesDiffer: true }, ["K'2"]],
    [{ text: '%' }, ['U%1']], // the wildcards of LIKE stand for themselves
    [{ text: '_' }, ['B_1']],
    [{ text: "'" }, ["K'2"]],
    [{ text: '\\' }, []],
    [{ text: ' k ' }, ["K'2"]], // case number; blanks around are not searched, case does not matter
    [{ text: '膝' }, ['-S1', '=1+1', "K'2"]], // principal diagnosis
    [{ text: 'm51' }, ['B_1', 'N1']],
    [{ text: 'IC25' }, ['-S1', '=1+1', "K'2"]], // group
    [{ text: '医师丙' }, ['B_1', 'U%1']],
    [{ text: "x' OR 1=1 --" }, []],
    [{ team: "'; DROP TABLE case_fact; --" }, []],
  ])('%o shows %o', async (slice, expected) => {
    expect(await numbers(slice)).toEqual(expected)
    const { totals } = await page(slice)
    const table = await core.call('surplus.table', { slice, by: 'month', basis: 'B3' })
    expect([totals.charge, totals.payment]).toEqual([table.total.charge, table.total.payment])
    expect(totals.surplusB3).toBe(table.total.surplus)
  })
})

describe('a case', () => {
  test('a high outlier: the arithmetic line by line, from weight to both surpluses', async () => {
    const { arithmetic, fundPart, patientPay, row } = await get("K'2")
    expect(arithmetic.map(({ id, value }) => [id, value])).toEqual([
      ['rw', '2.0003'],
      ['rate', '8000'],
      ['hospital-coefficient', '1.05'],
      ['standard', '16802.52'], // 2.0003 × 8,000 × 1.05
      ['ratio', '3.5708929375'], // 60,000 ÷ 16,802.52
      ['low-line', '6721.008'], // 0.4 × the standard
      ['high-line', '50407.56'], // 3 × the standard
      ['class', '60000'],
      ['payment', '26394.96'], // 16,802.52 + 60,000 − 50,407.56
      ['paid', '26394.96'],
      ['patient', '15000'],
      ['fund', '11394.96'],
      ['surplus-B1', '-33605.04'], // 26,394.96 − 60,000
      ['surplus-B3', '-13605.04'], // 26,394.96 − 40,000
    ])
    expect([fundPart, patientPay]).toEqual(['11394.96', 1_500_000])
    expect(row).toMatchObject({ surplusB1: '-33605.04', surplusB3: '-13605.04', settlement: 'high', drg: 'IC25' })
  })

  test('the exact payment is rounded once', async () => {
    const { arithmetic } = await get('=1+1')
    const value = (id: string) => arithmetic.find((step) => step.id === id)?.value
    expect([value('payment'), value('paid'), value('fund')]).toEqual(['21003.3600315', '21003.36', '17003.3600315'])
  })

  test('its lines by category, refunds net, against its header', async () => {
    const agrees = await get('=1+1')
    expect(agrees.categories).toEqual([
      { category: '06', amount: 600_000, lines: 1 },
      { category: '08', amount: 800_000, lines: 2 }, // 9,000 and a refund of 1,000
      { category: '09', amount: 500_000, lines: 1 },
      { category: '10', amount: 100_000, lines: 1 },
    ])
    expect([agrees.lineCount, agrees.linesTotal, agrees.headerMinusLines]).toEqual([5, 2_000_000, 0])
    const differs = await get("K'2")
    expect([differs.linesTotal, differs.headerMinusLines]).toEqual([5_900_000, 100_000])
    const none = await get('N1')
    expect([none.lineCount, none.linesTotal, none.headerMinusLines]).toEqual([0, null, null])
    expect(agrees.batches.map((batch) => batch.sourceName)).toEqual(['cases.csv', 'charges.csv'])
  })

  test('its lines page by page, and by category', async () => {
    const lines = await core.call('cases.lines', { caseNo: '=1+1', offset: 1, limit: 2 })
    expect([lines.total, lines.rows.map((line) => line.amount)]).toEqual([5, [100_000, 900_000]])
    const consumables = await core.call('cases.lines', { caseNo: '=1+1', category: '08', offset: 0, limit: 10 })
    expect(consumables.rows.map(({ amount, quantity, itemName }) => [amount, quantity, itemName])).toEqual([
      [900_000, '1', '项目08'],
      [-100_000, '-1', '项目08'],
    ])
  })

  test('without a group or a policy it shows what is missing, never a zero', async () => {
    expect((await get('U%1')).row).toMatchObject({
      drg: '0000',
      status: 'ungrouped',
      rw: null,
      cost: null,
      standard: null,
    })
    expect((await get('U%1')).fundPart).toBeNull()
    const unpriced = await get('N1')
    expect(unpriced.row).toMatchObject({ payment: null, standard: null, surplusB1: null, surplusB3: null })
    expect(unpriced.arithmetic).toEqual([])
  })

  test('the evidence leads to the group', async () => {
    const { grouping } = await get('B_1')
    expect(grouping).toMatchObject({ source: 'scheme', result: { mdc: 'MDCI', adrg: 'IU2', drg: 'IU25' } })
    expect(grouping!.trail!.result.drg).toBe('IU25')
  })

  test.each<[string, Record<string, string | null>]>([
    ['=1+1', { standard: '21003.3600315', payment: '21003.3600315', charge: '20000', fund: '17003.3600315' }],
    ["K'2", { standard: '16802.52', payment: '26394.96', charge: '60000', fund: '11394.96' }],
    ['B_1', { standard: '5250.0525', payment: '1000', charge: '1000', fund: '800' }],
    ['U%1', { standard: null, payment: '2700', charge: '3000', fund: null }],
    ['-S1', { standard: null, payment: '15000', charge: '15000', fund: '0' }],
  ])('every figure of %s opens to the value the grid shows', async (caseNo, expected) => {
    const { row } = await get(caseNo)
    const explain = async (id: 'standard' | 'payment' | 'surplus' | 'charge' | 'fund', basis: 'B1' | 'B3') =>
      (await core.call('explain.figure', { figure: { kind: 'case', id, caseNo, basis } })).result.value
    for (const [id, value] of Object.entries(expected)) expect(await explain(id as 'fund', 'B1'), id).toBe(value)
    expect([row.standard, row.payment]).toEqual([expected.standard, expected.payment])
    expect(await explain('surplus', 'B1')).toBe(row.surplusB1)
    expect(await explain('surplus', 'B3')).toBe(row.surplusB3)
  })

  test('a case of a month without a policy says so, and one that is not there is not found', async () => {
    const figure = { kind: 'case', id: 'payment', caseNo: 'N1' } as const
    expect(await problemCode(core.call('explain.figure', { figure }))).toBe('policy-missing')
    expect(await problemCode(get('X9'))).toBe('not-found') // lines only, no case
    expect(await problemCode(core.call('cases.lines', { caseNo: 'nobody', offset: 0, limit: 1 }))).toBe('not-found')
  })
})
