import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import type { IndicatorRow } from '#shared/contract/indicators.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { IndicatorChartView } from './chart-view.tsx'
import { type IndicatorWords, intervalText, readingText, targetText, valueText } from './columns.ts'

const WIDTH = 760

/** What an indicator is and how its months went. */
export function IndicatorDrawer({
  row,
  words,
  onExplain,
  onClose,
}: {
  readonly row: IndicatorRow
  readonly words: IndicatorWords
  readonly onExplain: () => void
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { figure } = row
  return (
    <Drawer
      open
      onClose={onClose}
      size={WIDTH}
      title={say(figure.label)}
      closable={{ 'aria-label': t('common.close') }}
      data-testid="indicator-drawer"
      extra={
        <Button size="small" onClick={onExplain} data-testid="indicator-explain">
          {t('indicators.howFormed')}
        </Button>
      }
    >
      <div className="indicator-body">
        <p className="explain-result">
          <span className={figure.value?.startsWith('-') === true ? 'num negative' : 'num'}>
            {valueText(words, figure)}
          </span>{' '}
          {figure.basis !== undefined && <BasisTag basis={figure.basis} />}{' '}
          <span className="muted">
            {[
              t('n.cases', { n: formatCount(figure.n) }),
              intervalText(figure),
              readingText(words, row),
              targetText(words, row),
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </p>
        {figure.reason !== undefined && <p>{say(figure.reason)}</p>}
        <IndicatorChartView id={row.id} />
        <dl className="indicator-about" data-testid="indicator-about">
          <About term={t('explain.definition')}>{say(row.definition)}</About>
          <About term={t('explain.formula')}>{say(row.formula)}</About>
          <About term={t('indicators.numerator')}>{say(row.numerator)}</About>
          {row.denominator !== null && <About term={t('indicators.denominator')}>{say(row.denominator)}</About>}
          <About term={t('indicators.direction')}>{t(`indicators.direction.${figure.direction}`)}</About>
          <About term={t('indicators.smallNumbers')}>{say(row.smallNumberRule)}</About>
          <About term={t('indicators.source')}>{say(row.source)}</About>
        </dl>
      </div>
    </Drawer>
  )
}

function About({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}
