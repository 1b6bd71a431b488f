import { consumptionOf, type GroupUse } from '#engine/analysis/consumption.ts'
import type { FurtherSum, FurtherSums } from '#engine/analysis/further-sums.ts'
import type { TaggedCases } from '#shared/contract/costing.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { FurtherRow, GroupMonth } from '#store/further-sums.ts'
import { costTags } from '../costing/tags.ts'
import { boundsOf } from '../overview.ts'
import { type Reading, remembered } from '../steady-reading.ts'
import { type Baselines, baselinesFor } from './baselines.ts'
import { BEDS_OF_WHOLE, type BedMonth, bedMonths, bedsOver } from './beds.ts'
import { type LowRiskGroups, lowRiskGroups } from './low-risk.ts'
import { anyMonth, monthSums, type SpanSums, spanOf } from './month-sums.ts'

/** Days after which a return counts no more: what the front page asks for. */
export const READMISSION_DAYS = 31

/** What lies beside the cases: the same for every span of a question. */
export interface Surroundings {
  readonly baselines: Baselines | null
  readonly lowRisk: LowRiskGroups | null
  readonly beds: ReadonlyMap<string, BedMonth>
  /** Only months narrow the slice: beds are those of the whole department. */
  readonly whole: boolean
}

/** @param from start of the span that a department without benchmarks measures against the year before */
export function surroundings(
  reading: Reading,
  slice: Slice,
  from: Period | null,
  to: Period | null,
): Promise<Surroundings> {
  const whole = Object.values(anyMonth(slice)).every((value) => value === undefined)
  return remembered(reading, JSON.stringify(['beside', whole, from, to]), async () => ({
    baselines: await baselinesFor(reading, from, to),
    lowRisk: lowRiskGroups(reading.db),
    beds: bedMonths(reading.db),
    whole,
  }))
}

/** Everything indicators ask for beyond the totals, over a span of months; what is not there says why. */
export function furtherSums(
  { totals, further: row, groups }: SpanSums,
  beside: Surroundings,
  from: Period | null,
  to: Period | null,
  basis: ComputedBasis,
): FurtherSums {
  if (row === null) return { groups: 0, reasons: Object.fromEntries(LOOKED_UP.map((sum) => [sum, NO_CASES])) }
  const beds = beside.whole ? bedsOver(beside.beds, from, to, totals) : { reason: BEDS_OF_WHOLE }
  const noOperation = row.operated === 0 ? NO_OPERATIONS : null
  const { baselines, lowRisk } = beside
  return {
    groups: groups.length,
    categories: categoriesOf(row),
    losing: { basis, cases: basis === 'B1' ? row.losingB1 : row.losingB3 },
    ...(baselines === null
      ? {}
      : { consumption: consumptionOf(groups.map(asUse), baselines.groups, baselines.source) }),
    ...(row.nSelfPay === 0
      ? {}
      : { selfPay: { amount: fen(row.selfPay), charge: fen(row.selfPayCharge), n: row.nSelfPay } }),
    ...(row.nWithPreop === 0 ? {} : { preoperative: { days: row.preopDays, n: row.nWithPreop } }),
    ...('beds' in beds ? { beds: beds.beds } : {}),
    ...(row.nReturnKnown === 0
      ? {}
      : { readmissions: { window: READMISSION_DAYS, n: row.nReturnKnown, readmitted: row.readmitted } }),
    ...(lowRisk === null ? {} : { lowRisk: lowRiskSums(lowRisk, groups) }),
    ...(row.nComplicationKnown === 0
      ? {}
      : { complications: { n: row.nComplicationKnown, complicated: row.complicated } }),
    ...(row.nDayKnown === 0 ? {} : { daySurgery: { n: row.nDayKnown, day: row.daySurgery } }),
    reasons: {
      consumption: NO_BASELINE,
      selfPay: NO_SELF_PAY,
      preoperative: NO_OPERATION_DATES,
      beds: 'reason' in beds ? beds.reason : NO_CASES,
      readmissions: NO_RETURNS,
      lowRisk: NO_RISK_TABLE,
      complications: noOperation ?? NO_COMPLICATION_FLAGS,
      daySurgery: noOperation ?? NO_DAY_FLAGS,
    },
  }
}

const LOOKED_UP: readonly FurtherSum[] = [
  'consumption',
  'categories',
  'selfPay',
  'losing',
  'preoperative',
  'beds',
  'readmissions',
  'lowRisk',
  'complications',
  'daySurgery',
]

const asUse = ({ drg, n, charge, bedDays, nWithLos }: GroupMonth): GroupUse => ({
  key: drg,
  n,
  charge: fen(charge),
  bedDays,
  nWithLos,
})

function lowRiskSums({ groups: low, source }: LowRiskGroups, groups: readonly GroupMonth[]) {
  const rows = groups.filter(({ drg }) => low.has(drg))
  return {
    n: rows.reduce((sum, { n }) => sum + n, 0),
    deaths: rows.reduce((sum, { deaths }) => sum + deaths, 0),
    source,
  }
}

/** How the costs of a slice were found, read once. */
export const sliceTags = (reading: Reading, slice: Slice): Promise<readonly TaggedCases[]> =>
  remembered(reading, JSON.stringify(['tags', slice]), async () => costTags(reading.db, slice))

/** A slice with all it takes to form any indicator. */
export async function sliceFigures(reading: Reading, slice: Slice, basis: ComputedBasis) {
  const { from, to } = boundsOf(reading.db, slice)
  const sums = spanOf(await monthSums(reading, slice), slice.from ?? null, slice.to ?? null)
  const beside = await surroundings(reading, slice, from, to)
  return { totals: sums.totals, further: furtherSums(sums, beside, from, to, basis) }
}

function categoriesOf(row: FurtherRow): Readonly<Record<FeeCategory, Fen>> {
  return Object.fromEntries(FEE_CATEGORIES.map((code) => [code, fen(row[`category_${code}`])])) as Record<
    FeeCategory,
    Fen
  >
}

const reason = (zh: string, en: string): Bilingual => ({ zh, en })
const NO_CASES = reason('没有病例', 'no cases')
const NO_BASELINE = reason(
  '没有导入标杆，本期之前也没有病例可作基准',
  'no benchmark was imported, and there are no cases before the span to measure against',
)
const NO_SELF_PAY = reason('费用明细没有自付比例', 'no charge line states its self-pay ratio')
const NO_OPERATION_DATES = reason('没有手术日期已知的病例', 'no case with a date of operation')
const NO_OPERATIONS = reason('没有手术病例', 'no case was operated on')
const NO_RETURNS = reason(
  '没有再入院标记，也没有可按患者编号追踪满 31 天的病例',
  'readmission is not flagged, and no patient can be followed for 31 days',
)
const NO_RISK_TABLE = reason(
  '没有低风险组等级表：请导入指标目标表（对象填病组，指标填“风险等级”，目标填 1–4）',
  'no risk table: import targets whose scope is a group, indicator 风险等级 and target 1 to 4',
)
const NO_COMPLICATION_FLAGS = reason(
  '手术病例没有并发症标记，也没有入院病情',
  'the operated cases have neither a complication flag nor conditions on admission',
)
const NO_DAY_FLAGS = reason('手术病例没有日间手术标记', 'the operated cases have no day-surgery flag')
