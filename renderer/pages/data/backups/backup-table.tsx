import { Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import type { BackupEntry } from '#shared/contract/backups.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatBytes } from '#shared/format/size.ts'

/** Backups, newest first: why each was made, what it holds, why it is kept, and what can be done with it. */
export function BackupTable({
  backups,
  busy,
  onVerify,
  onRestore,
}: {
  readonly backups: readonly BackupEntry[]
  readonly busy: boolean
  /** Left out where nothing can be told by it before the restore checks it anyway. */
  readonly onVerify?: (backup: BackupEntry) => void
  /** Left out where the book can only be looked at. */
  readonly onRestore?: (backup: BackupEntry) => void
}) {
  const { t } = useText()
  const columns: TableColumnsType<BackupEntry> = [
    {
      key: 'at',
      title: t('backup.at'),
      className: 'no-wrap',
      render: ({ at, fileName }: BackupEntry) => <span title={fileName}>{formatMoment(at)}</span>,
    },
    {
      key: 'reason',
      title: t('backup.reason'),
      className: 'no-wrap',
      render: ({ reason, good }: BackupEntry) => (
        <>
          <Tag>{t(`backup.reason.${reason}`)}</Tag>{' '}
          {!good && (
            <Tooltip title={t('backup.badHint')}>
              <Tag color="orange">{t('backup.bad')}</Tag>
            </Tooltip>
          )}
        </>
      ),
    },
    {
      key: 'contents',
      title: t('backup.contents'),
      render: ({ contents }: BackupEntry) =>
        contents === null ? (
          <span className="muted">{t('backup.contents.unknown')}</span>
        ) : (
          t('backup.contents.of', { cases: formatCount(contents.cases), lines: formatCount(contents.chargeLines) })
        ),
    },
    {
      key: 'charge',
      title: t('backup.charge'),
      align: 'right',
      className: 'num no-wrap',
      render: ({ contents }: BackupEntry) => (contents === null ? MISSING : formatFen(contents.charge, 'yuan')),
    },
    {
      key: 'size',
      title: t('backup.size'),
      align: 'right',
      className: 'num no-wrap',
      render: ({ bytes }: BackupEntry) => formatBytes(bytes),
    },
    {
      key: 'kept',
      title: t('backup.kept'),
      render: ({ keptBecause }: BackupEntry) =>
        keptBecause === null ? <span className="muted">{t('backup.kept.none')}</span> : t(`backup.kept.${keptBecause}`),
    },
    {
      key: 'actions',
      title: '',
      align: 'right',
      className: 'no-wrap',
      render: (backup: BackupEntry) => (
        <span className="panel-actions row-actions">
          {onVerify !== undefined && (
            <Button size="small" disabled={busy} onClick={() => onVerify(backup)} data-testid="verify-backup">
              {t('backup.verify')}
            </Button>
          )}
          {onRestore !== undefined && (
            <Button size="small" disabled={busy} onClick={() => onRestore(backup)} data-testid="restore-backup">
              {t('backup.restore')}
            </Button>
          )}
        </span>
      ),
    },
  ]
  return (
    <Table
      size="small"
      rowKey="path"
      columns={columns}
      dataSource={[...backups]}
      pagination={backups.length > 50 ? { pageSize: 50 } : false}
      scroll={{ x: 'max-content' }}
    />
  )
}
