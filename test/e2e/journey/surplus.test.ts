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

/** The page 病组盈亏 with the demonstration department; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the surplus page', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 20_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const cell = (row: number, column: string) =>
    app.page.locator(`.ag-row[row-index="${row}"] [col-id="${column}"]`).first()
  const label = async (row: number) => (await cell(row, 'label').textContent()) ?? ''
  /** A column from top to bottom, totals and pinned rows left out. */
  const column = (id: string) =>
    app.page.evaluate((name) => {
      const cells = [...document.querySelectorAll(`.ag-row [role="gridcell"][col-id="${name}"]`)].map((found) => ({
        row: Number(found.closest('.ag-row')?.getAttribute('row-index')),
        text: found.textContent ?? '',
      }))
      return cells
        .filter(({ row }) => Number.isInteger(row))
        .sort((a, b) => a.row - b.row)
        .map(({ text: shown }) => shown)
    }, id)
  const size = (width: number, height: number) => app.page.setViewportSize({ width, height })
  const settled = () => app.page.waitForTimeout(500)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-surplus-'))
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is a tree of MDC, ADRG and DRG whose levels sum to the totals, with the change beside it', async () => {
    await app.go('#/surplus?from=2026-04&to=2026-06&unit=yuan')
    await by('grid-surplus-group').waitFor()
    expect(await text('surplus-compared')).toContain('2026-01 至 2026-03')
    await eventually(() => label(0)).toMatch(/^▾ MDC/)
    await settled()
    await picture(app.page, 'surplus-tree-zh-1366')
    await size(3000, 3600)
    await by('surplus-open-all').click()
    await eventually(() => by('surplus-open-all').textContent()).toBe('全部收起')
    await settled()
    const names = await column('label')
    const surplus = (await column('surplus')).map(cents)
    const depths = names.map((name) => /^\u2003*/.exec(name)![0].length)
    // Groups at the bottom, and MDC at the top, both sum to what stands below the table.
    const leaves = surplus.filter((_, index) => (depths[index + 1] ?? 0) <= depths[index]!)
    const roots = surplus.filter((_, index) => depths[index] === 0)
    const whole = cents(await app.page.locator('.ag-row[row-index="b-0"] [col-id="surplus"]').textContent())
    expect(leaves.length).toBeGreaterThan(20)
    // Each row is rounded to the fen by itself.
    expect(Math.abs(total(leaves) - whole)).toBeLessThanOrEqual(leaves.length)
    expect(Math.abs(total(roots) - whole)).toBeLessThanOrEqual(roots.length)
    expect(await cell(0, 'surplus:change').textContent()).toMatch(/^[+−]?[\d,.]+$|^—$/)
    expect(await cell(0, 'trend').locator('svg').count()).toBe(1)
    expect(await cell(0, 'trend').textContent()).toMatch(/^\d+ 个月：由 .* 到 .*，最低 .*，最高 /)
  })

  test('opens and closes by the arrow keys, and Enter goes on to the cases', async () => {
    await by('surplus-open-all').click()
    await eventually(() => by('surplus-open-all').textContent()).toBe('全部展开')
    await cell(0, 'n').click()
    await by('explain-result').waitFor()
    await app.page.keyboard.press('Escape')
    await by('explain-result').waitFor({ state: 'hidden' })
    await app.page.keyboard.press('ArrowLeft')
    await app.page.keyboard.press('ArrowRight')
    await eventually(() => label(0)).toMatch(/^▾ /)
    await app.page.keyboard.press('ArrowLeft')
    await eventually(() => label(0)).toMatch(/^▸ /)
    await app.page.keyboard.press('Enter')
    await by('page-cases').waitFor()
    expect(await by('chip-mdc').count()).toBe(1)
  })

  test('finds, pins and sorts; a pinned group stays on top in any slice', async () => {
    await app.go('#/surplus?from=2026-04&to=2026-06&unit=yuan')
    await by('surplus-find').fill('IC25')
    await eventually(async () => (await label(2)).trim()).toMatch(/^IC25/)
    await cell(2, 'pin').click()
    const top = app.page.locator('.ag-row[row-index^="t-"] [col-id="label"]')
    await eventually(() => top.count()).toBe(1)
    expect(await top.textContent()).toContain('★ IC25')
    await by('surplus-find').fill('')
    await app.go('#/surplus?from=2026-01&to=2026-01&unit=yuan')
    await eventually(() => top.count()).toBe(1)
    await size(1366, 768)
    await settled()
    await picture(app.page, 'surplus-pinned-zh-1366')
  })

  test('the way from charges to surplus, of all cases and of the row the cursor is on, opens to its groups', async () => {
    await app.go('#/surplus?from=2026-04&to=2026-06&unit=yuan&picture=waterfall&basis=B3')
    await by('panel-surplus-waterfall').waitFor()
    await eventually(() => by('panel-surplus-waterfall').getByRole('heading').textContent()).toContain('全部病例')
    await settled()
    await picture(app.page, 'surplus-waterfall-zh-1366')
    await by('panel-surplus-waterfall-toggle').click()
    const table = by('surplus-waterfall-table')
    await table.waitFor()
    const names = await table.locator('tbody tr td:first-child').allTextContents()
    const amounts = (await table.locator('tbody tr td:last-child').allTextContents()).map(cents)
    const paid = names.indexOf('结算金额')
    expect(names[0]).toBe('医疗费用')
    expect(total(amounts.slice(0, paid))).toBe(amounts[paid])
    expect(total(amounts.slice(paid, -1))).toBe(amounts.at(-1))
    expect(names).toContain('人员经费')
    await table.locator('tbody tr').nth(names.indexOf('人员经费')).locator('td:last-child button').click()
    await by('step-rows').waitFor()
    const parts = (await by('step-rows').locator('tbody td:last-child').allTextContents()).map(cents)
    expect(total(parts)).toBe(amounts[names.indexOf('人员经费')])
    await picture(app.page, 'surplus-step-zh-1366')
    await app.page.keyboard.press('Escape')
    await by('panel-surplus-waterfall-toggle').click()
    await cell(1, 'n').click()
    await by('explain-result').waitFor()
    await app.page.keyboard.press('Escape')
    await eventually(() => by('panel-surplus-waterfall').getByRole('heading').textContent()).not.toContain('全部病例')
    await by('waterfall-whole').click()
    await eventually(() => by('panel-surplus-waterfall').getByRole('heading').textContent()).toContain('全部病例')
  })

  test('a team opens to its groups; the workbook has the tree with its months', async () => {
    await app.go('#/surplus?from=2026-04&to=2026-06&unit=yuan&by=team')
    await by('grid-surplus-team').waitFor()
    await eventually(() => label(0)).toMatch(/^▸ /)
    await cell(0, 'label').click()
    await eventually(() => label(1)).toMatch(/^\u2003[A-Z0-9]/)
    await app.go('#/surplus?from=2026-04&to=2026-06')
    await by('grid-surplus-group').waitFor()
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-csv').click()])
    expect(download.suggestedFilename()).toMatch(/^病组盈亏_分组树_B1_.*\.xlsx$/)
    const path = join(folder, 'surplus.xlsx')
    await download.saveAs(path)
    const { sheets } = await readXlsx(readFileSync(path))
    expect(sheets.map(({ name }) => name)).toEqual(['盈亏', '逐月', '说明'])
    expect(sheets[0]!.rows[0]).toContain('对比期 病例数')
  })

  test('months chosen to compare with hold on every page; English and a wide screen', async () => {
    await by('filter-compare').click()
    await app.page.locator('.ant-select-item-option', { hasText: '指定期间' }).click()
    await by('filter-compareFrom').waitFor()
    await app.go('#/surplus?from=2026-04&to=2026-06&compare=months&compareFrom=2025-04&compareTo=2025-06')
    await eventually(() => text('surplus-compared')).toContain('2025-04 至 2025-06')
    await by('nav-variance').click()
    await eventually(() => text('headline')).toMatch(/^2026-04 — 2026-06 比 2025-04 — 2025-06/)
    await by('nav-overview').click()
    await by('tiles').waitFor()
    await by('nav-surplus').click()
    await by('toggle-language').click()
    await size(1920, 1080)
    await eventually(() => text('surplus-compared')).toContain('compared with 2025-04 to 2025-06')
    await settled()
    await picture(app.page, 'surplus-tree-en-1920')
    const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    expect(app.complaints).toEqual([])
  })
})
