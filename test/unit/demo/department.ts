import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEMO_MONTHS, DEMO_SEED } from '#demo/generate.ts'
import { defaultInputFolder, loadInputs } from '#demo/inputs/load.ts'
import { simulateDepartment } from '#demo/simulate/department.ts'
import type { DemoCase } from '#demo/simulate/types.ts'
import { compileScheme } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { compilePolicy } from '#engine/payment/compile.ts'
import { settleCase } from '#engine/payment/settle.ts'
import { parsePolicyText } from '#exchange/policy/read-policy.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import type { GroupingResult } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'

export const inputFolder = defaultInputFolder()
export const inputs = loadInputs(inputFolder)

export function readDemoPolicy() {
  return parsePolicyText(readFileSync(join(inputFolder, 'policy.json'), 'utf8'), 'policy.json')
}

/** A discharge of the shipped department as the program itself groups and settles it. */
export interface SettledCase extends DemoCase {
  readonly period: string
  readonly group: GroupingResult
  /** Yuan, payment − charges. */
  readonly surplus: number
  /** Yuan, payment − cost. */
  readonly costSurplus: number
  /** Yuan, fee category 08. */
  readonly materials: number
}

/** The whole department, grouped by its scheme and paid by its policy. */
export async function settledDepartment(): Promise<SettledCase[]> {
  const scheme = compileScheme((await readSchemePackage(join(inputFolder, 'scheme'))).tables)
  const policy = compilePolicy(readDemoPolicy())
  return [...simulateDepartment(inputs, DEMO_SEED, DEMO_MONTHS, 1)].map(({ month, case: demoCase }) => {
    const { stay, money, lines } = demoCase
    const group = groupCase(scheme, {
      sex: stay.patient.sex,
      age: stay.age,
      ageDays: null,
      birthWeight: null,
      los: stay.los,
      icuHours: stay.icuHours,
      discharge: stay.discharge,
      dept: '骨科',
      dx: stay.dx,
      proc: stay.proc,
    })
    const { paid } = settleCase(policy, {
      status: group.status,
      drg: group.drg,
      insurance: stay.patient.insurance,
      charge: fen(money.chargeFen),
      patientPay: fen(money.patientFen),
      cost: fen(money.costFen),
    })
    if (paid === null) throw new Error(`${stay.caseNo} is not paid`)
    const materials = lines.reduce((sum, line) => sum + (line.item.category === '08' ? line.amountFen : 0), 0) / 100
    return {
      ...demoCase,
      period: month.period,
      group,
      surplus: (paid - money.chargeFen) / 100,
      costSurplus: (paid - money.costFen) / 100,
      materials,
    }
  })
}

export function sum<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}

export function mean<T>(rows: readonly T[], of: (row: T) => number): number {
  return sum(rows, of) / rows.length
}
