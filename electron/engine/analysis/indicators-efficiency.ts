import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import { rounded } from '../payment/number-text.ts'
import { ratioOfSums } from './consumption.ts'
import type { FurtherSums } from './further-sums.ts'
import { always, both, countTerm, type Indicator, type Measure, notSupplied, quotient, SOURCES } from './measure.ts'

const NO_BASELINE = both('没有病组基准值', 'no baseline of any group')

/** Range and efficiency: groups, consumption against the region, days before the operation, beds. */
export const EFFICIENCY = {
  groups: {
    label: always('病组数', 'Groups'),
    definition: always('至少有 1 例入组病例的不同病组个数', 'Distinct groups with at least one grouped case'),
    numerator: always('不同病组计数', 'Count of distinct groups'),
    smallNumbers: 'sum',
    unit: 'count',
    direction: 'neutral',
    source: SOURCES.drg,
    measure: ({ nGrouped }, _basis, further) =>
      further.groups === undefined
        ? notSupplied(further, 'groups')
        : { total: countTerm('病组数', 'Groups', further.groups), n: nGrouped },
  },
  'cost-index': {
    label: always('费用消耗指数', 'Cost consumption index'),
    definition: always(
      '各病组例均费用与基准之比按病例数加权平均；1 为基准水平，大于 1 为费用高于基准',
      'Mean charge of each group against its baseline, weighted by cases; 1 is the baseline, above 1 is dearer',
    ),
    numerator: always('Σ 病例数 × 病组例均费用 / 基准例均费用', 'Σ cases × mean charge / baseline mean charge'),
    denominator: always('有基准的病例数', 'cases of groups with a baseline'),
    smallNumbers: 'mean',
    unit: 'index',
    direction: 'down',
    source: SOURCES.drg,
    measure: (_totals, _basis, further) => index(further, 'cost'),
    notes: (_totals, _basis, { consumption }) => indexNotes(consumption, 'cost'),
  },
  'time-index': {
    label: always('时间消耗指数', 'Time consumption index'),
    definition: always(
      '各病组平均住院日与基准之比按病例数加权平均；1 为基准水平，大于 1 为住院时间长于基准',
      'Mean stay of each group against its baseline, weighted by cases; 1 is the baseline, above 1 is longer',
    ),
    numerator: always('Σ 病例数 × 病组平均住院日 / 基准平均住院日', 'Σ cases × mean stay / baseline mean stay'),
    denominator: always('有基准的病例数', 'cases of groups with a baseline'),
    smallNumbers: 'mean',
    unit: 'index',
    direction: 'down',
    source: SOURCES.drg,
    measure: (_totals, _basis, further) => index(further, 'time'),
    notes: (_totals, _basis, { consumption }) => indexNotes(consumption, 'time'),
  },
  'preoperative-stay': {
    label: always('术前住院日', 'Days before the operation'),
    definition: always(
      '从入院日到首次手术日的平均天数；只含两个日期都已知的手术病例，当天手术为 0 天',
      'Mean days from admission to the first operation, over the cases with both dates; the same day is 0',
    ),
    numerator: always('术前住院天数', 'Days before the operation'),
    denominator: always('入院与手术日期已知的病例数', 'cases with both dates'),
    smallNumbers: 'mean',
    unit: 'days',
    direction: 'down',
    source: SOURCES.stay,
    measure: (_totals, _basis, further) => {
      const { preoperative } = further
      if (preoperative === undefined) return notSupplied(further, 'preoperative')
      const { days, n } = preoperative
      return n === 0
        ? { missing: both('没有手术日期已知的病例', 'no case with a date of operation'), n }
        : quotient(
            { ...countTerm('术前住院天数', 'Days before the operation', days), unit: 'days' },
            countTerm('入院与手术日期已知的病例数', 'Cases with both dates', n),
            n,
          )
    },
  },
  'bed-use': {
    label: always('床位使用率', 'Bed occupancy'),
    definition: always(
      '实际占用床日占实际开放床日的比例；有加床时可超过 100%',
      'Occupied bed-days out of open bed-days; above 100% where beds are added',
    ),
    numerator: always('实际占用床日', 'Occupied bed-days'),
    denominator: always('实际开放床日', 'open bed-days'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'neutral',
    source: SOURCES.beds,
    measure: (_totals, _basis, further) =>
      further.beds === undefined
        ? notSupplied(further, 'beds')
        : quotient(
            { ...countTerm('实际占用床日', 'Occupied bed-days', further.beds.occupied), unit: 'days' },
            { ...countTerm('实际开放床日', 'Open bed-days', further.beds.open), unit: 'days' },
            further.beds.discharges,
          ),
  },
  'bed-turnover': {
    label: always('床位周转次数', 'Bed turnover'),
    definition: always(
      '期内出院人数除以平均开放床位数（开放床日 / 日历天数）',
      'Discharges of the span per mean open bed (open bed-days / calendar days)',
    ),
    numerator: always('出院人数', 'Discharges'),
    denominator: always('平均开放床位数', 'mean open beds'),
    smallNumbers: 'mean',
    unit: 'index',
    direction: 'up',
    source: SOURCES.beds,
    measure: (_totals, _basis, further) =>
      further.beds === undefined
        ? notSupplied(further, 'beds')
        : quotient(
            countTerm('出院人数', 'Discharges', further.beds.discharges),
            {
              label: both('平均开放床位数', 'Mean open beds'),
              value: further.beds.days <= 0 ? exact(0) : exact(further.beds.open).div(further.beds.days),
              unit: 'index',
            },
            further.beds.discharges,
          ),
  },
} as const satisfies Record<string, Indicator>

function index(further: FurtherSums, which: 'cost' | 'time'): Measure {
  if (further.consumption === undefined) return notSupplied(further, 'consumption')
  const { weighted, n } = further.consumption[which]
  if (n === 0) return { missing: NO_BASELINE, n }
  return quotient(
    {
      label: both('各病例与基准之比的合计', 'Ratios to the baseline, summed over the cases'),
      value: weighted,
      unit: 'index',
    },
    countTerm('有基准的病例数', 'Cases of groups with a baseline', n),
    n,
  )
}

function indexNotes(consumption: FurtherSums['consumption'], which: 'cost' | 'time'): readonly Bilingual[] {
  if (consumption === undefined) return []
  const { source } = consumption
  const { excluded } = consumption[which]
  const other = ratioOfSums(consumption[which])
  const year =
    source.year === null ? both('年份未注明', 'year not stated') : both(`${source.year} 年`, String(source.year))
  const level = source.level === null ? both('级别未注明', 'level not stated') : both(source.level, source.level)
  return [
    both(`基准：${source.name.zh}（${year.zh}，${level.zh}）`, `Baseline: ${source.name.en} (${year.en}, ${level.en})`),
    ...(other === null
      ? []
      : [
          both(
            `合计比口径（Σ 实际 ÷ Σ 基准）为 ${rounded(other, 4)}，与本口径不同`,
            `As a ratio of sums (Σ actual ÷ Σ baseline) it is ${rounded(other, 4)}, which is another definition`,
          ),
        ]),
    ...(excluded === 0
      ? []
      : [
          both(
            `${excluded} 例所在病组没有基准，未计入`,
            `${excluded} cases are in groups without a baseline and are left out`,
          ),
        ]),
  ]
}
