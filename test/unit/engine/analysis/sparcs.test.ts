import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import Papa from 'papaparse'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BridgeCell, surplusBridge } from '#engine/analysis/bridge.ts'
import { type BaselineSource, consumptionOf, type GroupUse, ratioOfSums } from '#engine/analysis/consumption.ts'
import { distributionOf } from '#engine/analysis/distribution.ts'
import { computeFigure } from '#engine/analysis/figures.ts'
import { addTotals, emptyTotals } from '#engine/analysis/totals.ts'
import { type Exact, exact, exactFromFen, roundToFen, sumExact } from '#shared/domain/exact.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import { missingShared, sharedPath } from '../../../support/shared-data.ts'

const OLEAN = ['datasets', 'sparcs2016_olean_hospital'] as const
const STATE = ['datasets', 'sparcs_musculoskeletal'] as const

type Row = Readonly<Record<string, string>>
const rowsOf = (text: string): readonly Row[] => Papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data
const read = (...parts: string[]) => readFileSync(sharedPath(...parts))
const json = (...parts: string[]) => JSON.parse(read(...parts).toString('utf8'))
const money = (text: string): Fen => roundToFen(exact(text.replaceAll(',', '')))

interface Expected {
  readonly sum: number
  readonly mean: number
  readonly median: number
  readonly p25: number
  readonly p75: number
  readonly min: number
  readonly max: number
}
interface ExpectedGroup {
  readonly n: number
  readonly los: Expected
  readonly charges: Expected
  readonly costs: Expected
}

interface Case {
  readonly row: Row
  readonly charge: Fen
  readonly cost: Fen
  readonly los: number
}

/** Six decimals, as the reference was written; amounts in fen become yuan. */
function same(values: readonly number[], perUnit: number, expected: Expected, what: string) {
  const found = distributionOf(values)!
  for (const key of ['sum', 'mean', 'median', 'p25', 'p75', 'min', 'max'] as const)
    expect(Number(exact(found[key]).div(perUnit).toFixed()), `${what} ${key}`).toBeCloseTo(expected[key], 5)
}

function sameGroups(
  cases: readonly Case[],
  keyOf: (row: Row) => string,
  expected: Readonly<Record<string, ExpectedGroup>>,
) {
  const groups = Map.groupBy(cases, ({ row }) => keyOf(row))
  expect([...groups.keys()].sort()).toEqual(Object.keys(expected).sort())
  for (const [key, group] of groups) {
    expect(group.length, key).toBe(expected[key]!.n)
    same(
      group.map(({ charge }) => charge),
      100,
      expected[key]!.charges,
      key,
    )
    same(
      group.map(({ cost }) => cost),
      100,
      expected[key]!.costs,
      key,
    )
    same(
      group.map(({ los }) => los),
      1,
      expected[key]!.los,
      key,
    )
  }
}

