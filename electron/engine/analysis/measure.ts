import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { FurtherSum, FurtherSums } from './further-sums.ts'

/** One number that goes into an indicator. */
export interface Term {
  readonly label: Bilingual
  readonly value: Exact
  readonly unit: Figure['unit']
}

/**
 * An indicator before its last operation: `total − less`, or `(total − less) ÷ per`. Its figure and its explanation are
 * both made from this, so a page can't show a number that the explanation doesn't lead to.
 */
export type Measure =
  | { readonly missing: Bilingual; readonly n: number }
  | {
      readonly total: Term
      readonly less?: Term
      readonly per?: Term
      /** Cases behind the figure: the denominator of a rate. */
      readonly n: number
    }

/** One indicator of the closed list. Texts that depend on the surplus basis take it. */
export interface Indicator {
  readonly label: (basis: ComputedBasis) => Bilingual
  readonly definition: (basis: ComputedBasis) => Bilingual
  /** In words; a sum has no denominator. Together they are the formula. */
  readonly numerator: (basis: ComputedBasis) => Bilingual
  readonly denominator?: (basis: ComputedBasis) => Bilingual
  readonly smallNumbers: SmallNumbers
  readonly unit: Figure['unit']
  readonly direction: Figure['direction']
  readonly source: Bilingual
  readonly measure: (totals: SliceTotals, basis: ComputedBasis, further: FurtherSums) => Measure
  /** Set on figures that are a surplus or part of one. */
  readonly basis?: (asked: ComputedBasis) => ComputedBasis
  readonly notes?: (totals: SliceTotals, basis: ComputedBasis, further: FurtherSums) => readonly Bilingual[]
}

/**
 * What few cases do to an indicator. `sum`: nothing, it is what it is. `mean`: it varies widely, told below ten cases. `proportion`:
 * cases out of cases; besides, it always has its Wilson interval.
 */
export type SmallNumbers = 'sum' | 'mean' | 'proportion'

/** Below this many cases a rate or mean says little; it is shown with a note (a convention of hospital practice, not a law). */
export const FEW_CASES = 10

/** Numerator ÷ denominator; a difference above the line stands in brackets. */
export function formulaOf({ numerator, denominator }: Indicator, basis: ComputedBasis): Bilingual {
  const above = numerator(basis)
  if (denominator === undefined) return above
  const below = denominator(basis)
  const bracketed = (text: string, open: string, close: string) =>
    / [−+] /.test(text) ? `${open}${text}${close}` : `${text} `
  return both(`${bracketed(above.zh, '（', '）')}÷ ${below.zh}`, `${bracketed(above.en, '(', ') ')}÷ ${below.en}`)
}

export const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** For texts that are the same whatever the basis. */
export const always =
  (zh: string, en: string): (() => Bilingual) =>
  () =>
    both(zh, en)

export const countTerm = (zh: string, en: string, value: number): Term => ({
  label: both(zh, en),
  value: exact(value),
  unit: 'count',
})
export const yuanTerm = (zh: string, en: string, value: Exact): Term => ({ label: both(zh, en), value, unit: 'yuan' })
export const fenTerm = (zh: string, en: string, value: Fen): Term => yuanTerm(zh, en, exactFromFen(value))

export const SOURCES = {
  payment: both(
    '《医疗保障按病种付费管理暂行办法》（医保发〔2025〕18号）',
    'Interim measures on payment by disease group (医保发〔2025〕18号)',
  ),
  drg: both('CHS-DRG 评价指标通行口径', 'CHS-DRG evaluation indicators, common definition'),
  category: both('医保结算清单 14 类收费项目', 'The 14 fee categories of the settlement list'),
  record: both('病例记录汇总', 'Summed from the case records'),
  quality: both(
    '医院质量监测通行口径：离院后再入院、低风险死亡、并发症',
    'Hospital quality monitoring, common definition: readmission, low-risk death, complications',
  ),
  beds: both('医院统计报表制度：床位', 'Hospital statistics: beds'),
  stay: both('病案首页：入院、手术、出院日期', 'Front page of the record: dates of admission, operation, discharge'),
  basis: both('本系统盈亏口径定义：B1 费用口径，B3 成本口径', 'Surplus bases of this program: B1 charges, B3 cost'),
} as const

export const NO_CASES = both('没有病例', 'no cases')
export const NO_PAYMENT = both('没有已结算的病例', 'no case has been settled')
export const NO_COST = both('没有成本数据', 'no cost data')
export const NO_STAY = both('没有住院天数', 'no length of stay')
export const NO_LINES = both('没有费用明细', 'no charge lines')
const NO_DATA = both('没有所需的数据', 'the data it needs is not there')
/** For an indicator whose sums were not looked up, or are not in the book: then with the reason that was found. */
export const notSupplied = ({ reasons }: FurtherSums, sum: FurtherSum): Measure => ({
  missing: reasons?.[sum] ?? NO_DATA,
  n: 0,
})
const ZERO_BASE = both('分母为零', 'the denominator is zero')

/** A quotient whose denominator may be zero. */
export function quotient(total: Term, per: Term, n: number, more: { less?: Term } = {}): Measure {
  return per.value.eq(0) ? { missing: ZERO_BASE, n } : { total, per, n, ...more }
}
