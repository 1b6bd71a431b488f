import { overlapping } from '#engine/payment/policy-months.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { type Inverse, laterCommands, recordCommand, type StoredCommand } from '#store/commands.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import {
  addPolicy,
  everyPolicy,
  getPolicy,
  listPolicies,
  type PolicyState,
  policyWithHash,
  removePolicy,
  type StoredPolicy,
  setPolicyState,
} from '#store/policies.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import { makeRoom, planRoom, policyMonthsInWords, stateOf } from './policy-room.ts'
import type { Session } from './session.ts'

export type PreparedPolicy = Omit<StoredPolicy, 'id' | 'removedAt'>

/**
 * Brings a policy into use, in the transaction of the caller: a new row, or the one of the same content that was taken out of use.
 * @param asked whether policies of the same months make room for it
 * @throws ProblemError `policy-invalid` when it is in use already, and those of `planRoom`; nothing changes then
 */
export function bringIn(
  db: WritableDb,
  policy: PreparedPolicy,
  asked: boolean,
): { readonly policyId: number; readonly added: boolean; readonly changed: readonly PolicyState[] } {
  const known = policyWithHash(db, policy.sha256)
  if (known !== undefined && known.removedAt === null) {
    throw problem(
      'policy-invalid',
      `这个支付政策已经在库中（编号 ${known.id}，${known.code}）。`,
      `This policy is in the book already (number ${known.id}, ${known.code}).`,
      { policyId: known.id },
    )
  }
  const changed = makeRoom(db, planRoom(db, policy, asked))
  if (known === undefined) return { policyId: addPolicy(db, policy), added: true, changed }
  setPolicyState(db, { policyId: known.id, validTo: policy.validTo, removedAt: null })
  return { policyId: known.id, added: false, changed: [...changed, stateOf(known)] }
}

/** Adds a policy as one command with its inverse. @throws ProblemError see `bringIn` */
export function addAsCommand(session: Session, policy: PreparedPolicy, asked: boolean): StoredPolicy {
  const { writer } = session.book()
  const id = writer.transaction(() => {
    const { policyId, added, changed } = bringIn(writer, policy, asked)
    bumpDataRevision(writer)
    const others = changed.filter((state) => state.policyId !== policyId).length
    const label = {
      zh: `加入支付政策 ${policy.code}${others === 0 ? '' : `（调整 ${others} 份原有政策的月份）`}`,
      en: `Add payment policy ${policy.code}${others === 0 ? '' : ` (months of ${others} others changed)`}`,
    }
    const inverse: Inverse = added ? { kind: 'policy-add', policyId, changed } : { kind: 'policy-change', changed }
    recordCommand(writer, label, inverse, now())
    audit(session, 'policy-add', label)
    return policyId
  })
  session.changed()
  return requirePolicy(writer, id)
}

/** Takes a policy out of use as one command. Its row stays: what closed months were settled by can still be told. */
export function removeAsCommand(session: Session, policyId: number): StoredPolicy {
  const { writer } = session.book()
  const policy = requirePolicy(writer, policyId)
  if (policy.removedAt !== null)
    throw problem('bad-request', `支付政策 ${policy.code} 已经停用。`, `Policy ${policy.code} is out of use already.`, {
      policyId,
    })
  writer.transaction(() => {
    const before = stateOf(policy)
    setPolicyState(writer, { ...before, removedAt: now() })
    bumpDataRevision(writer)
    const months = policyMonthsInWords(policy)
    const label = {
      zh: `停用支付政策 ${policy.code}（${months.zh}）`,
      en: `Take policy ${policy.code} out of use (${months.en})`,
    }
    recordCommand(writer, label, { kind: 'policy-change', changed: [before] }, now())
    audit(session, 'policy-remove', label)
  })
  session.changed()
  return requirePolicy(writer, policyId)
}

/** @throws ProblemError `not-found` */
export function requirePolicy(db: ReadableDb, policyId: number): StoredPolicy {
  const policy = getPolicy(db, policyId)
  if (policy !== undefined) return policy
  throw problem('not-found', `没有编号为 ${policyId} 的支付政策。`, `There is no policy number ${policyId}.`, {
    policyId,
  })
}

/** What a command did to policies: those it added, and the others as they were. */
interface PolicyChange {
  readonly added: readonly number[]
  readonly changed: readonly PolicyState[]
}

function changeOf(inverse: Inverse): PolicyChange | null {
  switch (inverse.kind) {
    case 'policy-add':
      return { added: [inverse.policyId], changed: inverse.changed ?? [] }
    case 'policy-change':
      return { added: [], changed: inverse.changed }
    case 'package-apply':
      return { added: inverse.policyIds, changed: inverse.policyStates ?? [] }
    default:
      return null
  }
}

const touched = ({ added, changed }: PolicyChange): number[] => [...added, ...changed.map(({ policyId }) => policyId)]

/**
 * Why what a command did to policies cannot be taken back now, or null: a later command moved the months of one of them, or a policy
 * that came since holds months that would be theirs again.
 */
export function policyUndoBlocked(db: ReadableDb, command: StoredCommand): Bilingual | null {
  const change = changeOf(command.inverse)
  if (change === null) return null
  const own = touched(change)
  const later = laterCommands(db, command.id).find(({ inverse }) => {
    const other = changeOf(inverse)
    return other !== null && touched(other).some((id) => own.includes(id))
  })
  if (later !== undefined)
    return { zh: `之后还有“${later.label.zh}”，请先撤销它。`, en: `“${later.label.en}” came later: undo that first.` }
  return inTheWay(db, change)
}

function inTheWay(db: ReadableDb, { added, changed }: PolicyChange): Bilingual | null {
  const known = new Map(everyPolicy(db).map((policy) => [policy.id, policy]))
  const stay = listPolicies(db).filter(
    ({ id }) => !added.includes(id) && !changed.some((state) => state.policyId === id),
  )
  for (const { policyId, validTo, removedAt } of changed) {
    const policy = known.get(policyId)
    if (policy === undefined || removedAt !== null) continue
    const spans = stay
      .filter(({ schemeCode }) => schemeCode === policy.schemeCode)
      .map((other) => ({ ...asSpan(other), code: other.code }))
    const [other] = overlapping(spans, asSpan({ ...policy, validTo }))
    if (other !== undefined)
      return {
        zh: `撤销后 ${policy.code} 会与 ${other.code} 的月份重叠，请先停用 ${other.code}。`,
        en: `${policy.code} would then hold months of ${other.code}: take ${other.code} out of use first.`,
      }
  }
  return null
}

const asSpan = ({ id, validFrom, validTo }: StoredPolicy) => ({
  policyId: id,
  validFrom: period(validFrom),
  validTo: validTo === null ? null : period(validTo),
})

/** Takes back what a command did to policies, in the transaction of the caller. */
export function takeBackPolicies(db: WritableDb, inverse: Inverse): void {
  const change = changeOf(inverse)
  if (change === null) return
  const known = new Set(everyPolicy(db).map(({ id }) => id))
  for (const id of change.added) if (known.has(id)) removePolicy(db, id)
  for (const state of change.changed) setPolicyState(db, state)
}
