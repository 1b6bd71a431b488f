import type { Entries } from './entry.ts'

/** How the figures of the cost page are made, where a drawer tells it; what leaves the page for a file. */
export const costingExplain = {
  'costing.certainty': { zh: '可信度', en: 'Certainty' },
  'costing.coverage': { zh: '完整性', en: 'Coverage' },
  'costing.tagsLead': { zh: '成本口径', en: 'Cost found by' },
  'costing.tag.full': { zh: '{method}·{certainty}', en: '{method}, {certainty}' },
  'costing.tag.partial': { zh: '{method}·{certainty}·{coverage}', en: '{method}, {certainty}, {coverage}' },
  'case.costTag': { zh: '成本方法', en: 'Cost method' },
  'costing.equation': { zh: '{left} = {right}', en: '{left} = {right}' },
  'costing.minus': { zh: '{a} − {b} = {c}', en: '{a} − {b} = {c}' },
  'costing.yuanOf': { zh: '{amount} 元', en: '{amount} yuan' },
  'costing.toUnits': { zh: '查看该成本池的单位成本', en: 'See the unit costs of this pool' },
  'costing.toCases': { zh: '查看这些病例', en: 'See the cases' },

  'ledger.rounding': { zh: '尾差 {amount} 元', en: 'Rounding {amount} yuan' },
  'ledger.roundingWhat': {
    zh: '台账文件的金额比分更细：按最大余数法取整到分，使各行之和等于文件合计四舍五入后的金额。尾差是取整后合计减去文件原合计，不属于任何成本中心，也不在任何数字里。',
    en: 'Amounts of the ledger file are finer than a fen: they are rounded by largest remainder so that the rows sum to the rounded total of the file. The rounding row is that total minus the file’s own; it belongs to no center and is in no figure.',
  },
  'ledger.roundingOf': { zh: '尾差（{file}）', en: 'Rounding ({file})' },
  'ledger.roundingTitle': { zh: '台账取整的尾差（{file}）', en: 'Rounding row of {file}' },
  'ledger.roundingFormula': { zh: '取整到分后的合计 − 文件原合计', en: 'Total in whole fen − total of the file' },
  'ledger.roundingSource': { zh: '第 {batch} 批导入的记录', en: 'Recorded with import {batch}' },
  'ledger.roundingFile': { zh: '文件', en: 'File' },

  'items.title.of': { zh: '{item} 的项目成本（{month}）', en: 'Item cost of {item} ({month})' },
  'items.formula': {
    zh: '项目成本 = 所在科室二级分摊后成本（不含药品和收费材料）按核算设置分到各项目（收入、工作量或成本当量）÷ 项目数量',
    en: 'Item cost = cost of its center after the second step, without drugs and charged materials, shared among its items by income, workload or equivalents as the settings say, ÷ volume of the item',
  },
  'items.substituted': {
    zh: '分到的成本 {cost} 元 ÷ 数量 {volume} = {unitCost} 元',
    en: '{cost} yuan assigned ÷ volume {volume} = {unitCost} yuan',
  },
  'items.assigned': { zh: '分到的成本（元）', en: 'Cost assigned (yuan)' },
  'items.margin': { zh: '平均收费 − 项目成本（元）', en: 'Mean price − item cost (yuan)' },
  'items.perUnit': { zh: '元/次', en: 'yuan each' },

  'unused.title.of': { zh: '{pool} 的未利用产能', en: 'Unused capacity of {pool}' },
  'unused.formula': {
    zh: '未利用产能 = 实际产能 − 已用；金额 = 各月（成本池成本 − 计入病例的成本）之和，不计入任何病例',
    en: 'Unused = practical capacity − used; in money: pool cost − cost on cases, summed over the months, and on no case',
  },
  'unused.substituted': {
    zh: '{practical} − {used} = {left} {unit}；成本 {cost} 元 − 计入病例 {assigned} 元 = {amount} 元',
    en: '{practical} − {used} = {left} {unit}; cost {cost} yuan − on cases {assigned} yuan = {amount} yuan',
  },
  'bedDay.title': { zh: '{month} 床日成本', en: 'Cost of a bed-day in {month}' },
  'bedDay.formula': {
    zh: '床日成本 = 本科室各成本中心分摊后的成本 ÷ 本科室床日',
    en: 'Cost of a bed-day = cost of the department’s centers after allocation ÷ its bed-days',
  },
  'bedDay.substituted': {
    zh: '{cost} 元 ÷ {days} 床日 = {rate} 元',
    en: '{cost} yuan ÷ {days} bed-days = {rate} yuan',
  },
  'bedDay.only': { zh: '只看这个月', en: 'This month alone' },

  'methods.part.title': { zh: '{pool}（{method}）', en: '{pool} ({method})' },
  'methods.part.formula.top-down': {
    zh: '这些病例在该成本池的用量 × 单位成本，逐月相加',
    en: 'Use of the pool by these cases × its unit cost, summed over the months',
  },
  'methods.part.formula.bottom-up': {
    zh: '这些病例的项目数量 × 项目成本，按项目所在科室相加',
    en: 'Quantity of service items of these cases × item cost, summed by the center that costs them',
  },
  'methods.part.formula.cost-to-charge': {
    zh: '这些病例在该单元（类别）的收费 × 成本收入比，逐月相加',
    en: 'Charges of these cases in the unit or category × its cost-to-charge ratio, summed over the months',
  },
  'methods.part.formula.given': { zh: '随病例文件给出', en: 'Came with the case file' },
  'methods.part.substituted': {
    zh: '{n} 例 × 例均 {mean} 元 = {amount} 元，占该方法成本 {total} 元的 {share}',
    en: '{n} cases × {mean} yuan each = {amount} yuan, {share} of the {total} yuan of the method',
  },
  'methods.part.perCase': { zh: '例均（元）', en: 'Per case (yuan)' },
  'methods.reason.title': { zh: '{pool}：{a} 与 {b} 的差额', en: '{pool}: {a} against {b}' },
  'methods.reason.formula': {
    zh: '差额 = {a} 计入的金额 − {b} 计入的金额',
    en: 'Difference = what {a} put on the cases − what {b} did',
  },
  'methods.total.formula': { zh: '各例成本之和', en: 'Sum over the cases' },

  'levels.title': { zh: '{label} 的预算与使用', en: 'Budget and use: {label}' },
  'levels.formula': {
    zh: '剩余 = 预算 − 已用；使用率 = 已用 ÷ 预算',
    en: 'Left = budget − used; used share = used ÷ budget',
  },
  'levels.substituted': {
    zh: '{budget} − {used} = {left} 元；{share}',
    en: '{budget} − {used} = {left} yuan; {share}',
  },
  'levels.noBudgetNumbers': { zh: '已用 {used} 元，没有预算', en: '{used} yuan used; there is no budget' },
  'levels.stageFormula': {
    zh: '病例的成本按各环节的收费占比分到环节，再按环节相加',
    en: 'The cost of a case goes to its stages as its charges do, and is summed by stage',
  },
  'levels.stageNumbers': {
    zh: '{used} 元，占病组已用 {whole} 元的 {share}；{n} 例',
    en: '{used} yuan, {share} of the {whole} yuan of the group; {n} cases',
  },
  'levels.source': {
    zh: '科室 → 病组 → 诊疗环节三级预算；预算来自导入的科室预算，或支付 × (1 − 目标结余率)',
    en: 'Budgets on three levels, department, group, stage of care: as imported, or payment × (1 − target margin)',
  },
  'levels.perCase': { zh: '例均（元）', en: 'Per case (yuan)' },
  'levels.elsewhere': { zh: '未归到下级的使用', en: 'Used by none of its children' },

  'behaviour.element.title': { zh: '{element} 的固定与变动', en: 'Fixed and variable: {element}' },
  'behaviour.element.formula': {
    zh: '固定成本 = 该项目成本 × 固定比例；其余为变动成本',
    en: 'Fixed = cost of the element × its fixed share; the rest is variable',
  },
  'behaviour.element.substituted': {
    zh: '{cost} 元 × {share} = 固定 {fixed} 元，变动 {variable} 元',
    en: '{cost} yuan × {share} = {fixed} yuan fixed, {variable} yuan variable',
  },

  'daySurgery.formula.beds': { zh: '核算设置或上方填写的日间床位数', en: 'Beds from the settings, or as typed above' },
  'daySurgery.formula.days': { zh: '期间各月的日历天数之和', en: 'Calendar days of the months' },
  'daySurgery.formula.turnover': { zh: '日间病例数 ÷ 床位数', en: 'Day cases ÷ beds' },
  'daySurgery.formula.marginal': { zh: '变动成本合计 ÷ 日间病例数', en: 'Variable cost ÷ day cases' },
  'daySurgery.formula.fixed': { zh: '固定成本合计 ÷ 日间病例数', en: 'Fixed cost ÷ day cases' },
  'daySurgery.formula.full': { zh: '边际成本 + 每例固定成本', en: 'Marginal cost + fixed cost per case' },
  'daySurgery.formula.marginalSurplus': { zh: '例均支付 − 边际成本', en: 'Payment per case − marginal cost' },
  'daySurgery.formula.fullSurplus': { zh: '例均支付 − 全成本', en: 'Payment per case − full cost' },
  'daySurgery.formula.breakEven': {
    zh: '固定成本 ÷（例均支付 − 边际成本），向上取整',
    en: 'Fixed cost ÷ (payment − marginal cost per case), rounded up',
  },
  'daySurgery.formula.turnovers': {
    zh: '每例固定成本 = 固定成本 ÷（床位 × 每床例数）；全成本结余 = 边际结余 − 每例固定成本',
    en: 'Fixed cost per case = fixed cost ÷ (beds × cases per bed); surplus at full cost = surplus at marginal cost − it',
  },
  'daySurgery.payment': { zh: '支付合计（元）', en: 'Payment (yuan)' },
  'daySurgery.fixed': { zh: '固定成本合计（元）', en: 'Fixed cost (yuan)' },
  'daySurgery.variable': { zh: '变动成本合计（元）', en: 'Variable cost (yuan)' },
  'daySurgery.cases': { zh: '日间病例', en: 'Day cases' },
  'daySurgery.source': {
    zh: '固定、变动按核算设置的固定比例划分；病例的日间手术标志来自病案首页',
    en: 'Fixed and variable by the shares of the settings; day surgery as the case file marks it',
  },

  'unallocated.formula': { zh: '没有分出去的服务成本留在原科室', en: 'Service cost nobody received stays where it is' },

  'caseCost.explain.element': { zh: '{element}（病例 {caseNo}）', en: '{element}, case {caseNo}' },
  'caseCost.explain.elementFormula': {
    zh: '该成本项目在药品、材料和各成本池中计入本例的金额之和',
    en: 'What drugs, materials and every pool put on this case of the element',
  },
  'caseCost.explain.elementNumbers': {
    zh: '{amount} 元，占本例成本 {total} 元的 {share}',
    en: '{amount} yuan, {share} of the {total} yuan of the case',
  },
  'caseCost.explain.totalFormula': {
    zh: '药品、收费材料（采购价）+ 各成本池计入的金额',
    en: 'Drugs and charged materials at purchase price + what every pool put on it',
  },
  'caseCost.explain.goodsFormula': {
    zh: '逐行：数量 × 采购价，取整到分后相加；没有采购价的按收费（零差率）',
    en: 'Line by line: quantity × purchase price, rounded to fen and summed; a line without a price costs what it was charged',
  },
  'caseCost.explain.partFormula': {
    zh: '本例用量 × 单位成本；按累计数取整到分，使各例与余额之和等于成本池',
    en: 'Use × unit cost; brought to fen along the running sum, so that cases and what is left sum to the pool',
  },
  'caseCost.explain.partNumbers': {
    zh: '{used} {unit} × {rate} 元 = {amount} 元',
    en: '{used} {unit} × {rate} yuan = {amount} yuan',
  },
  'caseCost.explain.partOnly': { zh: '{amount} 元（没有保存用量）', en: '{amount} yuan (its use is not kept)' },
  'caseCost.explain.activity.time': {
    zh: '人数 × 时间方程得出的分钟 × 产能成本率',
    en: 'Members × minutes of the time equation × capacity cost rate',
  },
  'caseCost.explain.activity.quantity': { zh: '数量 × 单价', en: 'Quantity × unit cost' },
  'caseCost.explain.activity.share': { zh: '比例 × 所列作业成本之和', en: 'Rate × the sum of the lines it names' },
  'caseCost.items': {
    zh: '按医疗服务项目：{n} 项 {amount} 元',
    en: 'By service item: {n} {n|item|items}, {amount} yuan',
  },
  'caseCost.itemsNote': {
    zh: '自下而上：数量 × 项目成本；与收费比较，看哪一项收不抵支。',
    en: 'Bottom-up: quantity × item cost, beside what was charged for it.',
  },
  'caseCost.charge': { zh: '收费', en: 'Charge' },
  'caseCost.noItemCost': { zh: '该项目没有成本', en: 'The item has no cost' },

  'statement.sign': { zh: '符号', en: 'Sign' },

  'export.about': { zh: '说明', en: 'About' },
  'export.book': { zh: '账套', en: 'Book' },
  'export.at': { zh: '导出时间', en: 'Exported at' },
  'export.menu': { zh: '导出', en: 'Export' },
  'export.tab.xlsx': { zh: '本页报表（Excel）', en: 'This page (Excel)' },
  'export.tab.csv': { zh: '本页主表（CSV）', en: 'Main table of this page (CSV)' },
  'export.all': { zh: '全部成本报表（Excel）', en: 'All cost reports (Excel)' },
  'export.allName': { zh: '成本报表', en: 'Cost reports' },

  'run.nothing': { zh: '还没有可以核算的月份', en: 'There are no months to cost yet' },
  'run.nothingTeach': {
    zh: '先导入病案首页；有费用明细可以按成本收入比估算，加上成本台账、成本动因和带进价的收费目录可以完整核算。导入之后，这里按库里的数据建议核算设置。',
    en: 'Import the cases first. With charge lines they can be estimated by cost-to-charge; with the cost ledger, its drivers and a catalogue with purchase prices they are costed in full. The settings are then suggested from what is in the book.',
  },
  'run.monthsChanged': { zh: '{n} 个月，点一个月只看它的病例', en: '{n} months; choose one to see its cases alone' },
  'run.showMonths': { zh: '展开各月', en: 'Show the months' },
  'run.hideMonths': { zh: '收起各月', en: 'Hide the months' },
  'run.allMonths': { zh: '全部月份', en: 'All months' },
  'run.way.all': { zh: '全部', en: 'All' },
  'run.way.up': { zh: '成本上升', en: 'Costs more' },
  'run.way.down': { zh: '成本下降', en: 'Costs less' },
  'run.wayLabel': { zh: '变化方向', en: 'Direction' },
  'run.comparedSearch': { zh: '病例号或病组编码', en: 'Case number or group code' },
  'run.comparedCount': { zh: '{n} 例，变化最大的在前', en: '{n} {n|case|cases}, the largest change first' },
  'run.comparedNone': { zh: '没有符合的病例', en: 'No case matches' },
  'run.changeShare': { zh: '变化率', en: 'Change %' },
} as const satisfies Entries
