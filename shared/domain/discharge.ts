import type { Bilingual } from './bilingual.ts'

/** Ways of leaving (离院方式, dscg_way of the national settlement interface), by their codes. */
const DISCHARGE_NAMES: Readonly<Record<string, Bilingual>> = {
  '1': { zh: '医嘱离院', en: 'Discharged home' },
  '2': { zh: '医嘱转院', en: 'Transferred' },
  '3': { zh: '医嘱转社区', en: 'To community care' },
  '4': { zh: '非医嘱离院', en: 'Left against advice' },
  '5': { zh: '死亡', en: 'Died' },
  '9': { zh: '其他', en: 'Other' },
}

/** The name of a way of leaving; null for a code outside the table. */
export function dischargeName(code: string): Bilingual | null {
  return DISCHARGE_NAMES[code] ?? null
}
