import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { AuxiliaryType, DipSettlementClass, DipType, OperationClass } from '#shared/domain/dip.ts'

export const DIP_TYPE_WORDS: Readonly<Record<DipType, Bilingual>> = {
  core: { zh: '核心病种', en: 'core' },
  basic: { zh: '基层病种', en: 'basic-level' },
  comprehensive: { zh: '综合病种', en: 'comprehensive' },
  blank: { zh: '空白病组', en: 'blank group' },
}

export const OPERATION_CLASS_WORDS: Readonly<Record<OperationClass, Bilingual>> = {
  conservative: { zh: '保守治疗', en: 'conservative' },
  diagnostic: { zh: '诊断性操作', en: 'diagnostic' },
  therapeutic: { zh: '治疗性操作', en: 'therapeutic' },
  interventional: { zh: '介入治疗', en: 'interventional' },
  surgical: { zh: '相关手术', en: 'surgical' },
}

export const AUXILIARY_TYPE_WORDS: Readonly<Record<AuxiliaryType, Bilingual>> = {
  age: { zh: '年龄', en: 'age' },
  severity: { zh: '疾病严重程度', en: 'severity' },
  tumour: { zh: '肿瘤严重程度', en: 'tumour severity' },
  cci: { zh: 'CCI 指数', en: 'co-morbidity index' },
  icu: { zh: '监护天数', en: 'days in intensive care' },
  readmission: { zh: '二次入院', en: 'second admission' },
  other: { zh: '其他', en: 'other' },
}

export const DIP_CLASS_WORDS: Readonly<Record<DipSettlementClass, Bilingual>> = {
  normal: { zh: '正常', en: 'normal' },
  low: { zh: '费用偏低', en: 'low' },
  high: { zh: '费用偏高', en: 'high' },
  extreme: { zh: '极端异常，提请特例单议', en: 'extreme, for review' },
  blank: { zh: '空白病组', en: 'blank group' },
  'zero-score': { zh: '分值为 0', en: 'score 0' },
  exempt: { zh: '不按病种分值付费的险种', en: 'insurance not paid by points' },
  excluded: { zh: '排除病例', en: 'excluded' },
  ungrouped: { zh: '未入组', en: 'ungrouped' },
  unpriced: { zh: '无点值', en: 'no point value' },
}
