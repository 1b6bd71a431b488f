import { describe, expect, it } from 'vitest'
import {
  cleanSelection,
  displayPlain,
  formatCount,
  formatDecimal,
  plainForCopy,
  roundPlain,
} from '#shared/format/decimal.ts'

describe('roundPlain', () => {
  it('rounds half away from zero, on the decimal and not on a float', () => {
    expect(roundPlain('1.005', 2)).toBe('1.01') // a float would say 1.00
    expect(roundPlain('-1.005', 2)).toBe('-1.01')
    expect(roundPlain('2.5', 0)).toBe('3')
  })

  it('has no negative zero', () => {
    expect(roundPlain('-0.004', 2)).toBe('0.00')
  })

  it('keeps digits that a float would lose', () => {
    expect(roundPlain('90071992547409.931', 2)).toBe('90071992547409.93')
  })

  it('refuses what is not a number', () => {
    expect(() => roundPlain('12,5', 2)).toThrow()
  })
})

describe('display', () => {
  it('groups thousands and writes a typographic minus', () => {
    expect(formatDecimal('-1234567.891', 2)).toBe('−1,234,567.89')
    expect(formatDecimal('999.999', 2)).toBe('1,000.00')
    expect(formatCount(4000)).toBe('4,000')
  })

  it('signs what is above zero only when asked, and never zero', () => {
    expect(displayPlain('12.30', true)).toBe('+12.30')
    expect(displayPlain('0.00', true)).toBe('0.00')
  })
})

describe('leaving the page', () => {
  it('gives a spreadsheet numbers it can read', () => {
    expect(plainForCopy('−1,234.50')).toBe('-1234.50')
    expect(plainForCopy('+3.4%')).toBe('3.4%')
    expect(plainForCopy('—')).toBe('')
  })

  it('leaves other text alone', () => {
    expect(plainForCopy('膝关节置换, 双侧')).toBe('膝关节置换, 双侧')
    expect(plainForCopy('2026-03-15')).toBe('2026-03-15')
  })

  it('turns the minus of selected text into one a spreadsheet reads', () => {
    expect(cleanSelection('结余 −12.40 万元')).toBe('结余 -12.40 万元')
  })
})
