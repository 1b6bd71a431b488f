import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import type { JobHandle } from '#renderer/data/use-job.ts'
import type { BackupVerification } from '#shared/contract/backups.ts'
import { formatMoment } from '#shared/format/date.ts'
import { CheckList } from '../check-list.tsx'

/** What the verification of one backup found: what failed at once, every check on request. */
export function Verified({
  job,
  at,
  result,
}: {
  readonly job: JobHandle<'backups.verify'>
  readonly at: string
  readonly result: BackupVerification | null
}) {
  const { t } = useText()
  const [all, setAll] = useState(false)
  const shown = result?.checks.filter(({ ok }) => all || !ok) ?? []
  return (
    <>
      {job.running && job.job !== null && <JobProgressView job={job.job} />}
      {job.problem !== null && <ProblemAlert problem={job.problem} onClose={job.reset} />}
      {result !== null && (
        <Alert
          type={result.ok ? 'success' : 'error'}
          showIcon
          closable={{ onClose: job.reset }}
          title={t(result.ok ? 'backup.verified' : 'backup.verifyFailed', { at: formatMoment(at) })}
          description={shown.length === 0 ? undefined : <CheckList checks={shown} />}
          action={
            all ? undefined : (
              <Button size="small" onClick={() => setAll(true)} data-testid="every-check">
                {t('backup.verifyMore', { n: result.checks.length })}
              </Button>
            )
          }
          data-testid="backup-verified"
        />
      )}
    </>
  )
}
