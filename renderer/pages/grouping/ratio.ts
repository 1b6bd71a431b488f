import { exact } from '#shared/domain/exact.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatPercent } from '#shared/format/rate.ts'

/** A part of a count as percent; a dash where there is nothing to be a part of. */
export function shareText(part: number, of: number): string {
  return of === 0 ? MISSING : formatPercent(exact(part).div(of).toFixed())
}
