import { describe, expect, it } from 'vitest'
import { countCell, fenCell, percentCell, yuanCell } from '#renderer/grid/cells.ts'
import { compareCells, type GridColumn, toTsv } from '#renderer/grid/column.ts'
import { fen } from '#shared/domain/money.ts'

interface Row {
  readonly name: string
  readonly surplus: string | null
}

const columns: readonly GridColumn<Row>[] = [
  { id: 'name', header: '病组', width: 100, cell: (row) => ({ text: row.name }), total: { text: '合计' } },
  {
    id: 'surplus',
    header: '盈亏（元）',
    width: 100,
    numeric: true,
    cell: (row) => yuanCell(row.surplus, 'yuan', '没有支付标准'),
    total: { text: '−1,234.50' },
  },
]

describe('copying a table', () => {
  const rows: readonly Row[] = [
    { name: 'IC29 膝关节置换术', surplus: '-1234.5' },
    { name: '带\t制表符和"引号"', surplus: null },
  ]

  it('has the headers, plain numbers and nothing for what is missing', () => {
    expect(toTsv(columns, rows).split('\n')).toEqual([
      '病组\t盈亏（元）',
      'IC29 膝关节置换术\t-1234.50',
      '"带\t制表符和""引号"""\t',
    ])
  })

  it('adds the totals when the whole table is copied', () => {
    expect(toTsv(columns, rows, true).split('\n').at(-1)).toBe('合计\t-1234.50')
  })
})

describe('cells', () => {
  it('say why there is no value', () => {
    expect(yuanCell(null, 'yuan', '没有支付标准')).toEqual({ text: '—', title: '没有支付标准' })
  })

  it('mark what is below zero', () => {
    expect(fenCell(fen(-123450), 'yuan')).toEqual({ text: '−1,234.50', negative: true })
    expect(percentCell('0.304')).toEqual({ text: '30.4%', negative: false })
    expect(countCell(1143)).toEqual({ text: '1,143', negative: false })
  })
})

describe('sorting', () => {
  it('compares decimals as decimals', () => {
    expect(compareCells('9.5', '10.25', true, false)).toBeLessThan(0)
    expect(compareCells('-2', '-10', true, false)).toBeGreaterThan(0)
  })

  it('keeps missing values last, whichever way it runs', () => {
    // A descending grid reverses the sign of the comparison.
    expect(compareCells(null, '1', true, false)).toBeGreaterThan(0)
    expect(-compareCells(null, '1', true, true)).toBeGreaterThan(0)
    expect(compareCells(null, null, true, false)).toBe(0)
  })
})
