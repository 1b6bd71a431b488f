import { ReloadOutlined, WarningOutlined } from '@ant-design/icons'
import { App, Button, Tooltip } from 'antd'
import { formatMoment } from '#shared/format/date.ts'
import { useBook } from './book.tsx'
import { JobTray } from './job-tray.tsx'
import { useText } from './text.tsx'
import { useRecompute } from './use-recompute.ts'

/** What the figures stand on: how far the data goes, which rules are in force, and whether they are up to date. */
export function StatusBar() {
  const { t } = useText()
  const book = useBook()
  return (
    <section className="status-bar" aria-label={t('status.label')} data-testid="status-bar">
      <span data-testid="status-through">
        {book.lastPeriod === null ? t('status.noData') : t('status.through', { period: book.lastPeriod })}
      </span>
      {book.lastImportAt !== null && <span>{t('status.lastImport', { at: formatMoment(book.lastImportAt) })}</span>}
      <span className="status-rule" title={book.scheme?.name}>
        {book.scheme === null ? t('status.noScheme') : t('status.scheme', { name: book.scheme.name })}
      </span>
      <span className="status-rule" title={book.policy?.name}>
        {book.policy === null ? t('status.noPolicy') : t('status.policy', { name: book.policy.name })}
      </span>
      <span className="status-space" />
      {book.stale && <Stale />}
      <JobTray />
    </section>
  )
}

function Stale() {
  const { t, say } = useText()
  const { notification } = App.useApp()
  const book = useBook()
  const recompute = useRecompute((problem) => notification.error({ title: say(problem.message), duration: 0 }))
  return (
    <span className="stale" data-testid="stale-badge">
      <Tooltip title={t('status.staleHint')}>
        <span>
          <WarningOutlined aria-hidden /> {t('status.stale')}
        </span>
      </Tooltip>
      <Button
        size="small"
        type="primary"
        icon={<ReloadOutlined />}
        loading={recompute.running}
        disabled={book.readOnly}
        onClick={recompute.start}
        data-testid="recompute"
      >
        {t('status.recompute')}
      </Button>
    </span>
  )
}
