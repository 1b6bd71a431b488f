import { SwapOutlined } from '@ant-design/icons'
import { App, Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { PackageEntry } from '#shared/contract/sync.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { Fingerprint } from './identity/fingerprint.tsx'
import { packageWords, totalsWords } from './package-words.ts'

const PAGE = 50
const COLORS = { applied: 'green', undone: 'default', written: 'blue', answered: 'green' } as const

/** 往来记录: every package in and out, newest first, each with what it held and the way back where there is one. */
export function HistoryTab() {
  const { t } = useText()
  const { change } = useFilters()
  const [limit, setLimit] = useState(PAGE)
  const query = useCall('sync.history', { offset: 0, limit })
  return (
    <Async query={query}>
      {({ total, rows }) =>
        total === 0 ? (
          <EmptyState title={t('log.empty')} teach={t('log.emptyTeach')} icon={<SwapOutlined />} testId="log-empty">
            <Button type="primary" onClick={() => change({ tab: 'inbox' })}>
              {t('inbox.choose')}
            </Button>
          </EmptyState>
        ) : (
          <div className="stack" data-testid="package-log">
            <PackageTable rows={rows} />
            {rows.length < total && limit < 1000 && (
              <Button type="link" onClick={() => setLimit(Math.min(limit + PAGE, 1000))}>
                {t('log.more')}
              </Button>
            )}
          </div>
        )
      }
    </Async>
  )
}

function PackageTable({ rows }: { readonly rows: readonly PackageEntry[] }) {
  const { t, say } = useText()
  const { readOnly } = useBook()
  const { modal, message } = App.useApp()
  const undo = useJob('commands.undo')
  const ask = (entry: PackageEntry, commandId: number): void => {
    const name = packageWords(t, entry)
    modal.confirm({
      title: t('log.undoTitle', { name }),
      content: t('log.undoWhat'),
      okText: t('log.undo'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => {
        void undo.start({ commandId }).then((undone) => {
          if (undone !== null) void message.success(t('log.undoDone', { name }))
        })
      },
    })
  }
  const columns: TableColumnsType<PackageEntry> = [
    {
      key: 'direction',
      title: t('log.direction'),
      className: 'no-wrap',
      render: ({ direction }: PackageEntry) => <Tag>{t(`log.${direction}`)}</Tag>,
    },
    {
      key: 'name',
      title: t('log.name'),
      render: (entry: PackageEntry) => (
        <>
          <div>{packageWords(t, entry)}</div>
          <div className="muted panel-note">{entry.fileName}</div>
        </>
      ),
    },
    {
      key: 'party',
      className: 'no-wrap',
      title: t('log.party'),
      render: ({ direction, sender, receiver }: PackageEntry) => (direction === 'in' ? sender : receiver).name,
    },
    {
      key: 'contents',
      title: t('log.contents'),
      render: ({ tables, documents }: PackageEntry) =>
        [
          ...tables.map(({ name, rows: n }) =>
            t('log.tableRows', { table: t(`sync.table.${name}`), rows: formatCount(n) }),
          ),
          ...documents.flatMap(({ role }) => (role === 'evidence' ? [] : [t(`sync.document.${role}`)])),
        ].join(t('common.listComma')),
    },
    { key: 'at', className: 'no-wrap', title: t('log.at'), render: ({ at }: PackageEntry) => formatMoment(at) },
    { key: 'state', title: t('log.state'), render: (entry: PackageEntry) => <State entry={entry} /> },
    {
      key: 'undo',
      className: 'no-wrap',
      title: '',
      align: 'right',
      render: (entry: PackageEntry) => {
        const { commandId, undoBlocked } = entry
        if (commandId === null) return null
        return (
          <Tooltip title={undoBlocked === null ? null : say(undoBlocked)}>
            <Button
              size="small"
              disabled={readOnly || undo.running || undoBlocked !== null}
              onClick={() => ask(entry, commandId)}
              data-testid={`undo-package-${entry.id}`}
            >
              {t('log.undo')}
            </Button>
          </Tooltip>
        )
      },
    },
  ]
  return (
    <>
      {undo.running && undo.job !== null && <JobProgressView job={undo.job} />}
      {undo.problem !== null && <ProblemAlert problem={undo.problem} onClose={undo.reset} />}
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={[...rows]}
        pagination={false}
        expandable={{ expandedRowRender: (entry) => <Details entry={entry} />, expandRowByClick: true }}
      />
    </>
  )
}

function State({ entry }: { readonly entry: PackageEntry }) {
  const { t } = useText()
  const { direction, state, items, answered } = entry
  return (
    <>
      <Tag color={COLORS[state]}>{t(`log.state.${state}`)}</Tag>
      {direction === 'out' && (
        <span className="muted">{items === 0 ? t('log.resent') : t('log.answeredOf', { answered, items })}</span>
      )}
    </>
  )
}

/** What the two sides compare when they disagree: id, control totals, the other side's fingerprint. */
function Details({ entry }: { readonly entry: PackageEntry }) {
  const { t } = useText()
  const other = entry.direction === 'in' ? entry.sender : entry.receiver
  return (
    <div className="package-details">
      <dl className="book-facts">
        <div>
          <dt>{t('log.packageId')}</dt>
          <dd>
            <code>{entry.packageId}</code>
          </dd>
        </div>
        <div>
          <dt>{t('inbox.createdAt')}</dt>
          <dd>{formatMoment(entry.createdAt)}</dd>
        </div>
        <div>
          <dt>{t('inbox.seal')}</dt>
          <dd>{entry.encrypted ? t('inbox.encrypted') : t('inbox.plain')}</dd>
        </div>
        {entry.tables.map(({ name, rows, totals }) => (
          <div key={name}>
            <dt>{t(`sync.table.${name}`)}</dt>
            <dd>
              {[
                t('common.labelled', { label: t('inbox.rows'), value: formatCount(rows) }),
                ...totalsWords(t, { name, totals }),
              ].join(t('common.listComma'))}
            </dd>
          </div>
        ))}
        {entry.documents.map(({ role, fileName }) => (
          <div key={`${role} ${fileName}`}>
            <dt>{t(`sync.document.${role}`)}</dt>
            <dd>{fileName}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h3>{t('identity.fingerprint')}</h3>
        <p>{other.name}</p>
        <Fingerprint spoken={other.spoken} label={t('identity.fingerprint')} />
      </div>
    </div>
  )
}
