import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useFileChooser } from '#renderer/components/use-file-chooser.tsx'
import { problemOf } from '#renderer/data/call.ts'
import { useOfferFile } from '#renderer/data/use-file.ts'
import type { Problem } from '#shared/domain/problem.ts'
import type { Restore } from './use-restore.tsx'

/** A restore under way, or why it was refused, with the way on where there is one. */
export function RestoreState({ restore }: { readonly restore: Restore }) {
  const { t } = useText()
  const { job, takeOther } = restore
  return (
    <>
      {job.running && job.job !== null && <JobProgressView job={job.job} />}
      {job.problem !== null && <ProblemAlert problem={job.problem} onClose={job.reset} />}
      {takeOther !== null && (
        <Alert
          type="warning"
          showIcon
          title={t('backup.restoreOther')}
          action={
            <Button size="small" danger onClick={takeOther} data-testid="restore-other">
              {t('backup.restoreOtherRun')}
            </Button>
          }
        />
      )}
    </>
  )
}

/** A backup file that lies anywhere. */
export function RestoreFile({ restore, disabled }: { readonly restore: Restore; readonly disabled: boolean }) {
  const { t } = useText()
  const offer = useOfferFile()
  const [problem, setProblem] = useState<Problem | null>(null)
  const { choose, input } = useFileChooser(([file]) => {
    if (file === undefined) return
    setProblem(null)
    offer(file).then(
      ({ path, name }) => restore.ask({ path, fileName: name, at: null }),
      (error: unknown) => setProblem(problemOf(error)),
    )
  }, '.keheng-backup')
  return (
    <>
      {input}
      <Button disabled={disabled || restore.job.running} onClick={choose} data-testid="restore-file">
        {t('backup.elsewhere')}
      </Button>
      {problem !== null && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
    </>
  )
}
