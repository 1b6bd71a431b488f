import type { Entries } from './entry.ts'

export const settlementPlan = {
  'settle.tab.plan': { zh: '预结算与清算', en: 'Advances and clearing' },

  'settle.plan.headline.owed': {
    zh: '{year} 年 {n} 例：清算应付 {due} {unit}，已拨付 {paid}，医保还应补付 {balance}',
    en: '{year}, {n} {n|case|cases}: {due} {unit} due, {paid} paid out; the insurer still owes {balance}',
  },
  'settle.plan.headline.return': {
    zh: '{year} 年 {n} 例：清算应付 {due} {unit}，已拨付 {paid}，应退回医保 {balance}',
    en: '{year}, {n} {n|case|cases}: {due} {unit} due, {paid} paid out; {balance} is to be returned',
  },
  'settle.plan.headline.even': {
    zh: '{year} 年 {n} 例：清算应付 {due} {unit}，已拨付 {paid}，两清',
    en: '{year}, {n} {n|case|cases}: {due} {unit} due, {paid} paid out; nothing is left to clear',
  },
  'settle.plan.headline.drift': {
    zh: '；其中费率变动影响 {drift}',
    en: '; the drift of the rate makes {drift} of it',
  },
  'settle.plan.year': { zh: '{year} 年', en: '{year}' },
  'settle.plan.chooseYear': { zh: '清算年度', en: 'Year' },
  'settle.plan.editYear': { zh: '填写年度参数…', en: 'Terms of the year…' },
  'settle.plan.kept': {
    zh: '已按填写的参数计算；点一行可填写该月',
    en: 'Worked out with what was typed; click a row to type its month',
  },
  'settle.plan.untyped': {
    zh: '还没有填写：按全额预拨、各月费率、无考核与保证金计算；点一行可填写该月',
    en: 'Nothing typed yet: all advanced, the months’ own rates, no assessment or deposit; click a row to type its month',
  },
  'settle.plan.clearing': { zh: '年终清算', en: 'Year-end clearing' },
  'settle.plan.assessment': { zh: '考核', en: 'assessment' },
  'settle.plan.deposit': { zh: '质量保证金', en: 'quality deposit' },
  'settle.plan.balance': { zh: '应补付（负数为应退回）', en: 'to be paid (negative: to be returned)' },
  'settle.plan.formula': {
    zh: '月预结 =（总权重 × 月费率 + 不随费率部分 − 患者支付）× 预拨比例 − 审核扣款；清算应付按清算费率重算，不再乘预拨比例',
    en: 'Advance = (weight × rate + fixed part − patients’ payments) × advance ratio − deductions; what is due uses the final rate and no advance ratio',
  },
  'settle.plan.chart': {
    zh: '各月清算应付与已拨付之差，最大的是 {month}：{amount} {unit}',
    en: 'Due less paid out by month; the largest is {month}: {amount} {unit}',
  },
  'settle.plan.chartNote': {
    zh: '向右为医保还应补付，向左为应退回；未含考核与保证金',
    en: 'Right: still owed by the insurer; left: to be returned. Without assessment and deposit',
  },
  'settle.plan.rows': { zh: '月份 × 险种', en: 'Month × insurance' },
  'settle.plan.export': { zh: '导出清算表', en: 'Export workbook' },

  'settle.plan.month': { zh: '出院月份', en: 'Discharged' },
  'settle.plan.insurance': { zh: '险种', en: 'Insurance' },
  'settle.plan.weight': { zh: '权重或点数', en: 'Weight or points' },
  'settle.plan.rate': { zh: '月费率或点值', en: 'Rate or point value' },
  'settle.plan.finalRate': { zh: '清算费率或点值', en: 'Final rate' },
  'settle.plan.floating': { zh: '随费率部分', en: 'Floating' },
  'settle.plan.fixed': { zh: '不随费率部分', en: 'Fixed' },
  'settle.plan.patientPaid': { zh: '患者支付', en: 'Patients paid' },
  'settle.plan.advanceRatio': { zh: '预拨比例', en: 'Advance ratio' },
  'settle.plan.deductions': { zh: '审核扣款', en: 'Deductions' },
  'settle.plan.advance': { zh: '月预结', en: 'Advance' },
  'settle.plan.paid': { zh: '已拨付', en: 'Paid out' },
  'settle.plan.floatingAtFinal': { zh: '随费率部分（清算）', en: 'Floating at final rate' },
  'settle.plan.drift': { zh: '费率变动影响', en: 'Drift of the rate' },
  'settle.plan.advanceAtFinal': { zh: '预结按清算费率', en: 'Advance at final rate' },
  'settle.plan.due': { zh: '清算应付', en: 'Due' },
  'settle.plan.open': { zh: '应付 − 已拨付', en: 'Due − paid out' },

  'settle.plan.typed': { zh: '手工填写', en: 'Typed' },
  'settle.plan.asBook': { zh: '清空则按数据库', en: 'Empty: as the book has it' },
  'settle.plan.unpriced': {
    zh: '其中 {n} 例没有支付标准，不在金额内',
    en: '{n} of them have no standard and are in no amount',
  },
  'settle.plan.patientPartly': {
    zh: '{n} 例中只有 {known} 例有个人负担，其余按 0；可以手工填写',
    en: 'Known for {known} of {n} cases, the others count as 0; it can be typed',
  },
  'settle.plan.noRate': {
    zh: '这个月的支付政策没有费率或点值（如按价格表支付），金额不随费率变动；如有，请填写',
    en: 'The rules of this month have no rate or point value (a price table, for one): nothing floats. Type one if there is one',
  },
  'settle.plan.monthTitle': { zh: '{month} {insurance}：医保通知的数', en: '{month} {insurance}: as the insurer says' },
  'settle.plan.monthWhat': {
    zh: '留空的按数据库计算。填写的数随数据库保存，可撤销。',
    en: 'What is left empty is worked out from the book. What you type is kept with the book and can be undone.',
  },
  'settle.plan.reset': { zh: '清除填写', en: 'Clear what was typed' },
  'settle.plan.yearTitle': { zh: '{year} 年清算参数', en: 'Terms of {year}' },
  'settle.plan.advanceRatioYear': {
    zh: '预拨比例（未单独填写的月份）',
    en: 'Advance ratio (of months without their own)',
  },
  'settle.plan.depositRatio': { zh: '质量保证金比例', en: 'Quality deposit' },
  'settle.plan.depositHigh': {
    zh: '质量保证金一般不超过 5%，请核对',
    en: 'A quality deposit is usually at most 5%: please check',
  },
  'settle.plan.depositReturned': { zh: '返还保证金', en: 'Deposit returned' },
  'settle.plan.assessmentWhat': { zh: '考核奖励（扣减填负数）', en: 'Assessment (a deduction is negative)' },
  'settle.plan.coefficient': { zh: '考核系数', en: 'Assessment coefficient' },
  'settle.plan.finalRateMonthly': { zh: '同各月', en: 'As the months' },
  'settle.plan.finalRateFrom': {
    zh: '或由全市数据推算：清算费率（点值）= 基金 ÷ 基金支付占比 ÷ 全市总权重（总点数）',
    en: 'Or from the region’s figures: final rate = fund ÷ share paid by the fund ÷ total weight or points',
  },
  'settle.plan.fund': { zh: '全市可付基金', en: 'Fund of the region' },
  'settle.plan.fundShare': { zh: '基金支付占比', en: 'Share paid by the fund' },
  'settle.plan.regionTotal': { zh: '全市总权重（总点数）', en: 'Total weight or points' },
  'settle.plan.fundRatio': { zh: '基金支付比例（代替患者支付）', en: 'Fund’s share (instead of patients’ payments)' },
  'settle.plan.fundRatioNone': { zh: '按患者支付扣减', en: 'Patients’ payments' },
  'settle.plan.empty': { zh: '还没有已结算的病例', en: 'No settled cases yet' },
  'settle.plan.emptyTeach': {
    zh: '在“数据”页导入病案、加入支付政策并重新计算后，这里按月列出预结算，并按年清算。',
    en: 'Import cases, add a payment policy and recompute on the Data page: advances by month and the year’s clearing are shown here.',
  },
} as const satisfies Entries
