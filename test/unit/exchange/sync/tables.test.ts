import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS } from '#exchange/kinds/index.ts'
import {
  code,
  date,
  decimal,
  flag,
  id,
  integer,
  list,
  money,
  month,
  parts,
  quantity,
  span,
  text,
  time,
  UNREADABLE,
} from '#exchange/sync/tables/cell.ts'
import { SYNC_TABLES, TABLE_ORDER } from '#exchange/sync/tables/index.ts'
import type { SyncTable } from '#exchange/sync/tables/table.ts'
import { fen } from '#shared/domain/money.ts'
import { RECORD_TABLES, type SyncRow, type SyncTableName } from '#shared/domain/sync.ts'
import { SAMPLE } from './sample-rows.ts'

const tableOf = <T extends SyncTableName>(name: T) => SYNC_TABLES[name] as unknown as SyncTable<SyncRow[T]>

describe('columns', () => {
  /** What a package adds to a kind of import, in place of what an import takes from its template. */
  const ADDED: Partial<Record<SyncTableName, readonly string[]>> = {
    cases: ['period', 'code_system'],
    benchmarks: ['parts'],
  }
  /** Told by the rows of a source alone: the book holds no void rows. */
  const OF_SOURCES = new Set(['valid', 'refunded'])

  it.each(RECORD_TABLES)('of %s are the canonical columns of the import, in their order', (name) => {
    const canonical = KINDS[name].columns.map((column) => column.name).filter((column) => !OF_SOURCES.has(column))
    expect(tableOf(name).columns.map((column) => column.name)).toEqual([...canonical, ...(ADDED[name] ?? [])])
  })

  it.each(TABLE_ORDER)('of %s: totals are of columns of money, and every one of them', (name) => {
    const { columns, totals } = tableOf(name)
    const amounts = columns.filter(({ type }) => type === 'money').map((column) => column.name)
    // Means of groups are no amounts that add up.
    expect(totals).toEqual(amounts.filter((column) => !column.startsWith('mean_')))
  })
})

describe('cells', () => {
  it.each([
    [money, ['0.00', '-12.30', '9999999999.99'], ['', '1', '1.0', '1.000', '1,000.00', '+1.00', '.50', '1e2', 'x.00']],
    [integer, ['0', '-3', '120'], ['', '1.0', '1.5', '１', '0x1']],
    [decimal, ['0', '-1.50', '0.000001'], ['', '.5', '1.', '1e3', '1,0', '1'.repeat(41)]],
    [quantity, ['0', '12.5'], ['', 'NaN', '1e3']],
    [date, ['2026-03-15', '2024-02-29'], ['', '2026-02-29', '2026-3-15', '2026-03-15 08:00:00']],
    [time, ['2026-03-15', '2026-03-15 08:00:00'], ['', '2026-03-15T08:00:00', '2026-03-15 24:00:00']],
    [month, ['2026-03'], ['', '2026', '2026-13', '202603']],
    [span, ['2026', '2026-03'], ['', '26', '2026-00']],
    [flag, ['Y', 'N'], ['', 'y', '1', '是']],
    [id, ['R-2026_1'], ['', '-1', 'a b', '病例', 'x'.repeat(65)]],
    [code, ['M17.100', '示范 1'], ['', 'a\nb', 'x'.repeat(201)]],
    [text, ['a\nb', 'x'.repeat(20_000)], ['', 'a\rb', 'a\u0000b', 'x'.repeat(20_001)]],
  ] as const)('%#: what is read is written the same, and nothing else is read', (cell, good, bad) => {
    for (const cellText of good) {
      const value = cell.read(cellText)
      expect(value, cellText).not.toBe(UNREADABLE)
      expect(cell.write(value as never)).toBe(cellText)
    }
    for (const cellText of bad) expect(cell.read(cellText), JSON.stringify(cellText)).toBe(UNREADABLE)
  })

  it('takes line breaks of every system as LF, and drops what cannot be typed', () => {
    expect(text.write('一\r\n二\r三\u0000\u0007\ud800')).toBe('一\n二\n三\ufffd')
    expect(code.write('A\nB')).toBe('A B')
  })

  it('holds lists of any texts', () => {
    // What is written is clean text; an only entry that is empty can't be told from no entry.
    const entry = fc.string({ unit: fc.constantFrom('|', '\\', 'a', '膝', '=', ',', '"', '\n') })
    const entries = fc.array(entry, { maxLength: 5 }).filter((texts) => texts.join() !== '' || texts.length !== 1)
    fc.assert(
      fc.property(entries, (texts) => {
        expect(list.read(list.write(texts))).toEqual(texts)
      }),
    )
  })

  it('holds amounts by any name', () => {
    const name = fc.string({ unit: fc.constantFrom('|', '\\', 'a', '药', '='), minLength: 1 })
    const amounts = fc.dictionary(name, fc.maxSafeInteger().map(fen), { noNullPrototype: true })
    fc.assert(
      fc.property(amounts, (given) => {
        const written = parts.write(given)
        // Amounts past fifteen digits are refused in writing, like money.
        const large = Object.values(given).some((amount) => Math.abs(amount) >= 10 ** 15)
        if (large) expect(parts.read(written)).toBe(UNREADABLE)
        else expect(parts.read(written)).toEqual(given)
      }),
    )
  })
})

