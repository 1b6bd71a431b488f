import { ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { useBook } from '#renderer/app/book.tsx'
import { useText } from '#renderer/app/text.tsx'
import { useRecompute } from '#renderer/app/use-recompute.ts'
import { JobProgressView } from '#renderer/components/job-progress.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useRunningJobs } from '#renderer/data/use-job.ts'
import type { RecomputeSummary } from '#shared/contract/book.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'

/** Recompute with its progress and, when done, what came out. */
export function RecomputeButton() {
  const { t } = useText()
  const book = useBook()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [summary, setSummary] = useState<RecomputeSummary | null>(null)
  const recompute = useRecompute(setProblem, setSummary)
  const job = useRunningJobs().find((running) => running.method === 'recompute.run')
  const start = useCallback(() => {
    setProblem(null)
    setSummary(null)
    recompute.start()
  }, [recompute])
  return (
    <div className="recompute">
      <Button
        type="primary"
        icon={<ReloadOutlined />}
        loading={recompute.running}
        disabled={book.readOnly || book.cases === 0}
        onClick={start}
        data-testid="recompute-run"
      >
        {t('recompute.run')}
      </Button>
      {job !== undefined && <JobProgressView job={job} />}
      {problem !== null && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {summary !== null && (
        <p data-testid="recompute-summary">
          {t('recompute.summary', {
            cases: formatCount(summary.cases),
            grouped: formatCount(summary.grouped),
            ambiguous: formatCount(summary.ambiguous),
            ungrouped: formatCount(summary.ungrouped),
            rejected: formatCount(summary.rejected),
            unpriced: formatCount(summary.unpriced),
            payment: formatYuan(summary.payment, 'yuan'),
            charge: formatFen(summary.charge, 'yuan'),
          })}
        </p>
      )}
    </div>
  )
}
