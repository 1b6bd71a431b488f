import type { CaseMeasure, PoolConfig } from '#shared/contract/costing-config.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { CaseForCosting } from '#store/costing-cases.ts'

/** Thousandths of a unit, or fen: whatever whole number a pool counts in. */
type CaseQuantity = (from: CaseForCosting) => number | null

const thousandths = (units: number | null): number | null => (units === null ? null : Math.round(units * 1000))

const QUANTITY: Readonly<Record<CaseMeasure, CaseQuantity>> = {
  discharges: () => 1000,
  'bed-days': ({ los }) => thousandths(los),
  operations: ({ opMinutes }) => (opMinutes === null || opMinutes === 0 ? 0 : 1000),
  'operation-minutes': ({ opMinutes }) => thousandths(opMinutes),
  'anaesthesia-minutes': ({ anaesthesiaMinutes }) => thousandths(anaesthesiaMinutes),
  'icu-hours': ({ icuHours }) => thousandths(icuHours),
  'ventilator-hours': ({ ventHours }) => thousandths(ventHours),
}

/** What a case used, thousandths; null where its record does not tell. A stay without operation or intensive care is told as blank. */
export const caseQuantity = (by: CaseMeasure, from: CaseForCosting): number | null => QUANTITY[by](from)

const UNITS = {
  discharges: { zh: '出院人次', en: 'discharge' },
  'bed-days': { zh: '床日', en: 'bed-day' },
  operations: { zh: '手术台次', en: 'operation' },
  'operation-minutes': { zh: '手术分钟', en: 'theatre minute' },
  'anaesthesia-minutes': { zh: '麻醉分钟', en: 'anaesthesia minute' },
  'icu-hours': { zh: '重症小时', en: 'ICU hour' },
  'ventilator-hours': { zh: '呼吸机小时', en: 'ventilator hour' },
  'line-quantity': { zh: '项次', en: 'item' },
  yuan: { zh: '元', en: 'yuan' },
} satisfies Readonly<Record<PoolConfig['measure']['by'] | 'yuan', Bilingual>>

/** Unit of a stored pool. */
export const unitName = (unit: string): Bilingual => UNITS[unit as keyof typeof UNITS] ?? { zh: unit, en: unit }

/** Thousandths as a plain decimal: `12250` is `12.25`. */
export function thousandthsText(quantity: number): string {
  const sign = quantity < 0 ? '-' : ''
  const digits = Math.abs(quantity).toString().padStart(4, '0')
  const places = digits.slice(-3).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -3)}${places === '' ? '' : `.${places}`}`
}

/** Quantity of a stored pool as text: units, or yuan. */
export const quantityText = (unit: string, quantity: number): string =>
  unit === 'yuan' ? fenToYuan(quantity as Parameters<typeof fenToYuan>[0]) : thousandthsText(quantity)
