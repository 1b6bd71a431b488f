import { UndoOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useJob } from '#renderer/data/use-job.ts'
import type { BackupEntry } from '#shared/contract/backups.ts'
import { formatMoment } from '#shared/format/date.ts'

/** 撤销恢复: back to the book as it was before the last restore; not there while nothing was restored. */
export function UndoRestore({ undo, disabled }: { readonly undo: BackupEntry | null; readonly disabled: boolean }) {
  const { t } = useText()
  const { modal, notification } = App.useApp()
  const job = useJob('backups.undoRestore')
  if (undo === null) return null
  const ask = (): void => {
    modal.confirm({
      title: t('backup.undoTitle', { at: formatMoment(undo.at) }),
      content: t('backup.undoWhat'),
      okText: t('backup.undo'),
      cancelText: t('common.cancel'),
      onOk: () => {
        void job.start({}).then((done) => {
          if (done !== null) notification.success({ title: t('backup.undone') })
        })
      },
    })
  }
  return (
    <>
      <Button
        icon={<UndoOutlined />}
        loading={job.running}
        disabled={disabled}
        onClick={ask}
        data-testid="undo-restore"
      >
        {t('backup.undo')}
      </Button>
      {job.running && job.job !== null && <JobProgressView job={job.job} />}
      {job.problem !== null && <ProblemAlert problem={job.problem} onClose={job.reset} />}
    </>
  )
}
