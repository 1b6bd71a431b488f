import { Button, Popover } from 'antd'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { isOver } from '#renderer/data/jobs.ts'
import { useJobs } from '#renderer/data/use-job.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { useText } from './text.tsx'

/** Jobs under way, in the status bar; a click shows them all with what they have done and how to stop them. */
export function JobTray() {
  const { t, say } = useText()
  const jobs = useJobs()
  const running = jobs.filter((job) => !isOver(job))
  const current = running[0]
  return (
    <Popover
      trigger="click"
      placement="topRight"
      title={t('jobs.title')}
      content={
        <div className="job-list" data-testid="job-list">
          {jobs.length === 0 ? t('jobs.none') : [...jobs].reverse().map((job) => <JobEntry key={job.id} job={job} />)}
        </div>
      }
    >
      <Button size="small" type="text" data-testid="job-tray">
        {current === undefined
          ? t('jobs.none')
          : running.length === 1
            ? `${say(current.label)} ${percentDone(current)}`
            : t('jobs.running', { n: running.length })}
      </Button>
    </Popover>
  )
}

function percentDone({ progress }: Job): string {
  if (progress.total === null || progress.total === 0) return ''
  return `${Math.floor((progress.done * 100) / progress.total)}%`
}

function JobEntry({ job }: { readonly job: Job }) {
  const { t, say } = useText()
  if (!isOver(job)) return <JobProgressView job={job} />
  return (
    <div className="job-entry">
      <span>{say(job.label)}</span>
      <span className={job.state === 'failed' ? 'negative' : 'muted'}>{t(`jobs.state.${job.state}`)}</span>
      {job.error !== undefined && job.state === 'failed' && <p className="muted">{say(job.error.message)}</p>}
    </div>
  )
}
