import { InboxOutlined } from '@ant-design/icons'
import { App, Button, Table, type TableColumnsType, Tooltip } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { Batch } from '#shared/contract/imports.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'

/** Everything that came in, newest first, each batch with the way to take it back. */
export function BatchesTab() {
  const { t } = useText()
  const { change } = useFilters()
  const query = useCall('batches.list', {})
  return (
    <Async query={query}>
      {(batches) =>
        batches.length === 0 ? (
          <EmptyState title={t('batch.empty')} teach={t('batch.emptyTeach')} icon={<InboxOutlined />}>
            <Button type="primary" onClick={() => change({ tab: 'import' })}>
              {t('import.choose')}
            </Button>
          </EmptyState>
        ) : (
          <BatchTable batches={batches} />
        )
      }
    </Async>
  )
}

function BatchTable({ batches }: { readonly batches: readonly Batch[] }) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { modal, message } = App.useApp()
  const undo = useJob('batches.undo')

  const ask = (batch: Batch): void => {
    modal.confirm({
      title: t('batch.undoTitle', { id: batch.id }),
      content: (
        <>
          <p>
            {t('batch.undoWhat', {
              name: batch.sourceName,
              kind: t(`kind.${batch.kind}`),
              accepted: formatCount(batch.accepted),
              replaced: formatCount(batch.replaced),
            })}
          </p>
          <p>{t('batch.undoAfter')}</p>
        </>
      ),
      okText: t('batch.undo'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => {
        void undo.start({ batchId: batch.id }).then((undone) => {
          if (undone !== null) void message.success(t('batch.undoDone', { id: batch.id }))
        })
      },
    })
  }

  const count = (key: 'rows' | 'accepted' | 'warned' | 'rejected' | 'replaced', title: string) =>
    ({ key, title, align: 'right', className: 'num', render: (batch: Batch) => formatCount(batch[key]) }) as const
  const columns: TableColumnsType<Batch> = [
    { key: 'id', title: t('batch.id'), align: 'right', className: 'num', render: (batch: Batch) => batch.id },
    { key: 'kind', title: t('batch.kind'), render: (batch: Batch) => t(`kind.${batch.kind}`) },
    {
      key: 'source',
      title: t('batch.source'),
      render: (batch: Batch) => <span title={batch.sha256}>{batch.sourceName}</span>,
    },
    count('rows', t('batch.rows')),
    count('accepted', t('batch.accepted')),
    count('warned', t('batch.warned')),
    count('rejected', t('batch.rejected')),
    count('replaced', t('batch.replaced')),
    {
      key: 'amount',
      title: t('batch.amount'),
      align: 'right',
      className: 'num',
      render: (batch: Batch) => (batch.amount === null ? MISSING : formatFen(batch.amount, 'yuan')),
    },
    { key: 'at', title: t('batch.at'), render: (batch: Batch) => formatMoment(batch.committedAt) },
    {
      key: 'state',
      title: t('batch.state'),
      render: (batch: Batch) =>
        batch.undoneAt === null ? (
          <>
            {t('batch.committed')}{' '}
            {batch.removed > 0 && (
              <span className="muted">{t('batch.removed', { n: formatCount(batch.removed) })}</span>
            )}
          </>
        ) : (
          <span className="muted">{t('batch.undone', { at: formatMoment(batch.undoneAt) })}</span>
        ),
    },
    {
      key: 'undo',
      title: '',
      render: (batch: Batch) =>
        batch.state === 'undone' ? null : (
          <Tooltip title={batch.undoBlocked === null ? null : say(batch.undoBlocked)}>
            <Button
              size="small"
              disabled={readOnly || undo.running || batch.undoBlocked !== null}
              onClick={() => ask(batch)}
              data-testid={`undo-batch-${batch.id}`}
            >
              {t('batch.undo')}
            </Button>
          </Tooltip>
        ),
    },
  ]
  return (
    <div data-testid="batches">
      {undo.running && undo.job !== null && <JobProgressView job={undo.job} />}
      {undo.problem !== null && <ProblemAlert problem={undo.problem} onClose={undo.reset} />}
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...batches]}
        pagination={batches.length > 50 ? { pageSize: 50 } : false}
        scroll={{ x: 'max-content' }}
      />
    </div>
  )
}
