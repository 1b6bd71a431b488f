import { Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { CostTag, TaggedCases } from '#shared/contract/costing.ts'
import { CERTAINTY_NAMES, COST_SOURCE_NAMES, COVERAGE_NAMES } from '#shared/domain/costing.ts'
import { formatCount } from '#shared/format/decimal.ts'

/** How a cost was found; no cost is shown without it. */
export function CostTags({ tag, n }: { readonly tag: CostTag; readonly n?: number }) {
  const { t, say } = useText()
  const { method, certainty, coverage } = tag
  return (
    <span className="cost-tags" data-testid="cost-tags">
      <Tooltip
        title={t('common.labelled', {
          label: say(COST_SOURCE_NAMES[method]),
          value: t(`costing.method.${method}.what`),
        })}
      >
        <span className="basis-tag">{t(`costing.method.${method}`)}</span>
      </Tooltip>
      {method !== 'given' && (
        // Nobody here worked out a given cost, so nothing is said of how sure it is.
        <Tooltip title={t(`costing.certainty.${certainty}.what`)}>
          <span className={`basis-tag certainty-${certainty}`}>{say(CERTAINTY_NAMES[certainty])}</span>
        </Tooltip>
      )}
      {coverage === 'partial' && (
        <Tooltip title={t('costing.partial.what')}>
          <span className="basis-tag coverage-partial">{say(COVERAGE_NAMES.partial)}</span>
        </Tooltip>
      )}
      {n !== undefined && <span className="muted">{t('n.cases', { n: formatCount(n) })}</span>}
    </span>
  )
}

/** Cases of a figure by how their cost was found. */
export function CaseTags({ tags }: { readonly tags: readonly TaggedCases[] }) {
  const [only] = tags
  if (only === undefined) return null
  if (tags.length === 1) return <CostTags tag={only} />
  return (
    <span className="cost-tags">
      {tags.map((tag) => (
        <CostTags key={`${tag.method} ${tag.certainty} ${tag.coverage}`} tag={tag} n={tag.n} />
      ))}
    </span>
  )
}

/** Of a page whose figures rest on costs: how they were found. Nothing where there are none. */
export function CostLead({ tags }: { readonly tags: readonly TaggedCases[] }) {
  const { t } = useText()
  if (tags.length === 0) return null
  return (
    <span className="cost-lead" data-testid="cost-lead">
      <span className="muted">{t('costing.tagsLead')}</span> <CaseTags tags={tags} />
    </span>
  )
}
