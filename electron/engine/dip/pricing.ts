import { type Exact, exact } from '#shared/domain/exact.ts'
import type { Period } from '#shared/domain/period.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import type { PointValueRow } from './tables.ts'

/** What a month and an insurance type are settled by. */
export interface DipPrices {
  /** Yuan per point. */
  readonly pointValue: Exact
  /** h; takes part in every entry but the basic-level ones. */
  readonly hospitalCoefficient: Exact
  /** Yuan of mean charge per point, for entries without a published mean charge. */
  readonly meanFactor: Exact | null
  readonly basicMeanFactor: Exact | null
}

/** The row in force: the latest `from` up to the month, of the insurance type itself, else of all types. Null: there is none. */
export function pricesOf(scheme: CompiledDip, month: Period, insurance: string | null): DipPrices | null {
  const { pointValues } = scheme.tables
  const latest = (type: string): PointValueRow | undefined =>
    pointValues
      .filter((row) => row.insurance === type && row.from <= month)
      .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
  const row = (insurance === null || insurance === '' ? undefined : latest(insurance)) ?? latest('')
  if (row === undefined) return null
  const optional = (text: string): Exact | null => (text === '' ? null : exact(text))
  return {
    pointValue: exact(row.pointValue),
    hospitalCoefficient: exact(row.hospitalCoefficient),
    meanFactor: optional(row.meanFactor),
    basicMeanFactor: optional(row.basicMeanFactor),
  }
}

/** 基层病种 take their own coefficient (1 where none is printed) and no hospital coefficient: 同病同质同付. */
export function coefficientOf({ row }: DipEntry, { hospitalCoefficient }: DipPrices): Exact {
  if (row.type !== 'basic') return hospitalCoefficient
  return exact(row.coefficient === '' ? '1' : row.coefficient)
}

/** The mean charge a case is held against, yuan, and where it comes from. */
export interface MeanCharge {
  readonly mean: Exact
  readonly from: 'table' | 'directory' | 'score'
}

/**
 * The mean charge (同级别同病种次均费用): of `mean_charges`, the row for the auxiliary entry and the insurance first; else the mean of
 * the disease times the auxiliary factor, which is by definition 子类例均 ÷ 病种例均; else score × factor × the mean charge per
 * point. Null: nothing to compare with, so a case is neither low nor high.
 */
export function meanChargeOf(
  scheme: CompiledDip,
  entry: DipEntry,
  auxiliary: { readonly code: string; readonly factor: Exact } | null,
  insurance: string | null,
  prices: DipPrices,
): MeanCharge | null {
  const { dip, type } = entry.row
  const listed = (auxiliaryCode: string): Exact | null => {
    const rows = scheme.meanCharges.get(dip)?.filter((row) => row.auxiliary === auxiliaryCode)
    const row = rows?.find((each) => each.insurance === insurance) ?? rows?.find((each) => each.insurance === '')
    return row === undefined ? null : exact(row.meanCharge)
  }
  const factor = auxiliary?.factor ?? exact(1)
  const own = auxiliary === null ? null : listed(auxiliary.code)
  if (own !== null) return { mean: own, from: 'table' }
  const plain = listed('')
  if (plain !== null) return { mean: plain.times(factor), from: 'table' }
  if (entry.mean !== null) return { mean: entry.mean.times(factor), from: 'directory' }
  const perPoint = type === 'basic' ? prices.basicMeanFactor : prices.meanFactor
  if (perPoint === null) return null
  const basic = type === 'basic' ? coefficientOf(entry, prices) : exact(1)
  return { mean: entry.score.times(factor).times(perPoint).times(basic), from: 'score' }
}
