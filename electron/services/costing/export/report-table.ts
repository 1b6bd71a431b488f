import type { CostTag } from '#shared/contract/costing.ts'
import type { Bilingual, Language } from '#shared/domain/bilingual.ts'
import {
  CERTAINTY_NAMES,
  COST_ELEMENT_NAMES,
  COST_ELEMENTS,
  COST_SOURCE_NAMES,
  COVERAGE_NAMES,
  type Elements,
} from '#shared/domain/costing.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'
import { translate } from '#shared/i18n/translate.ts'
import type { ExportCell, ExportSheet } from '../../export-file.ts'

/** One table of a cost report: a sheet of a workbook, or a CSV. Money is in yuan, exact decimals as they are. */
export type ReportTable = ExportSheet

/** Both ways to say something in the language of the file. */
export interface Words {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
}

export const wordsOf = (language: Language): Words => ({
  t: <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => translate(language, key, ...args),
  say: (text) => text[language],
})

export const text = (value: string | null): ExportCell => ({ text: value })
export const count = (value: number | null): ExportCell => ({ number: value === null ? null : String(value) })
export const decimal = (value: ExactText | null): ExportCell => ({ number: value })
export const yuan = (amount: Fen | null): ExportCell => ({ number: amount === null ? null : fenToYuan(amount) })

/** The heading of an amount: what it is, in yuan. */
export const inYuan = ({ t }: Words, label: string): string => t('common.withUnit', { label, unit: t('unit.yuan') })

export const elementHeads = (words: Words): string[] =>
  COST_ELEMENTS.map((element) => inYuan(words, words.say(COST_ELEMENT_NAMES[element])))

export const elementCells = (elements: Elements<Fen> | null): ExportCell[] =>
  COST_ELEMENTS.map((element) => yuan(elements?.[element] ?? null))

export const tagHeads = ({ t }: Words): string[] => [
  t('costing.methodLabel'),
  t('costing.certainty'),
  t('costing.coverage'),
]

/** Method, certainty and coverage: no cost leaves the book without them. */
export const tagCells = ({ say }: Words, { method, certainty, coverage }: CostTag): ExportCell[] => [
  text(say(COST_SOURCE_NAMES[method])),
  text(method === 'given' ? null : say(CERTAINTY_NAMES[certainty])),
  text(say(COVERAGE_NAMES[coverage])),
]
