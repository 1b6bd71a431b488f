import { describe, expect, it } from 'vitest'
import type { Figure } from '#shared/domain/figure.ts'
import { showChange, showFigure } from '#shared/format/figure.ts'

const figure = (value: string | null, over: Partial<Figure> = {}): Figure => ({
  id: 'charge',
  label: { zh: '总费用', en: 'Charges' },
  unit: 'yuan',
  direction: 'neutral',
  value,
  n: 182,
  ...over,
})

describe('showFigure', () => {
  it('shows a missing value as a dash, never as zero', () => {
    expect(showFigure(figure(null), 'wan').text).toBe('—')
  })

  it('shows each kind in its own way', () => {
    expect(showFigure(figure('124000'), 'wan')).toEqual({ text: '12.40', unit: 'wan', negative: false })
    expect(showFigure(figure('1.10114', { id: 'cmi', unit: 'weight' }), 'wan').text).toBe('1.1011')
    expect(showFigure(figure('0.94444', { id: 'time-index', unit: 'index' }), 'wan').text).toBe('0.944')
    expect(showChange(figure('0.95', { unit: 'index' }), figure('1', { unit: 'index' }), 'wan')?.text).toBe('−0.050')
    expect(showFigure(figure('0.30449', { id: 'drug-share', unit: 'ratio' }), 'wan').text).toBe('30.4%')
    expect(showFigure(figure('9.25', { id: 'mean-los', unit: 'days' }), 'wan')).toMatchObject({
      text: '9.3',
      unit: 'days',
    })
    expect(showFigure(figure('1143', { id: 'cases', unit: 'count' }), 'wan').text).toBe('1,143')
  })

  it('keeps amounts of one case in yuan', () => {
    expect(showFigure(figure('13456.78', { id: 'charge-per-case' }), 'wan')).toMatchObject({
      text: '13,456.78',
      unit: 'yuan',
    })
  })
})

describe('showChange', () => {
  it('compares rates in percentage points', () => {
    const rate = { id: 'drug-share', unit: 'ratio', direction: 'down' } as const
    expect(showChange(figure('0.30', rate), figure('0.288', rate), 'wan')).toEqual({
      text: '+1.2 pp',
      unit: 'none',
      good: false,
    })
  })

  it('compares amounts in percent', () => {
    expect(showChange(figure('8600'), figure('12000'), 'yuan')).toEqual({ text: '−28.3%', unit: 'none', good: null })
    expect(showChange(figure('20000'), figure('35000'), 'yuan')?.text).toBe('−42.9%')
  })

  it('compares a surplus by difference, since a percentage across zero says nothing', () => {
    const surplus = { id: 'surplus', direction: 'up', basis: 'B1' } as const
    expect(showChange(figure('-50000', surplus), figure('20000', surplus), 'wan')).toEqual({
      text: '−7.00',
      unit: 'wan',
      good: false,
    })
  })

  it('compares stays in days', () => {
    const days = { id: 'mean-los', unit: 'days', direction: 'down' } as const
    expect(showChange(figure('9.1', days), figure('13.9', days), 'wan')).toEqual({
      text: '−4.8',
      unit: 'days',
      good: true,
    })
  })

  it('says nothing where there is no base', () => {
    expect(showChange(figure('10'), figure('0'), 'wan')).toBeNull()
    expect(showChange(figure('10'), figure(null), 'wan')).toBeNull()
  })
})
