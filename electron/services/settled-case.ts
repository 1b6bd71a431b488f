import type { CompiledDip } from '#engine/dip/compile.ts'
import { groupDip, groupDipWithTrail } from '#engine/dip/group.ts'
import { groupCaseWithTrail } from '#engine/grouping/trail.ts'
import { type SettledCase, settledByPolicy } from '#engine/payment/explain-case.ts'
import { asGroup } from '#engine/system/assess.ts'
import { settledByPoints } from '#engine/system/points-case.ts'
import type { DipInput } from '#shared/domain/dip.ts'
import type { GroupingResult, GroupingTrail } from '#shared/domain/grouping.ts'
import { period } from '#shared/domain/period.ts'
import type { StoredCaseExtra, StoredCaseRow } from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { dipInput, groupingInput } from './case-inputs.ts'
import { compiledPolicy } from './policies.ts'
import { readmissionDays } from './readmissions.ts'
import type { Session } from './session.ts'
import { computingRow, settledFrom } from './stored-case.ts'
import { compiledSystem } from './systems.ts'

/**
 * How a computed case was settled, line by line, and the name of the policy that priced it (null: a directory priced it itself).
 * Null when no rule of the book settles it, or when its record was corrected since and leads to another disease.
 */
export function settledCase(
  session: Session,
  db: ReadableDb,
  stored: StoredCaseRow,
  extra: StoredCaseExtra,
): { readonly settled: SettledCase; readonly policy: string | null } | null {
  const facts = settledFrom(db, stored, extra)
  if (extra.policyId !== null) {
    const inUse = compiledPolicy(session, extra.policyId)
    if (inUse === null) return null
    return { settled: settledByPolicy(inUse.policy, facts), policy: `${inUse.code} ${inUse.name}` }
  }
  const system = systemOf(session, extra)
  if (system?.kind !== 'DIP') return null
  const result = groupDip(system.scheme, inputOf(db, system.scheme, stored.id))
  if (!isSame(asGroup(result), stored)) return null
  return { settled: settledByPoints(system.scheme, result, facts, period(stored.period)), policy: null }
}

/**
 * The evidence is worked out again from the stored inputs: the engine is deterministic, so it tells what happened. Null
 * when it leads elsewhere, because the codes were corrected and the case waits for a recompute.
 */
export function trailOf(
  session: Session,
  db: ReadableDb,
  stored: StoredCaseRow,
  extra: StoredCaseExtra,
): GroupingTrail | null {
  const system = systemOf(session, extra)
  if (system === null) return null
  if (system.kind === 'DRG') {
    const trail = groupCaseWithTrail(system.scheme, groupingInput(computingRow(db, stored.id)))
    return isSame(trail.result, stored) ? trail : null
  }
  const { result, steps } = groupDipWithTrail(system.scheme, inputOf(db, system.scheme, stored.id))
  const group = asGroup(result)
  return isSame(group, stored) ? { result: group, steps } : null
}

const isSame = (result: GroupingResult, stored: StoredCaseRow): boolean =>
  result.status === stored.status && result.drg === stored.drg

function systemOf(session: Session, { groupSource, schemeId }: StoredCaseExtra) {
  return groupSource !== 'scheme' || schemeId === null ? null : compiledSystem(session, schemeId)
}

function inputOf(db: ReadableDb, dip: CompiledDip, caseId: number): DipInput {
  return dipInput(computingRow(db, caseId), readmissionDays(db, dip, caseId).get(caseId) ?? null)
}
