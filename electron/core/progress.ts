import type { JobProgress } from '#shared/contract/jobs.ts'
import type { ProgressReport } from './handler.ts'

/** A rate measured over less than this is noise, so none is shown yet. */
const FIRST_RATE_MS = 500

export interface ProgressMeter {
  measure(report: ProgressReport): JobProgress
}

/**
 * Adds rate (units per second since the phase began) and seconds left to what a job reports. Each phase counts its own
 * units, so a new phase name starts the clock again.
 */
export function createProgressMeter(now: () => number): ProgressMeter {
  let phase = ''
  let phaseStart = 0
  let startedAt = 0
  return {
    measure(report) {
      if (report.phase.en !== phase) {
        phase = report.phase.en
        phaseStart = now()
        startedAt = report.done
      }
      const elapsed = now() - phaseStart
      const units = report.done - startedAt
      const rate = elapsed >= FIRST_RATE_MS && units > 0 ? (units * 1000) / elapsed : null
      const secondsLeft = rate === null || report.total === null ? null : Math.max(0, report.total - report.done) / rate
      return { ...report, rate, secondsLeft }
    },
  }
}
