import type { Bilingual } from '#shared/domain/bilingual.ts'

/** How a cell is meant. `code`: a number in its place may have lost zeros and is refused. */
export type CellKind = 'text' | 'code' | 'number' | 'whole' | 'month' | 'list' | 'yes'

export interface Column {
  /** Heading in the workbook. */
  readonly name: string
  /** Key in `payment-policy/1`. */
  readonly key: string
  readonly kind: CellKind
}

const column = (name: string, kind: CellKind, key = name): Column => ({ name, key, kind })

/** Sheets with one row for each entry of a list of the policy. */
export const TABLES = {
  groups: [
    column('drg', 'code'),
    column('name', 'text'),
    column('rw', 'number'),
    column('coefficient', 'number'),
    column('mean_charge', 'number', 'meanCharge'),
    column('quality_reduction', 'number', 'qualityReduction'),
  ],
  base_rates: [
    column('insurance', 'text'),
    column('from', 'month'),
    column('rate', 'number'),
    column('budget', 'number'),
    column('weight', 'number'),
  ],
  prices: [column('drg', 'code'), column('insurance', 'text'), column('price', 'number')],
  high_bands: [column('rw_below', 'number', 'rwBelow'), column('above', 'number')],
  add_ons: [
    column('code', 'code'),
    column('name', 'text'),
    column('items', 'list'),
    column('names', 'list'),
    column('categories', 'list'),
    column('negotiated', 'yes'),
    column('settle', 'text'),
    column('amount', 'number'),
    column('ratio', 'number'),
    column('cap', 'number'),
  ],
  per_diem: [
    column('drg', 'code'),
    column('insurance', 'text'),
    column('up_to_day', 'whole', 'upToDay'),
    column('rate', 'number'),
  ],
  long_stay_bands: [column('up_to_day', 'whole', 'upToDay'), column('rate', 'number')],
  final_rates: [
    column('insurance', 'text'),
    column('rate', 'number'),
    column('budget', 'number'),
    column('weight', 'number'),
  ],
} as const satisfies Readonly<Record<string, readonly Column[]>>
export type TableName = keyof typeof TABLES

/** The sheet with one row for each single value, and the one that tells a person what they mean. */
export const KEY_SHEET = 'policy'

export interface Key {
  /** Path in `payment-policy/1`. */
  readonly key: string
  readonly kind: CellKind
  readonly note: Bilingual
  /** A blank cell is null, or an empty text; without it the key is left out. */
  readonly blank?: null | ''
}

const key = (path: string, kind: CellKind, zh: string, en: string): Key => ({ key: path, kind, note: { zh, en } })

/** The single values in the order they are written. */
export const KEYS: readonly Key[] = [
  key('format', 'text', '格式，固定为 payment-policy/1', 'format, always payment-policy/1'),
  key('kind', 'text', '固定为 DRG', 'always DRG'),
  key('code', 'code', '代号', 'short name'),
  key('name.zh', 'text', '中文名称', 'name in Chinese'),
  key('name.en', 'text', '英文名称', 'name in English'),
  { ...key('region', 'text', '统筹区', 'region'), blank: '' },
  key('year', 'whole', '年度', 'year'),
  key('status', 'text', 'official 正式，reference 参考，demonstration 演示', 'official, reference or demonstration'),
  key('source', 'text', '文号或来源', 'document number or other origin'),
  key('validFrom', 'month', '执行的第一个月，如 2026-01', 'first month, like 2026-01'),
  {
    ...key('validTo', 'month', '最后一个月（含）；留空为未定', 'last month, included; blank: no end set'),
    blank: null,
  },
  {
    ...key(
      'scheme',
      'code',
      '所属分组方案代号；留空为随数据而来的病组',
      'scheme of its groups; blank: groups of the data',
    ),
    blank: null,
  },
  key('pricing.mode', 'text', 'weight 按权重费率，direct 按价格表', 'weight, or direct for a price table'),
  key(
    'pricing.defaultInsurance',
    'text',
    '未列险种按哪一险种的费率；留空为不定价',
    'whose rate others take; blank: none',
  ),
  key('pricing.hospitalCoefficient', 'number', '机构系数', 'hospital coefficient'),
  key(
    'outliers.ratioBase',
    'text',
    '倍率基准：standard 或 groupMean；不设高低倍率则整组留空',
    'standard or groupMean; blank: no outliers',
  ),
  key('outliers.low.below', 'number', '低倍率界限', 'low cut'),
  key('outliers.low.settle', 'text', '低倍率结算方式', 'how low outliers are paid'),
  key('outliers.low.ratio', 'number', '低倍率结算比例', 'share where the formula needs one'),
  key(
    'outliers.high.settle',
    'text',
    '高倍率结算方式（界限见 high_bands）',
    'how high outliers are paid (cuts: high_bands)',
  ),
  key('outliers.high.ratio', 'number', '高倍率结算比例', 'share where the formula needs one'),
  key('outliers.averageCharge', 'number', '全市次均费用', 'mean charge of the region'),
  key('outliers.controlCoefficient', 'number', '控费系数', 'control coefficient'),
  key('outliers.levelCoefficient', 'number', '等级系数', 'level coefficient'),
  key('ungrouped.settle', 'text', '未入组结算方式', 'how ungrouped cases are paid'),
  key('ungrouped.ratio', 'number', '未入组结算比例', 'share where the formula needs one'),
  key('ambiguous.settle', 'text', '歧义病案结算方式', 'how ambiguous cases are paid'),
  key('ambiguous.ratio', 'number', '歧义病案结算比例', 'share where the formula needs one'),
  key(
    'exemptInsurances',
    'list',
    '不按病组结算的险种，以 | 分隔',
    'insurance types outside payment by group, parted by |',
  ),
  key('longStay.overDays', 'whole', '超过多少天为超长住院', 'stays of more days leave payment by group'),
  key('longStay.settle', 'text', '超长住院结算方式', 'how long stays are paid'),
  key('longStay.ratio', 'number', '超长住院结算比例', 'share where the formula needs one'),
  key('quality.retention', 'number', '质量保证金比例', 'share withheld until the assessment'),
  key('quality.coefficient', 'number', '考核系数', 'assessment coefficient'),
  key('quality.perPoint', 'number', '质量指标每百分点奖惩比例', 'share of the standards for each point of quality'),
  key('review.quota', 'number', '特病单议申请比例', 'share of discharges that may be put up for review'),
  key('review.ratioAbove', 'number', '特病单议：倍率高于', 'review: ratio above'),
  key('review.daysAbove', 'whole', '特病单议：住院天数超过', 'review: days above'),
  key('review.icuHoursAbove', 'whole', '特病单议：重症监护小时超过', 'review: hours in intensive care above'),
  key(
    'review.lossAbove',
    'number',
    '特病单议：费用超出结算金额高于（元）',
    'review: yuan charged beyond the payment above',
  ),
  key('yearEnd.advanceRatio', 'number', '预拨比例', 'share advanced each month'),
  key('patientShare.mode', 'text', 'from-case 按病例记录，ratio 按比例', 'from-case, or ratio'),
  key('patientShare.fundRatio', 'number', '基金支付比例', 'share the fund pays'),
]

/** Parts of a list in one cell. */
export const LIST_MARK = '|'

/** Where a part of the policy stands in the workbook. */
export interface CellPlace {
  readonly sheet: string
  /** As Excel counts; null: the whole sheet. */
  readonly row: number | null
  readonly column: string | null
}
