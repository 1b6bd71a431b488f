import type { Entries } from './entry.ts'

export const structure = {
  'nav.structure': { zh: '成本结构', en: 'Structure' },

  'structure.view': { zh: '构成', en: 'Parts' },
  'structure.view.spokes': { zh: '十项', en: 'Ten parts' },
  'structure.view.categories': { zh: '14 类收费', en: '14 categories' },
  'structure.view.elements': { zh: '7 个成本项目', en: '7 cost elements' },
  'structure.view.stages': { zh: '诊疗环节', en: 'Stages of care' },
  'structure.measure': { zh: '图表中的数', en: 'Figures shown' },
  'structure.measure.case': { zh: '元/例', en: 'Yuan per case' },
  'structure.measure.share': { zh: '占比', en: 'Share' },
  'structure.group': { zh: '病组', en: 'Group' },
  'structure.groupAll': { zh: '全部病组', en: 'All groups' },
  'structure.scope': { zh: '标杆范围', en: 'Benchmark of' },
  'structure.beside': { zh: '叠加', en: 'Beside it' },
  'structure.actual': { zh: '本期', en: 'Actual' },
  'structure.overlay.benchmark': { zh: '标杆', en: 'Benchmark' },
  'structure.overlay.budget': { zh: '预算', en: 'Budget' },
  'structure.overlay.previous': { zh: '上期', en: 'Last period' },
  'structure.overlay.best-team': { zh: '最佳医疗组', en: 'Best team' },
  'structure.of.charge': { zh: '按收费', en: 'Charges' },
  'structure.of.cost': { zh: '按成本', en: 'Cost' },
  'structure.of.charge.what': {
    zh: '病例的收费明细，不是成本；有明细的病例才计入',
    en: 'Charge lines of the cases, not their cost; only cases with lines count',
  },
  'structure.of.cost.what': {
    zh: '现用的病例成本；有成本的病例才计入',
    en: 'Costs in force; only cases with a cost count',
  },

  'structure.headline.charge': {
    zh: '{name}：{n} 例，例均收费 {perCase} 元，{first} {firstShare}、{second} {secondShare}',
    en: '{name}: {n} {n|case|cases}, {perCase} yuan charged per case; {first} {firstShare}, {second} {secondShare}',
  },
  'structure.headline.cost': {
    zh: '{name}：{n} 例，例均成本 {perCase} 元，{first} {firstShare}、{second} {secondShare}',
    en: '{name}: {n} {n|case|cases}, cost per case {perCase} yuan; {first} {firstShare}, {second} {secondShare}',
  },
  'structure.finding.more': {
    zh: '与{overlay}相比，{part}每例多 {gap} 元，差得最多',
    en: 'Against {overlay}, {part} differ most: {gap} yuan per case more',
  },
  'structure.finding.less': {
    zh: '与{overlay}相比，{part}每例少 {gap} 元，差得最多',
    en: 'Against {overlay}, {part} differ most: {gap} yuan per case less',
  },
  'structure.finding.same': { zh: '与{overlay}相比各项都一样', en: 'No part differs from {overlay}' },
  'structure.radarAlone': { zh: '例均构成', en: 'The mean case' },
  'structure.radarHint': {
    zh: '点一条轴看背后的收费项目；负数画在圆心，数见表',
    en: 'Click a spoke for the items behind it; amounts below zero are drawn at the centre, the table has them',
  },
  'structure.table': { zh: '同样的数', en: 'The same figures' },
  'structure.part': { zh: '构成项', en: 'Part' },
  'structure.amount': { zh: '合计', en: 'Total' },
  'structure.gap': { zh: '与{overlay}差', en: 'Against {overlay}' },
  'structure.cases.charge': {
    zh: '{n} 例有收费明细，筛选范围共 {cases} 例',
    en: '{n} {n|case has|cases have} charge lines, of {cases} in the slice',
  },
  'structure.cases.cost': {
    zh: '{n} 例有成本，筛选范围共 {cases} 例',
    en: '{n} {n|case has|cases have} a cost, of {cases} in the slice',
  },
  'structure.outside': {
    zh: '病例总额与各项合计相差 {amount} 元，不在任何一项中',
    en: 'The cases’ own total and the parts differ by {amount} yuan, which is in no part',
  },
  'structure.noShare': { zh: '合计不大于零，没有占比', en: 'The whole is not above zero, so there are no shares' },

  'structure.small.drg': { zh: '金额最大的 {shown} 个病组（共 {n} 个）', en: 'The {shown} largest of {n} groups' },
  'structure.small.team': { zh: '金额最大的 {shown} 个医疗组（共 {n} 个）', en: 'The {shown} largest of {n} teams' },
  'structure.small.physician': {
    zh: '金额最大的 {shown} 名医师（共 {n} 名）',
    en: 'The {shown} largest of {n} physicians',
  },
  'structure.small.note': {
    zh: '同一刻度；填色为本期，细线为对比期间。点一个只看它',
    en: 'All on one scale; filled is now, the thin line the months compared with. Click one to see it alone',
  },
  'structure.small.open': { zh: '只看 {name}', en: 'See {name} alone' },
  'structure.small.by': { zh: '小图按', en: 'Small radars by' },
  'structure.history': {
    zh: '{from} 至 {to} 各月构成',
    en: 'Month by month, {from} to {to}',
  },
  'structure.history.none': { zh: '这些月份没有病例。', en: 'There are no cases in these months.' },
  'structure.month': { zh: '月份', en: 'Month' },
  'structure.perCase': { zh: '例均', en: 'Per case' },

  'structure.drawer.formula': {
    zh: '例均 = 各病例该项金额之和 ÷ 病例数；占比 = 该项 ÷ 各项合计',
    en: 'Per case = the cases’ amounts of the part ÷ cases; share = the part ÷ all parts',
  },
  'structure.drawer.substituted': {
    zh: '{amount} ÷ {n} = {perCase} 元/例；{amount} ÷ {total} = {share}',
    en: '{amount} ÷ {n} = {perCase} yuan per case; {amount} ÷ {total} = {share}',
  },
  'structure.drawer.besides': { zh: '{overlay}（元/例）', en: '{overlay} (yuan per case)' },
  'structure.drawer.gap': { zh: '本期比{overlay}', en: 'Actual against {overlay}' },
  'structure.drawer.unit': { zh: '元/例', en: 'yuan per case' },
  'structure.items': { zh: '{n} 个收费项目', en: '{n} charged {n|item|items}' },
  'structure.items.none': { zh: '没有属于这一项的收费。', en: 'Nothing was charged under this part.' },
  'structure.items.rest': {
    zh: '只列金额最大的 {shown} 个；其余 {n} 个合计 {amount} 元',
    en: 'The {shown} largest are listed; the other {n} come to {amount} yuan',
  },
  'structure.item': { zh: '收费项目', en: 'Item' },
  'structure.quantity': { zh: '数量', en: 'Quantity' },
  'structure.yuan': { zh: '金额（元）', en: 'Amount (yuan)' },
  'structure.itemCases': { zh: '{name}：{n} 例', en: '{name}: {n} {n|case|cases}' },
  'structure.partCases': { zh: '{n} 例，按这一项的金额', en: '{n} {n|case|cases} by their amount of this part' },
  'structure.casesShown': { zh: '只列前 {shown} 例', en: 'The first {shown} are listed' },
  'structure.backToItems': { zh: '回到收费项目', en: 'Back to the items' },
  'structure.allCases': { zh: '按病例看', en: 'By case' },
  'structure.case': { zh: '病例', en: 'Case' },
  'structure.team': { zh: '医疗组', en: 'Team' },
  'structure.los': { zh: '住院天数', en: 'Days' },

  'structure.empty.charge': { zh: '这些病例没有收费明细', en: 'These cases have no charge lines' },
  'structure.empty.cost': { zh: '这些病例没有成本', en: 'These cases have no cost' },
  'structure.emptyTeach.charge': {
    zh: '构成由收费明细汇总：换一个期间或去掉筛选；还没有明细的，请导入“收费明细”，然后重新计算。',
    en: 'A structure is summed from charge lines: choose another period or clear the filters; where there are no lines yet, import them and recompute.',
  },
  'structure.emptyTeach.cost': {
    zh: '成本项目来自成本核算：先在“成本”页核算并启用，或换一个期间。',
    en: 'Cost elements come from costing: run and accept it on the Cost page, or choose another period.',
  },
} as const satisfies Entries
