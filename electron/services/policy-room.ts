import { overlapping, type RoomMade, roomFor } from '#engine/payment/policy-months.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import { listPolicies, type PolicyState, type StoredPolicy, setPolicyState } from '#store/policies.ts'
import { now } from './clock.ts'

type NewPolicy = Pick<StoredPolicy, 'code' | 'schemeCode' | 'validFrom' | 'validTo'>

interface StoredSpan {
  readonly policyId: number
  readonly code: string
  readonly validFrom: Period
  readonly validTo: Period | null
}

const monthOrNull = (text: string | null): Period | null => (text === null ? null : period(text))

/** The months of the policies in use that price the groups of one scheme. */
export const spansOf = (db: ReadableDb, schemeCode: string | null): StoredSpan[] =>
  listPolicies(db)
    .filter((policy) => policy.schemeCode === schemeCode)
    .map(({ id, code, validFrom, validTo }) => ({
      policyId: id,
      code,
      validFrom: period(validFrom),
      validTo: monthOrNull(validTo),
    }))

export const policyMonthsInWords = ({ validFrom, validTo }: Pick<StoredPolicy, 'validFrom' | 'validTo'>): Bilingual =>
  validTo === null
    ? { zh: `${validFrom} 起`, en: `from ${validFrom}` }
    : { zh: `${validFrom} 至 ${validTo}`, en: `${validFrom} to ${validTo}` }

/**
 * What must change so that a policy holds its months alone; nothing when it does.
 * @param asked whether the person wants earlier policies to make room
 * @throws ProblemError `policy-overlap` naming the policy in the way, with `offer`: what `asked` would do
 */
export function planRoom(db: ReadableDb, policy: NewPolicy, asked: boolean): readonly RoomMade[] {
  const spans = spansOf(db, policy.schemeCode)
  const span = { validFrom: period(policy.validFrom), validTo: monthOrNull(policy.validTo) }
  const [first] = overlapping(spans, span)
  if (first === undefined) return []
  const room = roomFor(spans, span)
  if (room === null || !asked) throw overlap(policy, first, room)
  return room
}

function overlap(policy: NewPolicy, other: StoredSpan, room: readonly RoomMade[] | null): ProblemError {
  const [mine, theirs] = [policyMonthsInWords(policy), policyMonthsInWords(other)]
  const made = room?.find(({ policyId }) => policyId === other.policyId)
  const next = offerInWords(made, other)
  return problem(
    'policy-overlap',
    `支付政策 ${policy.code}（${mine.zh}）与库中的 ${other.code}（编号 ${other.policyId}，${theirs.zh}）月份重叠，同一分组方案每个月只能有一份支付政策。${next.zh}`,
    `Policy ${policy.code} (${mine.en}) and ${other.code} of the book (number ${other.policyId}, ${theirs.en}) hold the same months, and a month of one scheme has one policy. ${next.en}`,
    {
      policyId: other.policyId,
      code: other.code,
      from: other.validFrom,
      to: other.validTo,
      offer: made?.kind ?? null,
      until: made?.kind === 'end' ? made.validTo : null,
    },
  )
}

function offerInWords(made: RoomMade | undefined, { code }: StoredSpan): Bilingual {
  if (made === undefined)
    return {
      zh: '它在新政策结束之后还有月份，请先在文件中写明两份政策各自的执行月份。',
      en: 'It goes on after the new one ends: state the months of both in their files first.',
    }
  return made.kind === 'end'
    ? {
        zh: `可以让 ${code} 执行到 ${made.validTo} 为止，再加入新政策。`,
        en: `You can let ${code} end in ${made.validTo} and add the new one.`,
      }
    : { zh: `可以用新政策替换 ${code}。`, en: `You can replace ${code} by the new one.` }
}

/** Carries the plan out, in the transaction of the caller. @returns the policies as they were, for the inverse */
export function makeRoom(db: WritableDb, room: readonly RoomMade[]): PolicyState[] {
  const policies = new Map(listPolicies(db).map((policy) => [policy.id, policy]))
  return room.flatMap((made) => {
    const policy = policies.get(made.policyId)
    if (policy === undefined) return []
    const before = stateOf(policy)
    const after = made.kind === 'end' ? { ...before, validTo: made.validTo } : { ...before, removedAt: now() }
    setPolicyState(db, after)
    return [before]
  })
}

export const stateOf = ({ id, validTo, removedAt }: StoredPolicy): PolicyState => ({ policyId: id, validTo, removedAt })
