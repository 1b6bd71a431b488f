import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useJob } from '#renderer/data/use-job.ts'
import type { YearDeleted } from '#shared/contract/lifecycle.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { YearSummary } from './years.ts'

/** Says what goes and what stays behind as the way back; the year typed out is the confirmation. */
export function DeleteYear({
  year: { year, cases, lines },
  onDone,
  onClose,
}: {
  readonly year: YearSummary
  readonly onDone: (deleted: YearDeleted) => void
  readonly onClose: () => void
}) {
  const { t } = useText()
  const job = useJob('periods.deleteYear')
  const [typed, setTyped] = useState('')
  const agreed = typed.trim() === year
  const run = async (): Promise<void> => {
    const deleted = await job.start({ year })
    if (deleted !== null) onDone(deleted)
  }
  return (
    <Modal
      open
      title={t('years.title.confirm', { year })}
      okText={t('years.run', { year })}
      cancelText={t('common.cancel')}
      closable={{ 'aria-label': t('common.close') }}
      mask={{ closable: false }}
      confirmLoading={job.running}
      okButtonProps={{ danger: true, disabled: !agreed, id: 'delete-year-run' }}
      cancelButtonProps={{ disabled: job.running }}
      onOk={() => void run()}
      onCancel={() => {
        if (!job.running) onClose()
      }}
    >
      <div className="stack" data-testid="delete-year">
        <p>{t('years.what', { cases: formatCount(cases), lines: formatCount(lines) })}</p>
        <p>{t('years.backup')}</p>
        <div className="field">
          <span className="field-label">{t('years.type', { year })}</span>
          <Input
            autoFocus
            maxLength={4}
            value={typed}
            aria-label={t('years.type', { year })}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={() => {
              if (agreed && !job.running) void run()
            }}
            data-testid="type-year"
          />
        </div>
        {job.running && job.job !== null && <JobProgressView job={job.job} />}
        {job.problem !== null && <ProblemAlert problem={job.problem} onClose={job.reset} />}
      </div>
    </Modal>
  )
}
