import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useCall } from '#renderer/data/use-call.ts'
import { rowLabel } from '#renderer/pages/surplus/row-slice.ts'
import type { StructureReport } from '#shared/contract/structure.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { showMeasured } from './figures.ts'
import { largestParts } from './findings.ts'

/** Whose structure it is, and what weighs most; what stands out is the title of the radar. */
export function StructureHeadline({ report }: { readonly report: StructureReport }) {
  const { t, say } = useText()
  const name = useSliceName()
  const largest = largestParts(report)
  return (
    <h1 className="headline" data-testid="headline">
      {largest !== null &&
        t(`structure.headline.${report.of}`, {
          name,
          n: formatCount(report.n),
          perCase: showMeasured('case', report.perCase),
          first: say(largest[0].name),
          firstShare: showMeasured('share', largest[0].share),
          second: say(largest[1].name),
          secondShare: showMeasured('share', largest[1].share),
        })}
    </h1>
  )
}

/** What the cases of the page are called: the group with its name, else who or what it was narrowed to. */
function useSliceName(): string {
  const { t } = useText()
  const { slice } = useFilters()
  const group = slice.drg
  const groups = useCall('surplus.table', { slice: {}, by: 'drg', basis: 'B1' }, group !== undefined).data
  const row = groups?.rows.find(({ key }) => key === group)
  const narrowed = [
    group === undefined ? undefined : row === undefined ? group : rowLabel(row, 'drg'),
    slice.adrg,
    slice.mdc,
    slice.team,
    slice.physician,
  ]
  const named = narrowed.filter((part) => part !== undefined).map((part) => (part === '' ? t('missing.blank') : part))
  return named.length === 0 ? t('structure.groupAll') : named.join(t('common.listComma'))
}
