import { alternativesOf } from '#engine/grouping/alternatives.ts'
import { settleCase } from '#engine/payment/settle.ts'
import type { CaseAlternatives } from '#shared/contract/grouping.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { caseExtra, diagnosesOf, proceduresOf, type StoredCode } from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { groupingInput } from './case-inputs.ts'
import { asCaseRow } from './case-rows.ts'
import { compiledPolicy } from './policies.ts'
import type { Session } from './session.ts'
import { computingRow, groupingOf, requireCase, settledFrom } from './stored-case.ts'
import { compiledSystem } from './systems.ts'

/** Shown with every list of alternatives: what they are good for, and who decides. */
const NOTE: Bilingual = {
  zh: '基于当前已录入信息推演，分组结果以医保平台为准。只换用记录中已有的编码，供核对病历使用，不是调整编码的建议。',
  en: 'Worked out from what is recorded now; the insurer’s platform decides the group. Only recorded codes are told differently, to help check the record against the chart; this is no advice to change codes.',
}

const OTHER_CODES: Bilingual = {
  zh: '这例的病组随数据而来，没有在本地分组，无法比较。',
  en: 'The group of this case came with the data; it was not grouped here, so there is nothing to compare.',
}
const BY_POINTS: Bilingual = {
  zh: '这例按 DIP 目录入组，相邻病种请在轨迹中看：哪些病种符合、按什么条件取舍。',
  en: 'This case was matched to a DIP directory: its trail tells which diseases fit and what chose between them.',
}
const OUTDATED: Bilingual = {
  zh: '数据或方案在上次计算后有改动，请先重新计算。',
  en: 'Data or scheme changed after the last computation; recompute first.',
}

/**
 * The groups next to a case (see `alternativesOf`), each priced by the policy the case was settled under. The charge stays
 * what it is, so an outlier class may change with the group. @throws ProblemError `not-found`
 */
export function alternativesOfCase(session: Session, db: ReadableDb, caseNo: string): CaseAlternatives {
  const stored = requireCase(db, caseNo)
  const extra = caseExtra(db, stored.id)
  const { payment } = asCaseRow(stored)
  const result = groupingOf(stored)
  const without = (unavailable: Bilingual): CaseAlternatives => {
    const current = { result, name: stored.drgName ?? '', payment }
    return { caseNo, current, groups: [], unchanged: 0, note: NOTE, unavailable }
  }
  if (extra.groupSource !== 'scheme' || extra.schemeId === null) return without(OTHER_CODES)
  const system = compiledSystem(session, extra.schemeId)
  if (system?.kind === 'DIP') return without(BY_POINTS)
  if (system === null) return without(OUTDATED)
  const { scheme } = system

  const policy = extra.policyId === null ? null : compiledPolicy(session, extra.policyId)
  const facts = settledFrom(db, stored, extra)
  const names = (codes: readonly StoredCode[]) => codes.map(({ name }) => name)
  const { current, groups, unchanged } = alternativesOf(
    scheme,
    groupingInput(computingRow(db, stored.id)),
    ({ status, drg }) => (policy === null ? null : settleCase(policy.policy, { ...facts, status, drg }).payment),
    { dx: names(diagnosesOf(db, stored.id)), proc: names(proceduresOf(db, stored.id)) },
  )
  if (current.result.status !== result.status || current.result.drg !== result.drg) return without(OUTDATED)
  return {
    caseNo,
    current: { ...current, payment: current.payment?.toFixed() ?? null },
    groups: groups.map((group) => ({
      ...group,
      payment: group.payment?.toFixed() ?? null,
      difference: group.difference?.toFixed() ?? null,
    })),
    unchanged,
    note: NOTE,
    unavailable: null,
  }
}
