import type { Entries } from './entry.ts'

export const surplus = {
  'surplus.by': { zh: '按', en: 'By' },
  'surplus.by.drg': { zh: '病组', en: 'Group' },
  'surplus.by.adrg': { zh: 'ADRG', en: 'ADRG' },
  'surplus.by.mdc': { zh: 'MDC', en: 'MDC' },
  'surplus.by.team': { zh: '医疗组', en: 'Team' },
  'surplus.by.physician': { zh: '医师', en: 'Physician' },
  'surplus.by.month': { zh: '月份', en: 'Month' },
  'surplus.by.insurance': { zh: '医保类型', en: 'Insurance' },

  'surplus.headline': {
    zh: '{n} 例，{basis} {amount} {unit}；{losing} 项亏损、{earning} 项结余',
    en: '{n} {n|case|cases}, surplus {amount} {unit} ({basis}); {losing} losing, {earning} earning',
  },
  'surplus.headlineUnknown': {
    zh: '{n} 例，无法计算{basis}',
    en: '{n} {n|case|cases}; the surplus ({basis}) cannot be computed',
  },
  'surplus.chart': {
    zh: '亏损合计 {lost} {unit}，结余合计 {earned} {unit}',
    en: 'Losses {lost} {unit}, surpluses {earned} {unit}',
  },
  'surplus.chartShown': {
    zh: '图中为差额最大的 {shown} 项，共 {n} 项',
    en: 'The chart shows the {shown} largest of {n}',
  },
  'surplus.basisFull': { zh: '口径：{basis}', en: 'Basis: {basis}' },
  'surplus.rounding': { zh: '舍入说明', en: 'Rounding' },
  'surplus.roundingBoth': {
    zh: '精确合计 {exact} 元；逐例四舍五入后合计 {paid} 元',
    en: 'Exact total {exact} yuan; total of payments rounded case by case {paid} yuan',
  },
  'surplus.empty': { zh: '没有可以汇总的病例', en: 'No cases to sum up' },
  'surplus.emptyTeach': {
    zh: '换一个期间或去掉筛选；如果还没有数据，请先导入病例并加入分组方案和支付政策。',
    en: 'Choose another period or clear the filters; if there is no data yet, import cases and add a grouping scheme and a payment policy.',
  },
  'surplus.column.cases': { zh: '病例', en: 'Cases' },
  'surplus.openCases': { zh: '看病例', en: 'See cases' },

  'figure.n': { zh: '例数', en: 'Cases' },
  'figure.rw': { zh: '总权重', en: 'Total weight' },
  'figure.cmi': { zh: 'CMI', en: 'CMI' },
  'figure.charge': { zh: '总费用', en: 'Charges' },
  'figure.cost': { zh: '成本', en: 'Cost' },
  'figure.payment': { zh: '结算金额', en: 'Payment' },
  'figure.surplus': { zh: '盈亏', en: 'Surplus' },
  'figure.surplusRate': { zh: '盈亏率', en: 'Surplus rate' },
  'figure.surplusPerCase': { zh: '例均盈亏', en: 'Surplus per case' },
  'figure.chargePerCase': { zh: '例均费用', en: 'Charge per case' },
  'figure.meanLos': { zh: '平均住院日', en: 'Mean stay' },
  'figure.drugShare': { zh: '药占比', en: 'Drug share' },
  'figure.consumableShare': { zh: '耗占比', en: 'Consumable share' },
  'figure.low': { zh: '低倍率例数', en: 'Low outliers' },
  'figure.high': { zh: '高倍率例数', en: 'High outliers' },
  'figure.basisOf': { zh: '{label}·{basis}', en: '{label}, {basis}' },
} as const satisfies Entries
