import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, ZERO } from '#shared/domain/exact.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { both, FEW_CASES } from './measure.ts'
import { surplusOf, surplusSides } from './surplus.ts'

/** Growth of volume against surplus (BCG view), and what is in none of the four. */
export const QUADRANTS = ['growing-earning', 'steady-earning', 'growing-losing', 'steady-losing', 'unplaced'] as const
export type Quadrant = (typeof QUADRANTS)[number]

/** Neutral names: the usual ones (stars, dogs) pass a verdict on patients' diseases. */
export const QUADRANT_NAMES: Readonly<Record<Quadrant, Bilingual>> = {
  'growing-earning': both('增长、有结余', 'Growing, with a surplus'),
  'steady-earning': both('平稳或下降、有结余', 'Steady or falling, with a surplus'),
  'growing-losing': both('增长、亏损', 'Growing, at a loss'),
  'steady-losing': both('平稳或下降、亏损', 'Steady or falling, at a loss'),
  unplaced: both('无法定位', 'Cannot be placed'),
}

export interface GrowthRow {
  readonly key: string
  readonly n: { readonly before: number; readonly now: number }
  /** (n1 − n0) ÷ n0; null of a disease that is new. */
  readonly growth: Exact | null
  /** Of a settled case, yuan, in the actual slice; null where the basis lacks data. */
  readonly surplusPerCase: Exact | null
  readonly quadrant: Quadrant
  /** Fewer than ten cases on a side: growth says little. */
  readonly few: boolean
}

/**
 * Places diseases by growth of cases and surplus per case. The line of growth is the one given, or the growth of all cases together:
 * a disease that grows more slowly than its department is steady. New diseases have no growth and are not placed.
 */
export function growthView(
  diseases: readonly { readonly key: string; readonly before: SliceTotals | null; readonly now: SliceTotals | null }[],
  basis: ComputedBasis,
  line: Exact = ownGrowth(diseases) ?? ZERO,
): { readonly line: Exact; readonly rows: readonly GrowthRow[] } {
  const rows = diseases.map(({ key, before, now }): GrowthRow => {
    const n = { before: before?.n ?? 0, now: now?.n ?? 0 }
    const growth = growthOf(n.before, n.now)
    const surplus = now === null ? null : (surplusOf(now, basis)?.amount ?? null)
    const cases = now === null ? 0 : surplusSides(now, basis).n
    const surplusPerCase = surplus === null || cases === 0 ? null : surplus.div(cases)
    const few = Math.min(n.before, n.now) < FEW_CASES
    return { key, n, growth, surplusPerCase, quadrant: quadrantOf(growth, surplusPerCase, line), few }
  })
  return { line, rows }
}

function quadrantOf(growth: Exact | null, surplus: Exact | null, line: Exact): Quadrant {
  if (growth === null || surplus === null) return 'unplaced'
  if (surplus.gte(0)) return growth.gt(line) ? 'growing-earning' : 'steady-earning'
  return growth.gt(line) ? 'growing-losing' : 'steady-losing'
}

const growthOf = (before: number, now: number): Exact | null =>
  before === 0 ? null : exact(now).minus(before).div(before)

function ownGrowth(
  diseases: readonly { readonly before: SliceTotals | null; readonly now: SliceTotals | null }[],
): Exact | null {
  const sum = (side: 'before' | 'now') => diseases.reduce((total, each) => total + (each[side]?.n ?? 0), 0)
  return growthOf(sum('before'), sum('now'))
}
