import type { IndicatorChart, IndicatorRow } from '#shared/contract/indicators.ts'
import type { IndicatorPlace, Order } from './place.ts'

/** How many indicators moved which way, and the shares that moved beyond chance. */
export function movesOf(rows: readonly IndicatorRow[]) {
  const moved = (way: IndicatorRow['change']) => rows.filter(({ change }) => change === way)
  return {
    known: rows.filter(({ figure }) => figure.value !== null).length,
    better: moved('better').length,
    worse: moved('worse').length,
    beyond: rows.filter(({ change, beyondChance }) => beyondChance === true && change !== null && change !== 'same'),
    judged: rows.some(({ beyondChance }) => beyondChance !== null),
  }
}

/** First what the order asks for; within it the order of the list. */
const FIRST: Readonly<Record<Order, (row: IndicatorRow) => number>> = {
  list: () => 0,
  worse: ({ change, beyondChance }) => (change === 'worse' ? (beyondChance === true ? 0 : 1) : 2),
  target: ({ target }) => (target?.met === false ? 0 : target !== null ? 1 : 2),
  missing: ({ figure }) => (figure.value === null ? 0 : 1),
}

/** @param words text an indicator is found by, in the language at hand */
export function shownRows(
  rows: readonly IndicatorRow[],
  { kind, order, find }: Pick<IndicatorPlace, 'kind' | 'order' | 'find'>,
  words: (row: IndicatorRow) => string,
): readonly IndicatorRow[] {
  const wanted = find.trim().toLowerCase()
  return rows
    .filter((row) => (kind === 'all' || row.group === kind) && words(row).toLowerCase().includes(wanted))
    .toSorted((a, b) => FIRST[order](a) - FIRST[order](b))
}

/** A stretch of months on one side of the centre. */
export interface ChartRun {
  readonly from: string
  readonly to: string
  readonly n: number
  readonly side: 'above' | 'below'
}

/** What the chart asks a look at: months beyond the limits, and runs on one side. */
export function signalsOf({ points, centre }: IndicatorChart): {
  readonly outside: readonly string[]
  readonly runs: readonly ChartRun[]
} {
  const runs: ChartRun[] = []
  for (const { period, figure, signals } of points) {
    if (figure.value === null || centre === null) continue
    const last = runs.at(-1)
    if (!signals.includes('run')) continue
    const side = Number(figure.value) > centre ? 'above' : 'below'
    if (last !== undefined && last.side === side && adjoins(points, last.to, period))
      runs[runs.length - 1] = { ...last, to: period, n: last.n + 1 }
    else runs.push({ from: period, to: period, n: 1, side })
  }
  return {
    outside: points.filter(({ signals }) => signals.includes('outside')).map(({ period }) => period),
    runs,
  }
}

/** Nothing but months without a figure lies between. */
function adjoins(points: IndicatorChart['points'], from: string, to: string): boolean {
  return !points.some(({ period, figure }) => period > from && period < to && figure.value !== null)
}
