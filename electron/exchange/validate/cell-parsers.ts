import { CATEGORIES, type CodeTable, FLAGS, fold } from '#exchange/kinds/code-tables.ts'
import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { columnChoice, fileChoice } from '#exchange/mapping/template-keys.ts'
import { exact, exactFromFen, roundToFen } from '#shared/domain/exact.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen, ZERO_FEN } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { BoundColumn } from './cell-source.ts'
import { foldWidth, isScientific, unwrapCode } from './code-text.ts'
import { type DateReading, isDateFault, readDate, readPeriod, readSpan } from './date.ts'
import { isPlainDecimal, readDecimal, scaleDecimal, scaledPlain } from './decimal.ts'
import type { IssueSink } from './issues.ts'

/** Reads one typed value of a row and reports what is wrong with it. Blank is null. */
export type CellParser<T> = (raw: readonly string[], row: number) => T

/** Decimals of the file's money unit down to one fen. */
const FEN_PLACES = { yuan: 2, fen: 0, thousand: 5, wan: 6, percent: 2 } as const
/** Decimals of a yuan that the file's money unit is worth. */
const YUAN_SHIFT = { yuan: 0, fen: -2, thousand: 3, wan: 4, percent: -2 } as const
const MOST_YUAN = exactFromFen(fen(Number.MAX_SAFE_INTEGER))

export interface CellParsers {
  /** How this file writes dates. */
  readonly dates: DateReading
  text(key: string): CellParser<string | null>
  /** @returns the text, '' after a rejection */
  requiredText(key: string): CellParser<string>
  code(key: string): CellParser<string | null>
  requiredCode(key: string): CellParser<string>
  money(key: string): CellParser<Fen | null>
  requiredMoney(key: string): CellParser<Fen>
  /**
   * Booked money as a ledger may have it, finer than a fen: `fen` is rounded half away from zero, and `yuan` the exact amount where
   * that lost anything. The whole file is brought to its rounded total when it is imported.
   */
  ledgerMoney(key: string): CellParser<{ readonly fen: Fen; readonly yuan: string | null }>
  /** A mean in money, which may have a fraction of a fen: rounded half away from zero. */
  meanMoney(key: string): CellParser<Fen | null>
  /** Exact decimal text; `unit` when the number is in the file's money unit and wanted in yuan. */
  decimal(key: string, unit?: 'money'): CellParser<string | null>
  requiredDecimal(key: string): CellParser<string>
  /** A number that may be a percentage, as its fraction (`30%` is 0.3); '0' after a rejection. */
  share(key: string): CellParser<string>
  /** As `share`, or null, with a warning outside 0 to 1. */
  ratio(key: string): CellParser<string | null>
  number(key: string): CellParser<number | null>
  integer(key: string): CellParser<number | null>
  date(key: string): CellParser<string | null>
  requiredDate(key: string): CellParser<string>
  period(key: string): CellParser<Period | null>
  /** A month or a whole year; '' after a rejection. */
  requiredSpan(key: string): CellParser<string>
  flag(key: string): CellParser<boolean | null>
  category(key: string): CellParser<FeeCategory>
  /** The code of a word from a table; other texts are kept, with a warning when `unknown` names one. */
  word(
    key: string,
    table: CodeTable<string>,
    unknown?: 'element-unknown' | 'center-type-unknown',
  ): CellParser<string | null>
}

const nothing = (): null => null

/**
 * Parsers of single cells, each prepared once per file and column: the ways to write a value are sorted out beforehand,
 * and the common way is tried first without making any new text.
 */
