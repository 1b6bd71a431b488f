import type { Bilingual } from './bilingual.ts'

/**
 * The insurer's fourteen fee categories (医疗收费项目类别, national settlement interface) plus `00` for a line whose
 * category is not known. Unclassified money is shown, never dropped: the fifteen always sum to the charge.
 */
export const FEE_CATEGORIES = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '00',
] as const
export type FeeCategory = (typeof FEE_CATEGORIES)[number]

export const FEE_CATEGORY_NAMES: Readonly<Record<FeeCategory, Bilingual>> = {
  '01': { zh: '床位费', en: 'Bed' },
  '02': { zh: '诊察费', en: 'Consultation' },
  '03': { zh: '检查费', en: 'Examination' },
  '04': { zh: '化验费', en: 'Laboratory' },
  '05': { zh: '治疗费', en: 'Treatment' },
  '06': { zh: '手术费', en: 'Surgery' },
  '07': { zh: '护理费', en: 'Nursing' },
  '08': { zh: '卫生材料费', en: 'Consumables' },
  '09': { zh: '西药费', en: 'Western drugs' },
  '10': { zh: '中药饮片费', en: 'Herbal slices' },
  '11': { zh: '中成药费', en: 'Patent Chinese drugs' },
  '12': { zh: '一般诊疗费', en: 'General treatment' },
  '13': { zh: '挂号费', en: 'Registration' },
  '14': { zh: '其他费', en: 'Other' },
  '00': { zh: '未分类', en: 'Unclassified' },
}
