import { ratio, rational, rounded, times } from '#engine/arithmetic/rational.ts'
import type { CaseCosting, CaseCostSide } from '#shared/contract/costing-reports.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { type CaseCostRow, costsOfCase } from '#store/case-costs.ts'
import { itemLinesOfCase, quantitiesOfCase, type RecordOfCase, recordOfCase } from '#store/costing-cases.ts'
import { itemRates, poolsOf } from '#store/costing-read.ts'
import { runOfMonths, type StoredRun } from '#store/costing-runs.ts'
import type { PoolRow } from '#store/costing-write.ts'
import type { ReadableDb } from '#store/database.ts'
import { usedByCase } from './case-use.ts'
import { quantityText, thousandthsText, unitName } from './measures.ts'
import { asRef, configOf, GIVEN, inForceOf, requireRun, tagOf } from './runs.ts'
import { currentConfig } from './settings.ts'
import { sheetCosting } from './sheet-costing.ts'
import { factsOfCase } from './sheet-facts.ts'
import { knownSheets } from './sheet-store.ts'

/**
 * What one case cost, by every method there is, by element, center, item and activity.
 * @throws ProblemError `not-found`
 */
export function caseReport(db: ReadableDb, caseNo: string, runId: number | undefined): CaseCosting {
  const found = recordOfCase(db, caseNo)
  if (found === undefined) throw problem('not-found', `没有病例 ${caseNo}。`, `There is no case ${caseNo}.`, { caseNo })
  const chosen = runOfMonths(db, runId).find((month) => month.period === found.period)
  const run = chosen === undefined ? null : requireRun(db, chosen.runId)
  const held = inForceOf(db, found.period)
  const sides = run === null ? [] : costSides(db, run, found, held?.runId === run.id ? held.method : null)
  return {
    caseNo,
    period: period(found.period),
    run: run === null ? null : asRef(db, run),
    sides: [...sides, ...givenSide(found, held === undefined)],
    items: run === null ? [] : itemsOfCase(db, run, found),
    activities: activitiesOf(db, found),
  }
}

function costSides(db: ReadableDb, run: StoredRun, from: RecordOfCase, inForce: string | null): CaseCostSide[] {
  const pools = poolsOf(db, { runId: run.id, period: from.period })
  const used = usedByCase(run, from, quantitiesOfCase(db, from.id))
  return costsOfCase(db, from.id, run.id).map((row) => ({
    ...tagOf(row.method, row.estimated, row.partial),
    total: fen(row.cost),
    elements: row.elements,
    unsplit: fen(row.unsplit),
    goods: { drugs: fen(row.drugs), materials: fen(row.materials) },
    parts: partsOf(row, used, pools),
    inForce: row.method === inForce,
  }))
}

/** A part and what the case used for it, as its record or its lines tell. */
function partsOf(
  row: CaseCostRow,
  used: (pool: PoolRow) => number | null,
  pools: readonly PoolRow[],
): CaseCostSide['parts'] {
  const amounts = JSON.parse(row.parts) as readonly number[]
  return pools
    .filter(({ method }) => method === row.method)
    .map((pool, index) => {
      const own = used(pool)
      return {
        pool: pool.pool,
        amount: fen(amounts[index] ?? 0),
        used: own === null ? null : quantityText(pool.unit, own),
        unit: unitName(pool.unit),
        rate: pool.rate,
      }
    })
    .filter(({ amount, used: own }) => amount !== 0 || (own !== null && own !== '0' && own !== '0.00'))
}

const givenSide = ({ given }: RecordOfCase, inForce: boolean): CaseCostSide[] =>
  given === null
    ? []
    : [
        {
          ...GIVEN,
          ...{ total: fen(given), elements: null, unsplit: fen(given), goods: null, parts: [], inForce },
        },
      ]

function itemsOfCase(db: ReadableDb, run: StoredRun, from: RecordOfCase): CaseCosting['items'] {
  const { places, department } = configOf(run)
  const rates = new Map(
    itemRates(db, { runId: run.id, period: from.period }).map(({ center, item, unitCost }) => [
      `${center} ${item}`,
      unitCost,
    ]),
  )
  if (rates.size === 0) return []
  return itemLinesOfCase(db, from.id)
    .map(({ item, name, place, quantity, amount }) => {
      const center = place === null ? department.main : (places[place] ?? place)
      const unitCost = rates.get(`${center} ${item}`) ?? null
      return {
        ...{ item, name, center, unitCost },
        quantity: thousandthsText(quantity),
        cost: unitCost === null ? fen(0) : fen(Number(rounded(times(ratio(quantity, 10), rational(unitCost)), 1n))),
        charge: fen(amount),
      }
    })
    .toSorted((a, b) => b.cost - a.cost)
}

/** The first sheet whose groups have the case's group in them. */
function activitiesOf(db: ReadableDb, { caseNo, drg, adrg }: RecordOfCase): CaseCosting['activities'] {
  const about = currentConfig(db).sheets.find(({ groups }) =>
    groups.some((group) => group !== '' && (group === drg || group === adrg)),
  )
  const known = knownSheets(db).find(({ sheet }) => sheet.code === about?.code)
  if (known === undefined) return null
  const { code, name } = known.sheet
  return { code, name, ...sheetCosting(known.sheet, factsOfCase(db, caseNo)) }
}
