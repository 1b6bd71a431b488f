import type { SchemeTables } from '../inputs/types.ts'

/**
 * The levels of complication a diagnosis list reaches: some secondary diagnosis is listed at that level and the
 * principal diagnosis does not exclude it.
 */
export function severityOf(scheme: SchemeTables, dx: readonly string[]): { mcc: boolean; cc: boolean } {
  const found = { mcc: false, cc: false }
  for (const code of dx.slice(1)) {
    for (const { level, exclusion } of scheme.severity.get(code) ?? []) {
      if (scheme.exclusions.has(`${exclusion} ${dx[0]}`)) continue
      if (level === 'MCC') found.mcc = true
      else found.cc = true
    }
  }
  return found
}

/**
 * The final group the insurer would return for a case known to belong to an adjacent group. The demonstration
 * scheme splits its groups by severity only (`mcc`, `cc`, `mcc or cc`, `true`), which is all this reads.
 *
 * @throws Error on any other rule: then the scheme has outgrown this shortcut.
 */
export function returnedGroupOf(scheme: SchemeTables, adrg: string, dx: readonly string[]): string {
  if (adrg === '0000') return '0000'
  const severity = severityOf(scheme, dx)
  for (const { drg, rule } of scheme.groups.get(adrg) ?? []) {
    const holds = rule.split(' or ').some((part) => {
      if (part === 'true') return true
      if (part === 'mcc' || part === 'cc') return severity[part]
      throw new Error(`group ${drg} of the demonstration scheme is not split by severity: ${rule}`)
    })
    if (holds) return drg
  }
  return adrg
}
