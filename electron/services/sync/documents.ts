import type { CallContext } from '#core/handler.ts'
import type { OpenedPackage } from '#exchange/sync/package/open-package.ts'
import type { DocumentChange } from '#shared/contract/sync.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { putInForce, type SchemeTimetable } from '#shared/domain/scheme-timetable.ts'
import type { PackageDocument } from '#shared/domain/sync.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import { type PolicyState, policyWithHash } from '#store/policies.ts'
import { readTimetable, writeTimetable } from '#store/scheme-spans.ts'
import { addScheme, schemeWithHash } from '#store/schemes.ts'
import { preparePolicy } from '../policies.ts'
import { bringIn, type PreparedPolicy } from '../policy-changes.ts'
import { planRoom } from '../policy-room.ts'
import { type PreparedScheme, prepareScheme } from '../schemes.ts'
import type { Session } from '../session.ts'
import { keepCompiled } from '../systems.ts'

interface SchemeDocument {
  readonly role: 'scheme'
  readonly document: PackageDocument
  readonly scheme: PreparedScheme
}

interface PolicyDocument {
  readonly role: 'policy'
  readonly document: PackageDocument
  readonly policy: PreparedPolicy
}

export type RulesDocument = SchemeDocument | PolicyDocument

/**
 * Reads the schemes and policies of a package; one that cannot be used refuses the package.
 * @throws ProblemError of reading a scheme or policy, and `package-altered` when a policy is not valid from the month stated
 */
export async function readDocuments(opened: OpenedPackage, { breathe, report }: CallContext): Promise<RulesDocument[]> {
  const read: RulesDocument[] = []
  for (const document of opened.manifest.documents) {
    const path = opened.pathOf(document)
    report({ phase: { zh: `读取 ${document.name}`, en: `Reading ${document.name}` }, done: 0, total: null })
    if (document.role === 'scheme')
      read.push({ role: 'scheme', document, scheme: await prepareScheme(path, {}, breathe) })
    else if (document.role === 'policy')
      read.push({ role: 'policy', document, policy: await readPolicyOf(document, path) })
  }
  return read
}

async function readPolicyOf({ name, validFrom }: PackageDocument, path: string): Promise<PreparedPolicy> {
  const policy = await preparePolicy(path, name)
  if (validFrom === null || validFrom === policy.validFrom) return policy
  throw problem(
    'package-altered',
    `数据包写明支付政策“${name}”自 ${validFrom} 起执行，政策文件里却是 ${policy.validFrom}。未导入任何内容，请与财务处核对。`,
    `The package says that policy “${name}” holds from ${validFrom}, but the policy itself says ${policy.validFrom}. Nothing was taken in; ask the finance office.`,
    { file: name, stated: validFrom, found: policy.validFrom },
  )
}

export function documentChange(db: ReadableDb, read: RulesDocument): DocumentChange {
  const { name: fileName, bytes, validFrom } = read.document
  if (read.role === 'scheme') {
    const { code, name, sha256 } = read.scheme.stored
    const known = schemeWithHash(db, sha256) !== undefined
    return { role: 'scheme', fileName, bytes, code, name: { zh: name, en: name }, from: validFrom, to: null, known }
  }
  const { code, nameZh, nameEn, sha256, validFrom: from, validTo } = read.policy
  const known = policyWithHash(db, sha256)?.removedAt === null
  if (!known) planRoom(db, read.policy, true)
  const to: Period | null = validTo === null ? null : period(validTo)
  return { role: 'policy', fileName, bytes, code, name: { zh: nameZh, en: nameEn }, from: period(from), to, known }
}

export interface AddedDocuments {
  readonly schemeIds: readonly number[]
  readonly policyIds: readonly number[]
  /** Policies of the book whose months made room, as they were. */
  readonly policyStates: readonly PolicyState[]
  /** The timetable as it was, when it changed. */
  readonly timetable: SchemeTimetable | null
}

/**
 * Adds schemes and policies, for use in the transaction of the package. A scheme with a first month is in force from there on; one
 * without waits, unless the book has none yet. What the book has already is not added again. A policy of the package goes before one
 * of the book that holds the same months: that one ends before it, or is replaced. @throws ProblemError `policy-overlap` where neither will do
 */
export function addDocuments(db: WritableDb, documents: readonly RulesDocument[]): AddedDocuments {
  const before = readTimetable(db)
  let timetable = before
  const schemeIds: number[] = []
  const policyIds: number[] = []
  const policyStates: PolicyState[] = []
  for (const read of documents) {
    if (read.role === 'policy') {
      if (policyWithHash(db, read.policy.sha256)?.removedAt === null) continue
      const { policyId, added, changed } = bringIn(db, read.policy, true)
      if (added) policyIds.push(policyId)
      policyStates.push(...changed)
      continue
    }
    const known = schemeWithHash(db, read.scheme.stored.sha256)
    const schemeId = known?.id ?? addScheme(db, read.scheme.stored)
    if (known === undefined) schemeIds.push(schemeId)
    const { validFrom } = read.document
    if (validFrom !== null || timetable.length === 0)
      timetable = putInForce(timetable, { schemeId, from: validFrom, to: null })
  }
  const changed = JSON.stringify(timetable) !== JSON.stringify(before)
  if (changed) writeTimetable(db, timetable)
  return { schemeIds, policyIds, policyStates, timetable: changed ? before : null }
}

/** Once the package counts: what was compiled to check it need not be compiled again. */
export function keepDocuments(session: Session, documents: readonly RulesDocument[]): void {
  const { reader } = session.book()
  for (const read of documents) {
    if (read.role !== 'scheme') continue
    const stored = schemeWithHash(reader, read.scheme.stored.sha256)
    if (stored !== undefined) keepCompiled(session, stored.id, read.scheme.compiled)
  }
}
