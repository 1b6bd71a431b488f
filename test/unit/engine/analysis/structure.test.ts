import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestTeam } from '#engine/analysis/best-team.ts'
import { SPOKE_IDS, SPOKES, spokesOf } from '#engine/analysis/spokes.ts'
import { profileOfMeans, profileOfSums, structureOf } from '#engine/analysis/structure.ts'
import { STRUCTURE_VIEWS, type StructureView } from '#engine/analysis/structure-views.ts'
import { sumExact } from '#shared/domain/exact.ts'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { yuan } from './slices.ts'

const money = fc.integer({ min: -100_000, max: 900_000_000 }).map(fen)
const VIEWS = Object.keys(STRUCTURE_VIEWS) as StructureView[]

describe('spokes', () => {
  test('are ten: nine of the insurer’s categories, 其他 with category 14 alone, and 未分类 apart', () => {
    expect(SPOKE_IDS).toHaveLength(10)
    expect(SPOKES.other.categories).toEqual(['14'])
    expect(SPOKES.unclassified.categories).toEqual(['00'])
    expect(SPOKE_IDS.flatMap((id) => [...SPOKES[id].categories]).sort()).toEqual([...FEE_CATEGORIES].sort())
  })

  test('sum to what the categories sum to', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...FEE_CATEGORIES), money), (amounts) => {
        const given = Object.values(amounts) as Fen[]
        expect(sumFen(Object.values(spokesOf(amounts)))).toBe(sumFen(given))
      }),
    )
  })
})

describe('the structure of a slice', () => {
  const parts = { '08': yuan('600'), '09': yuan('300'), '00': yuan('100') }

  test('has a row for every part, shares of the whole and yuan of a case', () => {
    const { rows, total, outside } = structureOf('categories', { n: 4, parts, whole: yuan('1010') })
    expect(rows.map(({ key }) => key)).toEqual(FEE_CATEGORIES)
    expect([total, outside]).toEqual([yuan('1000'), yuan('10')])
    expect(rows.find(({ key }) => key === '08')).toMatchObject({ amount: yuan('600'), name: { zh: '卫生材料费' } })
    expect(rows.find(({ key }) => key === '08')?.share?.toFixed()).toBe('0.6')
    expect(rows.find(({ key }) => key === '09')?.perCase?.toFixed()).toBe('75')
    expect(rows.find(({ key }) => key === '01')).toMatchObject({ amount: 0 })
  })

  test('stands beside benchmark, budget, last period and best team, in yuan of a case and in share points', () => {
    const previous = profileOfSums('spokes', 2, { drugs: yuan('200'), consumables: yuan('200') })
    const benchmark = profileOfMeans('spokes', null, { drugs: yuan('50'), consumables: yuan('150') })
    const actual = { n: 4, parts: { drugs: yuan('300'), consumables: yuan('700') }, whole: yuan('1000') }
    const { rows } = structureOf('spokes', actual, { previous, benchmark })
    const { overlays } = rows.find(({ key }) => key === 'consumables')!
    expect(overlays.previous?.perCaseGap?.toFixed()).toBe('75') // 175 − 100
    expect(overlays.previous?.shareGap?.toFixed()).toBe('0.2') // 70% − 50%
    expect(overlays.benchmark?.perCaseGap?.toFixed()).toBe('25')
    expect(overlays.benchmark?.shareGap?.toFixed()).toBe('-0.05')
    expect(benchmark.perCase.toFixed()).toBe('200')
    expect(overlays.budget).toBeUndefined()
  })

  test('without cases or money has no shares, and no part is lost silently', () => {
    const empty = structureOf('elements', { n: 0, parts: {}, whole: yuan('0') })
    expect(empty.rows.every(({ share, perCase }) => share === null && perCase === null)).toBe(true)
    expect(() => structureOf('elements', { n: 1, parts: { wages: yuan('1') }, whole: yuan('1') })).toThrow(RangeError)
    expect(() => profileOfSums('spokes', 0, {})).toThrow(RangeError)
    const free = structureOf(
      'stages',
      { n: 1, parts: {}, whole: yuan('0') },
      { previous: profileOfMeans('stages', 1, {}) },
    )
    expect(free.rows[0]).toMatchObject({ share: null, overlays: { previous: { shareGap: null } } })
  })

  test('for any amounts in any view: parts and what is outside make the charge, shares make one', () => {
    const any = fc
      .constantFrom(...VIEWS)
      .chain((view) =>
        fc.tuple(
          fc.constant(view),
          fc.dictionary(
            fc.constantFrom(...STRUCTURE_VIEWS[view].parts.map(({ key }) => key as string)),
            fc.nat(900_000_000).map(fen),
          ),
          money,
          fc.integer({ min: 1, max: 5000 }),
        ),
      )
    fc.assert(
      fc.property(any, ([view, parts, whole, n]) => {
        const { rows, total, outside } = structureOf(view, { n, parts, whole })
        expect(sumFen(rows.map(({ amount }) => amount)) + outside).toBe(whole)
        expect(total).toBe(sumFen(Object.values(parts) as Fen[]))
        const shares = rows.flatMap(({ share }) => share ?? [])
        if (total > 0) expect(sumExact(shares).minus(1).abs().lt('1e-20')).toBe(true)
        else expect(shares).toEqual([])
      }),
    )
  })
})

describe('the best team', () => {
  const row = (team: string, group: string, n: number, each: number) => ({
    team,
    group,
    n,
    spent: yuan(String(n * each)),
  })

  test('spends least on like cases, not on lighter ones', () => {
    const { best, teams } = bestTeam([
      row('light', 'easy', 30, 1000), // dearer than usual on easy cases
      row('heavy', 'hard', 30, 9000),
      row('heavy', 'easy', 10, 600),
      row('other', 'hard', 10, 11_000),
    ])
    expect(best).toBe('heavy')
    // easy: (30,000 + 6,000) ÷ 40 = 900; hard: (270,000 + 110,000) ÷ 40 = 9,500. 276,000 ÷ (10 × 900 + 30 × 9,500)
    expect(teams.find(({ team }) => team === 'heavy')?.index?.toFixed(6)).toBe('0.938776')
    expect(teams.find(({ team }) => team === 'light')?.index?.toFixed(6)).toBe('1.111111')
  })

  test('has ten cases, and no outcome that is worse beyond chance', () => {
    const rows = [row('A', 'g', 40, 100), row('B', 'g', 40, 90), row('C', 'g', 9, 10)]
    expect(bestTeam(rows).best).toBe('B')
    const { best, teams } = bestTeam(rows, [
      { team: 'A', n: 40, events: 1 },
      { team: 'B', n: 40, events: 16 },
    ])
    expect(best).toBe('A')
    expect(teams.map(({ team, excluded }) => [team, excluded])).toEqual([
      ['A', null],
      ['B', 'worse-outcome'],
      ['C', 'few-cases'],
    ])
  })

  test('is nobody where nobody qualifies', () => {
    expect(bestTeam([row('A', 'g', 5, 100)]).best).toBeNull()
    expect(bestTeam([row('A', 'g', 20, 0)])).toMatchObject({ best: null, teams: [{ excluded: 'no-index' }] })
    expect(bestTeam([])).toEqual({ best: null, teams: [] })
  })
})
