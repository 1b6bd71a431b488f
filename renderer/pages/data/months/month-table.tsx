import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Table, type TableColumnsType, Tag } from 'antd'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCopy } from '#renderer/components/use-copy.ts'
import { useJob } from '#renderer/data/use-job.ts'
import type { PeriodSummary } from '#shared/contract/lifecycle.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'

const HASH_SHOWN = 12

/** Months, newest first, with their totals; each can be closed, and a closed one opened again. */
export function MonthTable({ months }: { readonly months: readonly PeriodSummary[] }) {
  const { t } = useText()
  const { readOnly } = useBook()
  const { modal, message } = App.useApp()
  const close = useJob('periods.close')
  const reopen = useJob('periods.reopen')
  const busy = close.running || reopen.running

  const askClose = ({ period: month, cases, charge, payment }: PeriodSummary): void => {
    modal.confirm({
      title: t('months.closeTitle', { month }),
      content: t('months.closeWhat', {
        cases: formatCount(cases),
        charge: formatFen(charge, 'yuan'),
        payment: formatYuan(payment, 'yuan'),
      }),
      okText: t('months.close'),
      cancelText: t('common.cancel'),
      onOk: () => {
        void close.start({ month }).then((done) => {
          if (done !== null) void message.success(t('months.closeDone', { month }))
        })
      },
    })
  }
  const askReopen = ({ period: month }: PeriodSummary): void => {
    modal.confirm({
      title: t('months.reopenTitle', { month }),
      content: t('months.reopenWhat'),
      okText: t('months.reopen'),
      cancelText: t('common.cancel'),
      okButtonProps: { danger: true },
      onOk: () => {
        void reopen.start({ month }).then((done) => {
          if (done !== null) void message.success(t('months.reopenDone', { month }))
        })
      },
    })
  }

  const count = (key: 'cases' | 'nPriced' | 'lines', title: string) =>
    ({
      key,
      title,
      align: 'right',
      className: 'num no-wrap',
      render: (month: PeriodSummary) => formatCount(month[key]),
    }) as const
  const columns: TableColumnsType<PeriodSummary> = [
    { key: 'month', title: t('months.month'), className: 'num no-wrap', render: ({ period }: PeriodSummary) => period },
    count('cases', t('months.cases')),
    count('nPriced', t('months.priced')),
    count('lines', t('months.lines')),
    {
      key: 'charge',
      title: t('months.charge'),
      align: 'right',
      className: 'num no-wrap',
      render: ({ charge }: PeriodSummary) => formatFen(charge, 'yuan'),
    },
    {
      key: 'payment',
      title: t('months.payment'),
      align: 'right',
      className: 'num no-wrap',
      render: ({ payment, nPriced }: PeriodSummary) => (nPriced === 0 ? MISSING : formatYuan(payment, 'yuan')),
    },
    {
      key: 'state',
      title: t('months.state'),
      className: 'no-wrap',
      render: (month: PeriodSummary) => <State {...month} />,
    },
    {
      key: 'hash',
      title: <span title={t('months.hashTeach')}>{t('months.hash')}</span>,
      className: 'no-wrap',
      render: (month: PeriodSummary) => <Hash {...month} />,
    },
    {
      key: 'action',
      title: '',
      align: 'right',
      className: 'no-wrap',
      render: (month: PeriodSummary) =>
        month.closed === null ? (
          <Button
            size="small"
            disabled={readOnly || busy || month.stale}
            title={month.stale ? t('months.stale') : undefined}
            onClick={() => askClose(month)}
            data-testid={`close-${month.period}`}
          >
            {t('months.close')}
          </Button>
        ) : (
          <Button
            size="small"
            disabled={readOnly || busy}
            onClick={() => askReopen(month)}
            data-testid={`reopen-${month.period}`}
          >
            {t('months.reopen')}
          </Button>
        ),
    },
  ]
  return (
    <>
      {close.running && close.job !== null && <JobProgressView job={close.job} />}
      {reopen.running && reopen.job !== null && <JobProgressView job={reopen.job} />}
      {close.problem !== null && <ProblemAlert problem={close.problem} onClose={close.reset} />}
      {reopen.problem !== null && <ProblemAlert problem={reopen.problem} onClose={reopen.reset} />}
      <Table
        size="small"
        rowKey="period"
        columns={columns}
        dataSource={months.toReversed()}
        pagination={months.length > 24 ? { pageSize: 24 } : false}
        scroll={{ x: 'max-content' }}
        onRow={({ period }) => ({ 'data-testid': `month-${period}` }) as React.HTMLAttributes<HTMLElement>}
      />
    </>
  )
}

function State({ closed, stale }: PeriodSummary) {
  const { t } = useText()
  if (closed === null) {
    return (
      <>
        <Tag>{t('months.open')}</Tag> {stale && <Tag color="orange">{t('months.outdated')}</Tag>}
      </>
    )
  }
  return (
    <>
      <Tag color="green">{t('months.closed')}</Tag>{' '}
      <span className="muted">{t('months.closedBy', { at: formatMoment(closed.at), by: closed.by })}</span>
    </>
  )
}

function Hash({ period: month, closed }: PeriodSummary) {
  const { t } = useText()
  const copy = useCopy()
  if (closed === null) return MISSING
  return (
    <>
      <code title={closed.sha256} data-testid={`hash-${month}`}>
        {closed.sha256.slice(0, HASH_SHOWN)}…
      </code>
      <Button
        size="small"
        type="text"
        icon={<CopyOutlined />}
        aria-label={t('common.labelled', { label: t('common.copy'), value: t('months.hash') })}
        onClick={() => copy(closed.sha256, t('months.hashCopied', { month }))}
      />
    </>
  )
}
