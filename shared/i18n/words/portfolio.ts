import type { Entries } from './entry.ts'

export const portfolio = {
  'nav.portfolio': { zh: '病种组合', en: 'Portfolio' },

  'portfolio.view': { zh: '看法', en: 'View' },
  'portfolio.view.matrix': { zh: 'CMI × 成本收益率', en: 'CMI × return on cost' },
  'portfolio.view.growth': { zh: '例数增长 × 例均盈亏', en: 'Growth × surplus per case' },
  'portfolio.headline': {
    zh: '{groups} 个病组：优势 {leading}、潜力 {promising}、劣势 {lagging}、待定 {open}；{moved} 个与对比期分类不同',
    en: '{groups} {groups|group|groups}: {leading} leading, {promising} promising, {lagging} lagging, {open} open; {moved} in another class than before',
  },
  'portfolio.headlineAlone': {
    zh: '{groups} 个病组：优势 {leading}、潜力 {promising}、劣势 {lagging}、待定 {open}',
    en: '{groups} {groups|group|groups}: {leading} leading, {promising} promising, {lagging} lagging, {open} open',
  },
  'portfolio.noCost': {
    zh: '这些病例没有成本，不能计算成本收益率：请先核算成本或导入带成本的病例',
    en: 'These cases have no cost, so there is no return on cost: work out the costs or import cases with costs first',
  },
  'portfolio.matrix.title': {
    zh: '优势 {leading} 个病组占病例的 {share}',
    en: '{leading} leading {leading|group holds|groups hold} {share} of the cases',
  },
  'portfolio.growth.title': {
    zh: '例数增长高于全科（{line}）且有结余的病组 {n} 个',
    en: '{n} {n|group grows|groups grow} faster than the department ({line}) with a surplus',
  },
  'portfolio.growth.none': {
    zh: '没有可对比的月份：请在上方选择对比期',
    en: 'There are no months to compare with: choose them above',
  },
  'portfolio.chart.none': { zh: '没有能落在图上的病组', en: 'No group can be placed' },
  'portfolio.few': {
    zh: '虚线圆：不足 10 例，一例之差就可能改变分类',
    en: 'Dashed: fewer than ten cases, one of which may change the class',
  },
  'portfolio.sum': { zh: '{groups} 个病组，{n} 例', en: '{groups} {groups|group|groups}, {n} {n|case|cases}' },
  'portfolio.sumOnCost': { zh: '成本结余 {amount} {unit}', en: 'surplus on cost {amount} {unit}' },
  'portfolio.bubble': {
    zh: '{name}，{n} 例，{class}，CMI {cmi}，成本收益率 {return}',
    en: '{name}, {n} {n|case|cases}, {class}, CMI {cmi}, return on cost {return}',
  },
  'portfolio.bubbleGrowth': {
    zh: '{name}，{n} 例，{class}，例数变化 {growth}，例均盈亏 {amount} 元',
    en: '{name}, {n} {n|case|cases}, {class}, growth {growth}, surplus per case {amount} yuan',
  },
  'portfolio.column.group': { zh: '病组', en: 'Group' },
  'portfolio.column.class': { zh: '分类', en: 'Class' },
  'portfolio.column.sub': { zh: '待定子类', en: 'Why open' },
  'portfolio.column.before': { zh: '对比期分类', en: 'Class before' },
  'portfolio.column.return': { zh: '成本收益率', en: 'Return on cost' },
  'portfolio.column.growth': { zh: '例数变化', en: 'Growth' },
  'portfolio.column.quadrant': { zh: '增长与盈亏', en: 'Growth and surplus' },
  'portfolio.table': { zh: '病组', en: 'Groups' },
  'portfolio.moves': { zh: '分类变动', en: 'Movements' },
  'portfolio.moves.none': { zh: '没有病组改变分类', en: 'No group changed its class' },
  'portfolio.moves.from': { zh: '对比期', en: 'Before' },
  'portfolio.moves.to': { zh: '本期', en: 'Now' },
  'portfolio.moves.groups': { zh: '病组', en: 'Groups' },
  'portfolio.absent': { zh: '无病例', en: 'no cases' },
  'portfolio.limits': { zh: '界限', en: 'Limits' },
  'portfolio.limits.what': {
    zh: '默认值来自教学案例，不是任何机构的标准，请按科室情况修改；潜力含界限值，其余不含。',
    en: 'The defaults come from teaching cases and are nobody’s standard; set what fits the department. Promising includes its limits, the others do not.',
  },
  'portfolio.limits.cmiLow': { zh: 'CMI 下限', en: 'CMI, lower' },
  'portfolio.limits.cmiHigh': { zh: 'CMI 上限', en: 'CMI, upper' },
  'portfolio.limits.returnLoss': { zh: '亏损线（%）', en: 'Loss below (%)' },
  'portfolio.limits.returnLow': { zh: '收益率下限（%）', en: 'Return, lower (%)' },
  'portfolio.limits.returnHigh': { zh: '收益率上限（%）', en: 'Return, upper (%)' },
  'portfolio.limits.default': { zh: '恢复默认', en: 'Defaults' },
  'portfolio.notice': {
    zh: '分类用于服务线评估，提示看哪里；收治、治疗与转诊只依据病情，不以盈亏为由。',
    en: 'Classes are for reviewing service lines and say where to look. Admission, treatment and referral follow the clinical need alone, never the surplus.',
  },
  'portfolio.empty': { zh: '没有已入组的病例', en: 'No grouped cases' },
  'portfolio.emptyTeach': {
    zh: '病种组合按病组的平均权重和成本收益率分类。请先导入病例、分组并核算成本，或放宽上方筛选。',
    en: 'The portfolio places groups by mean weight and return on cost. Import cases, group and cost them first, or widen the filters above.',
  },
} as const satisfies Entries
