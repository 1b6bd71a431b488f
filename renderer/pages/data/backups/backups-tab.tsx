import { SafetyCertificateOutlined, SaveOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useJob } from '#renderer/data/use-job.ts'
import type { BackupEntry, BackupList, BackupVerification } from '#shared/contract/backups.ts'
import { formatMoment } from '#shared/format/date.ts'
import { formatBytes } from '#shared/format/size.ts'
import { useFreshCall } from '../use-fresh-call.ts'
import { BackupTable } from './backup-table.tsx'
import { FolderPanel } from './folder-panel.tsx'
import { RestoreFile, RestoreState } from './restore-state.tsx'
import { UndoRestore } from './undo-restore.tsx'
import { useRestore } from './use-restore.tsx'
import { Verified } from './verified.tsx'

/** 备份: how safe the book is, in one sentence; then where backups go, which there are, and the ways back. */
export function BackupsTab() {
  const query = useFreshCall('backups.list', {})
  return <Async query={query}>{(list) => <Backups list={list} onChanged={() => void query.refetch()} />}</Async>
}

function Backups({ list, onChanged }: { readonly list: BackupList; readonly onChanged: () => void }) {
  const { t } = useText()
  const { message } = App.useApp()
  const { readOnly, cases, chargeLines } = useBook()
  const create = useJob('backups.create')
  const verify = useJob('backups.verify')
  const restore = useRestore()
  const [verified, setVerified] = useState<{
    readonly at: string
    readonly result: BackupVerification | null
  } | null>(null)
  const busy = create.running || verify.running || restore.job.running

  const make = async (): Promise<void> => {
    const made = await create.start({ reason: 'manual' })
    onChanged()
    if (made?.backup == null) return
    void message.success(t('backup.created', { name: made.backup.fileName }))
    if (made.cleared.length > 0) void message.info(t('backup.cleared', { n: made.cleared.length }))
  }
  const check = async ({ path, at }: BackupEntry): Promise<void> => {
    setVerified({ at, result: null })
    setVerified({ at, result: await verify.start({ path }) })
  }
  return (
    <div className="stack" data-testid="backups">
      <Headline list={list} />
      {list.failure !== null && (
        <div data-testid="backup-failure">
          <p className="negative">{t('backup.failed')}</p>
          <ProblemAlert problem={list.failure} />
        </div>
      )}
      <div className="page-controls">
        <Button
          type="primary"
          icon={<SaveOutlined />}
          loading={create.running}
          disabled={busy || (cases === 0 && chargeLines === 0)}
          onClick={() => void make()}
          data-testid="backup-now"
        >
          {t('backup.create')}
        </Button>
        <RestoreFile restore={restore} disabled={readOnly || busy} />
        <UndoRestore undo={list.undo} disabled={readOnly || busy} />
      </div>
      {create.running && create.job !== null && <JobProgressView job={create.job} />}
      {create.problem !== null && <ProblemAlert problem={create.problem} onClose={create.reset} />}
      <RestoreState restore={restore} />
      <FolderPanel folder={list.folder} told={list.failure !== null} onChanged={onChanged} />
      {verified !== null && <Verified job={verify} {...verified} />}
      <section className="panel" data-testid="backup-list">
        <header>
          <h2>{t('backup.list')}</h2>
          <span className="muted panel-note">{t('backup.rule', { ...list.rule })}</span>
        </header>
        {list.backups.length === 0 ? (
          <EmptyState
            title={t('backup.empty')}
            teach={t('backup.emptyTeach')}
            icon={<SafetyCertificateOutlined />}
            testId="backups-empty"
          />
        ) : (
          <BackupTable
            backups={list.backups}
            busy={busy}
            onVerify={(backup) => void check(backup)}
            {...(readOnly ? {} : { onRestore: restore.ask })}
          />
        )}
      </section>
    </div>
  )
}

function Headline({ list: { backups, due } }: { readonly list: BackupList }) {
  const { t } = useText()
  const { demonstration } = useBook()
  const last = backups.find(({ good }) => good)
  const size = formatBytes(backups.reduce((sum, { bytes }) => sum + bytes, 0))
  const n = backups.length
  const sentence = (): string => {
    if (last === undefined) return demonstration ? t('backup.headline.demo') : t('backup.headline.none')
    const at = formatMoment(last.at)
    return due ? t('backup.headline.due', { at, n, size }) : t('backup.headline.today', { time: at.slice(11), n, size })
  }
  return (
    <h1 className="headline" data-testid="headline">
      {sentence()}
    </h1>
  )
}
