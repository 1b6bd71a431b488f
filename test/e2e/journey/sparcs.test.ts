import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { templateSchema } from '#shared/contract/imports.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatCount, formatDecimal } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'
import { sparcsTemplate, writeReferencePolicy, writeSparcsPolicy } from '../../support/sparcs.ts'

const OLEAN = ['datasets', 'sparcs2016_olean_hospital'] as const
const STATE = ['datasets', 'sparcs_musculoskeletal'] as const
const PRICES = ['datasets', 'sparcs_ortho_dept_facility413'] as const

interface Sums {
  readonly n: number
  readonly los: { readonly mean: number }
  readonly charges: { readonly sum: number; readonly mean: number }
  readonly costs: { readonly sum: number }
}
type Groups = Readonly<Record<string, Sums>>
const reference = (dataset: readonly string[]) =>
  JSON.parse(readFileSync(sharedPath(...dataset, 'reference.json'), 'utf8')) as Readonly<Record<string, Groups>> & {
    readonly total: Sums
  }

/** A row of the page as it must read, from the reference: cases, charges, cost, charge of a case, stay. */
const expected = ({ n, charges, costs, los }: Sums): readonly string[] => [
  formatCount(n),
  formatYuan(String(charges.sum), 'yuan'),
  formatYuan(String(costs.sum), 'yuan'),
  formatYuan(String(charges.mean), 'yuan'),
  formatDecimal(String(los.mean), 1),
]
const COLUMNS = ['例数', '总费用（元）', '成本（元）', '例均费用（元）', '平均住院日'] as const

/** The page's whole table, as it would go on paper: rows by their name, the columns above in their order. */
async function wholeTable(app: OpenApp, opens: boolean): Promise<ReadonlyMap<string, readonly string[]>> {
  const by = (id: string) => app.page.getByTestId(id)
  // A tree of two levels is open from the start.
  if (opens) expect(await by('surplus-open-all').textContent()).toBe('全部收起')
  await app.page.evaluate(() => {
    Object.assign(window, { printed: [] })
    window.print = () => {
      const table = document.querySelector('[data-testid="print-table"] table')
      const cells = (row: Element) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')
      Object.assign(window, { printed: [...(table?.querySelectorAll('tr') ?? [])].map(cells) })
    }
  })
  await by('print').click()
  const printed = () => app.page.evaluate(() => (window as unknown as { printed?: string[][] }).printed ?? [])
  await expect.poll(async () => (await printed()).length, { timeout: 20_000 }).toBeGreaterThan(1)
  const [header = [], ...rows] = await printed()
  const places = COLUMNS.map((name) => header.indexOf(name))
  expect(places).not.toContain(-1)
  return new Map(
    rows.map((row) => [(row[0] ?? '').replace(/^[\u2003▾▸ ]+/, ''), places.map((place) => row[place] ?? '')]),
  )
}

/** A quotient in the reference has six decimals; one that ends just at a half may be rounded either way. */
function sameRow(shown: readonly string[] | undefined, sums: Sums, name: string): void {
  expect(shown?.slice(0, 3), name).toEqual(expected(sums).slice(0, 3))
  const [perCase, stay] = (shown ?? []).slice(3).map((text) => exact(text.replaceAll(',', '')))
  expect(perCase!.minus(sums.charges.mean).abs().lte('0.005001'), `${name} charge per case`).toBe(true)
  expect(stay!.minus(sums.los.mean).abs().lte('0.050001'), `${name} stay`).toBe(true)
}

describe.skipIf(BROWSER_PATH === null || missingShared(...OLEAN) !== null)('a whole hospital on the page', () => {
  let core: TestCore
  let app: OpenApp

  beforeAll(async () => {
    core = startTestCore()
    const groups = await makeHospital(core)
    expect(groups).toBe(206)
    await core.call('book.close', {})
    app = await openApp(join(core.folder, 'a.keheng'))
  })
  afterAll(async () => {
    await app.close()
    await core.close()
  })

  test('5,529 discharges, 206 groups, 23 MDC: counts, means and totals equal the reference', async () => {
    await app.go('#/surplus?from=2016-01&to=2016-01&unit=yuan')
    await app.page.getByTestId('grid-surplus-group').waitFor()
    const { by_apr_drg: drgs, by_mdc: mdcs, total } = reference(OLEAN)
    const tree = await wholeTable(app, true)
    expect([...tree.keys()].filter((name) => /^\d+$/.test(name))).toHaveLength(206)
    for (const [code, sums] of Object.entries(drgs!)) sameRow(tree.get(code), sums, `DRG ${code}`)
    sameRow(tree.get('合计'), total, 'total')
    await app.go('#/surplus?from=2016-01&to=2016-01&unit=yuan&by=team')
    await app.page.getByTestId('grid-surplus-team').waitFor()
    const chapters = await wholeTable(app, false)
    expect(chapters.size).toBe(23 + 1)
    for (const [code, sums] of Object.entries(mdcs!)) sameRow(chapters.get(code), sums, `MDC ${code}`)
    sameRow(chapters.get('合计'), total, 'total')
    await picture(app.page, 'surplus-sparcs-hospital-1366')
    expect(app.complaints).toEqual([])
  })
})

