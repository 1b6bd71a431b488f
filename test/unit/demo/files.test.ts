import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import iconv from 'iconv-lite'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DemoManifest, generateDemo } from '#demo/generate.ts'
import { ITEM_COLUMNS } from '#demo/write/tables.ts'
import { readSchemePackage } from '#exchange/scheme/read-package.ts'
import { FEE_CATEGORY_NAMES } from '#shared/domain/fee-category.ts'
import { inputs } from './department.ts'

type Row = Readonly<Record<string, string>>

const folders: string[] = []
async function generated(options: { seed?: number; scale?: number; months?: number } = {}): Promise<DemoManifest> {
  const outDir = await mkdtemp(join(tmpdir(), 'keheng-demo-'))
  folders.push(outDir)
  return generateDemo({ outDir, scale: 0.05, ...options })
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

async function hashes({ files }: DemoManifest): Promise<Record<string, string>> {
  const entries = files.map(async ({ path }) => [
    basename(path),
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex'),
  ])
  return Object.fromEntries(await Promise.all(entries))
}

async function rowsOf(manifest: DemoManifest, kind: string): Promise<Row[]> {
  const file = manifest.files.find((candidate) => candidate.kind === kind)!
  const text = iconv.decode(await readFile(file.path), 'gb18030')
  const { data, errors } = Papa.parse<Row>(text, { header: true, skipEmptyLines: true })
  expect(errors).toEqual([])
  expect(data).toHaveLength(file.rows)
  return data
}

/** Whole days, for comparing. */
function day(text: string): number {
  const [year, month, date] = text.split(' ')[0]!.split('/').map(Number)
  return year! * 10_000 + month! * 100 + date!
}

const fenOf = (yuan: string) => Math.round(Number(yuan) * 100)

describe('generateDemo', () => {
  it('writes the same bytes for the same seed in any time zone, others for another seed', async () => {
    const zone = process.env.TZ
    process.env.TZ = 'Asia/Shanghai'
    const east = await hashes(await generated())
    process.env.TZ = 'America/New_York'
    const west = await hashes(await generated())
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    expect(west).toEqual(east)
    const other = await hashes(await generated({ seed: 7 }))
    expect(other['病案首页.csv']).not.toBe(east['病案首页.csv'])
    expect(other['费用明细.csv']).not.toBe(east['费用明细.csv'])
    expect(other['示范分组方案.zip']).toBe(east['示范分组方案.zip'])
  })

  it('follows months and scale and refuses what is not positive', async () => {
    const { controlTotals } = await generated({ months: 3, scale: 0.1 })
    expect(controlTotals.cases).toBe(50)
    await expect(generated({ months: 0 })).rejects.toThrow(RangeError)
    await expect(generated({ scale: 0 })).rejects.toThrow(RangeError)
  })
})

describe('the written files', () => {
  let manifest: DemoManifest
  let cases: Row[]
  let charges: Row[]
  beforeAll(async () => {
    manifest = await generated({ scale: 0.15 })
    cases = await rowsOf(manifest, 'cases')
    charges = await rowsOf(manifest, 'charges')
  })

  it('agree with the control totals', () => {
    const { controlTotals } = manifest
    expect(cases).toHaveLength(controlTotals.cases)
    expect(new Set(cases.map((row) => row.病案号)).size).toBe(cases.length)
    expect(charges).toHaveLength(controlTotals.lines)
    expect(charges.reduce((total, row) => total + fenOf(row.金额!), 0)).toBe(controlTotals.chargeFen)
    expect(cases.reduce((total, row) => total + fenOf(row.住院总费用!), 0)).toBe(controlTotals.statedChargeFen)
    expect(cases.reduce((total, row) => total + fenOf(row.病例成本!), 0)).toBe(controlTotals.costFen)
  })

  it('state the sum of the lines as the total of every case but the planted few', () => {
    const sums = new Map<string, number>()
    for (const row of charges) sums.set(row.病案号!, (sums.get(row.病案号!) ?? 0) + fenOf(row.金额!))
    const off = cases.filter((row) => sums.get(row.病案号!) !== fenOf(row.住院总费用!))
    expect(off).toHaveLength(manifest.controlTotals.misstatedCases)
    expect(off.length).toBeGreaterThan(0)
    expect(off.length / cases.length).toBeLessThan(0.01)
  })

  it('split every total between fund and patient, all of it on the patient when self-paid', () => {
    for (const row of cases) {
      const patient = fenOf(row.个人负担!)
      expect(patient + fenOf(row.医保基金支付!)).toBe(fenOf(row.住院总费用!))
      if (row.医保类型 === '自费') expect(fenOf(row.医保基金支付!)).toBe(0)
    }
  })

  it('charge quantity times price within the stay, and refund no more than was charged', () => {
    const stays = new Map(cases.map((row) => [row.病案号!, [day(row.入院时间!), day(row.出院时间!)] as const]))
    const left = new Map<string, number>()
    const wrong = charges.filter((row) => {
      const key = `${row.病案号} ${row.项目编码}`
      left.set(key, (left.get(key) ?? 0) + Math.round(Number(row.数量) * 1000))
      const [admitted, discharged] = stays.get(row.病案号!)!
      const charged = day(row.收费时间!)
      const rest = Math.abs(Number(row.金额) - Number(row.数量) * Number(row.单价))
      return rest > 0.0051 || charged < admitted || charged > discharged
    })
    expect(wrong).toEqual([])
    expect(Math.min(...left.values())).toBeGreaterThanOrEqual(0)
    expect(charges.filter((row) => Number(row.金额) < 0)).toHaveLength(manifest.controlTotals.refundLines)
  })

  it('name fee categories in Chinese, a local one among them', () => {
    const national = new Set(Object.values(FEE_CATEGORY_NAMES).map((name) => name.zh))
    const names = new Set(charges.map((row) => row.收费类别!))
    expect([...names].filter((name) => !national.has(name))).toEqual(['特需服务费'])
    expect(names.size).toBeGreaterThan(10)
  })

  it('book a ledger within 4 % of the case costs and the drivers of the cases', async () => {
    const { controlTotals } = manifest
    const ledger = await rowsOf(manifest, 'ledger')
    expect(ledger.reduce((total, row) => total + fenOf(row.金额!), 0)).toBe(controlTotals.ledgerFen)
    expect(Math.abs(controlTotals.ledgerFen / controlTotals.costFen - 1)).toBeLessThan(0.04)
    const drivers = await rowsOf(manifest, 'drivers')
    const bedDays = drivers.filter((row) => row.成本动因 === '床日').reduce((total, row) => total + Number(row.数量), 0)
    expect(bedDays).toBe(cases.reduce((total, row) => total + Number(row.住院天数), 0))
  })

  it('include the catalogue with text codes and the scheme as a readable archive', async () => {
    const file = (kind: string) => manifest.files.find((candidate) => candidate.kind === kind)!
    const { sheets } = await readXlsx(await readFile(file('items').path))
    const [, header, first] = sheets[0]!.rows
    expect(header).toEqual([...ITEM_COLUMNS])
    expect(first![0]).toBe(inputs.items[0]!.code)
    expect(sheets[0]!.rows).toHaveLength(inputs.items.length + 2)
    const { tables, findings } = await readSchemePackage(file('scheme').path)
    expect(findings).toEqual([])
    expect(tables.drg).toHaveLength(file('policy').rows)
  })
})
