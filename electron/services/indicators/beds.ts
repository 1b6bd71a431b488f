import type { FurtherSums } from '#engine/analysis/further-sums.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Period, periodsBetween } from '#shared/domain/period.ts'
import type { ReadableDb } from '#store/database.ts'
import { bedDrivers } from '#store/further-sums.ts'

/** Beds of one month: open bed-days, and occupied ones where hospital statistics were imported. */
export interface BedMonth {
  readonly open: number
  readonly occupied: number | null
}

/** Names hospital statistics use: 实际开放床日 (or 开放床位, times the days of the month), 实际占用床日. */
const OPEN_DAYS = /开放.*床日|open.*bed.?days/i
const OPEN_BEDS = /开放.*床|open.*beds?/i
const OCCUPIED_DAYS = /占用.*床日|occupied.*bed.?days/i

const daysOfMonth = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()

/** Months whose drivers tell of open beds. Bed-days, where they are given, hold over a number of beds. */
export function bedMonths(db: ReadableDb): ReadonlyMap<string, BedMonth> {
  const found = new Map<string, BedMonth>()
  for (const [month, rows] of Map.groupBy(bedDrivers(db), ({ period }) => period)) {
    const sum = (name: RegExp): number | null => {
      const named = rows.filter(({ driver }) => name.test(driver))
      return named.length === 0 ? null : named.reduce((total, { quantity }) => total + Number(quantity), 0)
    }
    const beds = sum(OPEN_BEDS)
    const open = sum(OPEN_DAYS) ?? (beds === null ? null : beds * daysOfMonth(month))
    if (open !== null) found.set(month, { open, occupied: sum(OCCUPIED_DAYS) })
  }
  return found
}

type Beds = NonNullable<FurtherSums['beds']>

/**
 * Beds over a span; every month of it must tell its open beds. Where nobody counted the occupied bed-days, those of the discharged
 * patients stand in (出院者占用总床日), as hospital statistics themselves do.
 */
export function bedsOver(
  beds: ReadonlyMap<string, BedMonth>,
  from: Period | null,
  to: Period | null,
  cases: { readonly n: number; readonly bedDays: number },
): { readonly beds: Beds } | { readonly reason: Bilingual } {
  if (beds.size === 0 || from === null || to === null) return { reason: NO_BEDS }
  const months = periodsBetween(from, to)
  const missing = months.filter((month) => !beds.has(month))
  if (missing.length > 0) return { reason: missingMonths(missing) }
  const known = months.map((month) => beds.get(month)!)
  const counted = known.every(({ occupied }) => occupied !== null)
  return {
    beds: {
      occupied: counted ? known.reduce((sum, { occupied }) => sum + (occupied ?? 0), 0) : cases.bedDays,
      open: known.reduce((sum, { open }) => sum + open, 0),
      days: months.reduce((sum, month) => sum + daysOfMonth(month), 0),
      discharges: cases.n,
    },
  }
}

const NO_BEDS: Bilingual = {
  zh: '没有开放床位：请在“数据”页导入含“实际开放床日”或“开放床位”的成本动因表',
  en: 'no open beds are known: import a table of cost drivers with 实际开放床日 or 开放床位 on the Data page',
}

export const BEDS_OF_WHOLE: Bilingual = {
  zh: '床位只有全科的数，请取消医疗组、病组等筛选',
  en: 'beds are known for the whole department only: remove the filters by team, group and so on',
}

const missingMonths = (months: readonly string[]): Bilingual => ({
  zh: `${months.slice(0, 3).join('、')}${months.length > 3 ? ` 等 ${months.length} 个月` : ''} 没有开放床位`,
  en: `no open beds are known for ${months.slice(0, 3).join(', ')}${months.length > 3 ? ` and ${months.length - 3} more months` : ''}`,
})
