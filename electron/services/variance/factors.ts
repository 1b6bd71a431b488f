import type { StandardFactors } from '#engine/analysis/bridge-split.ts'
import { exact } from '#shared/domain/exact.ts'
import type { CellSums } from '#store/variance-cells.ts'
import { compiledPolicy } from '../policies.ts'
import type { Session } from '../session.ts'

/**
 * Weight, coefficient (hospital × group × what low quality leaves) and rate that a policy gives the cases of a cell; undefined where it prices them otherwise
 * (a price table, points, ungrouped cases, a rate that changes from month to month), so that their standard is not split.
 */
export function factorsOf(session: Session, { policyId, drg, insurance }: CellSums): StandardFactors | undefined {
  const inUse = policyId === null ? null : compiledPolicy(session, policyId)
  if (inUse?.policy.pricedByMonth) return undefined
  const priced = inUse?.policy.priceOf(drg, insurance === '' ? null : insurance)
  if (priced === undefined || priced === null || priced.factors.mode !== 'weight') return undefined
  const { rate, hospital, group, quality } = priced.factors
  return { rw: priced.rw, rate, coefficient: hospital.times(group ?? exact(1)).times(quality ?? exact(1)) }
}
