import { Alert, Button, Space } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { RecomputeButton } from '#renderer/pages/data/recompute-button.tsx'
import type { PackageEntry } from '#shared/contract/sync.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { packageWords } from '../package-words.ts'

/** What just came in, and where it can be seen. */
export function Applied({ entry }: { readonly entry: PackageEntry }) {
  const { t } = useText()
  const { stale } = useBook()
  const { change } = useFilters()
  const rows = entry.tables.reduce((sum, table) => sum + table.rows, 0)
  const answers = entry.tables.some(({ name }) => name === 'answers')
  return (
    <div className="stack" data-testid="applied">
      <Alert
        type="success"
        showIcon
        title={t('inbox.applied', { name: packageWords(t, entry) })}
        description={t('inbox.appliedRows', { n: entry.tables.length, rows: formatCount(rows) })}
        action={
          <Space orientation="vertical" size={4}>
            {answers && (
              <Button size="small" type="primary" onClick={() => change({ tab: 'items', state: 'answered' })}>
                {t('inbox.seeItems')}
              </Button>
            )}
            <Button size="small" onClick={() => change({ tab: 'history' })} data-testid="see-history">
              {t('inbox.seeHistory')}
            </Button>
          </Space>
        }
      />
      {stale && (
        <div className="page-controls">
          <span>{t('inbox.recompute')}</span>
          <RecomputeButton />
        </div>
      )}
    </div>
  )
}
