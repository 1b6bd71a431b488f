import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import type { PolicyDocument } from '#engine/payment/policy.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { policyFaults } from './checks.ts'
import { policySchema } from './schema.ts'

interface ReadPolicy {
  readonly document: PolicyDocument
  /** Of `text` in UTF-8, so that the stored text can be checked against it. */
  readonly sha256: string
  /** As in the file, without a byte-order mark. */
  readonly text: string
}

/** A national table of 825 groups with a dozen rates is under 1 MB. */
const LARGEST_FILE = 20 * 1024 * 1024

/**
 * Reads a `payment-policy/1` JSON file.
 * @throws ProblemError `file-not-found`, `file-encoding`, or `policy-invalid` naming the key and what to do about it
 */
export async function readPolicy(path: string): Promise<ReadPolicy> {
  const name = basename(path)
  const info = await stat(path).catch(() => null)
  if (!info?.isFile())
    throw problem(
      'file-not-found',
      `找不到支付政策文件 ${name}，请检查路径`,
      `No payment policy at ${name}; check the path`,
      { file: path },
    )
  if (info.size > LARGEST_FILE)
    throw invalid(name, '', { zh: '文件超过 20 MB，不像支付政策', en: 'larger than 20 MB, which no payment policy is' })
  const bytes = await readFile(path)
  const text = decode(bytes, name)
  return {
    document: parsePolicyText(text, name),
    sha256: createHash('sha256').update(text, 'utf8').digest('hex'),
    text,
  }
}

/**
 * @param name what to call the file in a problem
 * @throws ProblemError `policy-invalid`
 */
export function parsePolicyText(text: string, name: string): PolicyDocument {
  const parsed = policySchema.safeParse(parseJson(text, name))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid(name, keyPath(issue?.path ?? []), issueWords(issue), parsed.error.issues.length)
  }
  const faults = policyFaults(parsed.data)
  const [fault] = faults
  if (fault !== undefined) throw invalid(name, keyPath(fault.path), fault.message, faults.length)
  return parsed.data
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw problem(
      'file-encoding',
      `${name} 不是 UTF-8 编码，请用“另存为 UTF-8”保存后重试`,
      `${name} is not UTF-8; save it as UTF-8 and try again`,
      { file: name },
    )
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw invalid(name, '', {
      zh: `不是有效的 JSON（${why}），请检查逗号、引号与括号`,
      en: `not valid JSON (${why}); check commas, quotes and brackets`,
    })
  }
}

/** `groups[3].rw`, counting from 0 as JSON tools do. */
function keyPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

function invalid(name: string, key: string, why: Bilingual, faults = 1): ProblemError {
  const others = faults - 1
  const zhMore = others > 0 ? `（另有 ${others} 处问题）` : ''
  const enMore = others > 0 ? ` (${others} more)` : ''
  const place = key === '' ? '' : ` ${key}`
  return problem(
    'policy-invalid',
    `支付政策 ${name}${place}：${why.zh}${zhMore}`,
    `Payment policy ${name}${place}: ${why.en}${enMore}`,
    {
      file: name,
      key,
      faults,
    },
  )
}

type Issue = z.core.$ZodIssue

const TYPE_NAMES: Readonly<Record<string, Bilingual>> = {
  string: { zh: '加引号的文本', en: 'a text in quotes' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  array: { zh: '列表 […]', en: 'a list […]' },
  object: { zh: '对象 {…}', en: 'an object {…}' },
}

/** What is wrong and what to write instead. A number where a text belongs is the usual slip, so it has its own hint. */
function issueWords(issue: Issue | undefined): Bilingual {
  if (issue === undefined) return { zh: '内容无效', en: 'invalid' }
  switch (issue.code) {
    case 'custom':
      return { zh: String(issue.params?.zh ?? issue.message), en: issue.message }
    case 'invalid_type': {
      const type = TYPE_NAMES[issue.expected] ?? { zh: issue.expected, en: issue.expected }
      const quote = issue.expected === 'string'
      return {
        zh: `缺失或类型不对，应为${type.zh}${quote ? '（数值也要加引号，如 "1.06"）' : ''}`,
        en: `missing or of the wrong type; should be ${type.en}${quote ? ' (decimals too, like "1.06")' : ''}`,
      }
    }
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ')
      return { zh: `缺失或取值不对，应为 ${values}`, en: `missing or not allowed; should be ${values}` }
    }
    case 'invalid_union':
      return {
        zh: '缺失或取值不对，请对照 payment-policy/1 的说明',
        en: 'missing or not allowed; see the definition of payment-policy/1',
      }
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ')
      return {
        zh: `不认识的键 ${keys}，请删去或改正拼写`,
        en: `unknown key ${keys}; remove it or correct its spelling`,
      }
    }
    case 'too_small':
      return { zh: '不能为空或太小', en: 'must not be empty or too small' }
    case 'too_big':
      return { zh: '太长或太大', en: 'too long or too large' }
    default:
      return { zh: `内容无效（${issue.message}）`, en: `invalid (${issue.message})` }
  }
}
