import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ReadableDb } from '#store/database.ts'
import { targetRows } from '#store/further-sums.ts'

/** Groups that a risk table calls low-risk, and which file says so. */
export interface LowRiskGroups {
  readonly groups: ReadonlySet<string>
  readonly source: Bilingual
}

/** How a table of targets names the risk level of a group (scope: the group; 1 low, 2 lower middle, 3 upper middle, 4 high). */
const RISK_INDICATORS: readonly string[] = ['风险等级', '死亡风险等级', 'risk-level']
const LOW = 1

/** The risk table in the book; null without one. It is imported, never derived from one department. */
export function lowRiskGroups(db: ReadableDb): LowRiskGroups | null {
  const levels = new Map<string, { level: number; source: string }>()
  for (const { scope, indicator, target, source } of targetRows(db, null))
    if (RISK_INDICATORS.includes(indicator)) levels.set(scope, { level: Number(target), source })
  if (levels.size === 0) return null
  const sources = [...new Set([...levels.values()].map(({ source }) => source))].join('、')
  return {
    groups: new Set([...levels].flatMap(([group, { level }]) => (level === LOW ? [group] : []))),
    source: { zh: sources, en: sources },
  }
}
