import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import yazl from 'yazl'
import type { PolicyDocument } from '#engine/payment/policy.ts'
import { FEE_CATEGORIES, FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { readTable } from '../inputs/table.ts'
import type { Item } from '../inputs/types.ts'
import type { BudgetRow, DriverRow, LedgerRow } from '../simulate/ledger.ts'
import { categoryName } from './charges.ts'
import { createTextFile, csvCell, gb } from './text-file.ts'

/** The workbook carries this time, so that the same seed gives the same bytes. */
const FIXED_TIME = new Date(Date.UTC(2026, 6, 1))

interface Written {
  readonly rows: number
  readonly bytes: number
}

async function writeRows(path: string, header: readonly string[], rows: Iterable<readonly string[]>): Promise<Written> {
  const file = createTextFile(path, header)
  for (const row of rows) file.row(row.map((cell) => gb(csvCell(cell))).join(','))
  return file.close()
}

const LEDGER_COLUMNS: readonly string[] = ['会计期间', '成本中心', '科室类别', '成本要素', '金额']
const DRIVER_COLUMNS: readonly string[] = ['会计期间', '成本中心', '成本动因', '数量']
const BUDGET_COLUMNS: readonly string[] = ['预算年度', '成本中心', '成本项目', '预算金额']
const BENCHMARK_COLUMNS: readonly string[] = [
  '对标范围',
  '病组编码',
  '期间',
  '例数',
  '例均费用',
  '例均成本',
  '平均住院日',
  ...FEE_CATEGORIES.filter((category) => category !== '00').map((category) => FEE_CATEGORY_NAMES[category].zh),
]
export const ITEM_COLUMNS: readonly string[] = [
  '项目编码',
  '项目名称',
  '收费类别',
  '规格',
  '单位',
  '单价',
  '进价',
  '成本要素',
  '可替代项目',
  '产地',
  '高值耗材',
  '国谈药',
  '抗菌药物',
  '医保编码',
]

export function writeLedger(path: string, rows: readonly LedgerRow[]): Promise<Written> {
  return writeRows(
    path,
    LEDGER_COLUMNS,
    rows.map((row) => [
      row.period,
      row.costCenter,
      CENTER_TYPES[row.centerType] ?? row.centerType,
      row.element,
      fenToYuan(fen(row.amountFen)),
    ]),
  )
}

/** The four classes of cost centres (临床服务、医疗技术、医疗辅助、行政后勤). */
const CENTER_TYPES: Readonly<Record<string, string>> = {
  clinical: '临床服务类',
  technical: '医疗技术类',
  support: '医疗辅助类',
  admin: '行政后勤类',
}

export function writeDrivers(path: string, rows: readonly DriverRow[]): Promise<Written> {
  return writeRows(
    path,
    DRIVER_COLUMNS,
    rows.map((row) => [row.period, row.costCenter, row.driver, String(row.quantity)]),
  )
}

export function writeBudgets(path: string, rows: readonly BudgetRow[]): Promise<Written> {
  return writeRows(
    path,
    BUDGET_COLUMNS,
    rows.map((row) => [row.year, row.costCenter, row.element, fenToYuan(fen(row.budgetFen))]),
  )
}

/** The regional means of `benchmarks.csv` under the names an insurer's table would use. */
export function writeBenchmarks(path: string, folder: string): Promise<Written> {
  const columns = ['scope', 'group', 'period', 'n', 'mean_charge', 'mean_cost', 'mean_los']
  const categories = FEE_CATEGORIES.filter((category) => category !== '00').map((category) => `category_${category}`)
  const rows = readTable(folder, 'benchmarks.csv').map((row) => [...columns, ...categories].map(row.text))
  return writeRows(path, BENCHMARK_COLUMNS, rows)
}

/** The catalogue as a workbook: a title row above the header, codes as text. */
export async function writeCatalogue(path: string, items: readonly Item[]): Promise<Written> {
  const origin = { '': '', import: '进口', domestic: '国产' } as const
  const flag = (value: boolean) => (value ? '是' : '否')
  const rows = items.map((item) => [
    item.code,
    item.name,
    categoryName(item),
    item.spec,
    item.unit,
    item.priceFen / 100,
    item.purchaseFen === 0 ? null : item.purchaseFen / 100,
    item.costElement,
    item.alternatives,
    origin[item.origin],
    flag(item.highValue),
    flag(item.negotiatedDrug),
    flag(item.antibiotic),
    item.insurerCode,
  ])
  const bytes = await writeXlsx({
    sheets: [
      {
        name: '收费项目目录',
        rows: [['示范医院收费项目目录（示范数据）'], [...ITEM_COLUMNS], ...rows],
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: ITEM_COLUMNS.length - 1 }],
      },
    ],
    properties: { title: '示范医院收费项目目录', created: FIXED_TIME, modified: FIXED_TIME },
  })
  await writeFile(path, bytes)
  return { rows: rows.length, bytes: bytes.length }
}

/** A zip keeps wall-clock time without a zone, which the archiver reads from local fields. */
const zipTime = () => new Date(2026, 6, 1)

/** The grouping scheme as one archive, files in the order of their names. */
/** Zips a `grouping-scheme/1` package of the input tables as it is. */
export async function writePackage(path: string, folder: string, name: 'scheme' | 'dip'): Promise<Written> {
  const names = readdirSync(join(folder, name)).sort()
  const zip = new yazl.ZipFile()
  for (const file of names) {
    zip.addBuffer(readFileSync(join(folder, name, file)), file, {
      mtime: zipTime(),
      mode: 0o100644,
      forceDosTimestamp: true,
    })
  }
  zip.end()
  const bytes = await buffer(zip.outputStream)
  await writeFile(path, bytes)
  return { rows: names.length, bytes: bytes.length }
}

export async function writePolicy(path: string, folder: string): Promise<Written> {
  const bytes = readFileSync(join(folder, 'policy.json'))
  await writeFile(path, bytes)
  return { rows: readDemoPolicy(folder).groups.length, bytes: bytes.length }
}

/** The policy of the input tables; a test takes it in like anyone else's. */
export const readDemoPolicy = (folder: string): PolicyDocument =>
  JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8')) as PolicyDocument
