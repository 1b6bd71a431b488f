import type { AdrgDefinition } from './definition.ts'
import { ANY_SEVERITY, severityMask } from './rule-test.ts'

/** The severities a case can have: the sums of `SEVERITY_MCC` and `SEVERITY_CC`. */
const SEVERITIES = 4
/** Stands for an outcome that depends on more than the severity: the tiers of the row must be tested one by one. */
export const BY_TEST = -2

/**
 * What each row leads to once its own rule holds. The tiers of nearly all groups ask for MCC or CC and nothing else, so the
 * outcome is worked out beforehand for each severity.
 */
export interface Tiers {
  /** Outcome, `UNDECIDED` or `BY_TEST`, at `4 * row + severity`. */
  readonly bySeverity: Int32Array
  /** For each row, 1 where the severity makes a difference. */
  readonly graded: Uint8Array
}

interface TieredRow {
  readonly definition: AdrgDefinition
  readonly drgOutcomes: readonly number[]
  readonly otherwise: number
}

export function buildTiers(rows: readonly TieredRow[]): Tiers {
  const bySeverity = new Int32Array(SEVERITIES * rows.length)
  const graded = new Uint8Array(rows.length)
  for (const [at, row] of rows.entries()) {
    const outcomes = Array.from({ length: SEVERITIES }, (_, severity) => outcomeOf(row, severity))
    bySeverity.set(outcomes, SEVERITIES * at)
    graded[at] = new Set(outcomes).size > 1 ? 1 : 0
  }
  return { bySeverity, graded }
}

/** What the first tier that holds for a severity leads to. */
function outcomeOf({ definition, drgOutcomes, otherwise }: TieredRow, severity: number): number {
  for (const [i, outcome] of drgOutcomes.entries()) {
    const rule = definition.drgs[i]?.rule
    const mask = rule === undefined ? 0 : severityMask(rule)
    if (mask === 0) return BY_TEST
    if ((mask & (ANY_SEVERITY | severity)) !== 0) return outcome
  }
  return otherwise
}
