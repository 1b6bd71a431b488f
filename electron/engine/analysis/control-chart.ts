import { assertNever } from '#shared/domain/assert-never.ts'
import type { SmallNumbers } from './measure.ts'

/**
 * Points of a control chart in time order, by what they are. `p`: cases out of cases (Shewhart 1931). `u`: events per exposure, such as per
 * 1,000 bed-days. `xmr`: any other figure, one value a month, judged by its moving ranges (Wheeler 1993).
 */
export type ChartInput =
  | {
      readonly kind: 'p'
      readonly points: readonly { readonly key: string; readonly events: number; readonly n: number }[]
    }
  | {
      readonly kind: 'u'
      readonly points: readonly { readonly key: string; readonly events: number; readonly exposure: number }[]
    }
  | { readonly kind: 'xmr'; readonly points: readonly { readonly key: string; readonly value: number | null }[] }

export interface ChartPoint {
  readonly key: string
  /** Null where the month has no figure: it breaks no run and has no limits. */
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  /** `outside`: beyond its limits. `run`: one of eight or more in a row on one side of the centre (Western Electric 1956). */
  readonly signals: readonly ('outside' | 'run')[]
}

export interface ControlChart {
  readonly kind: ChartInput['kind']
  /** Null with fewer than two figures: nothing to judge by. */
  readonly centre: number | null
  readonly points: readonly ChartPoint[]
  /** Fewer than twelve figures set the limits; they will still move. */
  readonly provisional: boolean
}

const SIGMAS = 3
/** 3 ÷ d₂ for ranges of two, d₂ = 1.128. */
const MOVING_RANGE_FACTOR = 2.66
const RUN = 8
const SETTLED = 12

/** The chart that fits an indicator: a share of cases varies with its own n; means and sums are judged month against month. */
export function chartKindOf(smallNumbers: SmallNumbers): 'p' | 'xmr' {
  return smallNumbers === 'proportion' ? 'p' : 'xmr'
}

/** Limits three standard errors around the centre, the mean of all points given. They are statistics, not money: floating point serves. */
export function controlChart(input: ChartInput): ControlChart {
  const bare = limitsOf(input)
  const values = bare.filter(({ value }) => value !== null)
  const centre = values.length < 2 ? null : centreOf(input)
  const runs =
    centre === null
      ? new Set<number>()
      : inRuns(
          bare.map(({ value }) => value),
          centre,
        )
  return {
    kind: input.kind,
    centre,
    provisional: values.length < SETTLED,
    points: bare.map(({ key, value, reach, floor, ceiling }, index) => {
      if (value === null || centre === null) return { key, value, low: null, high: null, signals: [] }
      const [low, high] = [Math.max(floor, centre - reach), Math.min(ceiling, centre + reach)]
      const outside = value < low || value > high
      return {
        key,
        value,
        low,
        high,
        signals: [...(outside ? (['outside'] as const) : []), ...(runs.has(index) ? (['run'] as const) : [])],
      }
    }),
  }
}

interface BarePoint {
  readonly key: string
  readonly value: number | null
  /** Half the width of the limits. */
  readonly reach: number
  readonly floor: number
  readonly ceiling: number
}

function limitsOf(input: ChartInput): readonly BarePoint[] {
  const centre = centreOf(input)
  switch (input.kind) {
    case 'p':
      return input.points.map(({ key, events, n }) => ({
        key,
        value: n > 0 ? events / n : null,
        reach: n > 0 ? SIGMAS * Math.sqrt((centre * (1 - centre)) / n) : 0,
        floor: 0,
        ceiling: 1,
      }))
    case 'u':
      return input.points.map(({ key, events, exposure }) => ({
        key,
        value: exposure > 0 ? events / exposure : null,
        reach: exposure > 0 ? SIGMAS * Math.sqrt(centre / exposure) : 0,
        floor: 0,
        ceiling: Number.POSITIVE_INFINITY,
      }))
    case 'xmr': {
      const reach = MOVING_RANGE_FACTOR * meanMovingRange(known(input))
      return input.points.map(({ key, value }) => ({
        key,
        value,
        reach,
        floor: Number.NEGATIVE_INFINITY,
        ceiling: Number.POSITIVE_INFINITY,
      }))
    }
    default:
      return assertNever(input)
  }
}

function centreOf(input: ChartInput): number {
  switch (input.kind) {
    case 'p':
      return quotientOfSums(input.points.map(({ events, n }) => [events, n]))
    case 'u':
      return quotientOfSums(input.points.map(({ events, exposure }) => [events, exposure]))
    case 'xmr':
      return quotientOfSums(known(input).map((value) => [value, 1]))
    default:
      return assertNever(input)
  }
}

const known = ({ points }: Extract<ChartInput, { kind: 'xmr' }>): readonly number[] =>
  points.flatMap(({ value }) => value ?? [])

function quotientOfSums(pairs: readonly (readonly [number, number])[]): number {
  const below = pairs.reduce((sum, [, n]) => sum + n, 0)
  return below === 0 ? 0 : pairs.reduce((sum, [events]) => sum + events, 0) / below
}

function meanMovingRange(values: readonly number[]): number {
  const ranges = values.slice(1).map((value, index) => Math.abs(value - values[index]!))
  return ranges.length === 0 ? 0 : ranges.reduce((a, b) => a + b, 0) / ranges.length
}

/** Places of the points in runs of eight or more on one side; a point on the centre ends a run, one without a figure does not. */
function inRuns(values: readonly (number | null)[], centre: number): Set<number> {
  const found = new Set<number>()
  let side = 0
  let run: number[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const here = Math.sign(value - centre)
    run = here !== 0 && here === side ? [...run, index] : [index]
    side = here
    if (here !== 0 && run.length >= RUN) for (const place of run) found.add(place)
  }
  return found
}
