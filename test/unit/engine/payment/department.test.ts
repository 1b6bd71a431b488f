import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from '#engine/payment/compile.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { exactFromFen, roundToFen, sumExact } from '#shared/domain/exact.ts'
import { fenToYuan, sumFen } from '#shared/domain/money.ts'
import { aPolicy, yuan } from './policies.ts'

const folder = fileURLToPath(new URL('../../../../../shared/datasets/sparcs_ortho_dept_facility413/', import.meta.url))
const present = existsSync(folder)
const rows = (name: string) =>
  Papa.parse<Record<string, string>>(readFileSync(`${folder}${name}`, 'utf8'), { header: true, skipEmptyLines: true })
    .data

if (!present) process.stdout.write(`skipped: the data set ${folder} is not on this machine\n`)

/** 1,143 real discharges priced by a table of six-decimal payments, without outlier bands. */
describe.skipIf(!present)('a real department under a price table', () => {
  const settled = () => {
    const table = rows('payment_table.csv').map((row) => ({
      drg: `${row.apr_drg}|${row.severity}`,
      rw: row.rw!,
      price: row.payment!,
    }))
    const policy = compilePolicy(
      aPolicy({
        pricing: { mode: 'direct', prices: table.map(({ drg, price }) => ({ drg, insurance: null, price })) },
        groups: table.map(({ drg, rw }) => ({ drg, rw })),
        outliers: null,
      }),
    )
    return rows('ortho_dept_facility413_2020.csv').map((row) => {
      const drg = `${row['APR.DRG.Code']}|${row.illseveritydesc}`
      const [charge, cost] = [yuan(row['Total.Charges']!), yuan(row['Total.Costs']!)]
      const given = { status: 'grouped', drg, insurance: null, charge, patientPay: null, cost } as const
      return { ...settleCase(policy, given), charge, cost }
    })
  }

  test('the exact total and the total of rounded payments differ, and both are right', () => {
    const cases = settled()
    const payment = sumExact(cases.map((one) => one.payment!))
    expect(cases).toHaveLength(1143)
    expect(fenToYuan(roundToFen(payment))).toBe('31118294.67')
    expect(fenToYuan(sumFen(cases.map(({ paid }) => paid!)))).toBe('31118295.65')
  })

  test('surplus on the two bases, and the case-mix index', () => {
    const cases = settled()
    const payment = sumExact(cases.map((one) => one.payment!))
    const [charge, cost] = [sumFen(cases.map((one) => one.charge)), sumFen(cases.map((one) => one.cost))]
    expect(payment.minus(exactFromFen(charge)).toFixed(2)).toBe('-21510653.23')
    expect(payment.minus(exactFromFen(cost)).toFixed(2)).toBe('8581273.48')
    expect(
      sumExact(cases.map(({ rw }) => rw!))
        .div(1143)
        .toFixed(4),
    ).toBe('1.1011')
  })
})
