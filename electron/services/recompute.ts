import type { Handlers } from '#core/handler.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { givenGroup } from '#engine/grouping/given-group.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { type Settlement, settleCase } from '#engine/payment/settle.ts'
import type { RecomputeSummary } from '#shared/contract/book.ts'
import { type Exact, sumExact, toParts } from '#shared/domain/exact.ts'
import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { bookCounts } from '#store/book-queries.ts'
import { type CaseFact, type CaseForComputing, casesForComputing, clearFacts, factWriter } from '#store/facts.ts'
import { listPolicies } from '#store/policies.ts'
import { getScheme } from '#store/schemes.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { now } from './clock.ts'
import { type PolicyInUse, policyFinder } from './policies.ts'
import { compiledScheme } from './schemes.ts'
import type { Session } from './session.ts'

/** Cases per chunk: a few milliseconds of work between two looks at what else is waiting. */
const CHUNK = 250

export function recomputeHandlers(session: Session): Pick<Handlers, 'recompute.run'> {
  return {
    'recompute.run': async (_request, { report, breathe }) => {
      const started = performance.now()
      const { writer } = session.book()
      const { schemeId, dataRevision } = readSettings(writer)
      const compiled = schemeId === null ? null : compiledScheme(session, schemeId)
      const code = schemeId === null ? null : (getScheme(writer, schemeId)?.code ?? null)
      if (listPolicies(writer).length === 0) {
        throw problem(
          'policy-missing',
          '还没有支付政策，无法结算。请先在“数据”页加入支付政策。',
          'There is no payment policy to settle with. Add one on the Data page first.',
        )
      }
      const findPolicy = policyFinder(session)
      const total = bookCounts(writer).cases
      const tally = createTally()
      await writer.longTransaction(async () => {
        clearFacts(writer)
        const write = factWriter(writer)
        for (let last = 0; ; ) {
          const cases = casesForComputing(writer, last, CHUNK)
          if (cases.length === 0) break
          for (const from of cases) {
            const grouped = groupOne(from, compiled)
            const schemeCode = grouped.source === 'scheme' ? code : null
            const policy = findPolicy(period(from.period), schemeCode)
            const settlement = policy === null ? UNPRICED : settleCase(policy.policy, factsOf(from, grouped.result))
            write(asFact(from, grouped, grouped.source === 'scheme' ? schemeId : null, policy, settlement))
            tally.add(from, grouped.result, settlement)
          }
          last = cases[cases.length - 1]!.id
          report({ phase: { zh: '分组与结算', en: 'Grouping and settling' }, done: tally.cases(), total })
          await breathe()
        }
        writeSettings(writer, { computedRevision: dataRevision, lastRecomputeAt: now() })
      })
      session.changed()
      return tally.summary(Math.round(performance.now() - started))
    },
  }
}

/** A case in a month that no policy covers. */
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

interface Grouped {
  readonly result: GroupingResult
  readonly source: 'scheme' | 'official'
}

/**
 * The group of a case: by the scheme in force, or the official group that came with the data where there is no scheme
 * or the codes belong to another system.
 */
function groupOne(from: CaseForComputing, scheme: CompiledScheme | null): Grouped {
  if (scheme !== null && from.codeSystem === null)
    return { source: 'scheme', result: groupCase(scheme, groupingInput(from)) }
  return { source: 'official', result: givenGroup(from.officialGroup) }
}

const codes = (joined: string | null): string[] => (joined === null || joined === '' ? [] : joined.split('|'))

export function groupingInput(from: CaseForComputing): GroupingInput {
  const { sex, age, ageDays, birthWeight, los, icuHours, discharge } = from
  return {
    sex,
    age,
    ageDays,
    birthWeight,
    los,
    icuHours,
    discharge,
    dept: from.department,
    dx: codes(from.dx),
    proc: codes(from.proc),
  }
}

function factsOf(from: CaseForComputing, result: GroupingResult) {
  const amount = (value: number | null): Fen | null => (value === null ? null : fen(value))
  return {
    status: result.status,
    drg: result.drg,
    insurance: from.insurance,
    charge: fen(from.charge),
    patientPay: amount(from.patient),
    cost: amount(from.cost),
  }
}

function asFact(
  from: CaseForComputing,
  { source, result }: Grouped,
  schemeId: number | null,
  policy: PolicyInUse | null,
  settlement: Settlement,
): CaseFact {
  const parts = (value: Exact | null) => (value === null ? null : toParts(value))
  return {
    from,
    groupSource: source,
    schemeId,
    policyId: policy?.id ?? null,
    ...result,
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

function createTally() {
  const count = { grouped: 0, ambiguous: 0, ungrouped: 0, rejected: 0 }
  let cases = 0
  let unpriced = 0
  const payments: Exact[] = []
  const charges: Fen[] = []
  return {
    cases: () => cases,
    add(from: CaseForComputing, result: GroupingResult, settlement: Settlement) {
      cases++
      count[result.status]++
      charges.push(fen(from.charge))
      if (settlement.payment === null) unpriced++
      else payments.push(settlement.payment)
    },
    summary: (milliseconds: number): RecomputeSummary => ({
      cases,
      ...count,
      unpriced,
      payment: sumExact(payments).toFixed(),
      charge: sumFen(charges),
      milliseconds,
    }),
  }
}
