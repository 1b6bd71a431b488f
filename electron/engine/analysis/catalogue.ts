import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Figure } from '#shared/domain/figure.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { chartKindOf } from './control-chart.ts'
import { INDICATOR_IDS, type IndicatorId, type IndicatorKind, indicator, kindOf } from './indicators.ts'
import { both, FEW_CASES, formulaOf, type SmallNumbers } from './measure.ts'

/** What an indicator is, before any number: one entry of the list that pages, drawers and printed reports read. */
export interface CatalogueEntry {
  readonly id: IndicatorId
  readonly kind: IndicatorKind
  readonly label: Bilingual
  readonly definition: Bilingual
  readonly numerator: Bilingual
  /** Null of a sum. */
  readonly denominator: Bilingual | null
  readonly formula: Bilingual
  readonly unit: Figure['unit']
  readonly direction: Figure['direction']
  readonly source: Bilingual
  readonly smallNumbers: SmallNumbers
  readonly smallNumberRule: Bilingual
  /** The control chart that fits its months. */
  readonly chart: 'p' | 'xmr'
  /** Set where the figure is on a surplus basis. */
  readonly basis: ComputedBasis | null
}

/** All indicators in reading order, as they are on the basis asked for. */
export function catalogue(basis: ComputedBasis): readonly CatalogueEntry[] {
  return INDICATOR_IDS.map((id) => {
    const about = indicator(id)
    return {
      id,
      kind: kindOf(id),
      label: about.label(basis),
      definition: about.definition(basis),
      numerator: about.numerator(basis),
      denominator: about.denominator?.(basis) ?? null,
      formula: formulaOf(about, basis),
      unit: about.unit,
      direction: about.direction,
      source: about.source,
      smallNumbers: about.smallNumbers,
      chart: chartKindOf(about.smallNumbers),
      smallNumberRule: SMALL_NUMBER_RULES[about.smallNumbers],
      basis: about.basis?.(basis) ?? null,
    }
  })
}

const SMALL_NUMBER_RULES: Readonly<Record<SmallNumbers, Bilingual>> = {
  sum: both('合计数，始终附病例数', 'A sum; the number of cases is always given'),
  mean: both(
    `始终附病例数；少于 ${FEW_CASES} 例时提示波动大`,
    `The number of cases is always given; below ${FEW_CASES} it is marked as varying widely`,
  ),
  proportion: both(
    `始终附病例数与 95% 置信区间（Wilson）；少于 ${FEW_CASES} 例时提示波动大`,
    `Always with the number of cases and the 95% Wilson interval; below ${FEW_CASES} it is marked as varying widely`,
  ),
}
