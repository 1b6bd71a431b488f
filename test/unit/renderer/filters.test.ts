import { describe, expect, it } from 'vitest'
import { changeParams, globalParams, paramsOfSlice, readFilters } from '#renderer/app/filters.ts'
import { period } from '#shared/domain/period.ts'

const book = {
  open: true,
  path: '/books/ortho.keheng',
  name: '骨科',
  demonstration: true,
  readOnly: false,
  schemaVersion: 1,
  cases: 4000,
  chargeLines: 600_000,
  firstPeriod: period('2024-01'),
  lastPeriod: period('2025-12'),
  teams: ['一组'],
  physicians: [],
  insurances: ['职工'],
  scheme: null,
  policy: null,
  lastImportAt: null,
  lastRecomputeAt: null,
  stale: false,
} as const

const read = (query: string) => readFilters(new URLSearchParams(query), book)

describe('filters in the address', () => {
  it('are the last twelve months, charge basis, 万元, when it says nothing', () => {
    expect(read('')).toEqual({
      compare: 'previous',
      basis: 'B1',
      unit: 'wan',
      slice: { from: '2025-01', to: '2025-12' },
    })
  })

  it('start with the book when it is younger than twelve months', () => {
    const young = { ...book, firstPeriod: period('2025-10') }
    expect(readFilters(new URLSearchParams(), young).slice).toEqual({ from: '2025-10', to: '2025-12' })
  })

  it('take what the address says and ignore what cannot be read', () => {
    expect(read('from=2024-13&to=2024-06&basis=B9&unit=yuan&team=一组&settlement=low&status=odd').slice).toEqual({
      from: '2025-01',
      to: '2025-01', // the end never lies before the start
      team: '一组',
      settlement: 'low',
    })
    expect(read('basis=B9').basis).toBe('B1')
    expect(read('unit=yuan').unit).toBe('yuan')
  })

  it('take months to compare with, and the months before where these cannot be read', () => {
    expect(read('compare=months&compareFrom=2024-03&compareTo=2024-05').compare).toEqual({
      from: '2024-03',
      to: '2024-05',
    })
    expect(read('compare=months&compareFrom=2024-05&compareTo=2024-03').compare).toBe('previous')
    expect(read('compare=months').compare).toBe('previous')
    expect(read('compare=year').compare).toBe('year')
  })

  it('keep a blank team apart from no team', () => {
    expect(read('team=').slice.team).toBe('')
    expect('team' in read('').slice).toBe(false)
  })
})

describe('going somewhere', () => {
  it('leaves page filters behind and takes the top bar along', () => {
    const params = new URLSearchParams('from=2025-03&basis=B3&drg=IC19&text=膝&case=X1')
    expect(globalParams(params).toString()).toBe('from=2025-03&basis=B3')
  })

  it('shows exactly the slice asked for', () => {
    const params = new URLSearchParams('from=2025-03&to=2025-04&team=一组&unit=yuan&drg=IC19')
    const next = paramsOfSlice(params, { from: period('2025-01'), to: period('2025-02'), physician: '张' }, book)
    expect(Object.fromEntries(next)).toEqual({ unit: 'yuan', from: '2025-01', to: '2025-02', physician: '张' })
  })

  it('writes the months of the whole book for a slice without months', () => {
    expect(Object.fromEntries(paramsOfSlice(new URLSearchParams(), { drg: 'IC19' }, book))).toEqual({
      from: '2024-01',
      to: '2025-12',
      drg: 'IC19',
    })
  })

  it('removes a parameter with null', () => {
    expect(changeParams(new URLSearchParams('team=一组&unit=yuan'), { team: null, basis: 'B3' }).toString()).toBe(
      'unit=yuan&basis=B3',
    )
  })
})
