import type { MonthPoint, MonthSeries } from '#renderer/charts/month-chart.tsx'
import type { Period } from '#shared/domain/period.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatYuan, type MoneyUnit, moneyPlain } from '#shared/format/money.ts'

/** One month of the combined chart from exact yuan texts. */
export function monthPoint(month: Period, yuanOf: (series: MonthSeries) => string | null, unit: MoneyUnit): MonthPoint {
  const draw = (series: MonthSeries): number | null => {
    const yuan = yuanOf(series)
    return yuan === null ? null : Number(moneyPlain(yuan, unit))
  }
  const text = (series: MonthSeries): string => {
    const yuan = yuanOf(series)
    return yuan === null ? MISSING : formatYuan(yuan, unit)
  }
  return {
    month,
    payment: draw('payment'),
    charge: draw('charge'),
    cost: draw('cost'),
    surplus: draw('surplus'),
    texts: { payment: text('payment'), charge: text('charge'), cost: text('cost'), surplus: text('surplus') },
  }
}
