import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isIsoDate, readDate, readPeriod } from '#exchange/validate/date.ts'
import { isPlainDecimal, readDecimal, scaleDecimal } from '#exchange/validate/decimal.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { isPeriod } from '#shared/domain/period.ts'

const RUNS = { numRuns: 3000, seed: 1 }
const looksNumeric = fc
  .array(fc.constantFrom(...'0123456789.,-+()% eE¥￥元−'), { maxLength: 14 })
  .map((characters) => characters.join(''))
const looksDated = fc
  .array(fc.constantFrom(...'0123456789-/.年月日:时分 TZ+上午pm'), { maxLength: 22 })
  .map((characters) => characters.join(''))
const anyCell = fc.string({ unit: 'binary', maxLength: 24 })
const whole = fc.integer({ min: -9_007_199_254_740_000, max: 9_007_199_254_740_000 })

describe('money', () => {
  test('any cell is no number, or a plain decimal that reads again as itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyCell, looksNumeric), fc.constantFrom('.' as const, ',' as const), (cell, mark) => {
        const read = readDecimal(cell, mark)
        if (read === null) return
        expect(isPlainDecimal(read.text), read.text).toBe(true)
        expect(readDecimal(read.text)?.text).toBe(read.text)
        const scaled = scaleDecimal(read.text, 2)
        if (typeof scaled === 'number') expect(exact(scaled).div(100).eq(read.text), read.text).toBe(true)
        else expect(['fraction', 'range']).toContain(scaled)
      }),
      RUNS,
    )
  })

  test('an amount comes back to the fen from every way of writing it', () => {
    const ways: readonly ((yuan: string) => string)[] = [
      (yuan) => yuan,
      (yuan) => `¥${yuan}`,
      (yuan) => `${yuan}元`,
      (yuan) => ` ${yuan} `,
      (yuan) => yuan.replace(/[0-9.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
      (yuan) => yuan.replace(/\B(?=(\d{3})+\.)/g, ','),
      (yuan) => (yuan.startsWith('-') ? `(${yuan.slice(1)})` : yuan),
      (yuan) => (yuan.startsWith('-') ? `${yuan.slice(1)}-` : yuan),
    ]
    fc.assert(
      fc.property(whole, fc.constantFrom(...ways), (amount, way) => {
        const cell = way(fenToYuan(fen(amount)))
        expect(scaleDecimal(readDecimal(cell)!.text, 2), cell).toBe(amount)
      }),
      RUNS,
    )
  })
})

describe('dates', () => {
  const reading = fc.record({
    order: fc.constantFrom('mdy' as const, 'dmy' as const, null),
    date1904: fc.boolean(),
  })

  test('any cell is told unreadable, or becomes a date of the calendar that reads again as itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyCell, looksDated), reading, (cell, how) => {
        const date = readDate(cell, how)
        if (['unreadable', 'ambiguous', 'implausible'].includes(date)) return
        expect(isIsoDate(date), date).toBe(true)
        expect(readDate(date, how)).toBe(date)
        const day = new Date(`${date.slice(0, 10)}T00:00:00Z`)
        expect(day.toISOString().slice(0, 10), `${date} is in the calendar`).toBe(date.slice(0, 10))
      }),
      RUNS,
    )
  })

  test('a day comes back from every way of writing it', () => {
    const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
    const ways: readonly ((y: string, m: string, d: string) => string)[] = [
      (y, m, d) => `${y}/${Number(m)}/${Number(d)}`,
      (y, m, d) => `${y}.${m}.${d}`,
      (y, m, d) => `${y}年${Number(m)}月${Number(d)}日`,
      (y, m, d) => `${y}${m}${d}`,
      (y, m, d) => `${y}-${m}-${d}`,
    ]
    fc.assert(
      fc.property(days, fc.constantFrom(...ways), (day, way) => {
        const [y, m, d] = day.toISOString().slice(0, 10).split('-') as [string, string, string]
        expect(readDate(way(y, m, d), { order: null, date1904: false })).toBe(`${y}-${m}-${d}`)
      }),
      RUNS,
    )
  })

  test('a month is a month', () => {
    fc.assert(
      fc.property(fc.oneof(anyCell, looksDated), reading, (cell, how) => {
        const month = readPeriod(cell, how)
        if (!['unreadable', 'ambiguous', 'implausible'].includes(month)) expect(isPeriod(month), month).toBe(true)
      }),
      RUNS,
    )
  })
})
