import { Button, Progress } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useCancelJob } from '#renderer/data/use-job.ts'
import type { Job } from '#shared/contract/jobs.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatSeconds } from '#shared/format/size.ts'

/** A job under way: what it is doing, done of total, rate, time left, cancel. */
export function JobProgressView({ job }: { readonly job: Job }) {
  const { t, say } = useText()
  const cancel = useCancelJob()
  const { phase, done, total, rate, secondsLeft } = job.progress
  const percent = total === null || total === 0 ? null : Math.min(100, Math.floor((done * 100) / total))
  return (
    <div className="job-progress" data-testid="job-progress">
      <div className="job-entry">
        <span>{say(job.label)}</span>
        <Button size="small" onClick={() => cancel(job.id)} data-testid="job-cancel">
          {t('jobs.cancel')}
        </Button>
      </div>
      <Progress
        percent={percent ?? 100}
        status="active"
        showInfo={percent !== null}
        size="small"
        aria-label={say(job.label)}
      />
      <div className="muted job-facts">
        <span>{say(phase)}</span>
        {total !== null && <span>{t('jobs.counted', { done: formatCount(done), total: formatCount(total) })}</span>}
        {rate !== null && <span>{t('jobs.rate', { rate: formatCount(Math.round(rate)) })}</span>}
        {secondsLeft !== null && <span>{t('jobs.left', { time: formatSeconds(secondsLeft) })}</span>}
      </div>
    </div>
  )
}
