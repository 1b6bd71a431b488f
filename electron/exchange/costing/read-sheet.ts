import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { sheetFaults } from './sheet-checks.ts'
import { sheetSchema } from './sheet-schema.ts'

/** A sheet of 200 lines with every condition spelt out is far below 1 MB. */
const LARGEST_FILE = 4 * 1024 * 1024

/**
 * Reads an `activity-sheet/1` JSON file in UTF-8.
 * @throws ProblemError `file-not-found`, or `sheet-invalid` naming the key and what to do about it
 */
export async function readSheet(path: string): Promise<ActivitySheet> {
  const name = basename(path)
  const info = await stat(path).catch(() => null)
  if (!info?.isFile())
    throw problem(
      'file-not-found',
      `找不到作业清单 ${name}，请检查路径`,
      `No activity sheet at ${name}; check the path`,
      { file: path },
    )
  if (info.size > LARGEST_FILE)
    throw invalid(name, '', { zh: '文件超过 4 MB，不像作业清单', en: 'larger than 4 MB, which no activity sheet is' })
  return parseSheetText(decode(await readFile(path), name), name)
}

/**
 * @param name what to call the file in a problem
 * @throws ProblemError `sheet-invalid`
 */
export function parseSheetText(text: string, name: string): ActivitySheet {
  return checkSheet(parseJson(text, name), name)
}

/**
 * A sheet as an editor or a file hands it in, with defaults filled in.
 * @throws ProblemError `sheet-invalid`
 */
export function checkSheet(value: unknown, name: string): ActivitySheet {
  const parsed = sheetSchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid(name, keyOf(issue?.path ?? []), wordsOf(issue))
  }
  const [fault] = sheetFaults(parsed.data)
  if (fault !== undefined) throw invalid(name, keyOf(fault.path), fault.message)
  return parsed.data
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalid(name, '', {
      zh: '不是 UTF-8 编码，请另存为 UTF-8 后重试',
      en: 'not UTF-8; save it as UTF-8 and try again',
    })
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(name, '', {
      zh: '不是有效的 JSON，请检查逗号、引号与括号',
      en: 'not valid JSON; check commas, quotes and brackets',
    })
  }
}

const keyOf = (path: readonly PropertyKey[]): string => path.map(String).join('.')

function invalid(name: string, key: string, why: Bilingual): ProblemError {
  const place = key === '' ? '' : ` ${key}`
  return problem('sheet-invalid', `作业清单 ${name}${place}：${why.zh}`, `Activity sheet ${name}${place}: ${why.en}`, {
    file: name,
    key,
  })
}

function wordsOf(issue: z.core.$ZodIssue | undefined): Bilingual {
  if (issue?.code === 'custom') return { zh: String(issue.params?.zh ?? issue.message), en: issue.message }
  if (issue?.code === 'unrecognized_keys') {
    const keys = issue.keys.join(', ')
    return { zh: `不认识的键 ${keys}，请删去或改正拼写`, en: `unknown key ${keys}; remove it or correct its spelling` }
  }
  if (issue?.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ')
    return { zh: `缺失或取值不对，应为 ${values}`, en: `missing or not allowed; should be ${values}` }
  }
  return {
    zh: '缺失、为空或格式不对，请对照 activity-sheet/1 的说明（数值要加引号，标识用小写字母、数字和连字符）',
    en: 'missing, empty or malformed; see the definition of activity-sheet/1 (numbers in quotes, ids in lower-case letters, digits and hyphens)',
  }
}
