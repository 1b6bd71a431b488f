import { describe, expect, test } from 'vitest'
import { splitRule } from '#renderer/pages/grouping/rule-parts.ts'
import {
  extremes,
  findRows,
  isChanged,
  nameRows,
  perCase,
  sumRows,
  surplusOf,
} from '#renderer/pages/grouping/versions/named-rows.ts'
import { NO_PLACE, pairOf, placeOfRow, sliceOfRow } from '#renderer/pages/grouping/versions/place.ts'
import { schemeName } from '#renderer/pages/grouping/versions/scheme-name.ts'
import { ROWS, sidesOf, sidesOfTrial } from '#renderer/pages/grouping/versions/sides.ts'
import { monthsRequest, spansWords, type Translate } from '#renderer/pages/grouping/versions/span-words.ts'
import { gapsOf, monthsShown, stretchOf, yearsOf } from '#renderer/pages/grouping/versions/timetable.ts'
import { COMPARISON_ROWS, type ComparedGroup, type ComparisonRow, type Trial } from '#shared/contract/trials.ts'
import { fen } from '#shared/domain/money.ts'
import { type Period, period, periodsBetween } from '#shared/domain/period.ts'
import { translate } from '#shared/i18n/translate.ts'

const zh: Translate = (key, ...args) => translate('zh', key, ...args)
const span = (from: string | null, to: string | null) => ({ from: from as Period | null, to: to as Period | null })
const half = periodsBetween(period('2025-10'), period('2026-03'))

describe('the timetable', () => {
  test('a span covers its months within those shown; an open end reaches to the edge', () => {
    expect(stretchOf(span(null, null), half)).toEqual({ at: 0, length: 6 })
    expect(stretchOf(span('2025-12', null), half)).toEqual({ at: 2, length: 4 })
    expect(stretchOf(span('2025-01', '2025-10'), half)).toEqual({ at: 0, length: 1 })
    expect(stretchOf(span('2026-04', null), half)).toBeNull()
  })

  test('months that no scheme groups are gaps, neighbouring ones together', () => {
    expect(gapsOf([span(null, '2025-10'), span('2026-02', '2026-02')], half)).toEqual([
      { at: 1, length: 3 },
      { at: 5, length: 1 },
    ])
    expect(gapsOf([span(null, null)], half)).toEqual([])
  })

  test('years stand over their months', () => {
    expect(yearsOf(half)).toEqual([
      { year: '2025', at: 0, length: 3 },
      { year: '2026', at: 3, length: 3 },
    ])
  })

  test('a scheme that begins after the last case is still in sight', () => {
    const book = { firstPeriod: period('2025-11'), lastPeriod: period('2025-12') }
    expect(monthsShown(book, [span(null, '2025-12'), span('2026-02', null)]).at(-1)).toBe('2026-02')
    expect(monthsShown({ firstPeriod: null, lastPeriod: null }, [span(null, null)])).toEqual([])
  })

  test('months read as a person says them, and a request leaves an open end out', () => {
    const spans = [span(null, null), span('2025-01', null), span(null, '2024-12'), span('2025-01', '2025-03')]
    expect(spansWords(zh, spans)).toEqual(['全部月份', '2025-01 起', '至 2024-12', '2025-01 至 2025-03'])
    expect(spansWords(zh, [])).toEqual(['未启用'])
    expect(monthsRequest(span('2025-01', null))).toEqual({ from: '2025-01' })
  })
})

test('a scheme goes by its name, and by its number too where another has the same one', () => {
  const schemes = [
    { id: 1, name: 'CHS-DRG 3.0' },
    { id: 4, name: 'CHS-DRG 3.0' },
    { id: 5, name: '示范 DIP 目录' },
  ]
  expect(schemes.map((scheme) => schemeName(zh, scheme, schemes))).toEqual([
    'CHS-DRG 3.0（编号 1）',
    'CHS-DRG 3.0（编号 4）',
    '示范 DIP 目录',
  ])
})

describe('the sides of a comparison', () => {
  const trial = (id: number, acceptedAt: string | null, outdated = false) => ({ id, acceptedAt, outdated }) as Trial
  const params = (text: string) => new URLSearchParams(text)

  test('a trial comes after the figures, and one that was accepted before them: it keeps what was there', () => {
    expect(sidesOfTrial(trial(3, null))).toEqual({ before: 'current', after: '3' })
    expect(sidesOfTrial(trial(3, '2026-01-06'))).toEqual({ before: '3', after: 'current' })
  })

  test('where the address says nothing, the newest trial that waits and is true of the data is meant', () => {
    expect(sidesOf(params(''), [])).toBeNull()
    const trials = [trial(1, null), trial(2, '2026-01-06'), trial(3, null, true)]
    expect(sidesOf(params(''), trials)).toEqual({ before: 'current', after: 1 })
    expect(sidesOf(params(''), trials.slice(1))).toEqual({ before: 2, after: 'current' })
  })

  test('what the address says holds as far as it is there', () => {
    const trials = [trial(1, null), trial(2, null)]
    expect(sidesOf(params('before=1&after=2'), trials)).toEqual({ before: 1, after: 2 })
    expect(sidesOf(params('before=7&after=1'), trials)).toEqual({ before: 'current', after: 1 })
    expect(sidesOf(params('before=7&after=x'), trials)).toEqual({ before: 'current', after: 2 })
  })

  test('the kinds of rows are those of the contract', () => {
    expect(ROWS).toEqual(COMPARISON_ROWS)
  })
})