export function createCellParsers(
  template: RecordTemplate,
  columns: ReadonlyMap<string, BoundColumn>,
  sink: IssueSink,
  date1904: boolean,
): CellParsers {
  const mark = fileChoice(template, 'number.decimal') ?? '.'
  const plain = mark === '.'
  const epoch = fileChoice(template, 'date.epoch')
  const reading: DateReading = {
    order: fileChoice(template, 'date.order'),
    date1904: epoch === null ? date1904 : epoch === '1904',
  }
  const readingOf = (key: string): DateReading => {
    const order = columnChoice(template, 'order', key)
    return order === null ? reading : { ...reading, order }
  }
  const unitOf = (key: string) => columnChoice(template, 'unit', key) ?? template.moneyUnit ?? 'yuan'

  const optional = <T>(key: string, parse: (text: string, column: BoundColumn) => T | null): CellParser<T | null> => {
    const column = columns.get(key)
    if (column === undefined) return nothing
    return (raw, row) => {
      const text = column.read(raw, row)
      return text === '' ? null : parse(text, column)
    }
  }
  /** A blank or unreadable value rejects the row; `instead` only keeps the types whole. */
  const required = <T>(key: string, parse: CellParser<T | null>, instead: T): CellParser<T> => {
    const column = columns.get(key)!
    return (raw, row) => {
      const value = parse(raw, row)
      if (value !== null) return value
      if (column.read(raw, row) === '') sink.reject('value-missing', column.place, null)
      return instead
    }
  }

  const slowNumber = (text: string, column: BoundColumn, percent = false): string | null => {
    const number = readDecimal(unwrapCode(text), mark)
    // A unit written into a cell is never taken for the column's, nor 元 for another.
    const foreign = text.endsWith('元') && unitOf(column.key) !== 'yuan'
    if (number === null || foreign || (number.percent && !percent)) {
      sink.reject(foreign || HAS_UNIT.test(text) ? 'number-unit' : 'number-unreadable', column.place, text)
      return null
    }
    if (number.scientific) sink.warn('number-scientific', column.place, text)
    return number.percent ? exact(number.text).div(100).toFixed() : number.text
  }
  const scaled = (
    text: string,
    places: number,
    column: BoundColumn,
    fraction: 'money-fraction' | 'integer-fraction',
  ) => {
    const fast = plain ? scaledPlain(text, places) : Number.NaN
    if (!Number.isNaN(fast)) return fast
    const number = slowNumber(text, column)
    if (number === null) return null
    const value = scaleDecimal(number, places)
    if (typeof value === 'number') return value
    sink.reject(value === 'fraction' ? fraction : 'number-range', column.place, text)
    return null
  }
  const decimalText = (text: string, column: BoundColumn): string | null =>
    plain && isPlainDecimal(text) ? text : slowNumber(text, column)
  const shift = (text: string, unit: keyof typeof YUAN_SHIFT): string => exact(`${text}e${YUAN_SHIFT[unit]}`).toFixed()

  const text = (key: string) => optional(key, (cell) => cell)
  const code = (key: string) => {
    // Lines of one case follow each other: most cells repeat the one before.
    let last = ''
    let lastCode = ''
    return optional(key, (cell, column) => {
      if (cell === last) return lastCode
      const bare = unwrapCode(cell)
      const folded = foldWidth(bare)
      if (isScientific(folded)) sink.warn('code-scientific', column.place, folded)
      else if (folded !== bare) sink.warn('code-folded', column.place, cell)
      else {
        last = cell
        lastCode = folded
      }
      return folded
    })
  }
  const money = (key: string) => {
    const places = FEN_PLACES[unitOf(key)]
    return optional(key, (cell, column) => scaled(cell, places, column, 'money-fraction') as Fen | null)
  }
  const decimal: CellParsers['decimal'] = (key, of) => {
    const unit = of === undefined ? 'yuan' : unitOf(key)
    return optional(key, (cell, column) => {
      const number = decimalText(cell, column)
      return number === null || unit === 'yuan' ? number : shift(number, unit)
    })
  }
  const share = (key: string) => {
    const percent = columnChoice(template, 'unit', key) === 'percent'
    return optional(key, (cell, column) => {
      const number = plain && isPlainDecimal(cell) ? cell : slowNumber(cell, column, true)
      return number !== null && percent && !/[%％]/.test(cell) ? shift(number, 'percent') : number
    })
  }
  const dated =
    (read: typeof readDate) =>
    (key: string): CellParser<string | null> => {
      const how = readingOf(key)
      return optional(key, (cell, column) => {
        const value = read(cell, how)
        if (!isDateFault(value)) return value
        sink.reject(`date-${value}`, column.place, cell)
        return null
      })
    }
  const date = dated(readDate)

  return {
    dates: reading,
    text,
    requiredText: (key) => required(key, text(key), ''),
    code,
    requiredCode: (key) => required(key, code(key), ''),
    money,
    requiredMoney: (key) => required(key, money(key), ZERO_FEN),
    ledgerMoney: (key) => {
      const exactly = decimal(key, 'money')
      const column = columns.get(key)!
      const read: CellParser<{ fen: Fen; yuan: string | null } | null> = (raw, row) => {
        const yuan = exactly(raw, row)
        if (yuan === null) return null
        const whole = scaleDecimal(yuan, FEN_PLACES.yuan)
        if (typeof whole === 'number') return { fen: whole as Fen, yuan: null }
        if (whole === 'fraction' && exact(yuan).abs().lte(MOST_YUAN)) {
          sink.warn('money-rounded', column.place, column.read(raw, row))
          return { fen: roundToFen(exact(yuan)), yuan }
        }
        sink.reject('number-range', column.place, column.read(raw, row))
        return null
      }
      return required(key, read, { fen: ZERO_FEN, yuan: null })
    },
    meanMoney: (key) => {
      const unit = unitOf(key)
      return optional(key, (cell, column) => {
        const number = decimalText(cell, column)
        if (number === null) return null
        const yuan = exact(shift(number, unit))
        if (yuan.abs().lte(MOST_YUAN)) return roundToFen(yuan)
        sink.reject('number-range', column.place, cell)
        return null
      })
    },
    decimal,
    requiredDecimal: (key) => required(key, decimal(key), '0'),
    share: (key) => required(key, share(key), '0'),
    ratio: (key) => {
      const read = share(key)
      const column = columns.get(key)
      return (raw, row) => {
        const number = read(raw, row)
        if (number !== null && (number.startsWith('-') || Number(number) > 1))
          sink.warn('ratio-range', column!.place, column!.read(raw, row))
        return number
      }
    },
    number: (key) =>
      optional(key, (cell, column) => {
        const number = decimalText(cell, column)
        return number === null ? null : Number(number)
      }),
    integer: (key) => optional(key, (cell, column) => scaled(cell, 0, column, 'integer-fraction')),
    date,
    requiredDate: (key) => required(key, date(key), ''),
    period: (key) => {
      const constant = template.period ?? null
      if (!columns.has(key)) return () => constant
      const read = dated(readPeriod)(key) as CellParser<Period | null>
      return (raw, row) => read(raw, row) ?? constant
    },
    requiredSpan: (key) => {
      const constant = template.period ?? null
      return columns.has(key) ? required(key, dated(readSpan)(key), '') : () => constant ?? ''
    },
    flag: (key) =>
      optional(key, (cell, column) => {
        const value = FLAGS.get(cell) ?? FLAGS.get(fold(cell))
        if (value === undefined) sink.warn('flag-unknown', column.place, cell)
        return value ?? null
      }),
    category: (key) => {
      const column = columns.get(key)!
      return (raw, row) => {
        const cell = column.read(raw, row)
        const value = CATEGORIES.get(cell) ?? CATEGORIES.get(fold(cell))
        if (value === undefined) sink.warn('category-unknown', column.place, cell)
        return value ?? '00'
      }
    },
    word: (key, table, unknown) =>
      optional(key, (cell, column) => {
        const value = table.get(fold(cell))
        if (value === undefined && unknown !== undefined) sink.warn(unknown, column.place, cell)
        return value ?? cell
      }),
  }
}

const HAS_UNIT = /^[^\d]*[\d.,]+\s*(万元?|千元?|亿元?|分|[%％])$/
