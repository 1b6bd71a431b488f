import { minus, over, ratio, rational, toDecimal } from '#engine/arithmetic/rational.ts'
import {
  type BreakEven,
  bedDayCost,
  breakEven,
  daySurgeryView,
  type FixedShares,
  fixedPerCaseAt,
  splitBehaviour,
} from '#engine/costing/behaviour.ts'
import { addElements, noCost, totalFen } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { BehaviourRow, CostBehaviourReport, DaySurgeryReport } from '#shared/contract/costing-reports.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { type Elements, eachElement } from '#shared/domain/costing.ts'
import { fromParts, roundToFen } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { addMonths, type Period } from '#shared/domain/period.ts'
import type { SliceDimension } from '#shared/domain/slice.ts'
import { groupNames } from '#store/book-queries.ts'
import { daySurgeryTotals, type InForceTotals, inForceTotals, slicedMonths } from '#store/case-costs.ts'
import { countCases } from '#store/case-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { currentConfig } from './settings.ts'
import { costTags } from './tags.ts'

const sharesOf = ({ fixedShares }: CostingConfig): FixedShares =>
  eachElement((element) => rational(fixedShares[element] ?? '0'))

interface Split {
  readonly payment: Fen
  readonly fixed: Elements<Fen>
  readonly variable: Elements<Fen>
}

/** Cost whose element is not known counts as variable: it follows charges. */
function splitOf(totals: InForceTotals, shares: FixedShares): Split & { readonly unsplit: Fen } {
  const { fixed, variable } = splitBehaviour(totals.elements, shares)
  return { payment: paymentOf(totals), fixed, variable, unsplit: fen(totals.unsplit) }
}

const paymentOf = ({ paymentFen, paymentFrac }: InForceTotals): Fen =>
  roundToFen(fromParts({ fen: paymentFen, frac: paymentFrac }))

/** Fixed and variable cost, contribution, break-even volume and bed-day cost, in all and by a dimension; by the costs in force. */
export function behaviourReport(db: ReadableDb, slice: Slice, by: SliceDimension | undefined): CostBehaviourReport {
  const config = currentConfig(db)
  const shares = sharesOf(config)
  const groups = inForceTotals(db, slice, by)
  const names = by === 'drg' || by === 'adrg' || by === 'mdc' ? groupNames(db) : new Map<string, string>()
  const whole = groups.reduce(addTotals, NOTHING)
  const split = splitOf(whole, shares)
  return {
    total: rowOf('', '', whole, shares),
    rows:
      by === undefined
        ? []
        : groups.map((totals) => rowOf(totals.key, names.get(totals.key) ?? totals.key, totals, shares)),
    fixedByElement: split.fixed,
    variableByElement: split.variable,
    fixedShares: eachElement((element) => config.fixedShares[element] ?? '0'),
    leftOut: countCases(db, slice) - whole.n,
    tags: costTags(db, slice),
  }
}

const NOTHING: InForceTotals = {
  key: '',
  n: 0,
  total: 0,
  unsplit: 0,
  elements: noCost(IN_FEN),
  paymentFen: 0,
  paymentFrac: 0,
  bedDays: 0,
}

const addTotals = (a: InForceTotals, b: InForceTotals): InForceTotals => ({
  key: '',
  n: a.n + b.n,
  total: a.total + b.total,
  unsplit: a.unsplit + b.unsplit,
  elements: addElements(IN_FEN, a.elements, b.elements),
  paymentFen: a.paymentFen + b.paymentFen,
  paymentFrac: a.paymentFrac + b.paymentFrac,
  bedDays: a.bedDays + b.bedDays,
})

function rowOf(key: string, label: string, totals: InForceTotals, shares: FixedShares): BehaviourRow {
  const { payment, fixed, variable, unsplit } = splitOf(totals, shares)
  const [fixedTotal, variableTotal] = [totalFen(fixed), fen(totalFen(variable) + unsplit)]
  const even: BreakEven = breakEven({ payment, fixed: fixedTotal, variable: variableTotal, cases: totals.n })
  const perDay =
    totals.bedDays > 0 ? ratio(BigInt(totals.total), 100n * BigInt(totals.bedDays)) : bedDayCost(totals.elements, 0)
  return {
    ...{ key, label, n: totals.n, payment, cost: fen(totals.total), fixed: fixedTotal, variable: variableTotal },
    contribution: even.contribution,
    contributionRate: even.contributionRate === null ? null : toDecimal(even.contributionRate, 6),
    breakEven: even.volume,
    breakEvenExact: even.exactVolume === null ? null : toDecimal(even.exactVolume, 6),
    margin: even.margin,
    bedDays: totals.bedDays,
    bedDayCost: perDay === null ? null : toDecimal(perDay, 6),
  }
}

/** Turnovers a day-surgery unit is looked at beside its own: half, as it is, and half as fast again, twice. */
const TURNOVERS = ['0.5', '1', '1.5', '2'] as const

/** Day surgery at marginal and at full cost, and what faster turnover of the same beds alone would do. */
export function daySurgeryReport(db: ReadableDb, slice: Slice, wanted: number | undefined): DaySurgeryReport {
  const config = currentConfig(db)
  const beds = wanted ?? config.daySurgeryBeds
  const totals = daySurgeryTotals(db, slice) ?? NOTHING
  const { payment, fixed, variable, unsplit } = splitOf(totals, sharesOf(config))
  const unit = { payment, fixed: totalFen(fixed), variable: fen(totalFen(variable) + unsplit), cases: totals.n }
  const days = slicedMonths(db, slice).reduce((sum, month) => sum + daysIn(month as Period), 0)
  const base = {
    ...{ n: totals.n, beds, days, payment, fixed: unit.fixed, variable: unit.variable },
    tags: costTags(db, slice),
  }
  if (beds === null || totals.n === 0) return { ...base, view: null, turnovers: [] }
  const view = daySurgeryView({ ...unit, beds, days })
  const yuan = (value: Parameters<typeof toDecimal>[0]) => toDecimal(value, 2)
  const contribution = view.marginalSurplus
  return {
    ...base,
    view: {
      turnover: view.turnover === null ? null : toDecimal(view.turnover, 4),
      marginalCost: yuan(view.marginalCost),
      fixedPerCase: yuan(view.fixedPerCase),
      fullCost: yuan(view.fullCost),
      marginalSurplus: yuan(view.marginalSurplus),
      fullSurplus: yuan(view.fullSurplus),
      breakEven: view.breakEven.volume,
    },
    turnovers: TURNOVERS.map((times) => {
      const turnover = over(ratio(BigInt(totals.n) * BigInt(Math.round(Number(times) * 10))), ratio(10 * beds))
      const perCase = fixedPerCaseAt(unit.fixed, beds, turnover)
      return {
        turnover: toDecimal(turnover, 4),
        cases: Math.round(totals.n * Number(times)),
        fixedPerCase: yuan(perCase),
        fullSurplus: yuan(minus(contribution, perCase)),
      }
    }),
  }
}

const daysIn = (month: Period): number =>
  Math.round((Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`) - Date.parse(`${month}-01T00:00:00Z`)) / 86_400_000)
