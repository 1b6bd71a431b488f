import type { Bilingual } from './bilingual.ts'

/** What a person may say a variance comes from. Closed, so that months can be counted by it; `text` beside it says the rest. */
export const VARIANCE_CAUSES = {
  volume: { zh: '收治量变化', en: 'Number of patients' },
  severity: { zh: '病情与合并症', en: 'Severity and complications' },
  stay: { zh: '住院日', en: 'Length of stay' },
  consumables: { zh: '耗材选择', en: 'Choice of consumables' },
  drugs: { zh: '用药', en: 'Drugs' },
  tests: { zh: '检查检验', en: 'Examinations and tests' },
  price: { zh: '价格或采购', en: 'Prices or purchasing' },
  policy: { zh: '支付政策与结算规则', en: 'Payment policy and settlement rules' },
  coding: { zh: '编码与分组', en: 'Coding and grouping' },
  data: { zh: '数据问题', en: 'Data' },
  chance: { zh: '个别病例，偶然', en: 'Single cases, chance' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type VarianceCause = keyof typeof VARIANCE_CAUSES
export const VARIANCE_CAUSE_IDS = Object.keys(VARIANCE_CAUSES) as readonly VarianceCause[]

/** What was said of one row. */
export interface VarianceNote {
  readonly cause: VarianceCause
  readonly text: string
  readonly by: string
  /** Local time. */
  readonly at: string
}
