import type { Handlers } from '#core/handler.ts'
import { explainIndicator } from '#engine/analysis/explain.ts'
import { isIndicatorId } from '#engine/analysis/indicators.ts'
import { explainCaseFigure } from '#engine/payment/explain-case.ts'
import type { Explanation } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { problem } from '#shared/domain/problem.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { computedUnder } from '#store/book-queries.ts'
import { caseExtra } from '#store/case-queries.ts'
import { everyPolicy } from '#store/policies.ts'
import { getScheme, listSchemes } from '#store/schemes.ts'
import { sliceFigures } from './indicators/further.ts'
import type { Session } from './session.ts'
import { settledCase } from './settled-case.ts'
import { type Reading, steadyReader } from './steady-reading.ts'
import { requireCase } from './stored-case.ts'
import type { VarianceService } from './variance/index.ts'

export function explainHandlers(
  session: Session,
  explainVariance: VarianceService['explain'],
): Pick<Handlers, 'explain.figure'> {
  const steady = steadyReader(session)
  return {
    'explain.figure': ({ figure }, context) => {
      switch (figure.kind) {
        case 'indicator':
          return steady((reading) => explainSlice(reading, figure.id, figure.slice, figure.basis ?? 'B1'), context)
        case 'case':
          return explainCase(session, figure.id, figure.caseNo, figure.basis ?? 'B1')
        case 'variance':
          return explainVariance(figure)
        default:
          return assertNever(figure)
      }
    },
  }
}

async function explainSlice(reading: Reading, id: string, slice: Slice, basis: ComputedBasis): Promise<Explanation> {
  if (!isIndicatorId(id)) throw problem('not-found', `没有名为 ${id} 的指标。`, `There is no indicator ${id}.`, { id })
  const { db } = reading
  const { totals, further } = await sliceFigures(reading, slice, basis)
  const { schemeIds, policyIds } = computedUnder(db, slice)
  const schemes = listSchemes(db).filter(({ id }) => schemeIds.includes(id))
  const policies = everyPolicy(db).filter(({ id }) => policyIds.includes(id))
  return {
    ...explainIndicator(id, totals, basis, further),
    slice,
    n: totals.n,
    scheme: listed(schemes.map(({ code, name }) => `${code} ${name}`)),
    policy: listed(policies.map(({ code, nameZh }) => `${code} ${nameZh}`)),
  }
}

const listed = (names: readonly string[]) => (names.length === 0 ? null : names.join('；'))

type CaseFigure = Parameters<typeof explainCaseFigure>[0]

function explainCase(session: Session, id: CaseFigure, caseNo: string, basis: ComputedBasis): Explanation {
  const { reader } = session.book()
  return reader.snapshot(() => {
    const stored = requireCase(reader, caseNo)
    const extra = caseExtra(reader, stored.id)
    const found = settledCase(session, reader, stored, extra)
    if (found === null) {
      throw problem(
        'policy-missing',
        `病例 ${caseNo} 的月份没有支付政策，无法解释。`,
        `No payment policy covers the month of case ${caseNo}.`,
        { caseNo },
      )
    }
    const scheme = extra.schemeId === null ? undefined : getScheme(reader, extra.schemeId)
    return {
      ...explainCaseFigure(id, found.settled, basis),
      slice: { text: caseNo },
      n: 1,
      scheme: scheme === undefined ? null : `${scheme.code} ${scheme.name}`,
      policy: found.policy,
    }
  })
}
