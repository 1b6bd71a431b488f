import type { Handlers } from '#core/handler.ts'
import { type CompiledPolicy, compilePolicy } from '#engine/payment/compile.ts'
import { parsePolicyText, readPolicy } from '#exchange/policy/read-policy.ts'
import type { PolicySummary } from '#shared/contract/book.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { recordCommand } from '#store/commands.ts'
import { addPolicy, listPolicies, policyWithHash, type StoredPolicy } from '#store/policies.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'

export function policyHandlers(session: Session): Pick<Handlers, 'policies.list' | 'policies.add'> {
  return {
    'policies.list': () => listPolicies(session.book().reader).map(summary),

    'policies.add': async ({ path }) => {
      const { reader, writer } = session.book()
      const stored = await preparePolicy(path)
      const known = policyWithHash(reader, stored.sha256)
      if (known !== undefined) {
        throw problem(
          'policy-invalid',
          `这个支付政策已经在库中（编号 ${known.id}，${known.code}）。`,
          `This policy is in the book already (number ${known.id}, ${known.code}).`,
          { policyId: known.id },
        )
      }
      const id = writer.transaction(() => {
        const policyId = addPolicy(writer, stored)
        bumpDataRevision(writer)
        const label = { zh: `加入支付政策 ${stored.code}`, en: `Add payment policy ${stored.code}` }
        recordCommand(writer, label, { kind: 'policy-add', policyId }, now())
        audit(session, 'policy-add', label)
        return policyId
      })
      session.changed()
      return summary({ id, ...stored })
    },
  }
}

/** A policy that was read and checked, ready to be stored. @throws ProblemError what `readPolicy` throws */
export async function preparePolicy(path: string): Promise<Omit<StoredPolicy, 'id'>> {
  const { document, sha256, text } = await readPolicy(path)
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

const summary = ({
  nameZh,
  nameEn,
  schemeCode: _scheme,
  content: _content,
  ...policy
}: StoredPolicy): PolicySummary => ({
  ...policy,
  name: { zh: nameZh, en: nameEn },
  status: statusOf(policy.status),
  validFrom: period(policy.validFrom),
  validTo: policy.validTo === null ? null : period(policy.validTo),
})

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

/** The compiled form of a stored policy, kept while the book is open; null when it was taken out. */
export function compiledPolicy(session: Session, id: number): PolicyInUse | null {
  const key = `policy:${id}`
  const kept = session.cache.get(key) as PolicyInUse | undefined
  if (kept !== undefined) return kept
  const stored = listPolicies(session.book().reader).find((policy) => policy.id === id)
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
 * Which policy settles a month: of those valid then, the one added last. A policy names the scheme its groups belong
 * to, or none when it prices the groups that came with the data; it never prices groups of another scheme.
 */
export function policyFinder(session: Session): (month: Period, schemeCode: string | null) => PolicyInUse | null {
  const policies = listPolicies(session.book().reader).reverse()
  const found = new Map<string, PolicyInUse | null>()
  return (month, schemeCode) => {
    const key = `${month}|${schemeCode ?? ''}`
    let answer = found.get(key)
    if (answer === undefined) {
      const stored = policies.find(
        (policy) =>
          policy.schemeCode === schemeCode &&
          policy.validFrom <= month &&
          (policy.validTo === null || policy.validTo >= month),
      )
      answer = stored === undefined ? null : compiledPolicy(session, stored.id)
      found.set(key, answer)
    }
    return answer
  }
}
