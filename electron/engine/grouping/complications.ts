import { buildPostings, type CodeIndex, type Postings } from './code-index.ts'
import type { CcDefinition, SchemeDefinition } from './definition.ts'
import type { CcLevel } from './tables.ts'

/** A cc row naming an exclusion table without rows can never be cancelled. */
const NEVER_EXCLUDED = 0
const NO_ROW = -1

/** Which codes are MCC or CC, and which principal diagnoses cancel them. All indexed by diagnosis id. */
export interface Complications {
  /** Exclusion table of the code's row of that level; 0: never excluded; -1: no such row. */
  readonly exclusionOf: Readonly<Record<CcLevel, Int32Array>>
  /** Principal diagnosis → the exclusion tables it stands in. */
  readonly excludedBy: Postings
  /** The rows themselves by diagnosis id, for the trail. */
  readonly rows: ReadonlyMap<number, readonly CcDefinition[]>
}

export function buildComplications(definition: SchemeDefinition, dx: CodeIndex): Complications {
  const tableIds = new Map<string, number>()
  const pairs: number[] = []
  for (const [exclusion, codes] of definition.exclusions) {
    const table = tableIds.size + 1
    tableIds.set(exclusion, table)
    for (const code of codes) pairs.push(dx.ids.get(code) ?? 0, table)
  }
  const exclusionOf = {
    MCC: new Int32Array(dx.size).fill(NO_ROW),
    CC: new Int32Array(dx.size).fill(NO_ROW),
  }
  const rows = new Map<number, CcDefinition[]>()
  for (const row of definition.complications) {
    const id = dx.ids.get(row.code) ?? 0
    exclusionOf[row.level][id] = tableIds.get(row.exclusion) ?? NEVER_EXCLUDED
    const known = rows.get(id)
    if (known === undefined) rows.set(id, [row])
    else known.push(row)
  }
  return { exclusionOf, excludedBy: buildPostings(dx.size, pairs), rows }
}

/** Whether this secondary diagnosis counts at this level under this principal diagnosis. */
export function counts(complications: Complications, level: CcLevel, secondary: number, principal: number): boolean {
  const table = complications.exclusionOf[level][secondary] as number
  if (table <= NEVER_EXCLUDED) return table === NEVER_EXCLUDED
  const { starts, values } = complications.excludedBy
  const end = starts[principal + 1] as number
  for (let i = starts[principal] as number; i < end; i++) {
    if (values[i] === table) return false
  }
  return true
}
