import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DateReading, isIsoDate, readDate, readPeriod } from '#exchange/validate/date.ts'

const OPEN: DateReading = { order: null, date1904: false }

test.each([
  ['2026-03-15', '2026-03-15'],
  ['2026-03-15 08:30:00', '2026-03-15 08:30:00'],
  ['2026-3-5', '2026-03-05'],
  ['2026/3/5', '2026-03-05'],
  ['2026.03.05', '2026-03-05'],
  ['2026/3/5 8:05', '2026-03-05 08:05:00'],
  ['2026-03-15T08:30:15', '2026-03-15 08:30:15'],
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
      for (const form of [
        iso.replaceAll('-', ''),
        `${year}/${month}/${dayOfMonth}`,
        `${year}年${month}月${dayOfMonth}日`,
      ]) {
        expect(readDate(form, OPEN)).toBe(iso)
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
