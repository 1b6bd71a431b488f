import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

const TABS = ['ledger', 'allocation', 'units', 'methods', 'sheets', 'levels', 'statement', 'run'] as const
const MINUS = /−/g

/** `1,234.50` as a number of hundredths; what stands for “missing” is NaN and fails any comparison. */
const cents = (text: string | null | undefined): number =>
  Math.round(Number((text ?? 'x').replaceAll(',', '').replace(MINUS, '-')) * 100)

/** The 成本 page with the demonstration department, from nothing costed to costs in force; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the cost page', () => {
  let app: OpenApp
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const settled = () => app.page.waitForTimeout(500)
  const fits = async (name: string) => {
    const wide = await app.page.evaluate(() => {
      const main = document.getElementById('main')
      return (
        document.documentElement.scrollWidth > window.innerWidth || (main?.scrollWidth ?? 0) > (main?.clientWidth ?? 0)
      )
    })
    expect(wide, `${name} is wider than the window`).toBe(false)
  }

  beforeAll(async () => {
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
  })

  test('the demonstration department is costed: the page leads with where its ledger went', async () => {
    await by('nav-costing').click()
    await by('ledger-table').waitFor()
    await eventually(() => text('headline')).toMatch(/成本台账 [\d,.]+ 万元.*逐分对平/)
    expect(await text('costing-run')).toContain('已启用')
    await settled()
    await picture(app.page, 'costing-ledger-zh-1366')
  })

  test('an amount of the ledger opens to its months, which add up to it', async () => {
    await by('tab-ledger').click()
    await by('element-staff').click()
    await by('cost-drawer').waitFor()
    await eventually(async () => (await by('ledger-months').locator('li').allTextContents()).length).toBe(12)
    await eventually(() => by('ledger-months').locator('.missing').count()).toBe(0)
    const months = await by('ledger-months').locator('.num').allTextContents()
    const sum = months.reduce((total, month) => total + cents(month), 0)
    const told = /= ([\d,.]+) 元/.exec(await text('cost-substituted'))?.[1]
    expect(sum).toBe(cents(told))
    await picture(app.page, 'costing-ledger-drawer-zh-1366')
    await app.page.keyboard.press('Escape')
  })

  test('a trial with another setting stands beside the figures, old and new, until it is accepted', async () => {
    await app.go('#/costing?tab=run')
    await by('run-costing').waitFor()
    await app.page.locator('.settings-sections .ant-collapse-header').nth(2).click()
    await by('pool-total-手术室').waitFor()
    await settled()
    await picture(app.page, 'costing-settings-zh-1366')
    await by('pool-total-手术室').click()
    await app.page.locator('.ant-select-item-option', { hasText: '病例合计' }).last().click()
    await eventually(() => text('settings-state')).toContain('还没有保存')
    await by('run-costing').click()
    await by('run-comparison-title').waitFor({ timeout: 120_000 })
    await settled()
    expect(await text('runs')).toContain('试算，未启用')
    // Without a capacity nothing of the theatre is left unused: the cases carry more.
    expect(await text('run-comparison-title')).toMatch(/核算 2 号与现用成本：.*（\+[\d,.]+）/)
    await by('changed-inputs').waitFor()
    await by('run-comparison').scrollIntoViewIfNeeded()
    await picture(app.page, 'costing-compare-zh-1366')
    await by('accept-run-2').click()
    await eventually(() => text('accept-costing-sentence')).toMatch(/24 个月 [\d,]+ 例的成本改变/)
    await picture(app.page, 'costing-accept-zh-1366')
    await app.page.locator('#accept-costing').click()
    await eventually(() => by('accept-run-2').count()).toBe(0)
    await eventually(() => text('runs')).toContain('已被替换')
    await settled()
    await picture(app.page, 'costing-runs-zh-1366')
  })

  test('the statement closes to the fen and its lines add up', async () => {
    await app.go('#/costing?tab=statement&unit=yuan')
    await by('statement-verdict').waitFor()
    expect(await text('statement-verdict')).toContain('对平')
    await eventually(() => text('headline')).toContain('逐分对平')
    for (const part of ['statement-ledger', 'statement-department']) {
      const amounts = (await by(part).locator('tbody tr td:last-child').allTextContents()).map(cents)
      const [whole = Number.NaN, ...rest] = amounts
      const difference = rest.pop()
      expect(whole, part).toBeGreaterThan(0)
      expect(whole - rest.reduce((sum, amount) => sum + amount, 0), part).toBe(difference)
      expect(difference, part).toBe(0)
    }
    await picture(app.page, 'costing-statement-zh-1366')
  })

  test('the flow picture and its table lead to the step, whose receivers sum to its pool', async () => {
    await app.go('#/costing?tab=allocation&unit=yuan')
    await by('flow-chart').waitFor()
    await settled()
    await picture(app.page, 'costing-allocation-zh-1366')
    await by('allocation-flow-toggle').click()
    await by('allocation-links').waitFor()
    await by('allocation-links').locator('tbody tr').first().locator('button').first().click()
    await by('step-drawer').waitFor()
    expect(app.page.url()).toContain('step=0')
    const parts = await by('step-parts').locator('tbody tr td:last-child').allTextContents()
    const total = await by('step-parts').locator('tfoot td').last().textContent()
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.reduce((sum, part) => sum + cents(part), 0)).toBe(cents(total))
    await picture(app.page, 'costing-step-zh-1366')
    await app.page.keyboard.press('Escape')
    await by('allocation-flow-toggle').click()
    // Bands answer where they are drawn: somewhere along the middle of the picture there is one.
    const box = (await by('flow-chart').boundingBox())!
    await eventually(async () => {
      for (let y = 0.1; y < 1; y += 0.1) {
        await app.page.mouse.click(box.x + box.width * 0.85, box.y + box.height * y)
        if (!app.page.url().includes('tab=allocation')) return true
      }
      return false
    }).toBe(true)
  })

  test('unit costs open to their formula; items are listed', async () => {
    await app.go('#/costing?tab=units')
    await by('unit-costs').waitFor()
    await by('unit-costs')
      .getByRole('button', { name: /单位成本（元）/ })
      .first()
      .click()
    await by('cost-drawer').waitFor()
    expect(await text('cost-substituted')).toMatch(/÷/)
    await picture(app.page, 'costing-unit-drawer-zh-1366')
    await app.page.keyboard.press('Escape')
    await by('item-costs').locator('.ag-row').first().waitFor()
    await picture(app.page, 'costing-units-zh-1366')
  })

  test('a group by three methods, each with its method and certainty, and why they differ', async () => {
    await app.go('#/costing?tab=methods')
    await by('methods-group').click()
    await app.page.locator('.ant-select-item-option').nth(1).click()
    await by('method-table').waitFor()
    for (const method of ['top-down', 'bottom-up', 'cost-to-charge'])
      expect(await text(`side-${method}`), method).toMatch(/核算|估算/)
    expect(await text('side-given')).toBe('随文件给出')
    await eventually(() => by('method-reasons').locator('tbody tr').count()).toBeGreaterThan(0)
    await settled()
    await picture(app.page, 'costing-methods-zh-1366')
  })

  test('a sheet tells its unit cost while it is edited, and is kept as a version', async () => {
    await app.go('#/costing?tab=sheets&sheet=appendectomy')
    await by('sheet-total').waitFor()
    await eventually(() => text('sheet-total')).toMatch(/[\d,]+\.\d\d/)
    const before = cents(await text('sheet-total'))
    await picture(app.page, 'costing-sheets-zh-1366')
    await by('sheet-lines').locator('tbody tr button').first().click()
    await by('line-drawer').waitFor()
    const base = by('equation-base')
    const value = Number(await base.inputValue())
    await base.fill(String(value + 10))
    await eventually(async () => cents(await text('sheet-total'))).toBeGreaterThan(before)
    await picture(app.page, 'costing-line-zh-1366')
    await base.fill('十')
    await app.page.locator('[data-testid="sheet-editor"] [data-testid="problem"]').waitFor()
    await base.fill(String(value + 10))
    await eventually(() => app.page.locator('[data-testid="sheet-editor"] [data-testid="problem"]').count()).toBe(0)
    await app.page.keyboard.press('Escape')
    await by('save-sheet').click()
    await eventually(() => text('sheet-list')).toContain('第 1 版')
  })

  test('budgets on three levels, fixed and variable cost, day surgery', async () => {
    await app.go('#/costing?tab=levels')
    await by('level-table').waitFor()
    await by('level-table').locator('.ant-table-row-expand-icon-collapsed').first().click()
    await by('level-table').getByText('术后').first().waitFor()
    await settled()
    await picture(app.page, 'costing-levels-zh-1366')
    await app.go('#/costing?tab=levels&view=behaviour')
    await by('behaviour-finding').waitFor()
    expect(await text('behaviour-finding')).toMatch(/固定成本占 [\d.]+%/)
    await settled()
    await picture(app.page, 'costing-behaviour-zh-1366')
    await app.go('#/costing?tab=levels&view=day-surgery')
    await by('day-surgery').waitFor()
    await picture(app.page, 'costing-day-surgery-zh-1366')
  })

  test('a case shows its cost by element and pool', async () => {
    await app.go('#/cases')
    await app.openCase()
    await by('case-cost').waitFor()
    await by('case-cost').scrollIntoViewIfNeeded()
    const title = /[\d,]+\.\d\d/.exec(await text('case-cost'))?.[0]
    const elements = await by('case-cost-elements').locator('tbody tr td:last-child').allTextContents()
    expect(elements.reduce((sum, amount) => sum + cents(amount), 0)).toBe(cents(title))
    await settled()
    await picture(app.page, 'costing-case-zh-1366')
    await app.page.keyboard.press('Escape')
  })

  test('a case of a group with an activity sheet shows its activities, which sum to their cost', async () => {
    await app.go('#/cases?adrg=IC2')
    await eventually(() => text('slice-chips')).toContain('IC2')
    await settled()
    await app.openCase()
    await by('case-activities').waitFor()
    const lines = await by('case-activities').locator('tbody tr td:last-child').allTextContents()
    const total = await by('case-activities').locator('tfoot td').last().textContent()
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.reduce((sum, amount) => sum + cents(amount), 0)).toBe(cents(total))
    expect(await text('case-activities')).toContain('示范金额')
    await by('case-activities').scrollIntoViewIfNeeded()
    await picture(app.page, 'costing-activities-zh-1366')
    await app.page.keyboard.press('Escape')
  })

  test('both languages, both sizes, light and dark hold together, and no page complained', async () => {
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await by('toggle-language').click()
    for (const tab of TABS) {
      await app.go(`#/costing?tab=${tab}`)
      await settled()
      expect(await by('page-costing').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
      await fits(`${tab} en 1920`)
      await picture(app.page, `costing-${tab}-en-1920`)
    }
    await by('theme-menu').click()
    await app.page.getByText('Dark', { exact: true }).click()
    await app.page.setViewportSize({ width: 1366, height: 768 })
    for (const tab of TABS) {
      await app.go(`#/costing?tab=${tab}`)
      await settled()
      await fits(`${tab} en 1366`)
      await picture(app.page, `costing-${tab}-en-dark-1366`)
    }
    expect(app.complaints).toEqual([])
  })
})

describe.skipIf(BROWSER_PATH === null)('the cost page of an empty book', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-costing-'))
    app = await openApp(null)
    await app.page.getByRole('button', { name: '新建数据库' }).first().click()
    await by('book-form').getByRole('textbox').first().fill('骨科')
    await by('book-form').getByRole('textbox').nth(1).fill(join(folder, 'book.keheng'))
    await app.page.locator('.ant-modal .ant-btn-primary').click()
    await by('shell').waitFor()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('every tab says what to bring or to do first, and none breaks', async () => {
    for (const tab of ['ledger', 'allocation', 'units', 'methods', 'levels', 'statement']) {
      await app.go(`#/costing?tab=${tab}`)
      await by('ledger-empty').waitFor()
    }
    expect(await by('page-costing').locator('h1').textContent()).toContain('先导入病例和成本台账')
    await picture(app.page, 'costing-empty-zh-1366')
    await app.go('#/costing?tab=run')
    await by('costing-no-data').waitFor()
    await picture(app.page, 'costing-run-empty-zh-1366')
    await app.go('#/costing?tab=sheets')
    await by('sheet-appendectomy').waitFor()
    await by('tab-ledger').click()
    await by('ledger-empty').getByRole('button').click()
    await by('page-data').waitFor()
    expect(app.complaints).toEqual([])
  })
})
