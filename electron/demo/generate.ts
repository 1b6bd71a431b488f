import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultInputFolder, loadInputs } from './inputs/load.ts'
import { simulateDepartment } from './simulate/department.ts'
import { addDrivers, budgetRows, driverRows, ledgerRows } from './simulate/ledger.ts'
import { demoInsurer } from './simulate/returns.ts'
import type { DemoCase, Drivers } from './simulate/types.ts'
import { CASE_COLUMNS, caseRow } from './write/cases.ts'
import { CHARGE_COLUMNS, writeCharges } from './write/charges.ts'
import { RETURN_COLUMNS, returnRow } from './write/returns.ts'
import {
  readDemoPolicy,
  writeBenchmarks,
  writeBudgets,
  writeCatalogue,
  writeDrivers,
  writeLedger,
  writePackage,
  writePolicy,
} from './write/tables.ts'
import { createTextFile } from './write/text-file.ts'

export const DEMO_SEED = 20240701
export const DEMO_MONTHS = 24

export type DemoFileKind =
  | 'cases'
  | 'charges'
  | 'items'
  | 'scheme'
  | 'directory'
  | 'policy'
  | 'benchmarks'
  | 'ledger'
  | 'drivers'
  | 'budgets'
  | 'settlements'

interface DemoFile {
  readonly kind: DemoFileKind
  readonly path: string
  /** Data rows without headers; for the scheme and the directory the files in the package, for the policy its groups. */
  readonly rows: number
  readonly bytes: number
}

interface DemoControlTotals {
  readonly cases: number
  readonly lines: number
  /** Net sum of all charge lines. */
  readonly chargeFen: number
  /** Sum of the totals the discharge records state; differs from `chargeFen` by the planted mistakes. */
  readonly statedChargeFen: number
  readonly misstatedCases: number
  readonly refundLines: number
  readonly costFen: number
  readonly ledgerFen: number
  readonly fundFen: number
  readonly patientFen: number
}

export interface DemoManifest {
  readonly seed: number
  readonly months: number
  readonly scale: number
  readonly files: readonly DemoFile[]
  readonly controlTotals: DemoControlTotals
}

export interface DemoOptions {
  /** Created when missing; files of the same names are replaced. */
  readonly outDir: string
  readonly seed?: number
  /** Months from 2024-07 on. */
  readonly months?: number
  /** 1 is the department of about 4,000 discharges in 24 months; 25 gives 100,000. */
  readonly scale?: number
  /** Folder of the input tables; needed where the code runs from a bundle. */
  readonly inputDir?: string
  /** Awaited every few cases: the place to let other work run, or to throw and so stop. */
  readonly onProgress?: (done: number, total: number) => void | Promise<void>
}

/**
 * Writes the demonstration department as files a hospital could have exported: Chinese headers, GB18030, a workbook,
 * a zipped grouping scheme. The same seed, months and scale give the same bytes on every machine.
 *
 * @throws RangeError on a scale or number of months that is not positive; Error when an input table is broken or the
 *   folder cannot be written.
 */
