import type { StructurePart, StructureReport } from '#shared/contract/structure.ts'
import { exact } from '#shared/domain/exact.ts'
import type { ShownOverlay } from './part-columns.ts'

/** The two parts that weigh most; null for a structure without money. */
export function largestParts({ parts }: StructureReport): readonly [StructurePart, StructurePart] | null {
  const [first, second] = parts.toSorted((a, b) => b.amount - a.amount)
  return first === undefined || second === undefined || first.amount <= 0 ? null : [first, second]
}

export interface Finding {
  readonly overlay: ShownOverlay['id']
  /** The part that differs most, and by how much: exact yuan a case, signed. Null where none does. */
  readonly most: { readonly part: StructurePart; readonly gap: string } | null
}

/** What stands out against the first of the overlays shown. */
export function findingOf({ parts }: StructureReport, overlays: readonly ShownOverlay[]): Finding | null {
  const [overlay] = overlays
  if (overlay === undefined) return null
  let most: { part: StructurePart; gap: string } | null = null
  for (const part of parts) {
    const gap = part.overlays[overlay.id]?.perCaseGap ?? null
    if (gap === null || exact(gap).eq(0)) continue
    if (most === null || exact(gap).abs().gt(exact(most.gap).abs())) most = { part, gap }
  }
  return { overlay: overlay.id, most }
}

/** Overlays that are there and were chosen, in the order of the report. */
export function shownOverlays(report: StructureReport, chosen: readonly string[]): readonly ShownOverlay[] {
  return report.overlays.filter((overlay) => overlay.state === 'shown' && chosen.includes(overlay.id)) as ShownOverlay[]
}
