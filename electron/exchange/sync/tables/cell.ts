import { isIsoDate } from '#exchange/validate/date.ts'
import { isPlainDecimal, scaledPlain } from '#exchange/validate/decimal.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Fen, fen, fenToYuan } from '#shared/domain/money.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'
import type { Span } from '#shared/domain/records.ts'

export const UNREADABLE = Symbol('unreadable')

/** One column's way from a value to the text of its cell and back; `read(write(value))` is the value. */
export interface Cell<T> {
  readonly type: CellType
  /** A blank cell stands for null and is refused where a value is required. */
  readonly required: boolean
  /** What the cell should hold, for the sentence that refuses it. */
  readonly wanted: Bilingual
  read(text: string): T | typeof UNREADABLE
  write(value: T): string
}

export type CellType =
  | 'text'
  | 'code'
  | 'id'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'date'
  | 'time'
  | 'period'
  | 'flag'
  | 'choice'
  | 'list'
  | 'parts'

const LONGEST_TEXT = 20_000
const LONGEST_CODE = 200
const LONGEST_DECIMAL = 40

export const text = cell<string>(
  'text',
  { zh: '不超过 2 万字的文字', en: 'text of up to 20,000 characters' },
  readText,
  cleanText,
)

/** A number or name that identifies: one line. */
export const code = cell<string>(
  'code',
  { zh: '一行以内、不超过 200 个字符的编码', en: 'a code of one line and up to 200 characters' },
  (cellText) => (cellText.length > LONGEST_CODE || cellText.includes('\n') ? UNREADABLE : readText(cellText)),
  (value) => cleanText(value).replaceAll('\n', ' '),
)

/** What an item keeps through return and answer. */
export const id = cell<string>(
  'id',
  { zh: '字母、数字、- 与 _ 组成、不超过 64 个字符的编号', en: 'an identifier of up to 64 letters, digits, - and _' },
  (cellText) => (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(cellText) ? cellText : UNREADABLE),
  (value) => value,
)

export const integer = cell<number>(
  'integer',
  { zh: '整数', en: 'a whole number' },
  (cellText) => {
    const value = scaledPlain(cellText, 0)
    return Number.isNaN(value) || cellText.includes('.') ? UNREADABLE : value
  },
  String,
)

/** An exact decimal, kept as its text. */
export const decimal = cell<string>(
  'decimal',
  { zh: '不超过 40 位的普通小数，如 12.50', en: 'a plain decimal of up to 40 digits, like 12.50' },
  (cellText) => (cellText.length <= LONGEST_DECIMAL && isPlainDecimal(cellText) ? cellText : UNREADABLE),
  (value) => value,
)

/** A measured quantity that is no money, such as hours. */
export const quantity = cell<number>(
  'decimal',
  { zh: '普通数字，如 12.5', en: 'a plain number, like 12.5' },
  (cellText) => (cellText.length <= LONGEST_DECIMAL && isPlainDecimal(cellText) ? Number(cellText) : UNREADABLE),
  String,
)

/** Yuan with two decimals in the file, whole fen in memory. */
export const money = cell<Fen>(
  'money',
  { zh: '以元为单位、两位小数的金额，如 -12.30', en: 'an amount in yuan with two decimals, like -12.30' },
  (cellText) => {
    if (cellText.charCodeAt(cellText.length - 3) !== POINT) return UNREADABLE
    const value = scaledPlain(cellText, 2)
    return Number.isNaN(value) ? UNREADABLE : fen(value)
  },
  fenToYuan,
)
const POINT = 46

export const date = cell<string>(
  'date',
  { zh: '日期，如 2026-03-15', en: 'a date, like 2026-03-15' },
  (cellText) => (cellText.length === 10 && isIsoDate(cellText) ? cellText : UNREADABLE),
  (value) => value,
)

/** A date, with the time of day where it is known. */
export const time = cell<string>(
  'time',
  { zh: '日期或时间，如 2026-03-15 08:30:00', en: 'a date or time, like 2026-03-15 08:30:00' },
  (cellText) => (isIsoDate(cellText) ? cellText : UNREADABLE),
  (value) => value,
)

