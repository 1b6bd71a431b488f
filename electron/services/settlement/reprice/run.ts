import type { CallContext } from '#core/handler.ts'
import { changeOf, type PriceChange, pricedGroup } from '#engine/payment/reprice.ts'
import { settleCase } from '#engine/payment/settle.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import { type Exact, type ExactParts, toParts } from '#shared/domain/exact.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import {
  addRepricing,
  type CaseToReprice,
  casesToReprice,
  closeRepricing,
  countToReprice,
  listRepricings,
  type RepricedRow,
  removeRepricing,
  repricedWriter,
} from '#store/repricing-run.ts'
import { getScheme } from '#store/schemes.ts'
import { readSettings } from '#store/settings.ts'
import { audit } from '../../audit.ts'
import { now } from '../../clock.ts'
import { compiledPolicy, type PolicyInUse } from '../../policies.ts'
import type { Session } from '../../session.ts'

/** Cases per chunk: a few milliseconds of work between two looks at what else is waiting. */
const CHUNK = 250

/**
 * Settles the cases of some months under a policy of the book, with the groups they have, and keeps the result beside the figures, which
 * stay. An earlier run of the same policy is replaced. Gives the number of the run.
 * @throws ProblemError `not-found` for an unknown policy, `bad-request` where no case of the months has groups that it prices
 */
export async function reprice(
  session: Session,
  { policyId, from, to }: ParsedOf<'settlement.reprice'>,
  { report, breathe }: CallContext,
): Promise<number> {
  const { writer } = session.book()
  const inUse = compiledPolicy(session, policyId)
  if (inUse === null)
    throw problem('not-found', `没有编号为 ${policyId} 的支付政策。`, `There is no policy number ${policyId}.`, {
      policyId,
    })
  const months = { from: from ?? null, to: to ?? null }
  if (months.from !== null && months.to !== null && months.to < months.from)
    throw problem('bad-request', '结束月份早于开始月份。', 'The last month is before the first.')
  const { dataRevision, computedRevision } = readSettings(writer)
  const total = countToReprice(writer, months)
  const runId = await writer.longTransaction(async () => {
    for (const old of listRepricings(writer)) if (old.policyId === policyId) removeRepricing(writer, old.id)
    const id = addRepricing(writer, { policyId, ...months, dataRevision, computedRevision, at: now() })
    const write = repricedWriter(writer, id)
    const price = pricer(session, inUse)
    let [done, cases] = [0, 0]
    for (let last = 0; ; ) {
      const chunk = casesToReprice(writer, last, CHUNK, months)
      for (const one of chunk) {
        const row = price(one)
        if (row === null) continue
        cases++
        write(one[0], row)
      }
      const end = chunk.at(-1)
      if (end === undefined) break
      last = end[0]
      done += chunk.length
      report({ phase: { zh: '重新计价', en: 'Pricing again' }, done, total })
      await breathe()
    }
    if (cases === 0) throw nothingToPrice(inUse)
    closeRepricing(writer, id, cases, done - cases)
    audit(session, 'reprice', {
      zh: `按支付政策 ${inUse.code} 重新计价 ${cases} 例`,
      en: `Price ${cases} cases under policy ${inUse.code}`,
    })
    return id
  })
  session.changed()
  return runId
}

const nothingToPrice = ({ code, schemeCode }: PolicyInUse) =>
  problem(
    'bad-request',
    `所选月份没有病例的病组属于 ${code} 适用的方案（${schemeCode ?? '官方病组'}），无法按它计价。`,
    `No case of these months is in groups of the scheme that ${code} prices (${schemeCode ?? 'official groups'}).`,
  )

