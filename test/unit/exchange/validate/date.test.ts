import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DateReading, isIsoDate, readDate, readPeriod, readSpan } from '#exchange/validate/date.ts'

const OPEN: DateReading = { order: null, date1904: false }

test.each([
  ['2026-03-15', '2026-03-15'],
  ['2026-03-15 08:30:00', '2026-03-15 08:30:00'],
  ['2026-3-5', '2026-03-05'],
  ['2026/3/5', '2026-03-05'],
  ['2026.03.05', '2026-03-05'],
  ['2026/3/5 8:05', '2026-03-05 08:05:00'],
  ['2026-03-15T08:30:15', '2026-03-15 08:30:15'],
  ['2026-01-05T08:30', '2026-01-05 08:30:00'],
  // How exports force a cell to stay text.
  ['="2026/1/5"', '2026-01-05'],
  ["'20260105", '2026-01-05'],
  ['2026.3.5 18:05:09', '2026-03-05 18:05:09'],
  ['20260315T083015', '2026-03-15 08:30:15'],
  ['2026年1月5日星期一', '2026-01-05'],
  ['2026/1/5 周一 9:00', '2026-01-05 09:00:00'],
  ['5-Jan-2026', '2026-01-05'],
  ['Monday, January 5, 2026', '2026-01-05'],
  ['Jan 5, 2026 3:20 PM', '2026-01-05 15:20:00'],
  ['2026-03-15 08:30:15.000', '2026-03-15 08:30:15'],
  ['20260315', '2026-03-15'],
  ['20260315083015', '2026-03-15 08:30:15'],
  ['20260315 08:30', '2026-03-15 08:30:00'],
  ['2026年3月5日', '2026-03-05'],
  ['2026年3月5日 8时5分', '2026-03-05 08:05:00'],
  ['2026/3/5 下午 3:20:00', '2026-03-05 15:20:00'],
  ['2026/3/5 上午 12:20:00', '2026-03-05 00:20:00'],
  ['2026-03-05 3:20 PM', '2026-03-05 15:20:00'],
  ['２０２６－０３－０５', '2026-03-05'],
  ['2024-02-29', '2024-02-29'],
  // A spreadsheet's day serials.
  ['46096', '2026-03-15'],
  ['46096.354166666664', '2026-03-15 08:30:00'],
  // Local midnight written in UTC, with its zone cut off.
  ['2026-02-20T16:00:00.000+', '2026-02-21 00:00:00'],
  ['2026-02-20T16:00:00Z', '2026-02-21 00:00:00'],
  ['2026-02-21T08:00:00+08:00', '2026-02-21 08:00:00'],
  ['2026-02-20T12:00:00-04:00', '2026-02-21 00:00:00'],
])('%s is %s', (text, date) => {
  expect(readDate(text, OPEN)).toBe(date)
})

test.each([
  ['2026-02-29', 'unreadable'],
  ['2026-13-01', 'unreadable'],
  ['2026-03-15 24:00:00', 'unreadable'],
  ['20261301', 'unreadable'],
  ['昨天', 'unreadable'],
  ['202603', 'unreadable'],
  ['1', 'unreadable'],
  ['1900-01-01 00:00:00', 'implausible'],
  ['9999-12-31', 'implausible'],
  ['03/04/2026', 'ambiguous'],
  ['26/1/5', 'two-digit-year'],
  ['26-01-05 08:30', 'two-digit-year'],
  ['26年1月5日', 'two-digit-year'],
  ['5-Jan-26', 'two-digit-year'],
  ['2026/3', 'unreadable'],
  ['2026/3/5 25:00', 'unreadable'],
  ['2026/3/32', 'unreadable'],
])('%s: %s', (text, fault) => {
  expect(readDate(text, OPEN)).toBe(fault)
})

test('year-last dates follow the order chosen for the file', () => {
  expect(readDate('03/04/2026 10:00', { order: 'mdy', date1904: false })).toBe('2026-03-04 10:00:00')
  expect(readDate('03/04/2026', { order: 'dmy', date1904: false })).toBe('2026-04-03')
  expect(readDate('13/04/2026', { order: 'mdy', date1904: false })).toBe('unreadable')
})

test('serials of a workbook that counts from 1904', () => {
  expect(readDate('44634', { order: null, date1904: true })).toBe('2026-03-15')
})

test('every day is kept, and every form of it means the same', () => {
  const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, dayOfMonth] = iso.split('-').map(Number)
      expect(isIsoDate(iso)).toBe(true)
      expect(readDate(iso.replaceAll('-', ''), OPEN)).toBe(iso)
      for (const form of [
        `${year}/${month}/${dayOfMonth}`,
        `${year}.${month}.${dayOfMonth}`,
        `${year}年${month}月${dayOfMonth}日`,
      ]) {
        expect(readDate(form, OPEN)).toBe(iso)
        expect(readDate(`${form} 7:05`, OPEN)).toBe(`${iso} 07:05:00`)
        expect(readDate(`${form} 17:05:09`, OPEN)).toBe(`${iso} 17:05:09`)
      }
    }),
  )
})

test.each([
  ['2026-03', '2026-03'],
  ['202603', '2026-03'],
  ['2026/3', '2026-03'],
  ['2026.3', '2026-03'],
  ['2026年3月', '2026-03'],
  ['2026-03-15', '2026-03'],
  ['2026-13', 'unreadable'],
  ['三月', 'unreadable'],
])('month of %s: %s', (text, month) => {
  expect(readPeriod(text, OPEN)).toBe(month)
})

test.each([
  ['2026', '2026'],
  ['2026年度', '2026'],
  ['2026年3月', '2026-03'],
  ['1026', 'implausible'],
  ['全年', 'unreadable'],
])('month or year of %s: %s', (text, span) => {
  expect(readSpan(text, OPEN)).toBe(span)
})
