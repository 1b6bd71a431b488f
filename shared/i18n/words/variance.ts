import type { Entries } from './entry.ts'

export const variance = {
  'nav.variance': { zh: '差异分析', en: 'Variance' },

  'variance.headline': {
    zh: '{actual} 比 {base}：{basis}由 {before} 到 {after} {unit}，变动 {change}；支付变动 {payment}，{spent}变动 {spentChange}',
    en: '{actual} against {base}: surplus ({basis}) from {before} to {after} {unit}, {change}; payment {payment}, {spent} {spentChange}',
  },
  'variance.spent.B1': { zh: '费用', en: 'charges' },
  'variance.spent.B3': { zh: '成本', en: 'cost' },
  'variance.chart': {
    zh: '影响最大的是{name}：{amount} {unit}',
    en: 'The largest effect is {name}: {amount} {unit}',
  },
  'variance.chartNone': { zh: '两边没有差异', en: 'The two sides do not differ' },
  'variance.side.payment': { zh: '支付', en: 'Payment' },
  'variance.effectOf': { zh: '{side}·{effect}', en: '{side}: {effect}' },
  'variance.surplusBase': { zh: '基准盈亏', en: 'Base surplus' },
  'variance.surplusActual': { zh: '实际盈亏', en: 'Actual surplus' },
  'variance.step': { zh: '步骤', en: 'Step' },
  'variance.toSurplus': { zh: '对盈亏的影响（{unit}）', en: 'Effect on the surplus ({unit})' },
  'variance.mark': { zh: 'F/U', en: 'F/U' },
  'variance.marks': { zh: 'F 有利　U 不利', en: 'F favourable, U unfavourable' },
  'variance.mark.F': { zh: 'F 有利', en: 'F favourable' },
  'variance.mark.U': { zh: 'U 不利', en: 'U unfavourable' },

  'variance.against': { zh: '与谁比', en: 'Compare with' },
  'variance.against.period': { zh: '按筛选栏', en: 'As the filter bar' },
  'variance.against.team': { zh: '另一医疗组', en: 'Another team' },
  'variance.against.others': { zh: '其他医疗组', en: 'All other teams' },
  'variance.against.benchmark': { zh: '标杆', en: 'Benchmark' },
  'variance.against.budget': { zh: '预算', en: 'Budget' },
  'variance.against.teamChoose': { zh: '选择医疗组', en: 'Choose a team' },
  'variance.against.scope': { zh: '选择标杆', en: 'Choose a benchmark' },
  'variance.against.others.teach': { zh: '请先在筛选栏选一个医疗组', en: 'Choose a team in the filter bar first' },
  'variance.against.benchmark.teach': {
    zh: '数据库里没有标杆，可在“数据”页导入',
    en: 'The book has no benchmarks; import them on the Data page',
  },
  'variance.against.budget.teach': {
    zh: '目标表里没有病组的次均费用或例均成本，可在“数据”页导入',
    en: 'No target states the charge or cost per case of a group; import them on the Data page',
  },

  'variance.convention': { zh: '约定：{convention}', en: 'Convention: {convention}' },
  'variance.notes': { zh: '说明（{n}）', en: 'Notes ({n})' },
  'variance.left': {
    zh: '{n} 例没有{what}，不在比较内',
    en: '{n} {n|case|cases} without {what} are not compared',
  },
  'variance.left.B1': { zh: '结算金额', en: 'a payment' },
  'variance.left.B3': { zh: '结算金额或成本', en: 'a payment or a cost' },

  'variance.limits': { zh: '提示界限', en: 'Limits' },
  'variance.limits.what': {
    zh: '变动同时大于基准的 {share} 和 {amount} 元、且超出前十二个月两倍标准差的格子会标出；历史不足六个月时只看前两条。',
    en: 'A change above {share} of its base and above {amount} yuan, and outside two standard deviations of the last twelve months, is marked; with fewer than six months the first two decide.',
  },
  'variance.limits.share': { zh: '基准的百分比', en: 'Per cent of the base' },
  'variance.limits.amount': { zh: '金额（元）', en: 'Amount (yuan)' },
  'variance.limits.default': { zh: '恢复默认', en: 'Defaults' },
  'variance.look.yes': { zh: '超过提示界限，值得查看', en: 'Beyond the limits: worth a look' },
  'variance.look.usual': {
    zh: '超过金额界限，但在前十二个月的通常范围内',
    en: 'Above the limits, but within what the last twelve months were',
  },

  'variance.column.group': { zh: '病组 / 资源 / 项目 / 病例', en: 'Group / resource / item / case' },
  'variance.column.nBase': { zh: '基准例数', en: 'Base cases' },
  'variance.column.nActual': { zh: '实际例数', en: 'Actual cases' },
  'variance.column.paymentChange': { zh: '支付变动', en: 'Change of payment' },
  'variance.column.spentChange': { zh: '{spent}变动', en: 'Change of {spent}' },
  'variance.column.change': { zh: '盈亏变动', en: 'Change of surplus' },
  'variance.column.note': { zh: '原因与说明', en: 'Cause and note' },
  'variance.column.cases': { zh: '病例', en: 'Cases' },
  'variance.section.new': { zh: '新增病组（{n}）', en: 'New groups ({n})' },
  'variance.section.vanished': { zh: '消失病组（{n}）', en: 'Vanished groups ({n})' },
  'variance.ungrouped': { zh: '未入组', en: 'Ungrouped' },
  'variance.rows': { zh: '{n} 个病组', en: '{n} {n|group|groups}' },
  'variance.rest': { zh: '其余 {n} 行', en: '{n} more' },
  'variance.loadingRow': { zh: '正在展开…', en: 'Opening…' },
  'variance.exportXlsx': { zh: '导出 Excel（含公式）', en: 'Export to Excel with formulas' },
  'variance.openCases': { zh: '看病例', en: 'See cases' },

  'variance.note.add': { zh: '＋ 原因', en: '+ Cause' },
  'variance.note.title': { zh: '{group}：差异原因', en: '{group}: cause of the variance' },
  'variance.note.of': {
    zh: '{actual} 比 {base}，盈亏变动 {change} 元',
    en: '{actual} against {base}, surplus {change} yuan',
  },
  'variance.note.cause': { zh: '原因', en: 'Cause' },
  'variance.note.text': { zh: '说明', en: 'Note' },
  'variance.note.textHint': { zh: '查到了什么，打算怎么办', en: 'What was found, and what is to be done' },
  'variance.note.save': { zh: '保存', en: 'Save' },
  'variance.note.remove': { zh: '删除说明', en: 'Remove the note' },
  'variance.note.saved': { zh: '已保存，可在“数据·历史”里撤销', en: 'Saved; it can be undone under Data, History' },
  'variance.note.said': { zh: '{by}，{at}', en: '{by}, {at}' },
  'variance.note.needCause': { zh: '请选择原因', en: 'Choose a cause' },

  'variance.emptyTeach': {
    zh: '实际和基准两边都要有已结算的病例（成本口径还要有成本）。换一个期间或比较对象；如果还没有数据，请先导入病例、加入分组方案和支付政策并重新计算。',
    en: 'Both sides need settled cases (on the cost basis also their cost). Choose another period or base; if there is no data yet, import cases, add a grouping scheme and a payment policy, and recompute.',
  },
  'variance.emptyBase': {
    zh: '{base} 没有可以比较的病例',
    en: 'No cases to compare in {base}',
  },
} as const satisfies Entries
