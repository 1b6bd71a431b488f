import { CONVENTION_NAMES, PAYMENT_EFFECTS, SPENT_EFFECTS } from '#engine/analysis/bridge-effects.ts'
import { type FormulaSheet, sheetOf } from '#exchange/formula-sheet.ts'
import { PAYMENT_COLUMNS, SPENT_COLUMNS } from '#shared/contract/variance.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import type { Comparison } from './compare.ts'
import { SPENT_WORDS } from './explain.ts'

/** What is compared, on which basis and by which formulas. */
export function aboutSheet(
  { query, sides, bridge, notes }: Comparison,
  name: string,
  language: Language,
): FormulaSheet {
  const zh = language === 'zh'
  const { basis } = query
  const payment = zh ? '支付' : 'Payment'
  const line = (key: string, value: string) => [key, value]
  return sheetOf(name, [
    line(zh ? '项目' : 'Item', zh ? '说明' : 'Meaning'),
    line(zh ? '实际' : 'Actual', sides.label[language]),
    line(zh ? '基准' : 'Base', sides.base.label[language]),
    line(zh ? '口径' : 'Basis', BASIS_NAMES[basis][language]),
    line(zh ? '约定' : 'Convention', CONVENTION_NAMES[bridge.convention][language]),
    line(
      zh ? '舍入' : 'Rounding',
      zh
        ? '公式不舍入；页面上每格舍入到分并使全表合计相符，所以单格可与公式相差不足一分。单位：元。'
        : 'The formulas do not round. The page rounds every cell to fen so that the table sums, so a cell may differ from its formula by less than a fen. Amounts in yuan.',
    ),
    ...PAYMENT_COLUMNS.map((id) =>
      line(`${payment}·${PAYMENT_EFFECTS[id].name[language]}`, PAYMENT_EFFECTS[id].formula),
    ),
    ...SPENT_COLUMNS.map((id) =>
      line(`${SPENT_WORDS[basis][language]}·${SPENT_EFFECTS[id].name[language]}`, SPENT_EFFECTS[id].formula),
    ),
    ...notes.map((note) => line(zh ? '注' : 'Note', note[language])),
  ])
}
