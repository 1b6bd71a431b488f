import type { CallContext, Handlers } from '#core/handler.ts'
import type { RecomputeSummary } from '#shared/contract/book.ts'
import { type Exact, sumExact } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import {
  ALL_MONTHS,
  type CaseForComputing,
  casesForComputing,
  clearFacts,
  countForComputing,
  factWriter,
  type MonthRange,
} from '#store/facts.ts'
import { countClosedCases } from '#store/periods.ts'
import { listPolicies } from '#store/policies.ts'
import { readTimetable } from '#store/scheme-spans.ts'
import { getScheme } from '#store/schemes.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { type Assessed, asCaseResult, caseAssessor, keepAddOns } from './assess.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'

/** Cases per chunk: a few milliseconds of work between two looks at what else is waiting. */
const CHUNK = 250

export function recomputeHandlers(session: Session): Pick<Handlers, 'recompute.run'> {
  return { 'recompute.run': (_request, context) => recompute(session, context) }
}

/**
 * Groups and settles every case of an open month anew, under the schemes and policies in force, in one transaction. Closed months
 * stay exactly as they are.
 * @throws ProblemError `policy-missing` where nothing in the book could settle a case
 */
export async function recompute(session: Session, context: CallContext): Promise<RecomputeSummary> {
  const started = performance.now()
  const { writer } = session.book()
  const { dataRevision } = readSettings(writer)
  const timetable = readTimetable(writer)
  const pricesItself = timetable.some(({ schemeId }) => getScheme(writer, schemeId)?.kind === 'DIP')
  if (!pricesItself && listPolicies(writer).length === 0) {
    throw problem(
      'policy-missing',
      '还没有支付政策，无法结算。请先在“数据”页加入支付政策。',
      'There is no payment policy to settle with. Add one on the Data page first.',
    )
  }
  const tally = createTally()
  const closedCases = countClosedCases(writer)
  await writer.longTransaction(async () => {
    clearFacts(writer)
    const write = factWriter(writer)
    const assess = caseAssessor(session, writer, timetable)
    await eachCase(session, ALL_MONTHS, context, (from) => {
      const assessed = assess(from)
      write({ from, ...asCaseResult(assessed) })
      keepAddOns(writer, from.id, assessed)
      tally.add(from, assessed)
    })
    writeSettings(writer, { computedRevision: dataRevision, lastRecomputeAt: now() })
    audit(session, 'recompute', {
      zh: `重新计算 ${tally.cases()} 例${closedCases === 0 ? '' : `，已结账月份的 ${closedCases} 例不变`}`,
      en: `Recompute ${tally.cases()} cases${closedCases === 0 ? '' : `; ${closedCases} of closed months stay`}`,
    })
  })
  session.changed()
  return { ...tally.summary(Math.round(performance.now() - started)), closedCases }
}

/** Walks the cases of some months in chunks, telling how far it is and letting others in between. */
export async function eachCase(
  session: Session,
  months: MonthRange,
  { report, breathe }: Pick<CallContext, 'report' | 'breathe'>,
  take: (from: CaseForComputing) => void,
): Promise<void> {
  const { writer } = session.book()
  const total = countForComputing(writer, months)
  let done = 0
  for (let last = 0; ; ) {
    const cases = casesForComputing(writer, last, CHUNK, months)
    for (const from of cases) take(from)
    const end = cases.at(-1)
    if (end === undefined) return
    last = end.id
    done += cases.length
    report({ phase: { zh: '分组与结算', en: 'Grouping and settling' }, done, total })
    await breathe()
  }
}

function createTally() {
  const count = { grouped: 0, ambiguous: 0, ungrouped: 0, rejected: 0 }
  let cases = 0
  let unpriced = 0
  const payments: Exact[] = []
  const charges: Fen[] = []
  return {
    add(from: CaseForComputing, { result, settlement }: Assessed) {
      cases++
      count[result.status]++
      charges.push(fen(from.charge))
      if (settlement.payment === null) unpriced++
      else payments.push(settlement.payment)
    },
    cases: () => cases,
    summary: (milliseconds: number): Omit<RecomputeSummary, 'closedCases'> => ({
      cases,
      ...count,
      unpriced,
      payment: sumExact(payments).toFixed(),
      charge: sumFen(charges),
      milliseconds,
    }),
  }
}
