import { over, ratio, rational, rounded, times, toDecimal } from '#engine/arithmetic/rational.ts'
import { bedDayCost } from '#engine/costing/behaviour.ts'
import { addElements, subtractElements, totalFen } from '#engine/costing/elements.ts'
import { IN_FEN } from '#engine/costing/measure.ts'
import type { ItemCostRow, ItemCosts, UnitCost, UnitCosts } from '#shared/contract/costing-reports.ts'
import type { Elements } from '#shared/domain/costing.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import { fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import { bedDaysOf } from '#store/costing-cases.ts'
import { centersOf, itemsOf, poolsOf } from '#store/costing-read.ts'
import { runOfMonths, type StoredRun } from '#store/costing-runs.ts'
import type { ItemRow, PoolRow } from '#store/costing-write.ts'
import type { ReadableDb } from '#store/database.ts'
import { quantityText, thousandthsText, unitName } from './measures.ts'
import { asRef } from './runs.ts'

/** What a unit costs, month by month, each month by the run that stands for it. */
export function unitCosts(
  db: ReadableDb,
  run: StoredRun,
  span: { readonly from: Period; readonly to: Period },
  runId: number | undefined,
): UnitCosts {
  const months = runOfMonths(db, runId).filter((month) => month.period >= span.from && month.period <= span.to)
  const pools = months.flatMap((month) => poolsOf(db, month))
  return {
    run: asRef(db, run),
    rows: pools.map(asUnitCost),
    unused: unusedOf(pools),
    bedDay: months.flatMap((month) => bedDay(db, month)),
  }
}

type PoolOfMonth = PoolRow & { readonly period: string }

function asUnitCost(pool: PoolOfMonth): UnitCost {
  const left = subtractElements(IN_FEN, pool.cost, pool.assigned)
  const byRatio = pool.kind === 'stated' && pool.rate !== null
  return {
    period: period(pool.period),
    method: pool.method,
    pool: pool.pool,
    kind: pool.kind,
    unit: unitName(pool.unit),
    cost: pool.cost,
    costTotal: totalFen(pool.cost),
    quantity: quantityText(pool.unit, pool.total),
    used: quantityText(pool.unit, pool.used),
    rate: pool.rate,
    assigned: byRatio
      ? fen(Number(rounded(times(ratio(pool.total), rational(pool.rate!)), 1n)))
      : totalFen(pool.assigned),
    left,
    leftTotal: totalFen(left),
    utilisation: pool.kind === 'capacity' ? quotient(pool.used, pool.total) : null,
  }
}

const quotient = (part: number, whole: number): ExactText | null =>
  whole <= 0 ? null : toDecimal(ratio(part, whole), 6)

function unusedOf(pools: readonly PoolOfMonth[]): UnitCosts['unused'] {
  const capacities = pools.filter(({ kind }) => kind === 'capacity')
  return [...Map.groupBy(capacities, ({ pool }) => pool)].map(([pool, months]) => {
    const sum = (of: (month: PoolOfMonth) => number) => months.reduce((total, month) => total + of(month), 0)
    const [practical, used] = [sum(({ total }) => total), sum((month) => month.used)]
    return {
      pool,
      unit: unitName(months[0]!.unit),
      practical: thousandthsText(practical),
      used: thousandthsText(used),
      unusedUnits: thousandthsText(practical - used),
      unusedCost: fen(sum(({ cost, assigned }) => totalFen(cost) - totalFen(assigned))),
      utilisation: quotient(used, practical),
    }
  })
}

/** 床日成本 of the department in a month: all its centers' cost over the bed-days of its cases. */
function bedDay(db: ReadableDb, month: { readonly runId: number; readonly period: string }): UnitCosts['bedDay'] {
  const own = centersOf(db, month).filter(({ department }) => department)
  if (own.length === 0) return []
  const cost = own
    .map((center) => addElements(IN_FEN, center.own, center.received))
    .reduce((sum, next) => addElements(IN_FEN, sum, next))
  const bedDays = bedDaysOf(db, month.period)
  const perDay = bedDayCost(cost, bedDays)
  return [
    {
      period: period(month.period),
      cost: perDay === null ? null : toDecimal(perDay, 6),
      costTotal: totalFen(cost),
      bedDays,
    },
  ]
}

export function itemCostPage(
  db: ReadableDb,
  run: StoredRun,
  month: Period,
  page: { readonly text?: string | undefined; readonly offset: number; readonly limit: number },
): ItemCosts {
  const { total, rows } = itemsOf(db, { runId: run.id, period: month }, page)
  return { run: asRef(db, run), total, rows: rows.map(asItem) }
}

function asItem({ center, item, name, volume, income, unitCost, elements }: ItemRow): ItemCostRow {
  return {
    ...{ item, name, center, unitCost },
    volume: thousandthsText(volume),
    income: fen(income),
    meanPrice: volume <= 0 ? null : toDecimal(over(ratio(income, 100), ratio(volume, 1000)), 6),
    elements: JSON.parse(elements) as Elements<ExactText>,
  }
}
