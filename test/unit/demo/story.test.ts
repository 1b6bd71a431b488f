import { beforeAll, describe, expect, it } from 'vitest'
import { inputs, mean, readDemoPolicy, type SettledCase, settledDepartment, sum } from './department.ts'

let cases: SettledCase[] = []
beforeAll(async () => {
  cases = await settledDepartment()
})

const weights = new Map(readDemoPolicy().groups.map((group) => [group.drg, Number(group.rw)]))
const weightOf = (row: SettledCase) => weights.get(row.group.drg)!

const between = (from: string, to: string) => (row: SettledCase) => row.period >= from && row.period <= to
const share = (rows: readonly SettledCase[], holds: (row: SettledCase) => boolean) =>
  rows.filter(holds).length / rows.length

describe('the shipped department', () => {
  it('is about 4,000 discharges with about 150 lines each', () => {
    expect(cases).toHaveLength(4000)
    expect(mean(cases, (row) => row.lines.length)).toBeGreaterThan(145)
    expect(mean(cases, (row) => row.lines.length)).toBeLessThan(170)
  })

  it('reaches every group of the scheme, by the group its profile was written for', () => {
    const reached = new Set(cases.map((row) => row.group.drg))
    for (const drgs of inputs.scheme.groups.values()) for (const { drg } of drgs) expect(reached).toContain(drg)
    for (const row of cases) {
      const found = row.group.status === 'ungrouped' ? '0000' : row.group.adrg === 'QY' ? 'IQY' : row.group.adrg
      expect(found, row.stay.dx.join('|')).toBe(row.stay.profile.adrg)
    }
  })

  it('has a few ambiguous and ungroupable records and insurer groups that differ', () => {
    const count = (status: string) => cases.filter((row) => row.group.status === status).length
    expect(count('ambiguous')).toBeGreaterThanOrEqual(3)
    expect(count('ungrouped')).toBeGreaterThanOrEqual(5)
    expect(count('rejected')).toBe(0)
    const returned = cases.filter((row) => row.returnedGroup !== '' && row.group.status === 'grouped')
    const differing = returned.filter((row) => row.returnedGroup !== row.group.drg)
    expect(differing.length).toBeGreaterThan(5)
    expect(differing.length / returned.length).toBeLessThan(0.02)
    expect(cases.filter((row) => row.period === '2026-06' && row.returnedGroup !== '')).toEqual([])
  })

  it('does day surgery from 2025 on: small operations of patients without complications, home within a day', () => {
    const day = cases.filter((row) => row.stay.daySurgery)
    expect(day.length).toBeGreaterThan(60)
    expect(day.length).toBeLessThan(200)
    expect(day.filter(({ stay }) => stay.los !== 1 || stay.operationDay !== 0 || stay.age > 65)).toEqual([])
    expect(day.filter(between('2024-07', '2024-12'))).toEqual([])
    expect(new Set(day.map(({ group }) => group.status))).toEqual(new Set(['grouped']))
  })

  it('is insured about 55 / 38 / 7 and rarely loses or sees again a patient', () => {
    const insured = (name: string) => share(cases, (row) => row.stay.patient.insurance === name)
    expect(insured('职工')).toBeCloseTo(0.55, 1)
    expect(insured('居民')).toBeCloseTo(0.38, 1)
    expect(insured('自费')).toBeCloseTo(0.07, 1)
    const deaths = cases.filter((row) => row.stay.discharge === '5').length
    expect(deaths).toBeGreaterThan(3)
    expect(deaths).toBeLessThan(40)
    const readmitted = cases.filter((row) => row.stay.readmitted).length
    expect(readmitted).toBeGreaterThan(10)
    expect(readmitted).toBeLessThan(100)
  })

  it('has a case mix of 1.4–1.8 and a result within 3 % of the payment on both bases', () => {
    const caseMix = mean(
      cases.filter((row) => row.group.status === 'grouped'),
      weightOf,
    )
    expect(caseMix).toBeGreaterThan(1.4)
    expect(caseMix).toBeLessThan(1.8)
    const charge = sum(cases, (row) => row.money.chargeFen) / 100
    expect(Math.abs(sum(cases, (row) => row.surplus)) / charge).toBeLessThan(0.03)
    expect(Math.abs(sum(cases, (row) => row.costSurplus)) / charge).toBeLessThan(0.03)
  })

  it('has charges skewed to the right and both kinds of outliers', () => {
    const charges = cases.map((row) => row.money.chargeFen).toSorted((a, b) => a - b)
    expect(mean(charges, (value) => value)).toBeGreaterThan(charges[charges.length / 2]! * 1.03)
    const ratio = (row: SettledCase) => row.money.chargeFen / 100 / (weightOf(row) * 9862.5)
    const grouped = cases.filter((row) => row.group.status === 'grouped')
    expect(grouped.filter((row) => ratio(row) < 0.4).length).toBeGreaterThan(5)
    expect(grouped.filter((row) => ratio(row) > 1.6).length).toBeGreaterThan(20)
  })
})

