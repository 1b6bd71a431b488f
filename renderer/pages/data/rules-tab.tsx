import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { formatMoment } from '#shared/format/date.ts'
import { PolicyList } from './policy-list.tsx'
import { RecomputeButton } from './recompute-button.tsx'
import { SchemeList } from './scheme-list.tsx'

/** The rules the figures follow, and the button that applies them to everything. */
export function RulesTab() {
  const { t } = useText()
  const { lastRecomputeAt, stale } = useBook()
  return (
    <div className="stack" data-testid="rules">
      <section className="panel">
        <header>
          <h2>{t('recompute.title')}</h2>
        </header>
        <p className="muted">
          {t('recompute.teach')}{' '}
          {lastRecomputeAt === null ? t('recompute.never') : t('recompute.last', { at: formatMoment(lastRecomputeAt) })}{' '}
          {stale && <span className="negative">{t('status.staleHint')}</span>}
        </p>
        <RecomputeButton />
      </section>
      <SchemeList />
      <PolicyList />
    </div>
  )
}
