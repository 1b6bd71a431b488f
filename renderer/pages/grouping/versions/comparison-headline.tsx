import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import type { ComparedSide, SchemeComparison } from '#shared/contract/trials.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'

/** What the comparison comes to, in one sentence with its numbers. */
export function ComparisonHeadline({ comparison }: { readonly comparison: SchemeComparison }) {
  return (
    <h1 className="headline" data-testid="headline">
      <Sentence comparison={comparison} />
    </h1>
  )
}

function Sentence({ comparison }: { readonly comparison: SchemeComparison }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { n, changed, total } = comparison
  if (total.nBoth === 0) {
    return changed === null
      ? t('compare.kindsUnpriced', { n: formatCount(n) })
      : t('compare.nothingPriced', { n: formatCount(n), changed: formatCount(changed) })
  }
  const difference = exact(total.difference)
  const turn = difference.gt(0) ? 'up' : difference.lt(0) ? 'down' : 'same'
  const words = {
    n: formatCount(n),
    both: formatCount(total.nBoth),
    before: formatYuan(total.before, unit),
    after: formatYuan(total.after, unit),
    difference: formatYuan(difference.abs().toFixed(), unit),
    unit: t(`unit.${unit}`),
  }
  if (changed !== null) return t(`compare.headline.${turn}`, { ...words, changed: formatCount(changed) })
  const sideWords = ({ schemes }: ComparedSide): string =>
    schemes.length === 0
      ? t('compare.official')
      : schemes.map(({ kind, code }) => t('compare.sideScheme', { kind: t(`kind.${kind}`), code })).join(' / ')
  return t(`compare.kinds.${turn}`, { ...words, from: sideWords(comparison.before), to: sideWords(comparison.after) })
}