describe('the story', () => {
  const knees = () => cases.filter((row) => row.stay.profile.code === 'knee_oa')

  it('shortens knee replacement from about 14 days to about 9 and turns its loss into a surplus', () => {
    const before = knees().filter(between('2024-07', '2025-06'))
    const after = knees().filter(between('2025-09', '2026-06'))
    expect(mean(before, (row) => row.stay.los)).toBeGreaterThan(13)
    expect(mean(before, (row) => row.stay.los)).toBeLessThan(15)
    expect(mean(after, (row) => row.stay.los)).toBeGreaterThan(8)
    expect(mean(after, (row) => row.stay.los)).toBeLessThan(10)
    expect(mean(before, (row) => row.surplus)).toBeLessThan(-1000)
    expect(mean(after, (row) => row.surplus)).toBeGreaterThan(1000)
  })

  it('switches joint implants from imported to domestic, spinal implants hardly', () => {
    const domestic = (family: string, from: string, to: string) => {
      const amount = (origin: string) =>
        sum(
          cases.filter((row) => row.stay.profile.family === family && between(from, to)(row)),
          (row) => sum(row.lines, (line) => (line.item.origin === origin ? line.amountFen : 0)),
        )
      return amount('domestic') / (amount('domestic') + amount('import'))
    }
    expect(domestic('joint', '2024-07', '2025-02')).toBeLessThan(0.2)
    expect(domestic('joint', '2025-12', '2026-06')).toBeGreaterThan(0.6)
    const spineChange = domestic('spine', '2025-12', '2026-06') - domestic('spine', '2024-07', '2025-02')
    expect(Math.abs(spineChange)).toBeLessThan(0.15)
  })

  it('has one group that loses far more than any other, because of its materials', () => {
    const losses = [...Map.groupBy(cases, (row) => row.group.drg)]
      .map(([drg, rows]) => ({ drg, surplus: sum(rows, (row) => row.surplus), rows }))
      .toSorted((a, b) => a.surplus - b.surplus)
    const [worst, next] = losses
    expect(worst!.drg).toBe('IB29')
    expect(worst!.surplus).toBeLessThan(3 * next!.surplus)
    expect(sum(worst!.rows, (row) => row.costSurplus)).toBeLessThan(0)
    expect(
      sum(worst!.rows, (row) => row.materials) / (sum(worst!.rows, (row) => row.money.chargeFen) / 100),
    ).toBeGreaterThan(0.6)
  })

  it('has one team that uses more materials than the others in the same groups', () => {
    const expected = new Map(
      [...Map.groupBy(cases, (row) => row.group.drg)].map(([drg, rows]) => [drg, mean(rows, (row) => row.materials)]),
    )
    const use = (team: string) => {
      const rows = cases.filter((row) => row.stay.team.code === team)
      return sum(rows, (row) => row.materials) / sum(rows, (row) => expected.get(row.group.drg)!)
    }
    expect(use('B')).toBeGreaterThan(1.08)
    expect(use('A')).toBeLessThan(0.96)
    expect(use('C')).toBeLessThan(1.02)
  })

  it('fills with fractures in winter and empties at the Spring Festival', () => {
    const fractures = (months: readonly string[]) =>
      cases.filter((row) => row.stay.profile.season === 'fracture' && months.includes(row.period.slice(5))).length
    expect(fractures(['11', '12', '01'])).toBeGreaterThan(1.2 * fractures(['06', '07', '08']))
    const months = [...Map.groupBy(cases, (row) => row.period)].map(([period, rows]) => ({ period, n: rows.length }))
    const quietest = months
      .toSorted((a, b) => a.n - b.n)
      .slice(0, 2)
      .map((month) => month.period)
    expect(quietest.toSorted()).toEqual(['2025-02', '2026-02'])
  })
})
