import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'

/** What keeps a workbook from being a scheme, at its place. */
export interface Fault {
  readonly sheet: string
  readonly row: number | null
  readonly column: string | null
  /** Place in the rule, counting characters from 1. */
  readonly position: number | null
  readonly message: Bilingual
}

export function fault(
  sheet: string,
  row: number | null,
  column: string | null,
  message: Bilingual,
  position: number | null = null,
): Fault {
  return { sheet, row, column, position, message }
}

/** `scheme-invalid`, naming the first fault and how many there are. */
export function workbookInvalid(first: Fault, count: number): ProblemError {
  const { sheet, row, column, position, message } = first
  const zh = `工作表“${sheet}”${row === null ? '' : `第 ${row} 行`}${column === null ? '' : `“${column}”列`}${position === null ? '' : `第 ${position} 个字符处`}`
  const en = `sheet ${sheet}${row === null ? '' : `, row ${row}`}${column === null ? '' : `, column ${column}`}${position === null ? '' : `, character ${position}`}`
  const others = count - 1
  return problem(
    'scheme-invalid',
    `分组方案工作簿有误：${zh}：${message.zh}${others === 0 ? '' : `（另有 ${others} 处错误）`}。请使用官方发布的原件，或更正后重新加载`,
    `The scheme workbook has an error in ${en}: ${message.en}${others === 0 ? '' : ` (and ${others} more)`}. Use the workbook as it was published, or correct it and load it again`,
    { sheet, row, column, position, errors: count },
  )
}