export async function generateDemo(options: DemoOptions): Promise<DemoManifest> {
  const { outDir, seed = DEMO_SEED, months = DEMO_MONTHS, scale = 1, onProgress } = options
  if (!Number.isSafeInteger(months) || months < 1)
    throw new RangeError(`months must be a positive whole number: ${months}`)
  if (!(scale > 0)) throw new RangeError(`scale must be positive: ${scale}`)
  const inputs = loadInputs(options.inputDir ?? defaultInputFolder())
  await mkdir(outDir, { recursive: true })
  const path = (name: string) => join(outDir, name)
  const casesFile = createTextFile(path('病案首页.csv'), CASE_COLUMNS)
  const chargesFile = createTextFile(path('费用明细.csv'), CHARGE_COLUMNS)
  const returnsFile = createTextFile(path('结算回执.csv'), RETURN_COLUMNS)
  const settle = demoInsurer(readDemoPolicy(inputs.folder), seed)
  const total = Math.round((4000 / 24) * months * scale)
  const totals = emptyTotals()
  const monthly = new Map<string, { readonly index: number; readonly drivers: Drivers }>()
  for (const { month, case: demoCase } of simulateDepartment(inputs, seed, months, scale)) {
    casesFile.row(caseRow(demoCase, inputs.scheme.names))
    writeCharges(chargesFile, demoCase)
    for (const settled of settle(demoCase, month.index)) returnsFile.row(returnRow(settled, month.period))
    addTotals(totals, demoCase)
    monthly.set(month.period, {
      index: month.index,
      drivers: addDrivers(monthly.get(month.period)?.drivers, demoCase.drivers),
    })
    await chargesFile.flush()
    await casesFile.flush()
    await returnsFile.flush()
    if (totals.cases % 5 === 0) await onProgress?.(totals.cases, total)
  }
  const ledger = [...monthly].flatMap(([period, { index, drivers }]) =>
    ledgerRows(inputs, seed, index, period, scale, drivers),
  )
  const drivers = [...monthly].flatMap(([period, { drivers }]) => driverRows(inputs, period, scale, drivers))
  totals.ledgerFen = ledger.reduce((sum, row) => sum + row.amountFen, 0)
  const folder = inputs.folder
  const files: DemoFile[] = [
    { kind: 'cases', path: path('病案首页.csv'), ...(await casesFile.close()) },
    { kind: 'charges', path: path('费用明细.csv'), ...(await chargesFile.close()) },
    {
      kind: 'items',
      path: path('收费项目目录.xlsx'),
      ...(await writeCatalogue(path('收费项目目录.xlsx'), inputs.items)),
    },
    {
      kind: 'scheme',
      path: path('示范分组方案.zip'),
      ...(await writePackage(path('示范分组方案.zip'), folder, 'scheme')),
    },
    {
      kind: 'directory',
      path: path('示范DIP目录.zip'),
      ...(await writePackage(path('示范DIP目录.zip'), folder, 'dip')),
    },
    { kind: 'policy', path: path('支付政策.json'), ...(await writePolicy(path('支付政策.json'), folder)) },
    { kind: 'benchmarks', path: path('标杆.csv'), ...(await writeBenchmarks(path('标杆.csv'), folder)) },
    { kind: 'ledger', path: path('成本台账.csv'), ...(await writeLedger(path('成本台账.csv'), ledger)) },
    { kind: 'drivers', path: path('成本动因.csv'), ...(await writeDrivers(path('成本动因.csv'), drivers)) },
    {
      kind: 'budgets',
      path: path('科室预算.csv'),
      ...(await writeBudgets(path('科室预算.csv'), budgetRows(inputs, ledger))),
    },
    { kind: 'settlements', path: path('结算回执.csv'), ...(await returnsFile.close()) },
  ]
  await onProgress?.(totals.cases, totals.cases)
  return { seed, months, scale, files, controlTotals: totals }
}

type RunningTotals = { -readonly [Name in keyof DemoControlTotals]: DemoControlTotals[Name] }

function emptyTotals(): RunningTotals {
  return {
    cases: 0,
    lines: 0,
    chargeFen: 0,
    statedChargeFen: 0,
    misstatedCases: 0,
    refundLines: 0,
    costFen: 0,
    ledgerFen: 0,
    fundFen: 0,
    patientFen: 0,
  }
}

function addTotals(totals: RunningTotals, { lines, money }: DemoCase): void {
  totals.cases++
  totals.lines += lines.length
  totals.chargeFen += money.chargeFen
  totals.statedChargeFen += money.statedFen
  if (money.statedFen !== money.chargeFen) totals.misstatedCases++
  totals.refundLines += lines.reduce((count, line) => count + (line.amountFen < 0 ? 1 : 0), 0)
  totals.costFen += money.costFen
  totals.fundFen += money.fundFen
  totals.patientFen += money.patientFen
}
