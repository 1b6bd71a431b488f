import type { Bilingual } from './bilingual.ts'
import type { Fen } from './money.ts'

/** Why what the insurer settled is not what was computed here, in the order they are looked for. Closed. */
export const DIFFERENCE_CAUSES = {
  'missing-there': { zh: '医保无回执', en: 'Missing at the insurer' },
  'missing-here': { zh: '本地无病例', en: 'Missing here' },
  unpriced: { zh: '本地无支付标准', en: 'No standard here' },
  grouping: { zh: '病组不同', en: 'Another group' },
  class: { zh: '倍率与结算方式', en: 'Outlier or settlement class' },
  charge: { zh: '总费用不同', en: 'Other charges' },
  weight: { zh: '权重不同', en: 'Another weight' },
  rate: { zh: '费率或系数不同', en: 'Another rate or coefficient' },
  standard: { zh: '支付标准不同（未拆分）', en: 'Another standard (not split)' },
  deduction: { zh: '审核扣款', en: 'Deduction after review' },
  quality: { zh: '质量考核', en: 'Quality assessment' },
  'add-on': { zh: '加成与除外', en: 'Add-ons' },
  rounding: { zh: '舍入', en: 'Rounding' },
  other: { zh: '未说明', en: 'Not explained' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type DifferenceCause = keyof typeof DIFFERENCE_CAUSES
export const DIFFERENCE_CAUSE_IDS = Object.keys(DIFFERENCE_CAUSES) as readonly DifferenceCause[]

/** Where the talk with the insurer about a difference stands. Closed. */
export const DIFFERENCE_STATES = {
  asked: { zh: '已询问', en: 'Asked' },
  explained: { zh: '已说明', en: 'Explained' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type DifferenceState = keyof typeof DIFFERENCE_STATES
export const DIFFERENCE_STATE_IDS = Object.keys(DIFFERENCE_STATES) as readonly DifferenceState[]

/** What was said of the difference of a case; it is about this amount, and out of date once the amount is another. */
export interface DifferenceNote {
  readonly state: DifferenceState
  readonly text: string
  readonly difference: Fen
  readonly by: string
  /** Local time. */
  readonly at: string
}
