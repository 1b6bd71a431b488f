import { givenGroup } from '#engine/grouping/given-group.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { type Settlement, settleCase } from '#engine/payment/settle.ts'
import { type Assessment, assessDip } from '#engine/system/assess.ts'
import type { CompiledSystem } from '#engine/system/content.ts'
import { type Exact, toParts } from '#shared/domain/exact.ts'
import type { GroupingResult } from '#shared/domain/grouping.ts'
import type { Fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { type SchemeTimetable, schemeAt } from '#shared/domain/scheme-timetable.ts'
import { writeAddOns } from '#store/add-ons.ts'
import type { CaseResult } from '#store/case-result.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import type { CaseForComputing } from '#store/facts.ts'
import { getScheme } from '#store/schemes.ts'
import { addOnReader } from './add-on-sums.ts'
import { dipInput, groupingInput, settlementFacts } from './case-inputs.ts'
import { type PolicyInUse, policyFinder } from './policies.ts'
import { readmissionDays } from './readmissions.ts'
import type { Session } from './session.ts'
import { compiledSystem } from './systems.ts'

/** A case's group and payment, and under which rules of the book they were found. */
export interface Assessed extends Assessment {
  readonly groupSource: 'scheme' | 'official'
  readonly schemeId: number | null
  readonly policyId: number | null
  /** Sums of the lines that the policy pays beside the standard; undefined: it names none. */
  readonly addOns?: ReadonlyMap<string, Fen> | undefined
}

interface UsedSystem {
  readonly id: number
  readonly code: string
  readonly system: CompiledSystem
  readonly readmissions: ReadonlyMap<number, number>
}

/** A case that no rule settles. */
const UNPRICED: Settlement = {
  class: 'unpriced',
  rw: null,
  standard: null,
  ratio: null,
  payment: null,
  paid: null,
  patientPart: null,
  fundPart: null,
}

/**
 * Groups and settles cases one by one: by the scheme of their month, or by the official group that came with the data where there is
 * none or the codes belong to another system; priced by the policy of their month for that scheme, or by the directory itself.
 */
export function caseAssessor(
  session: Session,
  db: ReadableDb,
  timetable: SchemeTimetable,
): (from: CaseForComputing) => Assessed {
  const findPolicy = policyFinder(session)
  const addOnsOf = addOnReader(db)
  const used = new Map<number, UsedSystem | null>()
  const systemAt = (month: Period): UsedSystem | null => {
    const id = schemeAt(timetable, month)
    if (id === null) return null
    const known = used.get(id)
    if (known !== undefined) return known
    const opened = openSystem(session, db, id)
    used.set(id, opened)
    return opened
  }
  return (from) => {
    const month = period(from.period)
    const inUse = from.codeSystem === null ? systemAt(month) : null
    if (inUse?.system.kind === 'DIP') {
      const input = dipInput(from, inUse.readmissions.get(from.id) ?? null)
      const facts = settlementFacts(from, { status: 'grouped', mdc: '', adrg: '', drg: '' })
      const assessed = assessDip(inUse.system.scheme, input, facts, month)
      return { ...assessed, groupSource: 'scheme', schemeId: inUse.id, policyId: null }
    }
    const result: GroupingResult =
      inUse === null ? givenGroup(from.officialGroup) : groupCase(inUse.system.scheme, groupingInput(from))
    const policy: PolicyInUse | null = findPolicy(month, inUse?.code ?? null)
    const addOns = policy === null ? undefined : addOnsOf(policy, from)
    return {
      result,
      settlement: policy === null ? UNPRICED : settleCase(policy.policy, settlementFacts(from, result, addOns)),
      groupSource: inUse === null ? 'official' : 'scheme',
      schemeId: inUse?.id ?? null,
      policyId: policy?.id ?? null,
      addOns,
    }
  }
}

function openSystem(session: Session, db: ReadableDb, id: number): UsedSystem | null {
  const system = compiledSystem(session, id)
  const stored = getScheme(db, id)
  if (system === null || stored === undefined) return null
  const readmissions = system.kind === 'DIP' ? readmissionDays(db, system.scheme) : new Map<number, number>()
  return { id, code: stored.code, system, readmissions }
}

/** As a book stores it. */
export function asCaseResult({ result, settlement, groupSource, schemeId, policyId }: Assessed): CaseResult {
  const parts = (value: Exact | null) => (value === null ? null : toParts(value))
  return {
    groupSource,
    schemeId,
    policyId,
    status: result.status,
    mdc: result.mdc,
    adrg: result.adrg,
    drg: result.drg,
    class: settlement.class,
    rwMicro: settlement.rw === null ? null : Number(settlement.rw.times(1_000_000).toFixed(0)),
    ratio: settlement.ratio === null ? null : settlement.ratio.toNumber(),
    standard: parts(settlement.standard),
    payment: parts(settlement.payment),
    paid: settlement.paid,
    patient: settlement.patientPart,
    fund: parts(settlement.fundPart),
  }
}

/** Keeps the sums beside a case's result, so that its settlement can be told again; nothing to keep without add-ons. */
export function keepAddOns(db: WritableDb, caseId: number, { policyId, addOns }: Assessed): void {
  if (policyId !== null && addOns !== undefined) writeAddOns(db, caseId, policyId, addOns)
}
