import type { Compared, Trial } from '#shared/contract/trials.ts'
import { spanWords, type Translate } from './span-words.ts'

/** What one side of a comparison is called: the figures in use, a trial, or what an accepted trial keeps from before. */
export function sideWords(t: Translate, side: Compared, trials: readonly Trial[]): string {
  const trial = trials.find(({ id }) => id === side)
  if (trial === undefined) return t('compare.side.current')
  const words = { name: trial.scheme.name, months: spanWords(t, trial) }
  return trial.acceptedAt === null ? t('compare.side.trial', words) : t('compare.side.accepted', words)
}