export const month = cell<Period>(
  'period',
  { zh: '年月，如 2026-03', en: 'a month, like 2026-03' },
  (cellText) => (isPeriod(cellText) ? cellText : UNREADABLE),
  (value) => value,
)

/** A month, or the whole year. */
export const span = cell<Span>(
  'period',
  { zh: '年月或年度，如 2026-03 或 2026', en: 'a month or a year, like 2026-03 or 2026' },
  (cellText) => (isPeriod(cellText) || /^\d{4}$/.test(cellText) ? cellText : UNREADABLE),
  (value) => value,
)

export const flag = cell<boolean>(
  'flag',
  { zh: 'Y 或 N', en: 'Y or N' },
  (cellText) => (cellText === 'Y' ? true : cellText === 'N' ? false : UNREADABLE),
  (value) => (value ? 'Y' : 'N'),
)

export function choice<const T extends string>(values: readonly T[]): Cell<T> {
  const words = values.join(', ')
  return cell<T>(
    'choice',
    { zh: `以下之一：${words}`, en: `one of ${words}` },
    (cellText) => values.find((value) => value === cellText) ?? UNREADABLE,
    (value) => value,
  )
}

/** Any of the other kinds of cell, or blank. */
export function orBlank<T>({ type, wanted, read, write }: Cell<T>): Cell<T | null> {
  return {
    type,
    wanted,
    required: false,
    read: (cellText) => (cellText === '' ? null : read(cellText)),
    write: (value) => (value === null ? '' : write(value)),
  }
}

/** Texts joined by `|`; a `|` or `\` within one has a `\` before it. No texts is a blank cell. */
export const list: Cell<readonly string[]> = {
  type: 'list',
  required: false,
  wanted: { zh: '以 | 分隔的列表', en: 'a list joined by |' },
  read: (cellText) => (cellText === '' ? [] : readText(cellText) === UNREADABLE ? UNREADABLE : splitList(cellText)),
  write: (values) => values.map((value) => cleanText(value).replace(/[\\|]/g, '\\$&')).join('|'),
}

/** Names with amounts in yuan: `08=120.50|09=33.00`, in the order of the names. */
export const parts: Cell<Readonly<Record<string, Fen>>> = {
  type: 'parts',
  required: false,
  wanted: { zh: '“名称=金额”以 | 分隔', en: 'name=amount, joined by |' },
  read: readParts,
  write: (amounts) =>
    list.write(
      Object.keys(amounts)
        .toSorted()
        .map((name) => `${name}=${fenToYuan(amounts[name]!)}`),
    ),
}

function cell<T>(type: CellType, wanted: Bilingual, read: Cell<T>['read'], write: Cell<T>['write']): Cell<T> {
  return { type, required: true, wanted, read: (cellText) => (cellText === '' ? UNREADABLE : read(cellText)), write }
}

/** Anything that can be typed in: line breaks are LF, no other control characters but the tab. */
function cleanText(value: string): string {
  return UNCLEAN.test(value) || !value.isWellFormed()
    ? value
        .toWellFormed()
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
    : value
}
const UNCLEAN = /[^\P{Cc}\n\t]/u

function readText(cellText: string): string | typeof UNREADABLE {
  return cellText.length > LONGEST_TEXT || UNCLEAN.test(cellText) ? UNREADABLE : cellText
}

function splitList(cellText: string): readonly string[] {
  if (!cellText.includes('\\')) return cellText.split('|')
  const texts: string[] = []
  let open = ''
  for (let at = 0; at < cellText.length; at++) {
    const character = cellText[at]!
    if (character === '\\') open += cellText[++at] ?? ''
    else if (character === '|') {
      texts.push(open)
      open = ''
    } else open += character
  }
  return [...texts, open]
}

function readParts(cellText: string): Readonly<Record<string, Fen>> | typeof UNREADABLE {
  const texts = list.read(cellText)
  if (texts === UNREADABLE) return UNREADABLE
  const amounts: [string, Fen][] = []
  for (const part of texts) {
    const at = part.lastIndexOf('=')
    const amount = money.read(part.slice(at + 1))
    if (at < 1 || amount === UNREADABLE) return UNREADABLE
    amounts.push([part.slice(0, at), amount])
  }
  return Object.fromEntries(amounts)
}
