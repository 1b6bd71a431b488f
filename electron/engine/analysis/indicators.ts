import { ACTIVITY } from './indicators-activity.ts'
import { EFFICIENCY } from './indicators-efficiency.ts'
import { MONEY } from './indicators-money.ts'
import { QUALITY } from './indicators-quality.ts'
import { STRUCTURE } from './indicators-structure.ts'
import type { Indicator } from './measure.ts'

/** The closed list of indicators; every figure a page shows over a slice is one of these. */
const INDICATORS = { ...ACTIVITY, ...EFFICIENCY, ...MONEY, ...STRUCTURE, ...QUALITY } satisfies Record<
  string,
  Indicator
>

/** Kinds of indicators, in reading order. */
const GROUPS = {
  activity: ACTIVITY,
  efficiency: EFFICIENCY,
  money: MONEY,
  structure: STRUCTURE,
  quality: QUALITY,
} satisfies Record<string, Record<string, Indicator>>

export type IndicatorKind = keyof typeof GROUPS

export function kindOf(id: IndicatorId): IndicatorKind {
  return (Object.keys(GROUPS) as IndicatorKind[]).find((kind) => Object.hasOwn(GROUPS[kind], id))!
}

export type IndicatorId = keyof typeof INDICATORS
export const INDICATOR_IDS = Object.keys(INDICATORS) as readonly IndicatorId[]

export function isIndicatorId(id: string): id is IndicatorId {
  return Object.hasOwn(INDICATORS, id)
}

export function indicator(id: IndicatorId): Indicator {
  return INDICATORS[id]
}
