import { assertNever } from '#shared/domain/assert-never.ts'
import type {
  ActionRow,
  AnsweredTable,
  AnswerRow,
  CodeCorrectionRow,
  ExplanationRow,
  ReviewRow,
  SignOffRow,
  SyncRow,
} from '#shared/domain/sync.ts'

/** Columns of the form an office fills in. The first five are there to know what is decided; the rest is the answer. */
export const ANSWER_HEADER = [
  'item_id 编号',
  'subject 类别',
  'period 月份',
  'about 对象',
  'told 内容',
  'decision 决定',
  'settlement 结算方式',
  'approved 核定金额',
  'comment 意见',
  'decided_by 经办人',
  'decided_at 时间',
] as const

const LONGEST_TOLD = 300

/** An item's line of the form, its answer blank. */
export function answerLine(subject: AnsweredTable, row: SyncRow[AnsweredTable]): string[] {
  const { about, told } = wordsOf(subject, row)
  return [row.itemId, subject, row.period, about, told.slice(0, LONGEST_TOLD), '', '', '', '', '', '']
}

function wordsOf(
  subject: AnsweredTable,
  row: SyncRow[AnsweredTable],
): { readonly about: string; readonly told: string } {
  switch (subject) {
    case 'explanations': {
      const { caseNo, group, reason, statement } = row as ExplanationRow
      return { about: caseNo ?? group ?? '', told: `${reason}：${statement}` }
    }
    case 'reviews': {
      const { caseNo, ground, statement } = row as ReviewRow
      return { about: caseNo, told: `${ground}：${statement}` }
    }
    case 'code_corrections': {
      const { caseNo, list, place, oldCode, newCode, reason } = row as CodeCorrectionRow
      return { about: caseNo, told: `${list} ${place}：${oldCode ?? ''} → ${newCode ?? ''}；${reason}` }
    }
    case 'actions': {
      const { title, group, phase, status } = row as ActionRow
      return { about: group ?? '', told: `${title}（${phase}，${status}）` }
    }
    case 'sign_off':
      return { about: row.period, told: `月度确认：${(row as SignOffRow).signedBy}` }
    default:
      return assertNever(subject)
  }
}

export const DECISIONS: Readonly<Record<string, AnswerRow['decision']>> = {
  accepted: 'accepted',
  同意: 'accepted',
  rejected: 'rejected',
  不同意: 'rejected',
  'more-needed': 'more-needed',
  补充材料: 'more-needed',
  noted: 'noted',
  已阅: 'noted',
}

export const SETTLEMENTS: Readonly<Record<string, NonNullable<AnswerRow['settlement']>>> = {
  'by-group': 'by-group',
  按病组: 'by-group',
  'by-item': 'by-item',
  按项目: 'by-item',
  repriced: 'repriced',
  重新核定: 'repriced',
}