describe.skipIf(missingShared(...OLEAN) !== null)('a whole hospital of 2016: 5,529 discharges', () => {
  const cases = (): readonly Case[] =>
    rowsOf(read(...OLEAN, 'olean_general_2016.csv').toString('utf8')).map((row) => ({
      row,
      charge: money(row['Total Charges']!),
      cost: money(row['Total Costs']!),
      los: Number(row['Length of Stay']!.replace(' +', '')),
    }))
  const reference = () => json(...OLEAN, 'reference.json')
  const group = (row: Row) => `${row['APR DRG Code']}|${row['APR Severity of Illness Code']}`
  let table: ReadonlyMap<string, { readonly rw: Exact; readonly payment: Exact }>
  beforeAll(() => {
    const rows = rowsOf(read(...OLEAN, 'payment_table.csv').toString('utf8'))
    table = new Map(
      rows.map((row) => [`${row.apr_drg}|${row.severity}`, { rw: exact(row.rw!), payment: exact(row.payment!) }]),
    )
  })

  test('206 groups, 23 MDC, severities: counts, sums, means, medians and quartiles equal the reference', () => {
    const all = cases()
    sameGroups(all, (row) => row['APR DRG Code']!, reference().by_apr_drg)
    sameGroups(all, (row) => row['APR MDC Code']!, reference().by_mdc)
    sameGroups(all, (row) => row['APR Severity of Illness Description']!, reference().by_severity)
    sameGroups(all, (row) => row['Type of Admission']!, reference().by_admission)
  })

  test('weight, payment and surplus on cost, in total and by MDC, equal the reference', () => {
    const expected = reference().surplus_vs_pool_payment
    const byMdc = Map.groupBy(cases(), ({ row }) => row['APR MDC Code']!)
    const totals = new Map(
      [...byMdc].map(([mdc, own]) => [
        mdc,
        own.map(({ row, cost }) => settled(table.get(group(row))!, cost)).reduce(addTotals),
      ]),
    )
    const figure = (id: 'surplus' | 'cmi' | 'payment' | 'cost', of: SliceTotals) =>
      Number(computeFigure(id, of, 'B3').value)
    for (const [mdc, { n, cost, payment, surplus }] of Object.entries(expected.by_mdc) as [
      string,
      Record<string, number>,
    ][]) {
      const sums = totals.get(mdc)!
      expect(sums.n).toBe(n)
      expect(figure('cost', sums)).toBeCloseTo(cost!, 2)
      // The reference kept more decimals of a group's payment than its printed table has: half a cent a case at most.
      expect(Math.abs(figure('payment', sums) - payment!), mdc).toBeLessThan(0.005 * n! + 0.01)
      expect(Math.abs(figure('surplus', sums) - surplus!), mdc).toBeLessThan(0.005 * n! + 0.01)
    }
    const whole = [...totals.values()].reduce(addTotals, emptyTotals())
    expect(whole.n).toBe(expected.total.n)
    expect(figure('cmi', whole)).toBeCloseTo(expected.total.cmi, 5)
  })

  test('why emergencies and elective stays differ in surplus sums to the fen, group by group', () => {
    const admitted = Map.groupBy(cases(), ({ row }) => row['Type of Admission']!)
    const [base, actual] = [admitted.get('Elective')!, admitted.get('Emergency')!]
    const byGroup = (from: readonly Case[]) => Map.groupBy(from, ({ row }) => group(row))
    const [before, now] = [byGroup(base), byGroup(actual)]
    const keys = [...new Set([...before.keys(), ...now.keys()])].sort()
    const side = (from: ReadonlyMap<string, readonly Case[]>, key: string) => {
      const own = from.get(key) ?? []
      const { rw, payment } = table.get(key)!
      return own.length === 0
        ? null
        : {
            n: own.length,
            payment: payment.times(own.length),
            spent: sumFen(own.map(({ cost }) => cost)),
            factors: { rw, coefficient: exact(1), rate: payment.div(rw) },
          }
    }
    const bridge = surplusBridge(
      'B3',
      keys.map((key): BridgeCell => ({ key, base: side(before, key), actual: side(now, key) })),
    )
    const surplus = (from: readonly Case[]) =>
      roundToFen(sumExact(from.map(({ row }) => table.get(group(row))!.payment))) - sumFen(from.map(({ cost }) => cost))
    expect(bridge.total.change).toBe(surplus(actual) - surplus(base))
    expect(sumFen(bridge.rows.map(({ change }) => change))).toBe(bridge.total.change)
    // One payment table for both: nothing can be standard, all of the payment is volume, mix and who came at all.
    for (const effect of ['rw', 'coefficient', 'rate', 'settlement', 'standard'] as const)
      expect(Math.abs(bridge.total.payment[effect])).toBeLessThanOrEqual(1)
  })
})