describe('rows', () => {
  it.each(TABLE_ORDER)('of %s come back from their cells', (name) => {
    const table = tableOf(name)
    for (const row of SAMPLE[name]) {
      const encoded = table.encode(row as never)
      if (!('cells' in encoded)) throw new Error(encoded.fault.why.en)
      expect(encoded.cells).toHaveLength(table.columns.length)
      expect(table.decode(encoded.cells)).toEqual({ row })
    }
  })

  const explanation = SAMPLE.explanations[0]!
  const correction = SAMPLE.code_corrections[0]!
  const [answer] = SAMPLE.answers
  const counted = SAMPLE.sign_off[0]!

  it.each<[string, SyncTableName, object]>([
    ['an explanation of a case without a case', 'explanations', { ...explanation, caseNo: null }],
    ['an explanation of a group with a case', 'explanations', { ...explanation, subject: 'group' }],
    ['an explanation of nothing', 'explanations', { ...explanation, subject: 'group', caseNo: null, group: null }],
    ['a correction that changes nothing', 'code_corrections', { ...correction, oldCode: 'S72.000' }],
    ['a correction of no code to none', 'code_corrections', { ...correction, newCode: null }],
    ['a correction at place 0', 'code_corrections', { ...correction, place: 0 }],
    ['an amount granted to an explanation', 'answers', { ...answer, subject: 'explanations' }],
    ['a count in money', 'sign_off', { ...counted, count: null, amount: fen(2) }],
    ['an amount that is counted', 'sign_off', { ...counted, measure: 'charge' }],
    ['both', 'sign_off', { ...counted, amount: fen(2) }],
  ])('refuse %s in writing and in reading', (_, name, row) => {
    const table = tableOf(name)
    expect(table.encode(row as never)).toMatchObject({ fault: { column: null } })
  })

  it('names the column of a cell that cannot be', () => {
    const ledger = tableOf('ledger')
    expect(ledger.decode(['2026-03', '', '', '人员经费', '1.00'])).toMatchObject({ fault: { column: 'cost_center' } })
    expect(ledger.encode({ ...SAMPLE.ledger[0]!, element: '' })).toMatchObject({ fault: { column: 'element' } })
  })

  it('of cases refuse names that do not stand beside their codes', () => {
    const cases = tableOf('cases')
    const encoded = cases.encode(SAMPLE.cases[0]!)
    if (!('cells' in encoded)) throw new Error('not encoded')
    const at = cases.columns.findIndex(({ name }) => name === 'dx_names')
    expect(cases.decode(encoded.cells.with(at, '只有一个名称'))).toMatchObject({ fault: { column: null } })
  })
})