describe.skipIf(BROWSER_PATH === null || missingShared(...STATE) !== null || missingShared(...PRICES) !== null)(
  'the musculoskeletal discharges of a state on the page',
  () => {
    let core: TestCore
    let app: OpenApp

    beforeAll(async () => {
      core = startTestCore()
      await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: 'Statewide' })
      await core.call('policies.add', { path: writeSparcsPolicy(core.folder) })
      const source = { path: sharedPath(...STATE, 'sparcs2020_musculoskeletal.csv.gz'), template: sparcsTemplate() }
      await core.job('imports.commit', { source, skipRejected: false })
      await core.job('recompute.run', {})
      await core.call('book.close', {})
      app = await openApp(join(core.folder, 'a.keheng'))
    })
    afterAll(async () => {
      await app.close()
      await core.close()
    })

    test('36,631 discharges, 31 groups by severity: counts, means and totals equal the reference', async () => {
      await app.go('#/surplus?from=2020-01&to=2020-01&unit=yuan&basis=B3')
      await app.page.getByTestId('grid-surplus-group').waitFor()
      const { by_apr_drg: drgs, by_apr_drg_x_severity: severities, total } = reference(STATE)
      const table = await wholeTable(app, true)
      for (const [code, sums] of [...Object.entries(drgs!), ...Object.entries(severities!)])
        sameRow(table.get(code), sums, code)
      expect(table.size).toBe(31 + 120 + 1)
      sameRow(table.get('合计'), total, 'total')
      expect(app.complaints).toEqual([])
    })
  },
)

/** The hospital's file with its MDC and group as one official code; every group paid its own mean charge. Tells how many groups there are. */
async function makeHospital(core: TestCore): Promise<number> {
  const path = sharedPath(...OLEAN, 'olean_general_2016.csv')
  const template = templateSchema.parse({
    format: 'import-template/1',
    name: 'SPARCS 2016',
    kind: 'cases',
    version: 1,
    file: {},
    columns: {
      case_no: { from: 'row-number', prefix: 'OLEAN-' },
      sex: { from: 'column', column: 'Gender' },
      age_band: { from: 'column', column: 'Age Group' },
      los: { from: 'column', column: 'Length of Stay', values: { '120 +': '120' } },
      department: { from: 'constant', value: 'Olean General Hospital' },
      dx: { from: 'column', column: 'CCS Diagnosis Code' },
      insurance: { from: 'column', column: 'Payment Typology 1' },
      total_charge: { from: 'column', column: 'Total Charges' },
      total_cost: { from: 'column', column: 'Total Costs' },
      official_group: { from: 'columns', columns: ['APR DRG Code', 'APR MDC Code'], separator: '|' },
      // Some groups stand under several MDC, so that these are told apart as teams would be.
      team: { from: 'column', column: 'APR MDC Code' },
    },
    missing: [],
    period: '2016-01',
    codeSystem: 'CCS',
    moneyUnit: 'yuan',
  })
  const text = readFileSync(path, 'utf8')
  const { data } = Papa.parse<Readonly<Record<string, string>>>(text, { header: true, skipEmptyLines: true })
  const codes = [...new Set(data.map((row) => `${row['APR DRG Code']}|${row['APR MDC Code']}`))]
  const means = reference(OLEAN).by_apr_drg!
  const policy = writeReferencePolicy(core.folder, {
    code: 'OLEAN-2016-MEAN-CHARGE',
    name: { zh: '本院同组平均费用（参考）', en: 'Mean charge of the group (reference)' },
    year: 2016,
    source: 'olean_general_2016.csv: mean charge of each APR-DRG over 5,529 discharges',
    groups: codes.map((drg) => ({
      ...{ drg, rw: '1' },
      price: exact(means[drg.split('|')[0] ?? '']!.charges.mean).toFixed(2),
    })),
  })
  await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: 'Olean General Hospital' })
  await core.call('policies.add', { path: policy })
  await core.job('imports.commit', { source: { path, template }, skipRejected: false })
  await core.job('recompute.run', {})
  return new Set(codes.map((code) => code.split('|')[0])).size
}
