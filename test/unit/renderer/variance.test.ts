import { describe, expect, it } from 'vitest'
import { baseOf } from '#renderer/pages/variance/place.ts'
import { bridgeSteps, largestStep } from '#renderer/pages/variance/steps.ts'
import { drillAmounts, refId, treeRows } from '#renderer/pages/variance/tree.ts'
import type { VarianceDrillRow, VarianceQuery } from '#shared/contract/variance.ts'
import type { Compare } from '#shared/domain/compare.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { makeCases } from '../../fixtures/renderer-bridge/cases.ts'
import { varianceAnswers } from '../../fixtures/renderer-bridge/variance.ts'

const query: VarianceQuery = {
  slice: { from: period('2025-12'), to: period('2025-12') },
  basis: 'B1',
  base: { kind: 'previous' },
}
const table = varianceAnswers(
  makeCases(300),
  () => ({ jobId: '' }),
  () => {},
)['variance.table'](query)

describe('what the address holds a slice against', () => {
  const of = (text: string, compare: Compare = 'previous') => baseOf(new URLSearchParams(text), compare)
  it('is what the filter bar says where the page says nothing', () => {
    expect([of(''), of('', 'year'), of('', 'none')]).toEqual([
      { kind: 'previous' },
      { kind: 'year' },
      { kind: 'previous' },
    ])
  })
  it('are the months named in the filter bar', () => {
    const months = { from: period('2025-01'), to: period('2025-02') }
    expect(of('', months)).toEqual({ kind: 'months', ...months })
    expect(of('against=budget', months)).toEqual({ kind: 'budget' })
  })
  it('is nothing yet while something is to be chosen, or cannot be read', () => {
    expect([of('against=team'), of('against=benchmark')]).toEqual([null, null])
    expect(of('against=odd')).toEqual({ kind: 'previous' })
  })
  it('keeps a blank team apart from none', () => {
    expect(of('against=team&baseTeam=')).toEqual({ kind: 'team', team: '' })
  })
})

describe('the bridge', () => {
  const steps = bridgeSteps(table)
  it('leads from one surplus to the other, to the fen', () => {
    const effects = steps.filter(({ kind }) => kind === 'effect').reduce((sum, { amount }) => sum + amount, 0)
    expect(table.base.surplus + effects).toBe(table.actual.surplus)
    expect(steps.at(0)).toMatchObject({ kind: 'end', end: 'base' })
    expect(steps.at(-1)).toMatchObject({ kind: 'end', end: 'actual' })
  })
  it('turns spending more into a smaller surplus, and names the largest step', () => {
    const volume = steps.find((step) => step.kind === 'effect' && step.side === 'spent' && step.effect === 'volume')
    expect(volume?.amount).toBe(-table.total.spent.volume)
    const sizes = steps.flatMap((step) => (step.kind === 'effect' ? [Math.abs(step.amount)] : []))
    expect(Math.abs(largestStep(steps)!.amount)).toBe(Math.max(...sizes))
    expect(largestStep(steps.filter(({ kind }) => kind === 'end'))).toBeUndefined()
  })
})

describe('the rows of the grid', () => {
  const lasting = table.rows.filter(({ presence }) => presence === 'both')
  const row = (key: string, change: number, opens = false): VarianceDrillRow => ({
    ...{ key, label: { zh: key, en: key }, efficiency: fen(change), price: fen(0), unit: fen(0), change: fen(change) },
    ...{ caseNo: null, n: null, opens },
  })
  it('are the groups, those of one side apart under a heading that folds', () => {
    const rows = treeRows(table, new Set(), () => undefined)
    expect(rows.filter(({ kind }) => kind === 'group')).toHaveLength(table.rows.length)
    const news = table.rows.filter(({ presence }) => presence === 'new').length
    expect(rows.filter((each) => each.kind === 'section' && each.presence === 'new')).toHaveLength(Math.min(news, 1))
    const folded = treeRows(table, new Set(['#new', '#vanished']), () => undefined)
    expect(folded.filter(({ kind }) => kind === 'group')).toHaveLength(lasting.length)
  })
  it('wait where a level was asked for, then show it below its row', () => {
    const group = lasting[0]!.key
    const open = new Set([refId({ group })])
    const waiting = treeRows(table, open, () => undefined)
    expect(waiting[1]).toMatchObject({ kind: 'waiting', depth: 1 })
    const shown = treeRows(table, open, () => ({ level: 'resource', rows: [row('08', 500, true), row('', 7)] }))
    expect(shown.slice(1, 3).map(({ kind, depth, open: sign }) => [kind, depth, sign])).toEqual([
      ['drill', 1, false],
      ['drill', 1, null],
    ])
  })
  it('put what is beyond the first two hundred into one row, so that a level still sums', () => {
    const group = lasting[0]!.key
    const cases = Array.from({ length: 250 }, (_, index) => row(`C${index}`, index))
    const rows = treeRows(table, new Set([refId({ group })]), () => ({ level: 'case', rows: cases }))
    const rest = rows.find(({ kind }) => kind === 'rest')
    expect(rest?.kind === 'rest' && rest.rows).toHaveLength(50)
    const amounts = rows.flatMap((each) =>
      each.kind === 'drill' ? drillAmounts([each.row]) : each.kind === 'rest' ? drillAmounts(each.rows) : [],
    )
    expect(amounts.reduce((sum, { spentChange }) => sum + spentChange, 0)).toBe((249 * 250) / 2)
    expect(amounts.every(({ change, spentChange }) => change === -spentChange || change === 0)).toBe(true)
  })
})
