import type { GroupingResult } from '#shared/domain/grouping.ts'

/**
 * A group given from outside. Four characters in the national pattern tell their ADRG and MDC; of a group joined from
 * two columns (`313|Moderate`) the first part is the ADRG and the second its severity; others stand alone.
 */
export function givenGroup(group: string | null): GroupingResult {
  if (group === null) return { status: 'ungrouped', mdc: '', adrg: '', drg: '' }
  const national = /^([A-Z])[A-Z]\d[0-9A-Z]$/.exec(group)
  if (national !== null) return { status: 'grouped', mdc: `MDC${national[1]}`, adrg: group.slice(0, 3), drg: group }
  return { status: 'grouped', mdc: '', adrg: group.split('|')[0] ?? group, drg: group }
}
