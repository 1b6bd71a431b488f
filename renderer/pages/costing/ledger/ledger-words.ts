import { exactFromFen } from '#shared/domain/exact.ts'
import type { Fen } from '#shared/domain/money.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatPercent } from '#shared/format/rate.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

/** Part of a whole as percent; a dash where there is no whole. */
export function shareOf(part: Fen, whole: Fen): string {
  return whole === 0 ? MISSING : formatPercent(exactFromFen(part).div(exactFromFen(whole)).toFixed(6))
}

/** How much an amount grew or fell, in percent; a dash where there is nothing to compare with. */
export function changeShare(now: Fen, before: Fen | null): string {
  if (before === null || before === 0) return MISSING
  const change = exactFromFen(now).minus(exactFromFen(before))
  return formatPercent(change.div(exactFromFen(before).abs()).toFixed(6), true)
}

/** The same as the end of a sentence: empty where there is nothing to compare with. */
export function changeWords(t: Translate, now: Fen, before: Fen | null): string {
  return before === null || before === 0 ? '' : t('ledger.change', { change: changeShare(now, before) })
}
