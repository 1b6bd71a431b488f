import { column, type KindSpec, REQUIRED } from './column.ts'

export const BUDGETS: KindSpec = {
  kind: 'budgets',
  label: { zh: '预算', en: 'Budgets' },
  columns: [
    column('period', 'period', '期间', 'Period', '预算期间 预算月份 预算年度 月份 年月 年度 month year', REQUIRED),
    column(
      'cost_center',
      'text',
      '成本中心',
      'Cost center',
      '预算科室 预算单元 核算单元 核算科室 科室 科室名称 costcentre',
      REQUIRED,
    ),
    column('element', 'text', '预算项目', 'Budget line', '预算科目 成本项目 成本要素 cost_element', REQUIRED),
    column('budget', 'money', '预算额', 'Budget', '预算金额 预算数 预算 批复预算 年度预算 budget_amount', REQUIRED),
  ],
}

export const TARGETS: KindSpec = {
  kind: 'targets',
  label: { zh: '目标', en: 'Targets' },
  columns: [
    column('period', 'period', '期间', 'Period', '考核期间 目标期间 月份 年月 年度 month year', REQUIRED),
    column('scope', 'text', '考核对象', 'For whom', '对象 责任科室 科室 医疗组 病组', REQUIRED),
    column('indicator', 'text', '指标', 'Indicator', '指标名称 考核指标 指标编码 kpi', REQUIRED),
    column('target', 'number', '目标值', 'Target', '目标 指标值 考核值 target_value', REQUIRED),
    column('direction', 'text', '目标方向', 'Direction', '指标方向 方向 指标导向 导向'),
  ],
}