/** Prices a case under a policy; null where its group belongs to another scheme, or points price it. */
function pricer(session: Session, inUse: PolicyInUse): (one: CaseToReprice) => RepricedRow | null {
  const { reader } = session.book()
  const codes = new Map<number, string | null>()
  const codeOf = (schemeId: number | null): string | null => {
    if (schemeId === null) return null
    const known = codes.get(schemeId)
    if (known !== undefined) return known
    const scheme = getScheme(reader, schemeId)
    const code = scheme === undefined || scheme.kind === 'DIP' ? '' : scheme.code
    codes.set(schemeId, code)
    return code
  }
  const parts = keptParts()
  const factors = keptChanges(session, inUse)
  return (one) => {
    const [, , status, drg, insurance, charge, patient, source, schemeId, policyId, before, fenBefore, fracBefore] = one
    if (codeOf(source === 'scheme' ? schemeId : null) !== inUse.schemeCode) return null
    const settled = settleCase(inUse.policy, {
      status: status as GroupingStatus,
      drg,
      insurance,
      charge: fen(charge),
      patientPay: patient === null ? null : fen(patient),
      cost: null,
    })
    const payment = parts(settled.payment)
    const held = fenBefore === null ? null : { fen: fenBefore, frac: fracBefore ?? 0 }
    const change = changedBy(settled.class, payment, before, held, () => factors(policyId, drg, insurance))
    return {
      class: settled.class,
      rwMicro: settled.rw === null ? null : Math.round(settled.rw.toNumber() * 1_000_000),
      ratio: settled.ratio?.toNumber() ?? null,
      standard: parts(settled.standard),
      payment,
      paid: settled.paid,
      patient: settled.patientPart,
      fund:
        payment === null || settled.patientPart === null
          ? null
          : { fen: payment.fen - settled.patientPart, frac: payment.frac },
      beforeClass: before,
      before: held,
      ...change,
    }
  }
}

type Change = Pick<RepricedRow, 'cause' | 'weight' | 'coefficient'>
const UNSPLIT = { weight: null, coefficient: null } as const

/** The cause of a change; normal cases are taken apart, and two changes may make up for each other. */
function changedBy(
  after: RepricedRow['class'],
  payment: ExactParts | null,
  before: RepricedRow['class'],
  held: ExactParts | null,
  factors: () => Omit<Change, 'cause'>,
): Change {
  if (payment === null || held === null) return { cause: payment === held ? 'none' : 'priced', ...UNSPLIT }
  if (after === 'normal' && before === 'normal') {
    const found = factors()
    const still = samePart(payment, held) && isNothing(found.weight) && isNothing(found.coefficient)
    return still ? { cause: 'none', ...UNSPLIT } : { cause: 'factors', ...found }
  }
  return { cause: samePart(payment, held) && after === before ? 'none' : 'class', ...UNSPLIT }
}

const samePart = (a: ExactParts, b: ExactParts): boolean => a.fen === b.fen && a.frac === b.frac
const isNothing = (part: ExactParts | null): boolean => part === null || (part.fen === 0 && part.frac === 0)

/** A standard is one object for all cases of its group, and is split once. */
function keptParts(): (value: Exact | null) => ExactParts | null {
  const known = new WeakMap<Exact, ExactParts>()
  return (value) => {
    if (value === null) return null
    let split = known.get(value)
    if (split === undefined) {
      split = toParts(value)
      known.set(value, split)
    }
    return split
  }
}

/** What weight and coefficient change of a normal case: the same for all of a group, an insurance type and the policy before. */
function keptChanges(session: Session, inUse: PolicyInUse) {
  const known = new Map<string, Omit<Change, 'cause'>>()
  return (policyId: number | null, drg: string, insurance: string | null): Omit<Change, 'cause'> => {
    const key = `${policyId} ${drg} ${insurance ?? ''}`
    let change = known.get(key)
    if (change === undefined) {
      change = split(changeFrom(session, inUse, policyId, drg, insurance))
      known.set(key, change)
    }
    return change
  }
}

function changeFrom(
  session: Session,
  inUse: PolicyInUse,
  policyId: number | null,
  drg: string,
  insurance: string | null,
): PriceChange {
  const from = policyId === null ? null : (compiledPolicy(session, policyId)?.policy ?? null)
  const side = (group: ReturnType<typeof pricedGroup>) =>
    ({ class: 'normal', payment: group?.standard ?? null, group }) as const
  return changeOf(side(pricedGroup(from, drg, insurance)), side(pricedGroup(inUse.policy, drg, insurance)))
}

const split = ({ weight, coefficient }: PriceChange): Omit<Change, 'cause'> => ({
  weight: toParts(weight),
  coefficient: toParts(coefficient),
})
