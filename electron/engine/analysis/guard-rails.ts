import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import type { Figure } from '#shared/domain/figure.ts'
import { percent, rounded } from '../payment/number-text.ts'
import { estimateOf } from './figure-change.ts'
import type { IndicatorId } from './indicators.ts'
import { both } from './measure.ts'
import { differenceInterval } from './wilson.ts'

/** A figure of cost or efficiency and the quality figures it is always shown with. */
export const GUARD_RAILS = {
  'cost-per-case': ['complication-rate', 'readmission', 'mortality', 'low-risk-mortality'],
  'charge-per-case': ['readmission', 'self-pay-share'],
  'surplus-per-case': ['complication-rate', 'readmission', 'self-pay-share'],
  'mean-los': ['readmission', 'mortality'],
  'preoperative-stay': ['complication-rate'],
  'drug-share': ['readmission', 'mortality'],
  'consumable-share': ['complication-rate', 'readmission'],
  'bed-turnover': ['readmission'],
  'day-surgery-share': ['complication-rate', 'readmission'],
} as const satisfies Partial<Record<IndicatorId, readonly IndicatorId[]>>

/** One figure in two slices. */
export interface FigurePair {
  readonly before: Figure
  readonly now: Figure
}

export interface GuardRail {
  /**
   * `warning`: cost or efficiency went the good way while quality went the bad way. `no-quality`: it went the good way and nobody
   * knows at what price. `fine`: neither.
   */
  readonly state: 'warning' | 'no-quality' | 'fine'
  /** Of a warning: whether quality worsened beyond chance (Newcombe 1998, method 10, at 95%); null where it has no interval. */
  readonly beyondChance: boolean | null
  readonly message: Bilingual | null
}

/** Reads a cost figure beside its quality partner. A better cost is no success while quality gets worse. */
export function guardRail(cost: FigurePair, quality: FigurePair): GuardRail {
  if (!went(cost, 'good')) return FINE
  if (quality.before.value === null || quality.now.value === null)
    return {
      state: 'no-quality',
      beyondChance: null,
      message: both(
        `${change(cost, 'zh')}，但没有${quality.now.label.zh}数据可对照`,
        `${change(cost, 'en')}, but there is no ${quality.now.label.en.toLowerCase()} to read it beside`,
      ),
    }
  if (!went(quality, 'bad')) return FINE
  const beyondChance = worseBeyondChance(quality)
  const [zh, en] =
    beyondChance === null
      ? ['', '']
      : beyondChance
        ? ['，超出随机波动', ', beyond chance']
        : ['，仍在随机波动范围内，请继续观察', ', still within chance; keep watching']
  return {
    state: 'warning',
    beyondChance,
    message: both(
      `${change(cost, 'zh')}，同时${change(quality, 'zh')}（n = ${quality.now.n}）${zh}`,
      `${change(cost, 'en')} while ${change(quality, 'en')} (n = ${quality.now.n})${en}`,
    ),
  }
}

const FINE: GuardRail = { state: 'fine', beyondChance: null, message: null }

function went({ before, now }: FigurePair, way: 'good' | 'bad'): boolean {
  if (before.value === null || now.value === null || now.direction === 'neutral') return false
  const moved = exact(now.value).cmp(before.value)
  return moved !== 0 && (moved > 0 === (now.direction === 'up')) === (way === 'good')
}

/** The interval of the difference must lie wholly on the bad side. */
function worseBeyondChance({ before, now }: FigurePair): boolean | null {
  const [was, is] = [estimateOf(before), estimateOf(now)]
  if (was === null || is === null) return null
  const { low, high } = differenceInterval(was, is)
  return now.direction === 'up' ? high < 0 : low > 0
}

function change({ before, now }: FigurePair, language: keyof Bilingual): string {
  const show = (value: string) => (now.unit === 'ratio' ? percent(exact(value)) : rounded(exact(value), 2))
  const values = `${show(before.value!)} → ${show(now.value!)}`
  return language === 'zh' ? `${now.label.zh} ${values}` : `${now.label.en} ${values}`
}
