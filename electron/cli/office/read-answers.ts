import { basename } from 'node:path'
import { openTable } from '#exchange/readers/table.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { ANSWERED_TABLES, type AnsweredTable, type AnswerRow } from '#shared/domain/sync.ts'
import { ANSWER_HEADER, DECISIONS, SETTLEMENTS } from './answer-form.ts'
import { type ItemRef, itemKey } from './state.ts'

export interface ReadAnswersRequest {
  /** Items of the return. */
  readonly items: readonly ItemRef[]
  /** Where the form leaves them blank. */
  readonly decidedBy: string | null
  readonly decidedAt: string
}

/** Known by their first word; the Chinese beside it is for people. */
const COLUMNS = ANSWER_HEADER.map((heading) => heading.split(' ')[0] as string)
const REQUIRED = ['item_id', 'subject', 'decision']

/**
 * Reads a filled-in form (CSV or workbook): a line with a decision is an answer, one without is not answered yet.
 * @throws ProblemError `column-missing`, `rows-rejected` naming row and column, and those of reading
 */
export async function readAnswers(path: string, request: ReadAnswersRequest): Promise<AnswerRow[]> {
  const file = basename(path)
  const known = new Set(request.items.map(itemKey))
  const answered = new Set<string>()
  const answers: AnswerRow[] = []
  let places: ReadonlyMap<string, number> | null = null
  const table = await openTable(path)
  for await (const { firstRow, rows } of table.rows()) {
    for (const [at, cells] of rows.entries()) {
      if (cells.every((cell) => cell.trim() === '')) continue
      if (places === null) {
        places = placesOf(file, cells)
        continue
      }
      const cell = cellReader(cells, places)
      if (cell('decision') === '') continue
      const answer = answerOf(cell, request, (column, zh, en) => badRow(file, firstRow + at, column, zh, en))
      const key = itemKey(answer)
      if (!known.has(key))
        throw badRow(file, firstRow + at, 'item_id', '上报包中没有这一事项', 'the return has no such item')
      if (answered.has(key))
        throw badRow(file, firstRow + at, 'item_id', '这一事项已在上面答复过', 'it is answered above already')
      answered.add(key)
      answers.push(answer)
    }
  }
  return answers
}

function placesOf(file: string, cells: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map(cells.map((heading, at) => [heading.trim().split(/\s+/)[0] ?? '', at]))
  const missing = REQUIRED.filter((column) => !places.has(column))
  if (missing.length === 0) return places
  const names = missing.join(', ')
  throw problem(
    'column-missing',
    `${file} 缺少列 ${names}。请使用接收上报包时生成的答复表填写。`,
    `${file} lacks the columns ${names}. Fill in the form that was written when the return was received.`,
    { file, columns: names },
  )
}

type CellReader = (column: string) => string

/** A leading apostrophe kept a text from being a formula. */
const cellReader =
  (cells: readonly string[], places: ReadonlyMap<string, number>): CellReader =>
  (column) =>
    (COLUMNS.includes(column) ? (cells[places.get(column) ?? -1] ?? '') : '').trim().replace(/^'(?=[=+\-@])/, '')

type Refuse = (column: string, zh: string, en: string) => ProblemError

function answerOf(cell: CellReader, { decidedBy, decidedAt }: ReadAnswersRequest, refuse: Refuse): AnswerRow {
  const subject = ANSWERED_TABLES.find((name) => name === cell('subject'))
  if (subject === undefined) throw refuse('subject', '类别不对', 'the subject is none of the tables of a return')
  const decision = DECISIONS[cell('decision')]
  if (decision === undefined)
    throw refuse(
      'decision',
      '请填同意、不同意、补充材料或已阅',
      'it should be accepted, rejected, more-needed or noted',
    )
  const by = cell('decided_by') || decidedBy
  if (by === null)
    throw refuse('decided_by', '没有经办人，请填写或用 --by 指明', 'nobody is named; fill it in or give --by')
  return {
    itemId: cell('item_id'),
    subject,
    decision,
    ...reviewParts(subject, cell, refuse),
    comment: cell('comment') || null,
    decidedBy: by,
    decidedAt: timeOf(cell('decided_at'), refuse) ?? decidedAt,
  }
}

/** How a review is settled, and what is granted; other subjects have neither. */
function reviewParts(
  subject: AnsweredTable,
  cell: CellReader,
  refuse: Refuse,
): Pick<AnswerRow, 'settlement' | 'approved'> {
  const named = cell('settlement')
  const settlement = named === '' ? null : SETTLEMENTS[named]
  if (settlement === undefined)
    throw refuse('settlement', '请填按病组、按项目或重新核定', 'it should be by-group, by-item or repriced')
  const approved = moneyOf(cell('approved'), refuse)
  if (subject !== 'reviews' && (settlement !== null || approved !== null))
    throw refuse(
      'settlement',
      '只有特病单议填结算方式和核定金额',
      'only reviews have a settlement and an approved amount',
    )
  return { settlement, approved }
}

function moneyOf(text: string, refuse: Refuse): Fen | null {
  if (text === '') return null
  const found = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[,，]/g, ''))
  if (found === null)
    throw refuse('approved', '请填以元为单位、最多两位小数的金额', 'it should be yuan with two decimals')
  const [, sign, whole, decimals = ''] = found
  return fen(Number(`${sign}${whole}${decimals.padEnd(2, '0')}`))
}

function timeOf(text: string, refuse: Refuse): string | null {
  if (text === '') return null
  const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  const two = (part: string | undefined) => (part ?? '0').padStart(2, '0')
  if (found === null)
    throw refuse('decided_at', '请填日期或时间，如 2026-04-20', 'it should be a date, like 2026-04-20')
  const [, year, month, day, hour, minute, second] = found
  const date = `${year}-${two(month)}-${two(day)}`
  return hour === undefined ? date : `${date} ${two(hour)}:${two(minute)}:${two(second)}`
}

const badRow = (file: string, row: number, column: string, zh: string, en: string) =>
  problem(
    'rows-rejected',
    `${file} 第 ${row} 行 ${column}：${zh}。未生成答复包，请改正后重试。`,
    `${file}, row ${row}, ${column}: ${en}. No answer was made; correct it and try again.`,
    { file, row, column },
  )
