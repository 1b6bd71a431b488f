import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import {
  over,
  plus,
  type Rational,
  ratio,
  rational,
  sumRational,
  times,
  toDecimal,
} from '#engine/arithmetic/rational.ts'
import { allocate } from '#engine/costing/allocate.ts'
import { openPoolRun } from '#engine/costing/case-pools.ts'
import { driverTable } from '#engine/costing/drivers.ts'
import { totalFen, totalOf } from '#engine/costing/elements.ts'
import { ledgersOf, ledgerTotal } from '#engine/costing/ledger.ts'
import { IN_FEN, IN_FRACTIONS } from '#engine/costing/measure.ts'
import { rateOf } from '#engine/costing/pools.ts'
import { roundToTotal } from '#engine/costing/round-ledger.ts'
import { type CostElement, quantity } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen, fenToYuan, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { missingShared, sharedPath } from '../../../support/shared-data.ts'
import { yuan } from './ledgers.ts'

const FOLDER = ['datasets', 'clinical_costing_hospital1'] as const
const missing = missingShared(...FOLDER)

type Row = Readonly<Record<string, string>>
const rows = (name: string): readonly Row[] =>
  Papa.parse<Row>(readFileSync(sharedPath(...FOLDER, 'csv', `${name}.csv`), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data

interface Reference {
  readonly stepdown_simplified: {
    readonly drivers: Readonly<Record<string, Readonly<Record<string, number>>>>
    readonly steps: readonly { readonly centre: string; readonly amount: number; readonly rate: number }[]
    readonly final: Readonly<Record<string, number>>
  }
  readonly unit_costs_after_stepdown: { readonly ward_cost_per_hour: Readonly<Record<string, number>> }
  readonly orthopaedic_department: {
    readonly episodes: readonly { readonly episode_no: number; readonly cost: number; readonly revenue: number }[]
  }
}

/**
 * The hospital's cost types under our seven elements. Wages, superannuation and accident insurance are staff, which is the wage
 * driver of the reference; payments to visiting doctors are not in it and stand under other.
 */
const ELEMENTS: Readonly<Record<string, CostElement>> = {
  'S&W': 'staff',
  SUPA: 'staff',
  WK: 'staff',
  DRGS: 'drugs',
  MSS: 'materials',
  EQUP: 'depreciation',
}

/** One month of a public hospital: pooled, rounded, allocated as `stepdown_simplified` of the reference defines it. */
function hospital() {
  const JUNE = period('1997-06')
  const pooled = new Map(
    rows('model1__department_grouping').map((row) => [row.from_department_code!, row.to_department_code!]),
  )
  const booked = rows('Jun97HospitalCostsAndAdjustments__general_ledger_costs')
  const rounded = roundToTotal(booked.map(({ cost }) => exact(cost!)))
  const ledgerIn = <T>(amount: (row: Row, index: number) => T) =>
    booked.map((row, index) => ({
      period: JUNE,
      center: pooled.get(row.department_code!) ?? row.department_code!,
      class: 'clinical' as const,
      element: ELEMENTS[row.cost_type_code!] ?? ('other' as const),
      origin: 'direct' as const,
      amount: amount(row, index),
    }))
  const inFen = ledgersOf(
    IN_FEN,
    ledgerIn((_, index) => rounded.amounts[index]!),
  )[0]!
  const inFractions = ledgersOf(
    IN_FRACTIONS,
    ledgerIn(({ cost }) => rational(cost!)),
  )[0]!
  const listed = (attribute: string): readonly Row[] =>
    rows('model1__general_ledger_attributes').filter(
      (row) => row.general_ledger_attribute_code === attribute && Number(row.general_ledger_attribute_weight) !== 0,
    )
  const costOf = (attribute: string, elements: readonly CostElement[]) => ({
    kind: 'direct-cost' as const,
    elements,
    among: listed(attribute).map(({ department_code }) => department_code!),
  })
  const ALL = ['staff', 'materials', 'drugs', 'depreciation', 'other'] as const
  const quantityOf = (driver: string) => ({ kind: 'quantity' as const, driver })
  const order = [
    { center: 'HR', driver: costOf('wages', ['staff']) },
    { center: 'SUPS', driver: costOf('total', ALL) },
    { center: 'NSUPS', driver: costOf('totalnursing', ALL) },
    { center: 'MADM', driver: costOf('totalmedical', ALL) },
    { center: 'MAINT', driver: quantityOf('fs') },
    { center: 'PORT', driver: quantityOf('fs') },
    { center: 'HSKP', driver: quantityOf('housekeeping') },
  ]
  const drivers = driverTable(
    ['fs', 'housekeeping'].flatMap((driver) =>
      listed(driver).map((row) => ({
        driver,
        center: row.department_code!,
        quantity: row.general_ledger_attribute_weight!,
      })),
    ),
  )
  const rules = { method: 'step-down' as const, levels: order.map((closed) => [closed]) }
  return {
    rounded,
    inFen,
    fenAllocation: allocate(IN_FEN, inFen, rules, drivers),
    exactAllocation: allocate(IN_FRACTIONS, inFractions, rules, drivers),
    reference: JSON.parse(readFileSync(sharedPath(...FOLDER, 'reference.json'), 'utf8')) as Reference,
  }
}

describe.skipIf(missing !== null)('a public hospital, June 1997', () => {
  const data = missing === null ? hospital() : null!

  test('the ledger of three decimals is brought to whole cents: 1,060,115.474 → 1,060,115.47', () => {
    const { amounts, total, exactTotal, rounding, changed } = data.rounded
    expect(amounts).toHaveLength(384)
    expect(exactTotal.toFixed()).toBe('1060115.474')
    expect(fenToYuan(total)).toBe('1060115.47')
    expect(rounding.toFixed()).toBe('-0.004')
    expect(changed.every(({ difference }) => difference.abs().lt('0.01'))).toBe(true)
    expect(fenToYuan(totalFen(ledgerTotal(IN_FEN, data.inFen)))).toBe('1060115.47')
  })

  test('revenue − cost = −61,895.04', () => {
    const revenue = [
      ['Jun97PatientActivity__Inpat_episode_details', '877652.33'],
      ['Jun97PatientActivity__Clinic_activity_details', '11378.10'],
      ['Jun97PatientActivity__ED_episode_details', '109190.00'],
    ].map(([name, expected]) => {
      const sum = sumFen(rows(name!).map((row) => yuan(row.revenue!)))
      expect(fenToYuan(sum)).toBe(expected)
      return sum
    })
    expect(fenToYuan(fen(sumFen(revenue) - data.rounded.total))).toBe('-61895.04')
  })

  test('every final value of the step-down within its rounding', () => {
    const { final, steps } = data.reference.stepdown_simplified
    const found = data.exactAllocation.centers.map(({ center, cost }) => [
      center,
      Number(toDecimal(totalOf(IN_FRACTIONS, cost), 6)),
    ])
    expect(Object.fromEntries(found)).toEqual(final)
    expect(found).toHaveLength(36)
    for (const [index, { centre, amount, rate }] of steps.entries()) {
      const step = data.exactAllocation.steps[index]!
      expect(step.center).toBe(centre)
      expect(Number(toDecimal(step.gross, 6))).toBe(amount)
      expect(Number(toDecimal(step.rate, 15))).toBeCloseTo(rate, 12)
    }
  })

  test('in whole cents: the total is kept, no center is more than a cent per step and element away', () => {
    const { final } = data.reference.stepdown_simplified
    let furthest = 0
    for (const { center, cost } of data.fenAllocation.centers)
      furthest = Math.max(furthest, Math.abs(totalFen(cost) - final[center]! * 100))
    expect(furthest).toBeLessThan(7 * 5) // seven steps, five elements
    expect(sumFen(data.fenAllocation.centers.map(({ cost }) => totalFen(cost)))).toBe(data.rounded.total)
    expect(data.fenAllocation.unallocated).toEqual([])
  })

  const exactCost = (center: string): Rational =>
    totalOf(IN_FRACTIONS, data.exactAllocation.centers.find((each) => each.center === center)!.cost)
  const sumOf = (all: readonly Row[], column: string): number => all.reduce((sum, row) => sum + Number(row[column]), 0)

  test('theatre: 6,832 minutes at 15.236579', () => {
    const minutes = sumOf(rows('Jun97PatientActivity__Inpat_theatre_details'), 'theatre_mins')
    expect(minutes).toBe(6832)
    expect(toDecimal(over(exactCost('THTR'), ratio(minutes)), 6)).toBe('15.236579')
    const { cost } = data.fenAllocation.centers.find(({ center }) => center === 'THTR')!
    const pool = { id: 'THTR', kind: 'volume', cost, total: quantity(minutes) } as const
    expect(toDecimal(rateOf(pool)!, 5)).toBe('15.23658')
  })

  describe('the orthopaedic department: wards by the hour, theatre by the minute, invoices direct', () => {
    const stays = missing === null ? rows('Jun97PatientActivity__Inpat_patient_location') : []
    const operations = missing === null ? rows('Jun97PatientActivity__Inpat_theatre_details') : []
    const invoices = [
      'pathology_tests',
      'prosthetic_devices',
      'radiology_examinations',
      'ambulance_transfers',
      'vmo_payments',
    ].flatMap((name) => (missing === null ? rows(`Jun97HospitalCostsAndAdjustments__${name}`) : []))
    const episodes = missing === null ? rows('Jun97PatientActivity__Inpat_episode_details') : []
    const orthopaedic = episodes.filter(({ clinical_specialty }) => clinical_specialty === 'ORT')
    const of = (all: readonly Row[], episode: string) => all.filter(({ episode_no }) => episode_no === episode)
    const wards = missing === null ? Object.keys(data.reference.unit_costs_after_stepdown.ward_cost_per_hour) : []
    const hoursIn = (all: readonly Row[], ward: string) =>
      sumOf(
        all.filter(({ ward_code }) => ward_code === ward),
        'ward_hours',
      )

    test('wards by the hour', () => {
      const { ward_cost_per_hour } = data.reference.unit_costs_after_stepdown
      for (const ward of wards) {
        const rate = over(exactCost(ward), ratio(hoursIn(stays, ward)))
        expect(Number(toDecimal(rate, 6))).toBe(ward_cost_per_hour[ward])
      }
    })

    const invoiced = (episode: string) =>
      sumFen(
        of(invoices, episode)
          .filter(({ service_code }) => service_code === 'Inpat')
          .map(({ amount }) => yuan(amount!)),
      )

    test('partial cost 55,180.35, surplus 16,224.65; every episode exactly', () => {
      const costOf = (episode: string): Rational => {
        const ward = wards.map((each) =>
          times(ratio(hoursIn(of(stays, episode), each)), over(exactCost(each), ratio(hoursIn(stays, each)))),
        )
        const minutes = ratio(sumOf(of(operations, episode), 'theatre_mins'))
        const theatre = times(minutes, over(exactCost('THTR'), ratio(6832)))
        return plus(sumRational([...ward, theatre]), ratio(invoiced(episode), 100))
      }
      const { episodes: expected } = data.reference.orthopaedic_department
      expect(orthopaedic).toHaveLength(28)
      for (const { episode_no, cost } of expected) expect(Number(toDecimal(costOf(String(episode_no)), 6))).toBe(cost)
      const total = sumRational(orthopaedic.map(({ episode_no }) => costOf(episode_no!)))
      const revenue = sumFen(orthopaedic.map((row) => yuan(row.revenue!)))
      expect(toDecimal(total, 2)).toBe('55180.35')
      expect(toDecimal(plus(ratio(revenue, 100), times(total, ratio(-1))), 2)).toBe('16224.65')
    })

    test('the costing run from the ledger in whole cents: 55,180.36, labelled partial', () => {
      const pools = [...wards, 'THTR'].map((center) => ({
        id: center,
        kind: 'volume' as const,
        cost: data.fenAllocation.centers.find((each) => each.center === center)!.cost,
        total: quantity(center === 'THTR' ? 6832 : hoursIn(stays, center)),
      }))
      const run = openPoolRun(pools, { certainty: 'costed', coverage: 'partial' })
      const costs = run.cost(
        orthopaedic.map((row) => ({
          caseNo: row.episode_no!,
          used: [
            ...wards.map((ward) => quantity(hoursIn(of(stays, row.episode_no!), ward))),
            quantity(sumOf(of(operations, row.episode_no!), 'theatre_mins')),
          ],
          goods: { drugs: fen(0), materials: invoiced(row.episode_no!) },
        })),
      )
      const total = sumFen(costs.map((cost) => cost.total))
      const revenue = sumFen(orthopaedic.map((row) => yuan(row.revenue!)))
      // The exact 55,180.354743 holds for the ledger of three decimals. Brought to whole cents and allocated in whole cents, the
      // pools these cases use are 0.9 cents dearer together.
      expect(fenToYuan(total)).toBe('55180.36')
      expect(fenToYuan(fen(revenue - total))).toBe('16224.64')
      expect(new Set(costs.map(({ coverage }) => coverage))).toEqual(new Set(['partial']))
      for (const { caseNo, total: cost } of costs) {
        const { cost: expected } = data.reference.orthopaedic_department.episodes.find(
          ({ episode_no }) => String(episode_no) === caseNo,
        )!
        expect(Math.abs(cost - expected * 100), caseNo).toBeLessThan(3)
      }
      for (const { pool, assigned, left } of run.close())
        expect(totalFen(assigned) + totalFen(left)).toBe(totalFen(pool.cost))
    })
  })
})
