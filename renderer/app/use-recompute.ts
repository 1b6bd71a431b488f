import { App } from 'antd'
import { useCallback } from 'react'
import { problemOf } from '#renderer/data/call.ts'
import { isOver, runJob } from '#renderer/data/jobs.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useJobs } from '#renderer/data/use-job.ts'
import type { RecomputeSummary } from '#shared/contract/book.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatSeconds } from '#shared/format/size.ts'
import { useText } from './text.tsx'

/** Groups and prices everything again; offered in several places, running once. */
export function useRecompute(
  onProblem: (problem: Problem) => void,
  onDone: (summary: RecomputeSummary) => void = () => {},
): { readonly running: boolean; start(): void } {
  const { bridge, jobs } = useCore()
  const { message } = App.useApp()
  const { t } = useText()
  const running = useJobs().some((job) => job.method === 'recompute.run' && !isOver(job))
  const start = useCallback(() => {
    runJob(bridge, jobs, 'recompute.run', {}).then(
      (summary) => {
        void message.success(
          t('status.recomputeDone', {
            cases: formatCount(summary.cases),
            grouped: formatCount(summary.grouped),
            seconds: formatSeconds(summary.milliseconds / 1000),
          }),
        )
        onDone(summary)
      },
      (error: unknown) => {
        const problem = problemOf(error)
        if (problem.code !== 'cancelled') onProblem(problem)
      },
    )
  }, [bridge, jobs, message, onDone, onProblem, t])
  return { running, start }
}
