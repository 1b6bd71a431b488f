import type { Bilingual } from './bilingual.ts'
import type { DipType } from './dip.ts'
import type { SliceDimension } from './slice.ts'

/** What a row of the surplus tree stands for. */
export const LEVEL_NAMES: Readonly<Record<SliceDimension | 'dip-type', Bilingual>> = {
  'dip-type': { zh: '病种类型', en: 'Type of disease' },
  mdc: { zh: 'MDC', en: 'MDC' },
  adrg: { zh: 'ADRG', en: 'ADRG' },
  drg: { zh: '病组', en: 'Group' },
  team: { zh: '医疗组', en: 'Team' },
  physician: { zh: '医师', en: 'Physician' },
  month: { zh: '月份', en: 'Month' },
  insurance: { zh: '医保类型', en: 'Insurance' },
}

export const DIP_TYPE_NAMES: Readonly<Record<DipType, Bilingual>> = {
  core: { zh: '核心病种', en: 'Core diseases' },
  basic: { zh: '基层病种', en: 'Basic diseases' },
  comprehensive: { zh: '综合病种', en: 'Comprehensive diseases' },
  blank: { zh: '空白病组', en: 'Blank group' },
}
