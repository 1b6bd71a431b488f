import { describe, expect, it } from 'vitest'
import { fen } from '#shared/domain/money.ts'
import { formatFen, formatYuan, moneyPlain } from '#shared/format/money.ts'

describe('money', () => {
  it('shows fen in yuan to the cent', () => {
    expect(formatFen(fen(5262894790), 'yuan')).toBe('52,628,947.90')
    expect(formatFen(fen(-5), 'yuan')).toBe('−0.05')
  })

  it('shows 万元 with two decimals', () => {
    expect(formatFen(fen(-2151065323), 'wan')).toBe('−2,151.07')
    expect(formatYuan('50', 'wan')).toBe('0.01') // half away from zero
    expect(formatYuan('-49.99', 'wan')).toBe('0.00')
  })

  it('rounds an exact payment once, where it is shown', () => {
    expect(formatYuan('31118294.674999', 'yuan')).toBe('31,118,294.67')
  })

  it('has a plain form for files', () => {
    expect(moneyPlain('-1234567.895', 'yuan')).toBe('-1234567.90')
  })
})
