import { describe, expect, test } from 'vitest'
import { type BookFacts, createBookChecker } from '#exchange/validate/book-checks.ts'
import { createLineTotals } from '#exchange/validate/line-totals.ts'
import { createRowParser, type ParsedRow } from '#exchange/validate/row-parser.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { templateOf } from '../support.ts'

function check<K extends RecordKind>(kind: K, cells: Readonly<Record<string, string>>, facts: BookFacts) {
  const header = Object.keys(cells)
  const parsed = createRowParser(kind, templateOf(kind, header), header)(Object.values(cells), 2) as ParsedRow<K>
  const checked = createBookChecker(kind, facts)(parsed)
  return {
    verdict: checked.verdict,
    kept: checked.record !== null,
    found: checked.issues.map(({ code, value }) => `${code} ${value}`),
  }
}

const CASE = {
  case_no: '1',
  sex: '男',
  age: '60',
  admitted_at: '2026-02-26',
  discharged_at: '2026-03-02',
  department: '骨科',
  dx: 'M17.000|I10.x00|X99',
  proc: '81.5400',
  total_charge: '100',
}
const LINE = {
  case_no: '1',
  charged_at: '2026-02-27',
  item_code: '1',
  item_name: 'x',
  category: '01',
  quantity: '1',
  amount: '5',
}

describe('codes', () => {
  const facts = { diagnosisCodes: new Set(['M17.000', 'I10.x00']), procedureCodes: new Set(['81.5100']) }
  test('outside the code table are named and kept', () => {
    expect(check('cases', CASE, facts)).toEqual({
      verdict: 'warning',
      kept: true,
      found: ['code-not-listed X99', 'code-not-listed 81.5400'],
    })
    expect(check('diagnoses', { case_no: '1', code: 'I10.x00' }, facts).found).toEqual([])
    expect(check('procedures', { case_no: '1', code: '81.5400' }, facts).found).toEqual(['code-not-listed 81.5400'])
  })
})

describe('locked months', () => {
  const march: BookFacts = { lockedPeriods: new Set([period('2026-03')]) }
  const locked = { verdict: 'rejected', kept: false, found: ['period-locked 2026-03'] }
  test('refuse their cases, and whatever would change a case of theirs', () => {
    expect(check('cases', CASE, march)).toEqual(locked)
    // A line of February of a case discharged in March changes March.
    expect(check('charges', LINE, march).verdict).toBe('ok')
    expect(check('charges', LINE, { ...march, periodOfCase: () => period('2026-03') })).toEqual(locked)
    const moved = { ...CASE, discharged_at: '2026-04-02' }
    expect(check('cases', moved, { ...march, periodOfCase: () => period('2026-03') })).toEqual(locked)
    expect(check('cases', moved, { ...march, periodOfCase: () => null }).verdict).toBe('ok')
  })

  test('a budget of the whole year touches each of its months', () => {
    const budget = { period: '2026年', cost_center: '骨科', element: '药品费', budget: '1' }
    expect(check('budgets', budget, march).found).toEqual(['period-locked 2026'])
    expect(check('budgets', { ...budget, period: '2025' }, march).verdict).toBe('ok')
  })
})

test('rows of a case the book does not have', () => {
  const none: BookFacts = { periodOfCase: () => null }
  expect(check('charges', LINE, none)).toEqual({ verdict: 'warning', kept: true, found: ['line-without-case 1'] })
  expect(check('cases', CASE, none).verdict).toBe('ok')
  expect(check('charges', LINE, {}).verdict).toBe('ok')
})

describe('lines against the total of their case', () => {
  const lines: readonly [string, number][] = [
    ['1', 500],
    ['2', 300],
    ['1', -200],
    ['3', 100],
  ]
  const totals = new Map<string, Fen>([
    ['1', fen(300)],
    ['2', fen(310)],
  ])
  const differences = (sum?: string) => {
    const choice = sum === undefined ? {} : { 'lines.sum': { from: 'constant', value: sum } as const }
    const added = createLineTotals(templateOf('charges', [], choice))
    for (const [caseNo, amount] of lines) added.add({ caseNo, amount: fen(amount) })
    return added.differences((caseNo) => totals.get(caseNo) ?? null)
  }

  test('net by default; every difference is listed, also of a case nobody knows', () => {
    expect(differences()).toEqual([
      { caseNo: '2', lines: 300, total: 310, difference: -10 },
      { caseNo: '3', lines: 100, total: null, difference: 100 },
    ])
    expect(differences('net')).toEqual(differences())
  })

  test('positive lines only, when the template says so', () => {
    expect(differences('positive')[0]).toEqual({ caseNo: '1', lines: 500, total: 300, difference: 200 })
  })
})
