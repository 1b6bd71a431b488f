import { type Certainty, COST_ELEMENTS, type CostMethod, type Coverage, type Elements } from '#shared/domain/costing.ts'
import { type Fen, fen, ZERO_FEN } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { type CaseCost, caseCost } from './case-cost.ts'
import { subtractElements, sumElements } from './elements.ts'
import { IN_FEN } from './measure.ts'
import type { CostPool, Goods } from './pools.ts'
import { type RunningPool, runningPool } from './running-pool.ts'

/** What one case used of each pool, in the order of the pools: thousandths of the unit, or fen charged. */
export interface CaseUse {
  readonly caseNo: string
  readonly used: readonly number[]
  readonly goods: Goods
  /** A price stood in for a purchase price, or a quantity was assumed. */
  readonly estimated?: boolean
}

/** A pool after its cases: cost = assigned + left. */
export interface PoolUse {
  readonly pool: CostPool
  readonly used: number
  readonly assigned: Elements<Fen>
  /**
   * `capacity`: unused capacity, negative in overtime. Else: used by others, or by nobody when the pool has no volume; negative
   * when the cases used more than the total says.
   */
  readonly left: Elements<Fen>
}

/** What the run says of every case. `partial`: cost that belongs to the cases is in none of the pools. */
export interface PoolRunTags {
  readonly certainty: Certainty
  readonly coverage: Coverage
}

export interface PoolRun {
  /** @throws ProblemError `allocation-invalid` when a quantity is not whole, or negative where it cannot be */
  readonly cost: (chunk: readonly CaseUse[]) => readonly CaseCost[]
  /** What became of the pools with the cases so far. */
  readonly close: () => readonly PoolUse[]
}

/**
 * Costs cases from pools, chunk by chunk: top-down by unit costs (自上而下), by practical capacity (time-driven activity-based
 * costing), or by the ledger's own cost-to-charge ratios (成本收入比). Element by element the cost of the cases and what is
 * left of each pool sum to the pool to the fen, in any chunking. A part of a case lies within two fen of unit cost × use, and the
 * cases so far cost together what they cost exactly, rounded once, as nearly as whole fen of each pool allow (always less than a
 * fen per pool). Cases are taken in the order they come: the same order gives the same fen.
 * The method follows from the pools: any `charge` pool is cost-to-charge, else any `capacity` pool bottom-up, else top-down.
 */
export function openPoolRun(
  pools: readonly CostPool[],
  tags: PoolRunTags = { certainty: 'costed', coverage: 'full' },
): PoolRun {
  const method: CostMethod = pools.some(({ kind }) => kind === 'charge')
    ? 'cost-to-charge'
    : pools.some(({ kind }) => kind === 'capacity')
      ? 'bottom-up'
      : 'top-down'
  const running = pools.map(({ cost, total }) => (total > 0 ? runningPool(cost, total) : null))
  const used = pools.map(() => 0)
  const assigned = pools.map(() => COST_ELEMENTS.map(() => 0))

  const owed = pools.map(() => 0)

  const costOne = ({ caseNo, used: quantities, goods, estimated = false }: CaseUse): CaseCost => {
    const taken: number[] = []
    for (let index = 0; index < pools.length; index++) {
      const amount = quantities[index] ?? 0
      checkQuantity(pools[index]!, caseNo, amount)
      const runner = running[index]
      if (amount === 0 || runner == null) continue
      used[index]! += amount
      runner.advance(amount)
      taken.push(index)
    }
    const up = roundedUp(running, taken, owed)
    const parts = pools.map(() => ZERO_FEN)
    const sums = [0, 0, 0, 0, 0, 0, 0]
    for (const index of taken) {
      const runner = running[index]!
      parts[index] = fen(runner.give(up.includes(index), sums, assigned[index]!))
      owed[index] = runner.owed()
    }
    const certainty = estimated ? 'estimated' : tags.certainty
    return caseCost({ caseNo, method, certainty, coverage: tags.coverage, parts, goods, elements: byElement(sums) })
  }

  return {
    cost: (chunk) => chunk.map(costOne),
    close: () =>
      pools.map((pool, index) => {
        const given = byElement(assigned[index]!)
        return { pool, used: used[index]!, assigned: given, left: subtractElements(IN_FEN, pool.cost, given) }
      }),
  }
}

/** Fen in the order of `COST_ELEMENTS`. */
function byElement(sums: readonly number[]): Elements<Fen> {
  return {
    staff: fen(sums[0]!),
    materials: fen(sums[1]!),
    drugs: fen(sums[2]!),
    depreciation: fen(sums[3]!),
    amortisation: fen(sums[4]!),
    'risk-fund': fen(sums[5]!),
    other: fen(sums[6]!),
  }
}

/**
 * Of the pools a case used, those whose running total is brought to the fen above. As many as it takes for the cases so far to
 * cost, all pools together, what they cost exactly, rounded once; largest fractions first. Pools the case did not use give nothing:
 * they owe what they owed before.
 * The sum of fractions decides only which of two neighbouring fen a case gets, so floating point does here.
 */
function roundedUp(
  running: readonly (RunningPool | null)[],
  taken: readonly number[],
  before: readonly number[],
): readonly number[] {
  const up: number[] = []
  const free: number[] = []
  let owed = 0
  for (let index = 0; index < before.length; index++) owed += before[index]!
  for (const index of taken) {
    const runner = running[index]!
    const must = runner.must()
    owed += runner.fraction() - before[index]!
    if (must > 0) {
      up.push(index)
      owed -= 1
    } else if (must === 0) free.push(index)
  }
  const count = Math.min(Math.max(Math.floor(owed + 0.5), 0), free.length)
  if (count > 0) {
    free.sort((a, b) => running[b]!.fraction() - running[a]!.fraction() || a - b)
    for (let at = 0; at < count; at++) up.push(free[at]!)
  }
  return up
}

function checkQuantity(pool: CostPool, caseNo: string, amount: number): void {
  if (Number.isSafeInteger(amount) && (amount >= 0 || pool.kind === 'charge')) return
  throw problem(
    'allocation-invalid',
    `病例 ${caseNo} 在“${pool.id}”的用量 ${amount} 无效，请核对时长、天数或次数`,
    `case ${caseNo} used ${amount} of “${pool.id}”, which cannot be; check the minutes, days or counts`,
    { caseNo, pool: pool.id },
  )
}

/** What is left of all pools of one kind, element by element. */
export function leftOf(uses: readonly PoolUse[], ...kinds: readonly CostPool['kind'][]): Elements<Fen> {
  return sumElements(
    IN_FEN,
    uses.filter(({ pool }) => kinds.includes(pool.kind)).map(({ left }) => left),
  )
}