const group = (code: string, name = '', status: ComparedGroup['status'] = 'grouped') => ({ code, name, status })
const row = (more: Partial<ComparisonRow>): ComparisonRow => ({
  pair: null,
  key: '',
  n: 1,
  nBoth: 1,
  charge: fen(1000),
  chargeBoth: fen(1000),
  before: '10',
  after: '10',
  difference: '0',
  ...more,
})
const named = nameRows(
  [
    row({ pair: { before: group('IC25', '膝关节'), after: group('IC21', '膝关节，高龄') }, n: 3, difference: '0.1' }),
    row({ pair: { before: group('IC25', '膝关节'), after: group('IC25', '膝关节') }, difference: '-0.3' }),
    row({ pair: { before: group('', '', 'ungrouped'), after: group('IU25', '腰背') }, nBoth: 0, difference: '0.2' }),
  ],
  ({ code, name }) => (code === '' ? '未入组' : `${code} ${name}`),
  (key) => key,
)

describe('the migration table', () => {
  test('a row that stays has not changed, and a case without a group goes by its status', () => {
    expect(named.map(isChanged)).toEqual([true, false, true])
    expect(named.map(({ label }) => label)).toEqual(['IC25 → IC21', 'IC25 → IC25', '未入组 → IU25'])
  })

  test('a filter looks for every word on either side', () => {
    expect(findRows(named, ' 高龄 ic25').map(({ id }) => id)).toEqual(['0'])
    expect(findRows(named, '')).toHaveLength(3)
  })

  test('the rows shown add up without a digit lost; where none is priced on both sides there is no mean', () => {
    expect(sumRows(named)).toMatchObject({ n: 5, nBoth: 2, charge: 3000, difference: '0' })
    expect(perCase(row({ nBoth: 4, difference: '10' }))).toBe('2.5')
    expect(perCase(row({ nBoth: 0 }))).toBeNull()
    expect(surplusOf(row({ chargeBoth: fen(1250) }), '10')).toBe('-2.5')
  })

  test('the chart has the largest differences of each side and what all of them add up to', () => {
    const found = extremes(named, 1)
    expect(found.more.map(({ id }) => id)).toEqual(['2'])
    expect(found).toMatchObject({ nMore: 2, moreSum: '0.3', nLess: 1, lessSum: '-0.3' })
  })
})

describe('the place within a comparison', () => {
  const addressOf = (values: Readonly<Record<string, string | null>>) =>
    new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null))

  test('a pair goes through the address and back, with or without codes', () => {
    const pair = {
      before: { status: 'ungrouped', code: '' },
      after: { status: 'grouped', code: 'M17.1:81.54' },
    } as const
    const place = placeOfRow({ pair: { before: group('', '', 'ungrouped'), after: group('M17.1:81.54') }, key: '' })
    expect(pairOf(addressOf(place))).toEqual(pair)
    expect(pairOf(addressOf({ ...NO_PLACE }))).toBeNull()
    expect(pairOf(addressOf({ pairBefore: 'grouped:A', pairAfter: 'lost:B' }))).toBeNull()
  })

  test('a row leads to exactly its cases, or nowhere', () => {
    const slice = { from: period('2025-01'), to: period('2025-12') }
    const by = (rows: (typeof COMPARISON_ROWS)[number], keys: readonly string[] = []) => ({ by: rows, keys })
    expect(sliceOfRow(slice, by('month'), '2025-03', 'current')).toEqual({ from: '2025-03', to: '2025-03' })
    expect(sliceOfRow(slice, by('team'), '—', 2)).toEqual({ ...slice, team: '—' })
    expect(sliceOfRow(slice, by('settlement', ['high']), 'high', 'current')).toEqual({ ...slice, settlement: 'high' })
    // A slice counts extreme cases as high, and knows the classes of the figures in use only.
    expect(sliceOfRow(slice, by('settlement', ['extreme', 'high']), 'high', 'current')).toBeNull()
    expect(sliceOfRow(slice, by('settlement', ['low']), 'low', 2)).toBeNull()
    expect(sliceOfRow(slice, by('group'), '', 'current')).toBeNull()
  })
})

describe('a rule in words', () => {
  const lists = (text: string, known: readonly string[] | null) =>
    splitRule(text, known).flatMap(({ list }) => (list === null ? [] : [list]))

  test('names the longest list that is there', () => {
    expect(lists('主要诊断在 @IC1.dx 内且手术在 @IC1 内', ['IC1', 'IC1.dx'])).toEqual(['IC1.dx', 'IC1'])
    expect(lists('诊断在 @别的 内', ['IC1'])).toEqual([])
  })

  test('of a directory takes every name after an @, without the punctuation that follows', () => {
    expect(lists('pdx is in @TUMOUR; sdx is in @META.STASIS.', null)).toEqual(['TUMOUR', 'META.STASIS'])
  })

  test('put together again is what it was', () => {
    for (const text of ['', '没有清单', '@A 和 @A', '主要诊断在 @A 内']) {
      expect(
        splitRule(text, ['A'])
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }
  })
})
