import type { JobProgress } from '#shared/contract/jobs.ts'
import { cliLanguage } from './output.ts'

/** A line on standard error that follows a job; nothing at all when standard error is not a terminal. */
export function showProgress(): { update(progress: JobProgress): void; clear(): void } {
  if (!process.stderr.isTTY) return { update: () => {}, clear: () => {} }
  return {
    update({ phase, done, total, rate }) {
      const of = total === null ? '' : ` / ${total.toLocaleString('en-US')}`
      const speed = rate === null ? '' : `  ${Math.round(rate).toLocaleString('en-US')}/s`
      process.stderr.write(`\r\u001b[K${phase[cliLanguage()]} ${done.toLocaleString('en-US')}${of}${speed}`)
    },
    clear: () => process.stderr.write('\r\u001b[K'),
  }
}
