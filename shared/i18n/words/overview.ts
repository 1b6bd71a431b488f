import type { Entries } from './entry.ts'

export const overview = {
  'overview.figures': { zh: '指标', en: 'Figures' },
  'overview.more': { zh: '更多指标（{n}）', en: 'More figures ({n})' },
  'overview.fewer': { zh: '收起', en: 'Fewer' },
  'overview.versus': { zh: '对比 {from} 至 {to}', en: 'Compared with {from} to {to}' },
  'overview.versusOne': { zh: '对比 {from}', en: 'Compared with {from}' },
  'overview.noChange': { zh: '对比期没有可比的数', en: 'Nothing comparable in the compare period' },
  'overview.losing': {
    zh: '亏得最多的 {n} 个病组合计 {amount} {unit}',
    en: 'The {n} largest {n|loss adds|losses add} up to {amount} {unit}',
  },
  'overview.losingNone': { zh: '本期没有亏损的病组', en: 'No group lost money in this period' },
  'overview.earning': {
    zh: '结余最多的 {n} 个病组合计 {amount} {unit}',
    en: 'The {n} largest {n|surplus adds|surpluses add} up to {amount} {unit}',
  },
  'overview.earningNone': { zh: '本期没有结余的病组', en: 'No group earned a surplus in this period' },
  'overview.trendMixed': {
    zh: '{months} 个月中 {negative} 个月为负，最低 {worst}（{amount} {unit}）',
    en: 'Below zero in {negative} of {months} months; lowest {worst} ({amount} {unit})',
  },
  'overview.trendPositive': {
    zh: '{months} 个月全部为正，最低 {worst}（{amount} {unit}）',
    en: 'Above zero in all {months} {months|month|months}; lowest {worst} ({amount} {unit})',
  },
  'overview.trendUnknown': { zh: '各月支付、费用与成本', en: 'Payment, charges and cost by month' },
  'overview.alerts': { zh: '需要看一眼', en: 'Worth a look' },
  'overview.noAlerts': { zh: '没有需要提醒的情况', en: 'Nothing to report' },
  'overview.severity.info': { zh: '提示', en: 'Note' },
  'overview.severity.warning': { zh: '注意', en: 'Attention' },
  'overview.severity.critical': { zh: '重要', en: 'Important' },
  'overview.empty': { zh: '这里会先说结论', en: 'The answer comes first here' },
  'overview.emptyTeach': {
    zh: '导入病例首页或结算清单（CSV、XLSX）后，这里用一句话告诉您本期例数、结余和亏在哪里，下面是指标、病组和趋势。',
    en: 'Once cases are imported (CSV or XLSX), one sentence tells you the volume, the surplus and where it was lost; figures, groups and the trend follow.',
  },
  'overview.toSurplus': { zh: '全部病组', en: 'All groups' },
} as const satisfies Entries
