import { createHash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { z } from 'zod'
import type { PolicyDocument } from '#engine/payment/policy.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { ProblemError, problem } from '#shared/domain/problem.ts'
import { checkZip } from '../scheme/zip-files.ts'
import { policyFaults } from './checks.ts'
import { policySchema } from './schema.ts'
import type { CellPlace } from './workbook-layout.ts'
import { CellFault, readPolicyWorkbook } from './workbook-read.ts'

interface ReadPolicy {
  readonly document: PolicyDocument
  /** The policy as JSON, keys in the order of the definition: the same however its file was written. */
  readonly text: string
  /** Of `text` in UTF-8. */
  readonly sha256: string
}

/** A national table of 825 groups with a dozen rates is under 1 MB. */
const LARGEST_FILE = 20 * 1024 * 1024

/**
 * Reads a `payment-policy/1` file: JSON, or a workbook.
 * @param name what the file is called where it came from, for problems
 * @throws ProblemError `file-not-found`, `file-encoding`, or `policy-invalid` naming the key (in a workbook sheet, row and column) and
 *   what to do about it
 */
export async function readPolicy(path: string, name = basename(path)): Promise<ReadPolicy> {
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
  const document = (await isArchive(path))
    ? await readWorkbook(path, name)
    : parsePolicyText(decode(await readFile(path), name), name)
  const text = policyText(document)
  return { document, sha256: createHash('sha256').update(text, 'utf8').digest('hex'), text }
}

const policyText = (document: PolicyDocument): string => JSON.stringify(document)

/**
 * @param name what to call the file in a problem
 * @throws ProblemError `policy-invalid`
 */
export function parsePolicyText(text: string, name: string): PolicyDocument {
  return checkPolicy(parseJson(text, name), (path, why, faults) => invalid(name, keyPath(path), why, faults), 'json')
}

type Refusal = (path: readonly PropertyKey[], why: Bilingual, faults: number) => ProblemError

function checkPolicy(value: unknown, refuse: Refusal, form: 'json' | 'workbook'): PolicyDocument {
  const parsed = policySchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw refuse(
      issue?.path ?? [],
      issueWords(issue, form === 'workbook' && issue !== undefined && isMissing(value, issue.path)),
      parsed.error.issues.length,
    )
  }
  const faults = policyFaults(parsed.data)
  const [fault] = faults
  if (fault !== undefined) throw refuse(fault.path, fault.message, faults.length)
  return parsed.data
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  )
  return found === undefined
}

async function isArchive(path: string): Promise<boolean> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 })
  return bytesRead === 4 && buffer.readUInt32BE() === ZIP_MAGIC
}

const ZIP_MAGIC = 0x504b0304

async function readWorkbook(path: string, name: string): Promise<PolicyDocument> {
  const unreadable = (error: unknown) => {
    if (error instanceof CellFault) return invalidAt(name, error.place, error.why)
    const why = error instanceof Error ? error.message : String(error)
    return invalid(name, '', {
      zh: `工作簿无法打开：文件损坏、已加密或不是 .xlsx（${why}）`,
      en: `the workbook cannot be opened: it is damaged, encrypted or no .xlsx (${why})`,
    })
  }
  try {
    // The library trusts what the archive says of itself, and holds it all in memory.
    await checkZip(path)
    const { value, placeOf } = await readPolicyWorkbook(path)
    return checkPolicy(value, (at, why, faults) => invalidAt(name, placeOf(at), why, faults), 'workbook')
  } catch (error) {
    throw error instanceof ProblemError && error.problem.code === 'policy-invalid' ? error : unreadable(error)
  }
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

/** The same with the place in a workbook. */
function invalidAt(name: string, { sheet, row, column }: CellPlace, why: Bilingual, faults = 1): ProblemError {
  const zhPlace = `“${sheet}”工作表${row === null ? '' : `第 ${row} 行`}${column === null ? '' : `“${column}”`}`
  const enPlace = `sheet “${sheet}”${row === null ? '' : `, row ${row}`}${column === null ? '' : `, “${column}”`}`
  const others = faults - 1
  return problem(
    'policy-invalid',
    `支付政策 ${name} ${zhPlace}：${why.zh}${others > 0 ? `（另有 ${others} 处问题）` : ''}`,
    `Payment policy ${name}, ${enPlace}: ${why.en}${others > 0 ? ` (${others} more)` : ''}`,
    { file: name, sheet, row, column, faults },
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
function issueWords(issue: Issue | undefined, emptyCell: boolean): Bilingual {
  if (issue === undefined) return { zh: '内容无效', en: 'invalid' }
  if (emptyCell) return { zh: '缺失，请填写', en: 'missing; fill it in' }
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
