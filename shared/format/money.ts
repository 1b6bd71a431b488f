import { exact } from '#shared/domain/exact.ts'
import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import { displayPlain, roundPlain } from './decimal.ts'

/** 元 or 万元 (ten thousand yuan); both are shown with two decimals. */
export type MoneyUnit = 'yuan' | 'wan'
export const MONEY_UNITS = ['yuan', 'wan'] as const satisfies readonly MoneyUnit[]

/** Plain decimal in the unit: `-12.35`. @param yuan an exact amount in yuan */
export function moneyPlain(yuan: string, unit: MoneyUnit): string {
  return roundPlain(unit === 'wan' ? exact(yuan).div(10000) : yuan, 2)
}

export function formatYuan(yuan: string, unit: MoneyUnit, signed = false): string {
  return displayPlain(moneyPlain(yuan, unit), signed)
}

export function formatFen(amount: Fen, unit: MoneyUnit): string {
  return formatYuan(fenToYuan(amount), unit)
}
