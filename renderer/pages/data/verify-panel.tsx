import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useJob } from '#renderer/data/use-job.ts'
import type { VerifyReport } from '#shared/contract/book.ts'
import { CheckList } from './check-list.tsx'

/** Runs the book's own checks and shows each with what it compared. */
export function VerifyPanel() {
  const { t } = useText()
  const verify = useJob('book.verify')
  const [report, setReport] = useState<VerifyReport | null>(null)
  const run = async (): Promise<void> => {
    setReport(null)
    setReport(await verify.start({}))
  }
  return (
    <section className="panel" data-testid="verify">
      <header>
        <h2>{t('verify.title')}</h2>
        <Button
          icon={<SafetyCertificateOutlined />}
          loading={verify.running}
          onClick={() => void run()}
          data-testid="verify-run"
        >
          {t('verify.run')}
        </Button>
      </header>
      <p className="muted">{t('verify.teach')}</p>
      {verify.running && verify.job !== null && <JobProgressView job={verify.job} />}
      {verify.problem !== null && <ProblemAlert problem={verify.problem} onClose={verify.reset} />}
      {report !== null && <Report report={report} />}
    </section>
  )
}

function Report({ report }: { readonly report: VerifyReport }) {
  const { t } = useText()
  const { change } = useFilters()
  const failed = report.checks.filter((check) => !check.ok)
  return (
    <div data-testid="verify-report">
      <Alert
        type={report.ok ? 'success' : 'error'}
        showIcon
        title={report.ok ? t('verify.ok', { n: report.checks.length }) : t('verify.failed', { n: failed.length })}
        action={
          report.ok ? undefined : (
            <Button size="small" onClick={() => change({ tab: 'backups' })} data-testid="verify-to-backups">
              {t('verify.restore')}
            </Button>
          )
        }
      />
      <CheckList checks={report.checks} />
    </div>
  )
}
