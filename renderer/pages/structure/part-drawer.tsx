import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import { CostDrawer, type CostStory } from '#renderer/pages/costing/cost-drawer.tsx'
import type { StructurePart, StructureReport } from '#shared/contract/structure.ts'
import { formatCount, formatDecimal } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { showGap, showMeasured } from './figures.ts'
import { type ChosenItem, PartCases } from './part-cases.tsx'
import type { ShownOverlay } from './part-columns.ts'
import { PartItems } from './part-items.tsx'

/** A part opened: its formula with the numbers put in, what it lies beside, the items behind it, and their cases. */
export function PartDrawer({
  report,
  part,
  overlays,
  onClose,
}: {
  readonly report: StructureReport
  readonly part: StructurePart
  readonly overlays: readonly ShownOverlay[]
  readonly onClose: () => void
}) {
  const { t } = useText()
  // Cost is in no charge line: a cost element opens to its cases at once.
  const [chosen, setChosen] = useState<ChosenItem | null>(report.view === 'elements' ? { item: null } : null)
  const story = useStory(report, part, overlays)
  const { slice, view } = report
  return (
    <CostDrawer
      story={story}
      onClose={onClose}
      tags={
        <p>
          <span className="basis-tag">{t(`structure.of.${report.of}`)}</span> <CaseTags tags={report.costTags} />
        </p>
      }
    >
      {chosen === null ? (
        <PartItems slice={slice} view={view} part={part.key} onChoose={setChosen} />
      ) : (
        <PartCases
          slice={slice}
          view={view}
          part={part.key}
          chosen={chosen}
          onBack={report.view === 'elements' ? null : () => setChosen(null)}
        />
      )}
    </CostDrawer>
  )
}

function useStory(report: StructureReport, part: StructurePart, overlays: readonly ShownOverlay[]): CostStory {
  const { t, say } = useText()
  const besides = overlays.flatMap(({ id }) => {
    const cell = part.overlays[id]
    if (cell === undefined) return []
    const overlay = t(`structure.overlay.${id}`)
    return [
      { label: t('structure.drawer.besides', { overlay }), value: formatDecimal(cell.perCase, 2) },
      { label: t('structure.drawer.gap', { overlay }), value: showGap('case', cell.perCaseGap) },
    ]
  })
  return {
    title: say(part.name),
    result: {
      text: showMeasured('case', part.perCase),
      unit: t('structure.drawer.unit'),
      negative: part.amount < 0,
    },
    formula: t('structure.drawer.formula'),
    substituted: t('structure.drawer.substituted', {
      amount: formatFen(part.amount, 'yuan'),
      n: formatCount(report.n),
      perCase: showMeasured('case', part.perCase),
      total: formatFen(report.total, 'yuan'),
      share: showMeasured('share', part.share),
    }),
    inputs: [{ label: t('structure.measure.share'), value: showMeasured('share', part.share) }, ...besides],
    source: [
      say(report.definition),
      ...overlays.map(({ id, note }) =>
        t('common.labelled', { label: t(`structure.overlay.${id}`), value: say(note) }),
      ),
    ].join(' '),
  }
}