describe.skipIf(missingShared(...STATE) !== null)('36,631 musculoskeletal discharges of 2020', () => {
  const cases = (): readonly Case[] =>
    rowsOf(gunzipSync(read(...STATE, 'sparcs2020_musculoskeletal.csv.gz')).toString('utf8')).map((row) => ({
      row,
      charge: money(row['Total.Charges']!),
      cost: money(row['Total.Costs']!),
      los: Number(row.los),
    }))
  const reference = () => json(...STATE, 'reference.json')
  const group = (row: Row) => `${row['APR.DRG.Code']}|${row.illseveritydesc}`

  test('every group and hospital: counts, sums, means, medians and quartiles equal the reference', () => {
    const all = cases()
    sameGroups(all, (row) => row['APR.DRG.Code']!, reference().by_apr_drg)
    sameGroups(all, group, reference().by_apr_drg_x_severity)
    sameGroups(all, (row) => row['Permanent.Facility.Id']!, reference().by_facility)
  }, 60_000)

  test('every hospital paid at the mean cost of the state: surplus, rate, CMI, losing cases and cost index equal the reference', () => {
    const { groups, by_entity: expected } = reference().simulated_drg_payment_apr_drg_x_severity as {
      readonly groups: Readonly<Record<string, { readonly rw: number; readonly payment: number }>>
      readonly by_entity: Readonly<Record<string, Readonly<Record<string, number>>>>
    }
    const prices = new Map(
      Object.entries(groups).map(([key, { rw, payment }]) => [key, { rw: exact(rw), payment: exact(payment) }]),
    )
    const baselines = new Map([...prices].map(([key, { payment }]) => [key, { meanCharge: payment, meanLos: null }]))
    const hospitals = Map.groupBy(cases(), ({ row }) => row['Permanent.Facility.Id']!)
    for (const [hospital, own] of hospitals) {
      const of = expected[hospital]
      if (of === undefined) continue
      const totals = own.map(({ row, cost }) => settled(prices.get(group(row))!, cost)).reduce(addTotals)
      const losing = own.filter(({ row, cost }) => exactFromFen(cost).gt(prices.get(group(row))!.payment)).length
      const further = { losing: { basis: 'B3' as const, cases: losing } }
      const value = (id: 'surplus' | 'surplus-rate' | 'cmi' | 'loss-rate-cases') =>
        Number(computeFigure(id, totals, 'B3', further).value)
      expect(value('surplus'), hospital).toBeCloseTo(of.surplus!, 2)
      expect(value('surplus-rate'), hospital).toBeCloseTo(of.surplus_rate!, 5)
      expect(value('cmi'), hospital).toBeCloseTo(of.cmi!, 5)
      expect(value('loss-rate-cases') * own.length, hospital).toBeCloseTo(of.cases_with_loss!, 6)
      const { cost } = consumptionOf(usesOf(own, group, 'cost'), baselines, source)
      expect(Number(ratioOfSums(cost)), hospital).toBeCloseTo(of.cost_consumption_index!, 5)
    }
    expect(Object.keys(expected).filter((hospital) => hospitals.has(hospital)).length).toBeGreaterThan(160)
  }, 60_000)

  test('a hospital that is its own baseline has indices of 1; one hospital against the state has not', () => {
    const all = cases()
    const uses = (from: readonly Case[]) => usesOf(from, group, 'charge')
    const state = new Map(
      uses(all).map(({ key, n, charge, bedDays }) => [
        key,
        { meanCharge: exactFromFen(charge).div(n), meanLos: exact(bedDays).div(n) },
      ]),
    )
    const index = (from: readonly Case[]): Exact => {
      const { cost } = consumptionOf(uses(from), state, source)
      return cost.weighted.div(cost.n)
    }
    expect(index(all).toFixed(12)).toBe('1.000000000000')
    const one = all.filter(({ row }) => row['Permanent.Facility.Id'] === '413')
    expect(one).toHaveLength(1143)
    // Case by case, Σ(charge ÷ state mean of its group) ÷ n, is the same number.
    const each = one.reduce((sum, { row, charge }) => sum + charge / 100 / Number(state.get(group(row))!.meanCharge), 0)
    expect(Number(index(one))).toBeCloseTo(each / one.length, 9)
    expect(Number(index(one))).toBeLessThan(0.7)
  }, 60_000)
})

const source: BaselineSource = { name: { zh: '全州', en: 'State' }, year: 2020, level: null }

function usesOf(cases: readonly Case[], keyOf: (row: Row) => string, spent: 'charge' | 'cost'): readonly GroupUse[] {
  return [...Map.groupBy(cases, ({ row }) => keyOf(row))].map(([key, own]) => ({
    key,
    n: own.length,
    charge: sumFen(own.map((each) => each[spent])),
    bedDays: own.reduce((sum, { los }) => sum + los, 0),
    nWithLos: own.length,
  }))
}

/** One case with a payment and a cost. */
function settled({ rw, payment }: { readonly rw: Exact; readonly payment: Exact }, cost: Fen): SliceTotals {
  return {
    ...emptyTotals(),
    ...{ n: 1, nGrouped: 1, nPriced: 1, nWithCost: 1, nWeighted: 1 },
    ...{ rw, cost, payment, paymentWithCost: payment },
  }
}
