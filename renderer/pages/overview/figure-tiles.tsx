import { Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { FigureTile } from '#renderer/components/figure-tile.tsx'
import type { Overview } from '#shared/contract/figures.ts'
import { showFigure } from '#shared/format/figure.ts'
import { figureOf } from './findings.ts'

/** Tiles shown before "more": two rows on the narrowest screen we plan for. */
const FIRST = 12

export function FigureTiles({ overview }: { readonly overview: Overview }) {
  const { t } = useText()
  const { unit } = useFilters()
  const explain = useExplain()
  const [all, setAll] = useState(false)
  const { figures, compareFigures, compare, trend, slice, basis } = overview
  const [tag] = overview.costTags
  const shown = all ? figures : figures.slice(0, FIRST)
  return (
    <section aria-label={t('overview.figures')}>
      <div className="tiles" data-testid="tiles">
        {shown.map((figure) => (
          <FigureTile
            key={figure.id}
            figure={figure}
            before={compareFigures === null ? null : figureOf(compareFigures, figure.id)}
            trend={trend.map((month) => {
              const value = figureOf(month.figures, figure.id)?.value ?? null
              return value === null ? null : Number(value)
            })}
            unit={unit}
            trendText={trend
              .map(({ period, figures: month }) => {
                const found = figureOf(month, figure.id)
                return t('common.labelled', {
                  label: period,
                  value: found === null ? '—' : showFigure(found, unit).text,
                })
              })
              .join('; ')}
            {...(figure.id === 'cost' && tag !== undefined ? { tag: t(`costing.method.${tag.method}`) } : {})}
            onOpen={() => explain({ kind: 'indicator', id: figure.id, slice, basis })}
          />
        ))}
      </div>
      <p className="tiles-note muted">
        {compare?.from !== undefined && compare.to !== undefined && (
          <span data-testid="compare-note">
            {compare.from === compare.to
              ? t('overview.versusOne', { from: compare.from })
              : t('overview.versus', { from: compare.from, to: compare.to })}
          </span>
        )}
        <CostLead tags={overview.costTags} />
        {figures.length > FIRST && (
          <Button type="link" size="small" onClick={() => setAll(!all)} aria-expanded={all} data-testid="tiles-more">
            {all ? t('overview.fewer') : t('overview.more', { n: figures.length - FIRST })}
          </Button>
        )}
      </p>
    </section>
  )
}
