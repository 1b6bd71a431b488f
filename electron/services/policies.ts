import type { Handlers } from '#core/handler.ts'
import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import { parsePolicyText, readPolicy } from '#exchange/policy/read-policy.ts'
import type { PolicySummary } from '#shared/contract/book.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { everyPolicy, getPolicy, listPolicies, type StoredPolicy } from '#store/policies.ts'
import { now } from './clock.ts'
import { addAsCommand, type PreparedPolicy, removeAsCommand } from './policy-changes.ts'
import { policyGaps } from './policy-gaps.ts'
import { candidatesOf } from './policy-review.ts'
import type { Session } from './session.ts'

export function policyHandlers(
  session: Session,
): Pick<Handlers, 'policies.list' | 'policies.gaps' | 'policies.candidates' | 'policies.add' | 'policies.remove'> {
  const one = (policy: StoredPolicy) => summaryOf(everyPolicy(session.book().reader), policy)
  return {
    'policies.list': () => {
      const { reader } = session.book()
      const every = everyPolicy(reader)
      return listPolicies(reader).map((policy) => summaryOf(every, policy))
    },
    'policies.gaps': () => {
      const { reader } = session.book()
      return reader.snapshot(() => policyGaps(reader))
    },
    'policies.candidates': ({ from = null, to = null, rule }) => candidatesOf(session, { from, to }, rule),
    'policies.add': async ({ path, name, makeRoom = false }) =>
      one(addAsCommand(session, await preparePolicy(path, name), makeRoom)),
    'policies.remove': ({ policyId }) => one(removeAsCommand(session, policyId)),
  }
}

/** A policy that was read and checked, ready to be stored. @throws ProblemError what `readPolicy` throws */
export async function preparePolicy(path: string, name?: string): Promise<PreparedPolicy> {
  const { document, sha256, text } = await readPolicy(path, name)
  return {
    code: document.code,
    nameZh: document.name.zh,
    nameEn: document.name.en,
    status: document.status,
    source: document.source,
    schemeCode: document.scheme,
    validFrom: document.validFrom,
    validTo: document.validTo,
    groups: document.groups.length,
    sha256,
    addedAt: now(),
    content: text,
  }
}

function summaryOf(every: readonly StoredPolicy[], policy: StoredPolicy): PolicySummary {
  const { id, code, nameZh, nameEn, status, source, schemeCode, validFrom, validTo, sha256, addedAt, groups } = policy
  const versions = every.filter((other) => other.code === code && other.schemeCode === schemeCode && other.id <= id)
  return {
    id,
    code,
    name: { zh: nameZh, en: nameEn },
    status: statusOf(status),
    source,
    scheme: schemeCode,
    version: versions.length,
    validFrom: period(validFrom),
    validTo: validTo === null ? null : period(validTo),
    sha256,
    addedAt,
    groups,
  }
}

function statusOf(text: string): PolicySummary['status'] {
  if (text === 'official' || text === 'reference' || text === 'demonstration') return text
  return assertNever(text as never)
}

/** A policy of the book, compiled, with the number it is stored under. */
export interface PolicyInUse {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly schemeCode: string | null
  readonly policy: CompiledPolicy
}

/** The compiled form of a stored policy, in use or not, kept while the book is open; null when the book does not have it. */
export function compiledPolicy(session: Session, id: number): PolicyInUse | null {
  const key = `policy:${id}`
  const kept = session.cache.get(key) as PolicyInUse | undefined
  if (kept !== undefined) return kept
  const stored = getPolicy(session.book().reader, id)
  if (stored === undefined) return null
  const inUse: PolicyInUse = {
    id,
    code: stored.code,
    name: stored.nameZh,
    schemeCode: stored.schemeCode,
    policy: compilePolicy(parsePolicyText(stored.content, stored.code)),
  }
  session.cache.set(key, inUse)
  return inUse
}

/**
 * Which policy settles a month: the one valid then. A policy names the scheme its groups belong to, or none when it prices the groups
 * that came with the data; it never prices groups of another scheme. Adding one sees to it that no two hold a month; a book in
 * which two do is not settled by chance, but refused with `policy-overlap`.
 */
export function policyFinder(session: Session): (month: Period, schemeCode: string | null) => PolicyInUse | null {
  const policies = listPolicies(session.book().reader)
  const found = new Map<string, PolicyInUse | null>()
  return (month, schemeCode) => {
    const key = `${month}|${schemeCode ?? ''}`
    let answer = found.get(key)
    if (answer === undefined) {
      const fitting = policies.filter(
        (policy) =>
          policy.schemeCode === schemeCode &&
          policy.validFrom <= month &&
          (policy.validTo === null || policy.validTo >= month),
      )
      if (fitting.length > 1) throw severalHold(month, fitting)
      const [stored] = fitting
      answer = stored === undefined ? null : compiledPolicy(session, stored.id)
      found.set(key, answer)
    }
    return answer
  }
}

function severalHold(month: Period, policies: readonly StoredPolicy[]): ProblemError {
  const names = policies.map(({ id, code }) => `${code}（${id}）`).join('、')
  return problem(
    'policy-overlap',
    `${month} 有多份支付政策同时生效：${names}。同一分组方案每个月只能有一份，请在“数据”页停用多余的一份。`,
    `Several policies hold ${month}: ${policies.map(({ id, code }) => `${code} (${id})`).join(', ')}. A month has one: take the others out of use on the Data page.`,
    { month },
  )
}
