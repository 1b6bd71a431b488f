import { PAYMENT_EFFECTS, SPENT_EFFECTS } from '#engine/analysis/bridge-effects.ts'
import { type FormulaSheet, letter, type SheetValue, sheetOf } from '#exchange/formula-sheet.ts'
import { PAYMENT_COLUMNS, SPENT_COLUMNS, type VarianceAmounts } from '#shared/contract/variance.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import type { Comparison } from './compare.ts'
import { SPENT_WORDS } from './explain.ts'
import { type GroupVariance, groupsOf } from './rows.ts'
import { aboutSheet } from './workbook-about.ts'
import { effectFormulas, inputSheet, itemSheet } from './workbook-inputs.ts'

/** Sheets of the workbook; their names stand in its formulas. */
const SHEETS: Readonly<Record<Language, Readonly<Record<'table' | 'steps' | 'inputs' | 'uses' | 'about', string>>>> = {
  zh: { table: '差异', steps: '计算', inputs: '输入', uses: '用量', about: '说明' },
  en: { table: 'Variance', steps: 'Steps', inputs: 'Inputs', uses: 'Use', about: 'About' },
}

/** Effect columns of the table and the steps: payment effects, their sum, spending effects, their sum, the surplus. */
const FIRST = 5
const PAYMENT_SUM = FIRST + PAYMENT_COLUMNS.length
const SPENT_FIRST = PAYMENT_SUM + 1
const SPENT_SUM = SPENT_FIRST + SPENT_COLUMNS.length
const CHANGE = SPENT_SUM + 1
const ADDED = [
  ...PAYMENT_COLUMNS.map((_, index) => FIRST + index),
  ...SPENT_COLUMNS.map((_, index) => SPENT_FIRST + index),
]

/**
 * A variance table as a workbook that computes it: inputs as numbers, everything else as formulas over them, yuan. The formulas do not
 * round, so a cell comes to what the page shows within a fen, and every total exactly.
 */
export function varianceSheets(
  comparison: Comparison,
  names: ReadonlyMap<string, string>,
  language: Language,
): FormulaSheet[] {
  const { basis } = comparison.query
  const groups = groupsOf(comparison)
  const members = groups.flatMap(({ cells }) => cells)
  const sheets = SHEETS[language]
  const uses = itemSheet(members, sheets, language)
  const formulas = effectFormulas(members, sheets, uses.ranges)
  const header = headerOf(basis, language)
  const counts = { [FIRST - 2]: '0', [FIRST - 1]: '0' }
  const steps = members.map(({ cell, row }, index): SheetValue[] => {
    const at = index + 2
    const effect = formulas[index]!
    return withSums(at, row, [
      ...[cell.drg, names.get(cell.drg) ?? '', cell.insurances?.join('、') ?? ''],
      { formula: `'${sheets.inputs}'!D${at}`, value: row.n.base },
      { formula: `'${sheets.inputs}'!E${at}`, value: row.n.actual },
      ...PAYMENT_COLUMNS.map((id) => ({ formula: effect.payment[id], value: row.payment[id] / 100 })),
      null,
      ...SPENT_COLUMNS.map((id) => ({ formula: effect.spent[id], value: row.spent[id] / 100 })),
    ])
  })
  return [
    sheetOf(sheets.table, [header, ...tableRows(groups, names, comparison, sheets.steps, language)], counts),
    sheetOf(sheets.steps, [header, ...steps], counts),
    inputSheet(members, sheets, basis, language),
    uses.sheet,
    aboutSheet(comparison, sheets.about, language),
  ]
}

/** A row for each group, from the rows of its cells; the last is the total. */
function tableRows(
  groups: readonly GroupVariance[],
  names: ReadonlyMap<string, string>,
  { bridge }: Comparison,
  steps: string,
  language: Language,
): SheetValue[][] {
  let next = 2
  const rows = groups.map(({ drg, presence, cells, amounts }, index): SheetValue[] => {
    const [from, to] = [next, next + cells.length - 1]
    next = to + 1
    const sum = (column: number, value: number) => ({
      formula: `SUM('${steps}'!${letter(column)}${from}:${letter(column)}${to})`,
      value,
    })
    return withSums(index + 2, amounts, [
      ...[drg, names.get(drg) ?? '', PRESENCE[language][presence]],
      ...added(amounts, sum),
    ])
  })
  const total = groups.length + 2
  const last = total - 1
  const sum = (column: number, value: number) => ({
    formula: groups.length === 0 ? '0' : `SUM(${letter(column)}2:${letter(column)}${last})`,
    value,
  })
  return [
    ...rows,
    withSums(total, bridge.total, [language === 'zh' ? '合计' : 'Total', '', '', ...added(bridge.total, sum)]),
  ]
}

function added(amounts: VarianceAmounts, sum: (column: number, value: number) => SheetValue): SheetValue[] {
  const values = [
    ...PAYMENT_COLUMNS.map((id) => amounts.payment[id] / 100),
    ...SPENT_COLUMNS.map((id) => amounts.spent[id] / 100),
  ]
  const cells = ADDED.map((column, index) => sum(column, values[index]!))
  return [
    sum(FIRST - 2, amounts.n.base),
    sum(FIRST - 1, amounts.n.actual),
    ...cells.slice(0, PAYMENT_COLUMNS.length),
    null,
    ...cells.slice(PAYMENT_COLUMNS.length),
  ]
}

/** Sums of the effects to the left, in the same row. */
function withSums(row: number, amounts: VarianceAmounts, cells: readonly SheetValue[]): SheetValue[] {
  const range = (first: number, sum: number) => `SUM(${letter(first)}${row}:${letter(sum - 1)}${row})`
  const filled = [...cells]
  filled[PAYMENT_SUM] = { formula: range(FIRST, PAYMENT_SUM), value: amounts.paymentChange / 100 }
  filled[SPENT_SUM] = { formula: range(SPENT_FIRST, SPENT_SUM), value: amounts.spentChange / 100 }
  filled[CHANGE] = {
    formula: `${letter(PAYMENT_SUM)}${row}-${letter(SPENT_SUM)}${row}`,
    value: amounts.change / 100,
  }
  return filled
}

const PRESENCE = {
  zh: { both: '', new: '新增', vanished: '消失' },
  en: { both: '', new: 'new', vanished: 'vanished' },
} as const

function headerOf(basis: ComputedBasis, language: Language): SheetValue[] {
  const zh = language === 'zh'
  const spent = SPENT_WORDS[basis][language]
  const side = (name: string, effect: string) => (zh ? `${name}·${effect}` : `${name}: ${effect}`)
  const payment = zh ? '支付' : 'Payment'
  return [
    ...(zh
      ? ['病组', '名称', '险种或标记', '基期例数', '实际例数']
      : ['Group', 'Name', 'Insurance or mark', 'Base cases', 'Actual cases']),
    ...PAYMENT_COLUMNS.map((id) => side(payment, PAYMENT_EFFECTS[id].name[language])),
    zh ? '支付变动' : 'Change of payment',
    ...SPENT_COLUMNS.map((id) => side(spent, SPENT_EFFECTS[id].name[language])),
    zh ? `${spent}变动` : `Change of ${spent.toLowerCase()}`,
    zh ? '盈亏变动' : 'Change of surplus',
  ]
}
