import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'

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
      /** The quotient is a number of cases out of a number of cases, so it has a Wilson interval. */
      readonly proportion?: boolean
    }

/** One indicator of the closed list. Texts that depend on the surplus basis take it. */
export interface Indicator {
  readonly label: (basis: ComputedBasis) => Bilingual
  readonly definition: (basis: ComputedBasis) => Bilingual
  readonly formula: (basis: ComputedBasis) => Bilingual
  readonly unit: Figure['unit']
  readonly direction: Figure['direction']
  readonly source: Bilingual
  readonly measure: (totals: SliceTotals, basis: ComputedBasis) => Measure
  /** Set on figures that are a surplus or part of one. */
  readonly basis?: (asked: ComputedBasis) => ComputedBasis
  readonly notes?: (totals: SliceTotals, basis: ComputedBasis) => readonly Bilingual[]
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
  basis: both('本系统盈亏口径定义：B1 费用口径，B3 成本口径', 'Surplus bases of this program: B1 charges, B3 cost'),
} as const

export const NO_CASES = both('没有病例', 'no cases')
export const NO_PAYMENT = both('没有已结算的病例', 'no case has been settled')
export const NO_COST = both('没有成本数据', 'no cost data')
export const NO_STAY = both('没有住院天数', 'no length of stay')
export const NO_LINES = both('没有费用明细', 'no charge lines')
const ZERO_BASE = both('分母为零', 'the denominator is zero')

/** A quotient whose denominator may be zero. */
export function quotient(total: Term, per: Term, n: number, more: { less?: Term; proportion?: boolean } = {}): Measure {
  return per.value.eq(0) ? { missing: ZERO_BASE, n } : { total, per, n, ...more }
}
