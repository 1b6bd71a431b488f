import type { Entries } from './entry.ts'

export const settlement = {
  'nav.settlement': { zh: '对账清算', en: 'Settlement' },
  'basis.B2': { zh: '官方盈亏', en: 'Official basis' },

  'settle.tab.reconcile': { zh: '对账', en: 'Reconciliation' },

  'settle.headline': {
    zh: '医保结算 {official} {unit}，本地 {local}，相差 {difference}：{n} 例中 {agree} 例一致、{differ} 例不同，最大的原因是{cause}（{causeN} 例，{amount}）',
    en: 'The insurer settled {official} {unit}, computed here {local}: {difference}. {agree} of {n} cases agree, {differ} differ; the largest cause is {cause} ({causeN} {causeN|case|cases}, {amount})',
  },
  'settle.headline.agree': {
    zh: '{n} 例全部一致：医保与本地都是 {official} {unit}',
    en: 'All {n} cases agree: {official} {unit} on both sides',
  },
  'settle.headline.none': {
    zh: '所选范围还没有可以对账的病例',
    en: 'Nothing to reconcile in this selection yet',
  },
  'settle.surplusOf': { zh: '同一批 {n} 例：', en: 'The same {n} {n|case|cases}:' },
  'settle.B2.what': {
    zh: '回执的结算金额减回执的总费用；回执没有费用的，减本地费用',
    en: 'Payment less charges as returned; charges as recorded here where the return has none',
  },
  'settle.stateCount': { zh: '{state} {n} 例（{amount}）', en: '{state}: {n} ({amount})' },
  'settle.state.open': { zh: '未处理', en: 'Open' },
  'settle.state.asked': { zh: '已询问', en: 'Asked' },
  'settle.state.explained': { zh: '已说明', en: 'Explained' },
  'settle.outside': {
    zh: '不在对账内：待回执 {awaiting} 例，据实结算 {exempt} 例',
    en: 'Not compared: {awaiting} awaiting their return, {exempt} exempt',
  },
  'settle.outside.what': {
    zh: '一个出院月份的回执不到一半时，其余病例算待回执；据实结算（如自费）的病例没有回执',
    en: 'While a month of discharge has returns for fewer than half of its cases, the others are awaited; exempt cases (self-paid, for one) have none',
  },

  'settle.causes': {
    zh: '{n} 例中 {differ} 例与医保不同，按原因（{unit}）',
    en: '{differ} of {n} cases differ, by cause ({unit})',
  },
  'settle.causes.note': {
    zh: '医保 − 本地；每一分差额只列在一个原因下，点原因看病例',
    en: 'Insurer − here; every fen stands under exactly one cause. Click one for its cases',
  },
  'settle.bar': { zh: '{amount}（{n} 例）', en: '{amount} ({n})' },

  'settle.view.months': { zh: '按月', en: 'By month' },
  'settle.view.cases': { zh: '病例', en: 'Cases' },
  'settle.months': { zh: '出院月份 × 原因', en: 'Month of discharge × cause' },
  'settle.exportXlsx': { zh: '导出对账表', en: 'Export workbook' },

  'settle.column.cause': { zh: '原因', en: 'Cause' },
  'settle.column.n': { zh: '例数', en: 'Cases' },
  'settle.column.differ': { zh: '有差异', en: 'Different' },
  'settle.column.awaiting': { zh: '待回执', en: 'Awaiting' },
  'settle.column.difference': { zh: '差异', en: 'Difference' },
  'settle.column.month': { zh: '出院月份', en: 'Discharged' },
  'settle.column.settledIn': { zh: '结算月份', en: 'Settled in' },
  'settle.column.local': { zh: '本地结算', en: 'Settled here' },
  'settle.column.official': { zh: '医保结算', en: 'Settled by insurer' },
  'settle.column.caseNo': { zh: '病例号', en: 'Case' },
  'settle.column.payment': { zh: '结算金额', en: 'Payment' },
  'settle.column.group': { zh: '病组', en: 'Group' },
  'settle.column.class': { zh: '倍率类型', en: 'Class' },
  'settle.column.weight': { zh: '权重', en: 'Weight' },
  'settle.column.standard': { zh: '支付标准', en: 'Standard' },
  'settle.column.charge': { zh: '总费用', en: 'Charges' },
  'settle.column.deduction': { zh: '扣款', en: 'Deduction' },
  'settle.column.reason': { zh: '医保原因', en: 'Reason given' },
  'settle.column.note': { zh: '处理', en: 'Handling' },
  'settle.column.ofSide': { zh: '{label}·{side}', en: '{label}: {side}' },
  'settle.side.local': { zh: '本地', en: 'here' },
  'settle.side.official': { zh: '医保', en: 'insurer' },
  'settle.no.local': { zh: '数据库里没有这个病例', en: 'The book has no such case' },
  'settle.no.official': { zh: '没有回执', en: 'No return' },
  'settle.untold': { zh: '没有这一项', en: 'Not stated' },

  'settle.allCauses': { zh: '全部原因', en: 'All causes' },
  'settle.allStates': { zh: '全部状态', en: 'All states' },
  'settle.causeCount': { zh: '{cause}（{n}）', en: '{cause} ({n})' },
  'settle.monthOff': { zh: '不限月份', en: 'Any month' },
  'settle.casesSum': { zh: '{n} 例，差异合计 {amount} 元', en: '{n} {n|case|cases}, {amount} yuan in all' },

  'settle.note.add': { zh: '记录处理…', en: 'Note…' },
  'settle.note.all': { zh: '批量记录处理', en: 'Note on all' },
  'settle.note.most': { zh: '一次最多 {n} 例，请先缩小范围', en: 'At most {n} at once; narrow the list first' },
  'settle.note.title': { zh: '对账差异：{caseNo}', en: 'Difference of {caseNo}' },
  'settle.note.titleMany': { zh: '对账差异：{n} 例', en: 'Differences of {n} {n|case|cases}' },
  'settle.note.of': { zh: '医保 − 本地：{amount} 元', en: 'Insurer − here: {amount} yuan' },
  'settle.note.text': { zh: '说明', en: 'Note' },
  'settle.note.hint': {
    zh: '问了谁、答复是什么；请勿写患者姓名',
    en: 'Whom you asked and what they said; no patient names',
  },
  'settle.note.save': { zh: '保存', en: 'Save' },
  'settle.note.remove': { zh: '删除说明', en: 'Remove note' },
  'settle.note.saved': {
    zh: '已保存，可在“数据”页的历史里撤销',
    en: 'Saved; the history on the Data page can undo it',
  },
  'settle.note.outdated': { zh: '（金额已变）{note}', en: '(amount changed) {note}' },
  'settle.note.outdatedWhat': {
    zh: '说明之后差异金额变了，请重新核对',
    en: 'The difference has changed since this was noted: check it again',
  },

  'settle.empty': { zh: '还没有医保的结算回执', en: 'No settlement returns yet' },
  'settle.emptyTeach': {
    zh: '在“数据”页导入结算回执（清算明细、DRG 反馈表）：每例的病组、权重、支付标准、结算金额和扣款会放在本地结果旁边，差异逐例列出原因。',
    en: 'Import settlement returns on the Data page: group, weight, standard, payment and deductions of each case are set beside what was computed here, with the cause of every difference.',
  },
} as const satisfies Entries
