import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import { both } from './measure.ts'

/** What payers and auditors ask about. A clue is a place to look, found by a rule in recorded data; it is never a finding. */
export const CLUE_NAMES = {
  upcoding: both('高编高套线索', 'Coding above the record'),
  'split-stay': both('分解住院线索', 'Stay split in two'),
  'low-threshold': both('低标入院线索', 'Admission without need'),
  'double-charge': both('重复收费线索', 'Charged twice'),
  'shifted-cost': both('转嫁费用线索', 'Cost shifted to patients'),
} as const satisfies Record<string, Bilingual>

export type ClueKind = keyof typeof CLUE_NAMES

/** Where checking stands; said by people, never by the program. */
export const CLUE_STATUSES = {
  open: both('待核', 'To be checked'),
  checking: both('核实中', 'Being checked'),
  explained: both('已说明', 'Explained'),
  corrected: both('已更正', 'Corrected'),
} as const satisfies Record<string, Bilingual>

export type ClueStatus = keyof typeof CLUE_STATUSES

/** Stands above every list of clues. */
export const CLUE_NOTICE: Bilingual = both(
  '以下为待核线索：由规则从已录入数据得出，不是违规认定，也不是编码建议。请对照病历和收费记录核实，分组结果以医保平台为准。',
  'Clues to check: rules found them in recorded data. They are no finding of a breach and no coding advice. Check them against the record and the bill; the insurer’s grouping holds.',
)

export interface Clue {
  /** Stable as long as the data behind it are the same; statuses are kept by it. */
  readonly id: string
  readonly kind: ClueKind
  /** Empty where the clue is about a group or team as a whole. */
  readonly caseNos: readonly string[]
  /** Group, team or item it is about; null for a single case. */
  readonly scope: string | null
  /** What was found, with the numbers and the rule's limits. */
  readonly evidence: Bilingual
  /** Money to look at; null where the clue is not about an amount. */
  readonly amount: Fen | null
}

export interface ClueMark {
  readonly status: ClueStatus
  readonly note: string
}

/** Clues with what people have said of them; the unchecked first, then the most money. */
export function withMarks(clues: readonly Clue[], marks: ReadonlyMap<string, ClueMark>): readonly (Clue & ClueMark)[] {
  const order = Object.keys(CLUE_STATUSES)
  return clues
    .map((clue) => ({ ...clue, ...(marks.get(clue.id) ?? { status: 'open' as const, note: '' }) }))
    .sort(
      (a, b) =>
        order.indexOf(a.status) - order.indexOf(b.status) ||
        (b.amount ?? 0) - (a.amount ?? 0) ||
        (a.id < b.id ? -1 : 1),
    )
}
