import { SwapOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { Compared, ComparisonRows, SchemeComparison, Trial } from '#shared/contract/trials.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { ComparedCases } from './compared-cases.tsx'
import { ComparisonHeadline } from './comparison-headline.tsx'
import { ComparisonTable } from './comparison-table.tsx'
import { ComparisonTiles } from './comparison-tiles.tsx'
import { NO_PLACE } from './place.ts'
import { sideWords } from './side-words.ts'
import { ROWS, type Sides } from './sides.ts'

/** The same cases under two sets of rules: how they move, and what that does to the payment. */
export function Comparison({ trials, sides }: { readonly trials: readonly Trial[]; readonly sides: Sides }) {
  const { t } = useText()
  return (
    <div className="stack" data-testid="comparison">
      <SideChoice trials={trials} sides={sides} />
      {sides.before === sides.after ? (
        <p className="muted">{t('compare.same')}</p>
      ) : (
        <Answer trials={trials} sides={sides} />
      )}
    </div>
  )
}

function Answer({ trials, sides }: { readonly trials: readonly Trial[]; readonly sides: Sides }) {
  const [params] = useSearchParams()
  const slice = useGlobalSlice()
  const said = ROWS.find((rows) => rows === params.get('rows'))
  const byGroup = useCall('grouping.compare', { slice, ...sides, rows: 'group' }, said === undefined)
  // Codes of two ways of paying are not the same words: whose payment changes is what can be read first.
  const by = said ?? (byGroup.data?.sameKind === false ? 'team' : 'group')
  const query = useCall('grouping.compare', { slice, ...sides, rows: by })
  return (
    <Async query={query} rows={10}>
      {(comparison) => <ComparisonView comparison={comparison} by={by} sides={sides} trials={trials} />}
    </Async>
  )
}

function ComparisonView({
  comparison,
  by,
  sides,
  trials,
}: {
  readonly comparison: SchemeComparison
  readonly trials: readonly Trial[]
  readonly by: ComparisonRows
  readonly sides: Sides
}) {
  const { t } = useText()
  const { change } = useFilters()
  const slice = useGlobalSlice()
  const { n, total, sameKind } = comparison
  // While another answer is awaited the last one stays, and it may be about other rows.
  const answered = comparison.rows.some(({ pair }) => pair !== null) ? 'group' : by
  if (n === 0) {
    return <EmptyState title={t('compare.empty')} teach={t('compare.emptyTeach')} testId="comparison-empty" />
  }
  return (
    <div className="stack">
      <ComparisonHeadline comparison={comparison} />
      {!sameKind && <p className="muted">{t('compare.kindsTeach')}</p>}
      {total.nBoth > 0 && total.nBoth < n && (
        <p className="muted">{t('compare.unpriced', { n: formatCount(n - total.nBoth) })}</p>
      )}
      {total.nBoth === 0 && <Unpriced comparison={comparison} trials={trials} />}
      <ComparisonTiles comparison={comparison} />
      <div className="page-controls">
        <Segmented<ComparisonRows>
          value={by}
          onChange={(rows) => change({ ...NO_PLACE, rows })}
          options={ROWS.map((value) => ({ value, label: t(`compare.rows.${value}`) }))}
          aria-label={t('compare.rows')}
          data-testid="comparison-rows"
        />
      </div>
      <ComparisonTable comparison={comparison} by={answered} before={sides.before} slice={slice} />
      <ComparedCases comparison={comparison} sides={sides} by={answered} slice={slice} />
    </div>
  )
}

/** Why no payment can be compared, and what brings it about. */
function Unpriced({
  comparison: { before, after },
  trials,
}: {
  readonly comparison: SchemeComparison
  readonly trials: readonly Trial[]
}) {
  const { t } = useText()
  const go = useGo()
  const empty = [after, before].find(({ sums }) => sums.nPriced === 0)
  if (empty === undefined) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t('compare.noPolicy', { side: sideWords(t, empty.side, trials) })}
      action={
        <Button size="small" onClick={() => go.toPage('/data', { tab: 'rules' })}>
          {t('compare.addPolicy')}
        </Button>
      }
      data-testid="comparison-unpriced"
    />
  )
}

function SideChoice({ trials, sides }: { readonly trials: readonly Trial[]; readonly sides: Sides }) {
  const { t } = useText()
  const { change } = useFilters()
  const options = (['current', ...trials.map(({ id }) => id)] as const).map((side) => ({
    value: String(side),
    label: sideWords(t, side, trials),
  }))
  const choose = (side: keyof Sides, value: Compared | string): void =>
    change({ ...NO_PLACE, before: String(sides.before), after: String(sides.after), [side]: String(value) })
  return (
    <div className="page-controls comparison-sides" data-testid="comparison-sides">
      <h2>{t('compare.title')}</h2>
      {(['before', 'after'] as const).map((side) => (
        <span key={side} className="labelled">
          {t(`compare.${side}`)}
          <Select
            value={String(sides[side])}
            onChange={(value: string) => choose(side, value)}
            options={options}
            aria-label={t(`compare.${side}`)}
            popupMatchSelectWidth={false}
            className="comparison-side"
            data-testid={`comparison-${side}`}
          />
        </span>
      ))}
      <Button
        icon={<SwapOutlined />}
        aria-label={t('compare.swap')}
        title={t('compare.swap')}
        onClick={() => change({ ...NO_PLACE, before: String(sides.after), after: String(sides.before) })}
        data-testid="comparison-swap"
      />
    </div>
  )
}
