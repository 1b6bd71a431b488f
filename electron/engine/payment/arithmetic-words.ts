import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { CompiledPolicy } from './compile.ts'

export const CLASS_NAMES: Readonly<Record<SettlementClass, Bilingual>> = {
  normal: { zh: '正常倍率', en: 'normal' },
  low: { zh: '低倍率', en: 'low outlier' },
  high: { zh: '高倍率', en: 'high outlier' },
  ungrouped: { zh: '未入组', en: 'ungrouped' },
  ambiguous: { zh: '歧义病案', en: 'ambiguous' },
  exempt: { zh: '不按病组结算', en: 'not settled by group' },
  'per-diem': { zh: '按床日付费', en: 'paid by bed-day' },
  'long-stay': { zh: '超长住院', en: 'long stay' },
  unpriced: { zh: '无支付标准', en: 'unpriced' },
  extreme: { zh: '极高费用，提请特例单议', en: 'extreme, for review' },
  blank: { zh: '空白病组', en: 'blank group' },
  'zero-score': { zh: '分值为 0', en: 'score 0' },
  excluded: { zh: '排除病例', en: 'excluded' },
}

const STATUS_NAMES: Readonly<Record<CompiledPolicy['document']['status'], Bilingual>> = {
  official: { zh: '正式', en: 'official' },
  reference: { zh: '参考', en: 'reference' },
  demonstration: { zh: '演示', en: 'demonstration' },
}

/** The policy a number was taken from, with its status, so that a demonstration rate is never read as an official one. */
export function policySource({ document }: CompiledPolicy): Bilingual {
  const status = STATUS_NAMES[document.status]
  return {
    zh: `支付政策 ${document.code}《${document.name.zh}》（${status.zh}；${document.source}）`,
    en: `Payment policy ${document.code}, ${document.name.en} (${status.en}; ${document.source})`,
  }
}

export const ROUNDING_SOURCE: Bilingual = {
  zh: '每例只在支付时四舍五入一次',
  en: 'A case is rounded once, half away from zero, when it is paid',
}

export const SURPLUS_SOURCE: Bilingual = {
  zh: '按未舍入的结算金额计算',
  en: 'From the payment before rounding',
}
