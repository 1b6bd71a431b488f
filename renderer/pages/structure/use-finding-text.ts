import { useText } from '#renderer/app/text.tsx'
import type { StructureReport } from '#shared/contract/structure.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { findingOf } from './findings.ts'
import type { ShownOverlay } from './part-columns.ts'

/** The finding of a radar as a sentence; null with nothing beside it. */
export function useFindingText(report: StructureReport, overlays: readonly ShownOverlay[]): string | null {
  const { t, say } = useText()
  const finding = findingOf(report, overlays)
  if (finding === null) return null
  const overlay = t(`structure.overlay.${finding.overlay}`)
  if (finding.most === null) return t('structure.finding.same', { overlay })
  const { part, gap } = finding.most
  const words = { overlay, part: say(part.name), gap: formatDecimal(exact(gap).abs(), 2) }
  return gap.startsWith('-') ? t('structure.finding.less', words) : t('structure.finding.more', words)
}
