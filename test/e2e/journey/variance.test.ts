import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

/** `−1,234.50` as a number of hundredths; what stands for “missing” is NaN and fails any comparison. */
const cents = (text: string | null | undefined): number =>
  Math.round(Number((text ?? 'x').replaceAll(',', '').replace(/−/g, '-').replace(/^\+/, '')) * 100)
const total = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)

/** The page 差异分析 with the demonstration department; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the variance page', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const cell = (row: number, column: string) =>
    app.page.locator(`.ag-row[row-index="${row}"] [col-id="${column}"]`).first()
  const label = async (row: number) => (await cell(row, 'label').textContent()) ?? ''
  const size = (width: number, height: number) => app.page.setViewportSize({ width, height })
  const settled = () => app.page.waitForTimeout(400)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-variance-'))
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('leads with the change, on its basis, with its convention; the bridge has its table one key away', async () => {
    await by('nav-variance').click()
    await by('panel-waterfall').waitFor()
    await app.go('#/variance?from=2026-06&to=2026-06&unit=yuan')
    await eventually(() => text('headline')).toMatch(/^2026-06 比 2026-05：医保盈亏由 .*变动/)
    expect(await text('variance-convention')).toContain('量与结构按基期价格')
    await by('panel-waterfall').getByRole('heading').waitFor()
    expect(await by('panel-waterfall').getByRole('heading').textContent()).toContain('影响最大的是')
    await settled()
    await picture(app.page, 'variance-zh-1366')
    await by('panel-waterfall').focus()
    await app.page.keyboard.press('t')
    await by('waterfall-table').waitFor()
    const amounts = (await by('waterfall-table').locator('tbody td.num-cell').allTextContents()).map(cents)
    expect(total(amounts.slice(0, -1))).toBe(amounts.at(-1))
    await app.page.keyboard.press('t')
  })

  test('a group opens to resources, items and cases, each level summing to the row above', async () => {
    // Wide enough for every column to be drawn.
    await size(3200, 1000)
    await by('variance-chart-fold').click()
    await settled()
    await eventually(() => label(0)).toMatch(/^▸ /)
    const amounts = async (row: number) =>
      Promise.all(
        ['spent-efficiency', 'spent-price', 'spent-unit'].map(async (id) => {
          const shown = cell(row, id)
          return (await shown.count()) === 0 ? 0 : cents(await shown.textContent())
        }),
      )
    const group = await amounts(0)
    await cell(0, 'label').click()
    await eventually(() => label(1)).toMatch(/^\u2003▸ .*费/)
    const resources: number[][] = []
    for (let row = 1; (await label(row)).startsWith('\u2003'); row++) resources.push(await amounts(row))
    expect(resources.length).toBeGreaterThan(3)
    for (const [index, whole] of group.entries()) expect(total(resources.map((each) => each[index]!))).toBe(whole)
    await cell(1, 'label').click()
    await eventually(() => label(2)).toMatch(/^\u2003\u2003▸ /)
    await cell(2, 'label').click()
    await eventually(() => label(3)).toMatch(/^\u2003\u2003\u2003\S/)
    await size(1366, 768)
    await settled()
    await picture(app.page, 'variance-drill-zh-1366')
  })

  test('an effect opens to its formula with the numbers put in', async () => {
    await size(3200, 1000)
    await settled()
    await cell(0, 'spent-volume').click()
    await by('explain-result').waitFor()
    expect(await text('explain-substituted')).toMatch(/÷ .* = -?[\d.]+$/)
    await app.page.keyboard.press('Escape')
    await by('explain-result').waitFor({ state: 'hidden' })
  })

  test('a cause is assigned to a row and can be undone in the history', async () => {
    await cell(0, 'note').click()
    await by('note-drawer').waitFor()
    await by('note-cause').click()
    await app.page.locator('.ant-select-item-option', { hasText: '耗材选择' }).click()
    await by('note-text').fill('髋臼杯换了品牌')
    await size(1366, 768)
    await settled()
    await picture(app.page, 'variance-note-zh-1366')
    await by('note-save').click()
    await by('note-drawer').waitFor({ state: 'hidden' })
    await size(3200, 1000)
    await eventually(() => cell(0, 'note').textContent()).toBe('耗材选择：髋臼杯换了品牌')
    await size(1366, 768)
    await app.go('#/data?tab=history')
    await by('history').waitFor()
    await eventually(() => text('history')).toMatch(/病组 \S+ 的差异原因：耗材选择/)
  })

  test('the workbook carries formulas', async () => {
    await app.go('#/variance?from=2026-06&to=2026-06&unit=yuan')
    await by('export-csv').waitFor()
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-csv').click()])
    expect(download.suggestedFilename()).toMatch(/^差异分析_B1_.*\.xlsx$/)
    const path = join(folder, 'variance.xlsx')
    await download.saveAs(path)
    const { sheets } = await readXlsx(readFileSync(path))
    expect(sheets.map(({ name }) => name)).toEqual(['差异', '计算', '输入', '用量', '说明'])
    expect(
      [...(sheets[0]!.cells?.values() ?? [])].filter(({ formula }) => formula?.startsWith('SUM(')).length,
    ).toBeGreaterThan(100)
  })

  test('the other teams, a benchmark and the cost basis; both languages and both sizes', async () => {
    await app.go('#/variance?from=2026-06&to=2026-06&against=benchmark')
    await by('variance-against').waitFor()
    await by('variance-scope').click()
    await app.page.locator('.ant-select-item-option').first().click()
    await eventually(() => text('headline')).toContain('标杆：')
    await settled()
    await picture(app.page, 'variance-benchmark-zh-1366')
    await app.go('#/variance?from=2026-06&to=2026-06&basis=B3')
    await eventually(() => text('headline')).toContain('成本结余')
    await size(1920, 1080)
    await settled()
    await picture(app.page, 'variance-cost-zh-1920')
    await size(1366, 768)
    await by('toggle-language').click()
    await eventually(() => text('headline')).toContain('against')
    await settled()
    await picture(app.page, 'variance-cost-en-1366')
    const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    expect(app.complaints).toEqual([])
  })
})
