import type { Handlers } from '#core/handler.ts'
import { growthView, QUADRANT_NAMES } from '#engine/analysis/growth-share.ts'
import { type DiseaseTotals, movements, type PortfolioRow, portfolio } from '#engine/analysis/portfolio.ts'
import {
  CMI_OF_DISEASE,
  checkThresholds,
  DEFAULT_THRESHOLDS,
  PORTFOLIO_CLASSES,
  PORTFOLIO_WORDS,
  type PortfolioThresholds,
} from '#engine/analysis/portfolio-class.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { PortfolioClassSum, PortfolioGroup, PortfolioLimits, PortfolioReport } from '#shared/contract/portfolio.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { exact } from '#shared/domain/exact.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { sumSurplus, surplusOn, surplusText } from '#shared/domain/surplus-on-basis.ts'
import { groupNames } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { totalsBy } from '#store/totals.ts'
import { costTags } from './costing/tags.ts'
import { boundsOf, comparedSlice } from './overview.ts'
import type { Session } from './session.ts'

export function portfolioHandlers(session: Session): Pick<Handlers, 'portfolio.get'> {
  return {
    'portfolio.get': (request) => {
      const { reader } = session.book()
      return reader.snapshot(() => portfolioReport(reader, request))
    },
  }
}

/** Every group of a slice in one class by weight and return on cost, and where it stood in the months compared with. */
function portfolioReport(
  db: ReadableDb,
  { slice, compare, basis, thresholds: asked }: ParsedOf<'portfolio.get'>,
): PortfolioReport {
  const thresholds = asked === undefined ? DEFAULT_THRESHOLDS : thresholdsOf(asked)
  checkThresholds(thresholds)
  const { from, to } = boundsOf(db, slice)
  const compared = from === null || to === null ? null : comparedSlice(slice, from, to, compare)
  const now = diseasesOf(db, slice)
  const earlier = compared === null ? [] : diseasesOf(db, compared)
  const rows = portfolio(now, thresholds)
  const rowsBefore = portfolio(earlier, thresholds)
  const growth = growthOf(now, earlier, compared !== null, basis)
  const names = groupNames(db)
  const before = new Map(rowsBefore.map((row) => [row.key, row]))
  const groups = rows
    .map((row): PortfolioGroup => {
      const was = before.get(row.key)
      return {
        ...{ key: row.key, label: names.get(row.key) ?? '', n: row.n, class: row.class, sub: row.sub, few: row.few },
        cmi: row.cmi?.toFixed() ?? null,
        costReturn: row.costReturn?.toFixed() ?? null,
        onCost: onCost(row),
        before: was === undefined ? null : { class: was.class, n: was.n },
        ...growth.of(row.key),
        slice: { ...slice, drg: row.key },
      }
    })
    .toSorted((a, b) => b.n - a.n || (a.key < b.key ? -1 : 1))
  return {
    slice,
    compare: compared,
    basis,
    n: rows.reduce((sum, { n }) => sum + n, 0),
    thresholds: limitsOf(thresholds),
    defaults: limitsOf(DEFAULT_THRESHOLDS),
    classes: PORTFOLIO_CLASSES.map((id) => classSum(id, rows)),
    groups,
    movements: compared === null ? [] : movements(rowsBefore, rows),
    growthLine: growth.line,
    quadrants: QUADRANT_NAMES,
    note: CMI_OF_DISEASE,
    costTags: costTags(db, slice),
  }
}

/** Cases without a group are no disease: they belong on the worklist of 分组. */
const diseasesOf = (db: ReadableDb, slice: Slice): readonly DiseaseTotals[] =>
  totalsBy(db, 'drg', { ...slice, status: slice.status ?? 'grouped' })

const onCost = ({ surplus }: PortfolioRow) => (surplus === null ? null : surplusText(surplusOn('B3', surplus)))

function classSum(id: PortfolioClassSum['id'], rows: readonly PortfolioRow[]): PortfolioClassSum {
  const own = rows.filter((row) => row.class === id)
  const known = own.flatMap(({ surplus }) => (surplus === null ? [] : [surplusOn('B3', surplus)]))
  return {
    id,
    ...PORTFOLIO_WORDS[id],
    groups: own.length,
    n: own.reduce((sum, { n }) => sum + n, 0),
    onCost: known.length === 0 ? null : surplusText(sumSurplus('B3', known)),
  }
}

/** Without months to compare with no group has a growth, but each has its surplus. */
function growthOf<B extends ComputedBasis>(
  now: readonly DiseaseTotals[],
  earlier: readonly DiseaseTotals[],
  compared: boolean,
  basis: B,
) {
  const was = new Map(earlier.map(({ key, totals }) => [key, totals]))
  const { line, rows } = growthView(
    now.map(({ key, totals }) => ({ key, before: was.get(key) ?? null, now: totals })),
    basis,
  )
  const found = new Map(rows.map((row) => [row.key, row]))
  return {
    line: compared ? line.toFixed() : null,
    of: (key: string): Pick<PortfolioGroup<B>, 'growth' | 'surplusPerCase' | 'quadrant' | 'growthFew'> => {
      const { growth, surplusPerCase, quadrant, few } = found.get(key)!
      return {
        growth: growth?.toFixed() ?? null,
        surplusPerCase: surplusPerCase === null ? null : surplusText(surplusOn(basis, surplusPerCase)),
        quadrant,
        growthFew: few,
      }
    },
  }
}

const thresholdsOf = (limits: PortfolioLimits): PortfolioThresholds => ({
  cmi: { low: exact(limits.cmiLow), high: exact(limits.cmiHigh) },
  costReturn: { loss: exact(limits.returnLoss), low: exact(limits.returnLow), high: exact(limits.returnHigh) },
})

const limitsOf = ({ cmi, costReturn }: PortfolioThresholds): PortfolioLimits => ({
  cmiLow: cmi.low.toFixed(),
  cmiHigh: cmi.high.toFixed(),
  returnLoss: costReturn.loss.toFixed(),
  returnLow: costReturn.low.toFixed(),
  returnHigh: costReturn.high.toFixed(),
})
