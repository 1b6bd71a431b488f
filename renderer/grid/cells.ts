import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatYuan, type MoneyUnit } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import type { Cell } from './column.ts'

function missing(reason: string | undefined): Cell {
  return reason === undefined ? { text: MISSING } : { text: MISSING, title: reason }
}

export function textCell(text: string | null, reason?: string): Cell {
  return text === null ? missing(reason) : { text }
}

export function countCell(value: number | null, reason?: string): Cell {
  return value === null ? missing(reason) : { text: formatCount(value), negative: value < 0 }
}

export function yuanCell(yuan: string | null, unit: MoneyUnit, reason?: string): Cell {
  return yuan === null ? missing(reason) : { text: formatYuan(yuan, unit), negative: yuan.startsWith('-') }
}

export function fenCell(amount: Fen | null, unit: MoneyUnit, reason?: string): Cell {
  return yuanCell(amount === null ? null : fenToYuan(amount), unit, reason)
}

export function percentCell(ratio: string | null, reason?: string): Cell {
  return ratio === null ? missing(reason) : { text: formatPercent(ratio), negative: ratio.startsWith('-') }
}

export function decimalCell(value: string | null, places: number, reason?: string): Cell {
  return value === null ? missing(reason) : { text: formatDecimal(value, places), negative: value.startsWith('-') }
}
