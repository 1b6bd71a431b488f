import { Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { Sparkline } from '#renderer/charts/sparkline.tsx'
import type { Figure } from '#shared/contract/figures.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { showChange, showFigure } from '#shared/format/figure.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import { BasisTag } from './basis-tag.tsx'

/** One indicator: value, unit, n, change against the compare period, trend. The whole tile opens its explanation. */
export function FigureTile({
  figure,
  before,
  trend,
  unit,
  tag,
  trendText,
  onOpen,
}: {
  readonly figure: Figure
  readonly before: Figure | null
  readonly trend: readonly (number | null)[]
  readonly unit: MoneyUnit
  /** How most of a cost was found. */
  readonly tag?: string
  /** The trend in words, for people who cannot see the line. */
  readonly trendText?: string
  readonly onOpen: () => void
}) {
  const { t, say } = useText()
  const shown = showFigure(figure, unit)
  const change = before === null ? null : showChange(figure, before, unit)
  const label = say(figure.label)
  const rate = figure.unit === 'ratio'
  return (
    <button
      type="button"
      className="tile"
      onClick={onOpen}
      aria-label={t('common.explain', { label: `${label} ${shown.text} ${t(`unit.${shown.unit}`)}` })}
      {...(trendText === undefined ? {} : { 'aria-description': trendText })}
      title={figure.value === null && figure.reason !== undefined ? say(figure.reason) : undefined}
      data-testid={`tile-${figure.id}`}
    >
      <span className="tile-label">
        <span className="tile-name">{label}</span>
      </span>
      <span className="tile-value">
        <span className={shown.negative ? 'num negative' : 'num'} data-testid="tile-value">
          {shown.text}
        </span>
        <span className="tile-unit">{t(`unit.short.${shown.unit}`)}</span>
        {figure.basis !== undefined && <BasisTag basis={figure.basis} />}
        {tag !== undefined && <span className="basis-tag">{tag}</span>}
      </span>
      <span className="tile-foot">
        {change !== null ? (
          <span className={change.good === null ? 'tile-change' : change.good ? 'tile-change good' : 'tile-change bad'}>
            {change.text} {t(`unit.short.${change.unit}`)}
          </span>
        ) : before === null ? null : (
          <Tooltip title={t('overview.noChange')}>
            <span className="tile-change">—</span>
          </Tooltip>
        )}
        {rate && <span className="tile-n">{t('n.cases', { n: formatCount(figure.n) })}</span>}
        <Sparkline values={trend} />
      </span>
    </button>
  )
}
