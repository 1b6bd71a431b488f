import type { DipAuxiliaryResult, DipInput } from '#shared/domain/dip.ts'
import { type Exact, exact } from '#shared/domain/exact.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import { type Condition, holds } from './condition.ts'
import { caseFacts } from './facts.ts'

/** The auxiliary entries that hold for a case. */
export interface Triggered {
  readonly all: readonly DipAuxiliaryResult[]
  /** The highest factor, the earlier row where two are equal; null: none that holds has a factor. */
  readonly counted: DipAuxiliaryResult | null
  /** The alternative by which each of `all` holds. */
  readonly because: readonly Condition[]
}

/**
 * Evaluates the auxiliary directories (辅助目录). Of several that hold the highest factor counts and they are never multiplied
 * (DIP 技术规范); an entry without a factor marks the case and changes nothing.
 */
export function triggeredBy(scheme: CompiledDip, input: DipInput, entry: DipEntry): Triggered {
  const facts = caseFacts(scheme, input, entry.mean)
  const all: DipAuxiliaryResult[] = []
  const because: Condition[] = []
  let counted: DipAuxiliaryResult | null = null
  let highest: Exact | null = null
  for (const { row, conditions, factor } of scheme.auxiliary) {
    if (row.dip !== '' && row.dip !== entry.row.dip) continue
    const condition = conditions.find((alternative) => holds(alternative, facts))
    if (condition === undefined) continue
    const { auxiliary: code, type, name } = row
    const result = { code, type, name, factor: factor === null ? null : row.factor }
    all.push(result)
    because.push(condition)
    if (factor === null || (highest !== null && factor.lte(highest))) continue
    counted = result
    highest = factor
  }
  return { all, counted, because }
}

/** 辅助系数 of a result; 1 where none counts. */
export const auxiliaryFactor = (counted: DipAuxiliaryResult | null): Exact => exact(counted?.factor ?? '1')
