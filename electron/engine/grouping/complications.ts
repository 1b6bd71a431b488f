import { buildPostings, type CodeIndex, idsOf, type Postings } from './code-index.ts'
import type { CcDefinition, SchemeDefinition } from './definition.ts'
import type { CcLevel } from './tables.ts'

/** A cc row naming an exclusion table without rows can never be cancelled. */
const NEVER_EXCLUDED = 0
const NO_ROW = -1
const LEVELS = 2
const PLACE: Readonly<Record<CcLevel, number>> = { MCC: 0, CC: 1 }

/** Which codes are MCC or CC, and which principal diagnoses cancel them. All indexed by diagnosis id. */
export interface Complications {
  /**
   * Exclusion table of a code's row of each level, at `LEVELS * id + PLACE[level]`; 0: never excluded; -1: no such row. Both
   * levels of a code lie side by side because they are asked for together.
   */
  readonly exclusionOf: Int32Array
  /** Principal diagnosis → the exclusion tables it stands in. */
  readonly excludedBy: Postings
  /** The rows themselves by code, for the trail. */
  readonly rows: ReadonlyMap<string, readonly CcDefinition[]>
}

export function buildComplications(definition: SchemeDefinition, dx: CodeIndex): Complications {
  const tableIds = new Map<string, number>()
  const pairs: number[] = []
  for (const [exclusion, codes] of definition.exclusions) {
    const table = tableIds.size + 1
    tableIds.set(exclusion, table)
    for (const id of idsOf(dx, codes)) pairs.push(id, table)
  }
  const exclusionOf = new Int32Array(LEVELS * dx.size).fill(NO_ROW)
  for (const { code, level, exclusion } of definition.complications) {
    exclusionOf[LEVELS * (dx.ids.get(code) ?? 0) + PLACE[level]] = tableIds.get(exclusion) ?? NEVER_EXCLUDED
  }
  const rows = Map.groupBy(definition.complications, ({ code }) => code)
  return { exclusionOf, excludedBy: buildPostings(dx.size, pairs), rows }
}

/** Whether this secondary diagnosis counts at this level under this principal diagnosis. */
export function counts(complications: Complications, level: CcLevel, secondary: number, principal: number): boolean {
  return countsUnder(complications, complications.exclusionOf[LEVELS * secondary + PLACE[level]] as number, principal)
}

export const countsAsMcc = (complications: Complications, secondary: number, principal: number): boolean =>
  countsUnder(complications, complications.exclusionOf[LEVELS * secondary] as number, principal)

export const countsAsCc = (complications: Complications, secondary: number, principal: number): boolean =>
  countsUnder(complications, complications.exclusionOf[LEVELS * secondary + 1] as number, principal)

function countsUnder({ excludedBy }: Complications, table: number, principal: number): boolean {
  if (table <= NEVER_EXCLUDED) return table === NEVER_EXCLUDED
  const { starts, values } = excludedBy
  const end = starts[principal + 1] as number
  for (let i = starts[principal] as number; i < end; i++) {
    if (values[i] === table) return false
  }
  return true
}
