import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

const SHEET = join(import.meta.dirname, '..', '..', '..', 'resources', 'costing', 'appendectomy.json')
const TAGS = /自上而下.*(核算|实测|估算)/

/** Work on the 成本 page: figures that open, trials accepted, taken back and cancelled, files in and out. */
describe.skipIf(BROWSER_PATH === null)('work with costs', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const confirm = async () => {
    await app.page.locator('.ant-modal-wrap:visible .ant-btn-dangerous').last().click()
  }
  /** Opens a figure and checks that it says formula, numbers and source. */
  const opens = async (name: string, open: () => Promise<void>) => {
    await open()
    await by('cost-drawer').waitFor()
    expect(await text('cost-result'), name).toMatch(/\d/)
    expect(await text('cost-substituted'), name).not.toMatch(/\{\w+\}|undefined|NaN/)
    for (const part of ['公式', '代入数字', '依据']) expect(await text('cost-drawer'), name).toContain(part)
    await picture(app.page, `costing-drawer-${name}-zh-1366`)
    await by('cost-drawer').getByRole('button', { name: '关闭' }).click()
    await by('cost-drawer').waitFor({ state: 'detached' })
  }
  const figure = (panel: string, at = 0) => by(panel).locator('td.num-cell button').nth(at).click()
  const saved = async (choice: string) => {
    const [download] = await Promise.all([
      app.page.waitForEvent('download'),
      (async () => {
        await by('export-costs').click()
        await app.page.locator('.ant-dropdown:not(.ant-dropdown-hidden)').getByText(choice, { exact: true }).click()
      })(),
    ])
    const path = join(folder, download.suggestedFilename())
    await download.saveAs(path)
    return path
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-costing-work-'))
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('every page with a cost says how it was found', async () => {
    expect(await text('cost-lead')).toMatch(TAGS)
    expect(await text('tile-cost')).toContain('自上而下')
    await picture(app.page, 'costing-tags-overview-zh-1366')
    await app.go('#/surplus')
    await by('page-surplus').waitFor()
    await eventually(() => text('cost-lead')).toMatch(TAGS)
    await app.go('#/cases')
    await by('page-cases').waitFor()
    await eventually(() => text('cost-lead')).toMatch(TAGS)
    const first = app.page.locator('[data-testid="grid-cases"] .ag-row[row-index="0"] [col-id="caseNo"]').first()
    await first.click()
    await by('case-view').waitFor()
    expect(await by('case-view').getByTestId('cost-tags').first().textContent()).toMatch(TAGS)
  })

  test('every figure of a case cost opens', async () => {
    await by('case-cost').waitFor()
    await opens('case-element', () => figure('case-cost-elements'))
    await opens('case-total', () => by('case-cost-elements').locator('tfoot button').click())
    await opens('case-part', () => figure('case-cost-parts', 2))
    await by('case-items').locator('summary').click()
    await opens('case-item', () => figure('case-items'))
    await app.page.keyboard.press('Escape')
  })

  test('unit, bed-day and item costs and unused capacity open', async () => {
    await app.go('#/costing?tab=units')
    await by('unit-costs').waitFor()
    await opens('unit', () => figure('unit-costs'))
    await opens('unused', () => figure('unused'))
    await by('bed-day-toggle').click()
    await opens('bed-day', () => figure('bed-day'))
    await by('item-costs').locator('.ag-row').first().waitFor()
    await opens('item', () => by('item-costs').locator('.ag-row .ag-cell[col-id="unitCost"]').first().click())
  })

  test('methods, their parts and why they differ open', async () => {
    await app.go('#/costing?tab=methods')
    await by('method-table').waitFor()
    await opens('method', () => figure('method-table', 1))
    await opens('method-reason', () => figure('method-reasons'))
    await opens('method-part', () => figure('method-parts'))
  })

  test('budgets, stages, fixed shares and day surgery open; the demonstration has day surgery', async () => {
    await app.go('#/costing?tab=levels')
    await by('level-table').waitFor()
    await opens('level', () => by('level-table').locator('tbody td .open-number.num').nth(1).click())
    await by('level-table').locator('.ant-table-row-expand-icon-collapsed').first().click()
    const stage = by('level-table').locator('tr', { hasText: '术后' }).first()
    await stage.waitFor()
    await opens('stage', () => stage.locator('.open-number.num').nth(2).click())
    await app.go('#/costing?tab=levels&view=behaviour')
    await by('behaviour-elements').waitFor()
    await opens('behaviour', () => figure('behaviour-elements', 1))
    await app.go('#/costing?tab=levels&view=day-surgery')
    await by('day-surgery-finding').waitFor()
    expect(await text('day-surgery-finding')).toMatch(/日间手术 [\d,]+ 例：按边际成本例均结余 .* 元，按全成本 .* 元/)
    await opens('day-surgery', () => figure('day-surgery', 5))
    await picture(app.page, 'costing-day-surgery-zh-1366')
  })

  test('the tables of a tab leave as a workbook and as a CSV, all reports as one workbook', async () => {
    await app.go('#/costing?tab=statement')
    await by('statement-verdict').waitFor()
    const csv = readFileSync(await saved('本页主表（CSV）'), 'utf8')
    expect(csv.startsWith('\ufeff')).toBe(true)
    const lines = csv.trim().split('\r\n')
    expect(lines[0]).toContain('成本方法'.slice(2))
    expect(lines.filter((line) => line.includes(',=,')).every((line) => line.endsWith(',0.00'))).toBe(true)
    const one = await readXlsx(readFileSync(await saved('本页报表（Excel）')))
    expect(one.sheets.map(({ name }) => name)).toEqual(['说明', '对账'])
    const all = await readXlsx(readFileSync(await saved('全部成本报表（Excel）')))
    expect(all.sheets.map(({ name }) => name)).toEqual([
      ...['说明', '成本构成', '分摊', '各成本中心分摊后的成本', '单位成本', '未利用产能', '项目成本'],
      ...['方法对比', '各成本池计入这些病例的金额', '为什么不同', '对账'],
    ])
    for (const { name, rows } of all.sheets) expect(rows.length, name).toBeGreaterThan(1)
    await app.go('#/costing?tab=run')
    await by('run-costing').waitFor()
  })

  test('a running costing is cancelled and leaves nothing', async () => {
    const before = await text('runs')
    const pressed = app.pressOnSight('[data-testid="costing-settings"] [data-testid="job-cancel"]')
    await by('run-costing').click()
    await pressed
    await eventually(() => by('costing-settings').getByTestId('job-progress').count()).toBe(0)
    expect(await by('costing-settings').getByTestId('problem').count()).toBe(0)
    expect(await text('runs')).toBe(before)
  })

  test('a trial is read by month and case, accepted, and taken back figure for figure', async () => {
    const cost = () => text('tile-cost')
    await app.go('#/overview')
    await by('tiles').waitFor()
    const before = await cost()
    await app.go('#/costing?tab=run')
    await by('run-costing').waitFor()
    await app.page.locator('.settings-sections .ant-collapse-header').nth(2).click()
    await by('pool-total-手术室').click()
    await app.page.locator('.ant-select-item-option', { hasText: '病例合计' }).last().click()
    await by('run-costing').click()
    await by('run-comparison-title').waitFor({ timeout: 120_000 })
    expect(await by('compared-months').locator('tbody tr').count()).toBe(0)
    await by('compared-months-more').click()
    expect(await by('compared-months').locator('tbody tr').count()).toBe(24)
    await by('compared-months').locator('tbody tr button').first().click()
    await eventually(() => text('compared-month')).toContain('2024-07')
    const rows = by('compared-costs').locator('.ag-row[row-index]')
    await rows.first().waitFor()
    const months = async () => [...new Set(await rows.locator('[col-id="period"]').allTextContents())]
    await eventually(months).toEqual(['2024-07'])
    await by('compared-way').getByText('成本下降').click()
    await eventually(() => text('compared-costs')).toMatch(/没有符合的病例|[\d,]+ 例，变化最大的在前/)
    await by('compared-way').getByText('成本上升').click()
    await rows.first().waitFor()
    const changes = await rows.locator('[col-id="change"]').allTextContents()
    const sizes = changes.map((change) => Number(change.replaceAll(',', '')))
    expect(sizes.every((size, index) => size > 0 && (index === 0 || size <= sizes[index - 1]!))).toBe(true)
    await by('run-comparison').scrollIntoViewIfNeeded()
    await picture(app.page, 'costing-compared-zh-1366')
    await app.page.locator('[data-testid^="accept-run-"]').first().click()
    await by('accept-costing-sentence').waitFor()
    await app.page.locator('#accept-costing').click()
    await eventually(() => text('runs')).toContain('已被替换')
    await app.go('#/overview')
    await by('tiles').waitFor()
    await eventually(cost).not.toBe(before)
    await app.go('#/data?tab=history')
    await app.page.locator('[data-testid^="undo-command-"]').first().click()
    await confirm()
    await eventually(() => text('history')).toContain('已撤销')
    await app.go('#/overview')
    await eventually(cost).toBe(before)
  })

  test('an activity sheet is read from a file, and a broken one says what is wrong', async () => {
    const sheet = JSON.parse(readFileSync(SHEET, 'utf8')) as Record<string, unknown>
    const own = join(folder, 'own.json')
    writeFileSync(own, JSON.stringify({ ...sheet, code: 'own-sheet', name: { zh: '本院阑尾', en: 'Our own' } }))
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, JSON.stringify({ ...sheet, lines: 'none' }))
    await app.go('#/costing?tab=sheets')
    await by('sheet-list').waitFor()
    await by('sheets').getByTestId('file-input').setInputFiles(broken)
    await by('sheets').getByTestId('problem').waitFor()
    expect(await by('sheets').getByTestId('problem').textContent()).toContain('lines')
    await by('sheets').getByTestId('file-input').setInputFiles(own)
    await eventually(() => text('sheet-editor')).toContain('本院阑尾')
    await eventually(() => text('sheet-total')).toMatch(/[\d,]+\.\d\d/)
    await by('save-sheet').click()
    await by('sheet-own-sheet').waitFor()
    expect(await text('sheet-list')).toContain('第 1 版')
    expect(app.complaints).toEqual([])
  })
})
