import type { SliceTotals } from '#shared/domain/slice.ts'
import {
  always,
  both,
  countTerm,
  type Indicator,
  type Measure,
  NO_CASES,
  NO_STAY,
  quotient,
  SOURCES,
  type Term,
} from './measure.ts'

const cases = (n: number) => countTerm('病例数', 'Cases', n)

const shareOfCases =
  (pick: (totals: SliceTotals) => Term) =>
  (totals: SliceTotals): Measure =>
    totals.n === 0 ? { missing: NO_CASES, n: 0 } : quotient(pick(totals), cases(totals.n), totals.n)

/** What was done: cases, grouping, weight, stay, outcome. */
export const ACTIVITY = {
  cases: {
    label: always('病例数', 'Cases'),
    definition: always('范围内的出院病例数', 'Discharges in the slice'),
    numerator: always('病例计数', 'Count of cases'),
    smallNumbers: 'sum',
    unit: 'count',
    direction: 'neutral',
    source: SOURCES.record,
    measure: ({ n }) => ({ total: cases(n), n }),
  },
  'grouped-rate': {
    label: always('入组率', 'Grouping rate'),
    definition: always(
      '分入有效病组的病例占全部病例的比例；歧义病案与未入组病例不算入组',
      'Share of cases that fell into a valid group; ambiguous and ungrouped records do not count as grouped',
    ),
    numerator: always('入组病例数', 'Grouped cases'),
    denominator: always('病例数', 'cases'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'up',
    source: SOURCES.drg,
    measure: shareOfCases(({ nGrouped }) => countTerm('入组病例数', 'Grouped cases', nGrouped)),
  },
  rw: {
    label: always('总权重', 'Total weight'),
    definition: always('有权重病例的相对权重之和', 'Sum of the relative weights of the cases that have one'),
    numerator: always('Σ RW', 'Σ RW'),
    smallNumbers: 'sum',
    unit: 'weight',
    direction: 'neutral',
    source: SOURCES.drg,
    measure: ({ rw, nWeighted, n }) =>
      n > 0 && nWeighted === 0
        ? { missing: both('没有病例有权重', 'no case has a weight'), n: 0 }
        : { total: { label: both('总权重', 'Total weight'), value: rw, unit: 'weight' }, n: nWeighted },
  },
  cmi: {
    label: always('CMI', 'CMI'),
    definition: always(
      '病例组合指数：每个有权重病例的平均相对权重；未入组病例不在分母中',
      'Case-mix index: mean relative weight of the cases that have one; ungrouped cases are not in the denominator',
    ),
    numerator: always('总权重', 'Total weight'),
    denominator: always('有权重病例数', 'cases with a weight'),
    smallNumbers: 'mean',
    unit: 'weight',
    direction: 'up',
    source: SOURCES.drg,
    measure: ({ rw, nWeighted }) =>
      nWeighted === 0
        ? { missing: both('没有病例有权重', 'no case has a weight'), n: 0 }
        : quotient(
            { label: both('总权重', 'Total weight'), value: rw, unit: 'weight' },
            countTerm('有权重病例数', 'Cases with a weight', nWeighted),
            nWeighted,
          ),
  },
  'mean-los': {
    label: always('平均住院日', 'Mean length of stay'),
    definition: always(
      '出院患者占用总床日除以出院人数；只含住院天数已知的病例',
      'Bed-days of the discharged patients per discharge, over the cases whose stay is known',
    ),
    numerator: always('住院床日', 'Bed-days'),
    denominator: always('住院天数已知的病例数', 'cases whose stay is known'),
    smallNumbers: 'mean',
    unit: 'days',
    direction: 'down',
    source: SOURCES.record,
    measure: ({ bedDays, nWithLos, n }) =>
      nWithLos === 0
        ? { missing: n === 0 ? NO_CASES : NO_STAY, n: 0 }
        : quotient(
            { ...countTerm('住院床日', 'Bed-days', bedDays), unit: 'days' },
            countTerm('住院天数已知的病例数', 'Cases whose stay is known', nWithLos),
            nWithLos,
          ),
  },
  'low-rate': {
    label: always('低倍率占比', 'Low-outlier share'),
    definition: always(
      '费用低于支付政策低倍率界限的病例占全部病例的比例',
      'Share of all cases whose charge lies under the low line of the policy',
    ),
    numerator: always('低倍率病例数', 'Low outliers'),
    denominator: always('病例数', 'cases'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.payment,
    measure: shareOfCases(({ nLow }) => countTerm('低倍率病例数', 'Low outliers', nLow)),
  },
  'high-rate': {
    label: always('高倍率占比', 'High-outlier share'),
    definition: always(
      '费用高于支付政策高倍率界限的病例占全部病例的比例',
      'Share of all cases whose charge lies over the high line of the policy',
    ),
    numerator: always('高倍率病例数', 'High outliers'),
    denominator: always('病例数', 'cases'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.payment,
    measure: shareOfCases(({ nHigh }) => countTerm('高倍率病例数', 'High outliers', nHigh)),
  },
  mortality: {
    label: always('死亡率', 'Mortality'),
    definition: always('离院方式为死亡的病例占全部病例的比例', 'Share of cases that left by death'),
    numerator: always('死亡病例数', 'Deaths'),
    denominator: always('病例数', 'cases'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.record,
    measure: shareOfCases(({ nDeaths }) => countTerm('死亡病例数', 'Deaths', nDeaths)),
  },
} as const satisfies Record<string, Indicator>
