import { type CostingSnapshot, compareCosting } from '#engine/costing/snapshot.ts'
import type { ChangedInput, ComparedCost, CostingComparison } from '#shared/contract/costing.ts'
import type { CostMethod } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { type Period, period } from '#shared/domain/period.ts'
import {
  type ComparedFilter,
  comparedMonths,
  comparedRows,
  countCompared,
  type MethodOfMonth,
} from '#store/costing-compare.ts'
import { itemRates, poolsOf } from '#store/costing-read.ts'
import { getRun, listInForce, runMonths, type StoredRun } from '#store/costing-runs.ts'
import type { ReadableDb } from '#store/database.ts'
import { closedPeriods } from '#store/periods.ts'
import { asRef, outcomeOf } from './runs.ts'

/** Changed inputs a comparison lists. */
const MOST_CHANGED = 500

/** A run beside the costs in force, by its preferred method where a month has it. Closed months keep theirs and are left out. */
export function compareRun(db: ReadableDb, run: StoredRun): CostingComparison {
  const chosen = comparedMethods(db, run)
  const inForce = new Map(listInForce(db).map((entry) => [entry.period, entry.runId]))
  const rows = comparedMonths(db, run.id, chosen)
  const methods = new Map(chosen.map(({ period: month, method }) => [month, method]))
  const months = rows.map(({ period: month, source, before, after, changed }) => ({
    period: period(month),
    before: source === null ? null : { method: source, runId: inForce.get(month) ?? null, total: fen(before) },
    after: { method: methods.get(month)!, total: fen(after) },
    change: fen(after - before),
    changedCases: changed,
  }))
  const changed = chosen
    .flatMap(({ period: month, method }) => changedInputs(db, run, period(month), method, inForce.get(month)))
    .toSorted((a, b) => sizeOf(b).cmp(sizeOf(a)))
  const sum = (of: (month: (typeof months)[number]) => Fen) =>
    fen(months.reduce((total, month) => total + of(month), 0))
  return {
    run: asRef(db, run),
    months,
    total: {
      before: sum(({ before }) => before?.total ?? fen(0)),
      after: sum(({ after }) => after.total),
      change: sum(({ change }) => change),
    },
    changed: changed.slice(0, MOST_CHANGED),
    changedTotal: changed.length,
  }
}

export function comparedCosts(
  db: ReadableDb,
  run: StoredRun,
  wanted: ComparedFilter & { readonly month?: Period | undefined },
  offset: number,
  limit: number,
): { readonly total: number; readonly rows: readonly ComparedCost[] } {
  const { month, ...filter } = wanted
  const chosen = comparedMethods(db, run).filter((entry) => month === undefined || entry.period === month)
  const amount = (value: number | null) => (value === null ? null : fen(value))
  return {
    total: countCompared(db, run.id, chosen, filter),
    rows: comparedRows(db, run.id, chosen, filter, offset, limit).map((row) => ({
      caseNo: row.caseNo,
      period: period(row.period),
      drg: row.drg,
      before: amount(row.before),
      after: amount(row.after),
      change: fen((row.after ?? 0) - (row.before ?? 0)),
    })),
  }
}

function comparedMethods(db: ReadableDb, run: StoredRun): MethodOfMonth {
  const closed = new Set<string>(closedPeriods(db).map((entry) => entry.period))
  return outcomeOf(run)
    .months.filter(({ period: month, sums }) => sums.length > 0 && !closed.has(month))
    .map(({ period: month, sums }) => ({
      period: month,
      method: (sums.find(({ method }) => method === run.preferred) ?? sums[0]!).method,
    }))
}

function changedInputs(
  db: ReadableDb,
  run: StoredRun,
  month: Period,
  method: CostMethod,
  heldBy: number | undefined,
): ChangedInput[] {
  const kept = heldBy === undefined || heldBy === run.id ? undefined : getRun(db, heldBy)
  if (kept === undefined) return []
  const before = listInForce(db).find((entry) => entry.period === month)!.method
  const names = new Map(itemRates(db, { runId: run.id, period: month }).map(({ item, name }) => [item, name]))
  const none = new Map<string, Fen>()
  const { changed } = compareCosting(
    snapshotOf(db, kept, month, before),
    snapshotOf(db, run, month, method),
    none,
    none,
  )
  return changed.map((value) => ({ period: month, ...value, name: names.get(value.of) ?? value.of }))
}

/** What a month was costed with by one method. */
function snapshotOf(db: ReadableDb, run: StoredRun, month: Period, method: CostMethod): CostingSnapshot {
  const of = { runId: run.id, period: month }
  const stored = runMonths(db, run.id).find((entry) => entry.period === month)
  const pools = poolsOf(db, of).filter((pool) => pool.method === method && pool.rate !== null)
  const items =
    method === 'bottom-up' ? itemRates(db, of).map(({ center, item, unitCost }) => [`${center} ${item}`, unitCost]) : []
  return {
    period: month,
    closed: false,
    method,
    rates: Object.fromEntries([...pools.map(({ pool, rate }) => [pool, rate!]), ...items]),
    prices: stored === undefined ? {} : (JSON.parse(stored.prices) as CostingSnapshot['prices']),
    drivers: stored === undefined ? {} : (JSON.parse(stored.drivers) as CostingSnapshot['drivers']),
  }
}

/** Relative size of a change; something new or gone comes first. */
function sizeOf({ before, after }: ChangedInput) {
  const value = (text: string | null) => exact(text === null || !/^-?[\d.]+$/.test(text) ? 0 : text)
  const [old, now] = [value(before), value(after)]
  const base = old.abs().gt(now.abs()) ? old.abs() : now.abs()
  return base.eq(0) ? exact(0) : now.minus(old).abs().div(base)
}
