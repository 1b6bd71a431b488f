import { ratio, toDecimal } from '#engine/arithmetic/rational.ts'
import type { MethodComparison, MethodSide } from '#shared/contract/costing-reports.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { COST_METHODS, type CostMethod, type CostSource } from '#shared/domain/costing.ts'
import { fromParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { formatFen } from '#shared/format/money.ts'
import { factTags, givenTotals, type PartTotal, partTotals } from '#store/case-costs.ts'
import { poolTotalsOf } from '#store/costing-read.ts'
import { getRun, runOfMonths } from '#store/costing-runs.ts'
import type { ReadableDb } from '#store/database.ts'
import { totalsOf } from '#store/totals.ts'
import { wholeParts } from '#store/whole-parts.ts'
import { type MethodSum, methodSums, surplusOfSum } from './method-sums.ts'
import { asRef, GIVEN, leastSure } from './runs.ts'
import { asTags } from './tags.ts'

/** Reasons listed: the centers that matter most. */
const MOST_REASONS = 8

/** The same cases by every method, the given cost among them, and where two methods part. */
export function methodsReport(db: ReadableDb, slice: Slice, runId: number | undefined): MethodComparison {
  const totals = totalsOf(db, slice)
  const sums = methodSums(db, slice, totals, runId)
  const parts = partsOf(db, slice, runId)
  const inForce = new Set(factTags(db, slice).map(({ method }) => method))
  const latest = runOfMonths(db, runId).findLast(
    ({ period }) =>
      (slice.from === undefined || period >= slice.from) && (slice.to === undefined || period <= slice.to),
  )
  const run = latest === undefined ? undefined : getRun(db, latest.runId)
  const sides = COST_METHODS.flatMap((method) => {
    const found = sums.find((sum) => sum.method === method)
    return found === undefined ? [] : [sideOf(found, parts, inForce.has(method))]
  })
  return {
    run: run === undefined ? null : asRef(db, run),
    n: totals.n,
    payment: totals.payment.toFixed(),
    charge: totals.charge,
    sides: [...sides, ...givenSide(db, slice, inForce.has('given'))],
    reasons: reasonsOf(parts, poolTotalsOf(db, slice, runId)),
  }
}

/** Every case of some months is told by the pools; only a part of them has to be summed case by case. */
function partsOf(db: ReadableDb, slice: Slice, runId: number | undefined): readonly PartTotal[] {
  const { from, to, ...narrower } = slice
  const whole = Object.keys(narrower).length === 0 ? wholeParts(db, { from, to }, runId) : null
  return whole ?? partTotals(db, slice, runId)
}

function sideOf(sum: MethodSum, parts: readonly PartTotal[], inForce: boolean): MethodSide {
  const { method, n, total, elements, unsplit, drugs, materials } = sum
  const tags = asTags(sum.tags)
  return {
    ...leastSure(method, tags),
    ...{ n, total: fen(total), mean: meanOf(total, n), elements, unsplit: fen(unsplit), inForce, tags },
    goods: { drugs: fen(drugs), materials: fen(materials) },
    parts: parts.filter((part) => part.method === method).map(({ pool, amount }) => ({ pool, amount: fen(amount) })),
    surplus: surplusOfSum(sum),
  }
}

const meanOf = (total: number, n: number) => (n === 0 ? null : toDecimal(ratio(total, 100 * n), 2))

function givenSide(db: ReadableDb, slice: Slice, inForce: boolean): MethodSide[] {
  const { n, total, paymentFen, paymentFrac, totalPriced } = givenTotals(db, slice)
  if (n === 0) return []
  return [
    {
      ...GIVEN,
      ...{ n, total: fen(total), mean: meanOf(total, n), elements: null, unsplit: fen(total), goods: null, parts: [] },
      surplus: surplusOfSum({ payment: fromParts({ fen: paymentFen, frac: paymentFrac }), totalPriced }),
      inForce,
      tags: [{ ...GIVEN, n }],
    },
  ]
}

/**
 * Why unit costs and cost-to-charge differ: the share of a center's work that the cases used is not their share of what it charged.
 * @param whole what all cases of those months took of each pool
 */
function reasonsOf(parts: readonly PartTotal[], whole: readonly PartTotal[]): MethodComparison['reasons'] {
  const amountIn = (list: readonly PartTotal[], method: CostMethod, pool: string) =>
    list.find((part) => part.method === method && part.pool === pool)?.amount ?? 0
  const pools = new Set(parts.filter(({ method }) => method !== 'bottom-up').map(({ pool }) => pool))
  const byCenter = [...pools].map((pool) => {
    const [use, charge] = [amountIn(parts, 'top-down', pool), amountIn(parts, 'cost-to-charge', pool)]
    return {
      pool,
      between: ['top-down', 'cost-to-charge'] as const satisfies readonly CostSource[],
      amount: fen(use - charge),
      text: sentence(
        pool,
        { amount: use, share: shareOf(use, amountIn(whole, 'top-down', pool)) },
        { amount: charge, share: shareOf(charge, amountIn(whole, 'cost-to-charge', pool)) },
      ),
    }
  })
  const comparable =
    parts.some(({ method }) => method === 'top-down') && parts.some(({ method }) => method === 'cost-to-charge')
  if (!comparable) return []
  return byCenter
    .filter(({ amount }) => amount !== 0)
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
    .slice(0, MOST_REASONS)
}

const shareOf = (part: number, whole: number): string | null =>
  whole === 0 ? null : `${toDecimal(ratio(100 * part, whole), 2)}%`

interface Carried {
  readonly amount: number
  readonly share: string | null
}

function sentence(pool: string, use: Carried, charge: Carried): Bilingual {
  const yuan = ({ amount }: Carried) => formatFen(fen(amount), 'yuan')
  if (use.share === null)
    return {
      zh: `“${pool}”没有按用量分给病例，按收费承担 ${yuan(charge)} 元`,
      en: `“${pool}” is shared by no use of it; by charges these cases carry ${yuan(charge)} yuan`,
    }
  if (charge.share === null)
    return {
      zh: `“${pool}”没有自己的收费，按用量承担 ${yuan(use)} 元；按收费时它由有收费的科室带走`,
      en: `“${pool}” charges nothing itself; by use these cases carry ${yuan(use)} yuan of it, by charges others carry it`,
    }
  return {
    zh: `“${pool}”：用量占 ${use.share}，承担 ${yuan(use)} 元；收费占 ${charge.share}，承担 ${yuan(charge)} 元`,
    en: `“${pool}”: ${use.share} of its use carries ${yuan(use)} yuan; ${charge.share} of its charges carries ${yuan(charge)} yuan`,
  }
}
