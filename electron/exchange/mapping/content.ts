import { type DateOrder, isIsoDate, readDate, readPeriod } from '#exchange/validate/date.ts'
import { readDecimal } from '#exchange/validate/decimal.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import type { Match } from './match-columns.ts'
import { FILE_CHOICES, numberedKey } from './template-keys.ts'

type Rows = readonly (readonly string[])[]

const texts = (rows: Rows, index: number): string[] =>
  rows
    .map((row) => (row[index] ?? '').trim())
    .filter((text) => text !== '' && text !== '-' && text !== 'NA' && text !== 'NULL')

/** A column headed 年龄 that holds ranges (`30 to 49`, `18～44岁`), not years. */
export function isAgeBand(rows: Rows, index: number): boolean {
  const values = texts(rows, index)
  return (
    values.length > 0 && values.every((text) => /\d\s*(?:-|~|～|–|—|to|至|到)\s*\d|[<>≥≤＜＞]|以[上下]/i.test(text))
  )
}

/** A column of codes whose cells are Chinese words: names without codes, which nothing can be grouped by. */
export function holdsNames(rows: Rows, index: number): boolean {
  const values = texts(rows, index)
  return values.filter((text) => /\p{Script=Han}/u.test(text)).length * 2 > values.length
}

/** The choices of the file and of single columns that its content answers; what it leaves open stays unset. */
export function sampleChoices(matches: readonly Match[], rows: Rows, kind: RecordKind): [string, string][] {
  const choices: [string, string][] = []
  const valuesOf = (wanted: (match: Match) => boolean): string[] =>
    matches.filter(wanted).flatMap(({ index }) => texts(rows, index))

  if (kind === 'cases') {
    for (const list of ['dx', 'proc'] as const) {
      const separator = commonSeparator(valuesOf(({ key }) => key === list))
      if (separator !== null && separator !== '|') choices.push([`${list}.separator`, separator])
    }
  }
  choices.push(...dateOrders(matches, rows))
  const numbers = valuesOf(
    ({ column, key }) => column?.type === 'money' || column?.type === 'number' || key.startsWith('part.'),
  )
  if (hasDecimalComma(numbers)) choices.push(['number.decimal', ','])
  return choices
}

/** One order for the file when its columns agree; each column's own when two were exported differently. */
function dateOrders(matches: readonly Match[], rows: Rows): [string, string][] {
  const dates = matches.filter(({ column }) => column?.type === 'date' || column?.type === 'period')
  const decided = dates.flatMap(({ key, index }) => {
    const order = dateOrder(texts(rows, index))
    return order === null ? [] : [{ key, order }]
  })
  const orders = new Set(decided.map(({ order }) => order))
  if (orders.size > 1) return decided.map(({ key, order }) => [`order.${key}`, order])
  return [...orders].map((order) => ['date.order', order])
}

function commonSeparator(cells: readonly string[]): string | null {
  const counts = FILE_CHOICES['dx.separator'].map((separator) => ({
    separator,
    cells: cells.filter((cell) => cell.normalize('NFKC').includes(separator)).length,
  }))
  const best = counts.sort((a, b) => b.cells - a.cells)[0]!
  return best.cells === 0 ? null : best.separator
}

/** Decided by a day past the twelfth; a sample without one, or with both orders, decides nothing. */
function dateOrder(dates: readonly string[]): 'mdy' | 'dmy' | null {
  let dayFirst = false
  let monthFirst = false
  for (const text of dates) {
    const match = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}/.exec(text)
    if (match === null) continue
    if (Number(match[1]) > 12) dayFirst = true
    if (Number(match[2]) > 12) monthFirst = true
  }
  if (dayFirst === monthFirst) return null
  return dayFirst ? 'dmy' : 'mdy'
}

/** `1.234,56` or `12,5` somewhere, and nothing that only reads with a decimal point. */
function hasDecimalComma(numbers: readonly string[]): boolean {
  const comma = numbers.some((text) => /^-?(\d{1,3}(\.\d{3})+|\d+),\d{1,2}$/.test(text))
  return comma && !numbers.some((text) => /\.\d{1,2}$|,\d{3}[.,]|,\d{3}$/.test(text))
}

/** Share of the mapped columns whose sample reads as what the column holds; columns without values don't count. */
export function contentAgreement(matches: readonly Match[], rows: Rows, kind: RecordKind): number {
  const choices = new Map(sampleChoices(matches, rows, kind))
  const orderOf = (key: string) =>
    (choices.get(`order.${key}`) ?? choices.get('date.order') ?? null) as DateOrder | null
  const mark = choices.get('number.decimal') === ',' ? ',' : '.'
  let filled = 0
  let agreeing = 0
  for (const { column, index, key } of matches) {
    const values = texts(rows, index)
    const type = column?.type ?? (key.startsWith('part.') ? 'money' : 'text')
    if (values.length === 0) continue
    filled++
    const order = orderOf(key)
    const reads = (text: string): boolean => {
      if (numberedKey(key) !== null || key === 'age_band') return true
      if (type === 'money' || type === 'number' || type === 'integer') {
        return readDecimal(text.replace(/[岁天月日]$/, ''), mark) !== null
      }
      if (type === 'date')
        return isIsoDate(text) || /^\d/.test(readDate(text, { order: order ?? 'mdy', date1904: false }))
      if (type === 'period') return /^\d/.test(readPeriod(text, { order, date1904: false }))
      return true
    }
    if (values.filter(reads).length * 2 >= values.length) agreeing++
  }
  return filled === 0 ? 1 : agreeing / filled
}
