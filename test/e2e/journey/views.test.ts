import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

/** Saved views, printing, and the table beside every chart, with the demonstration department. */
describe.skipIf(BROWSER_PATH === null)('views, paper and tables', () => {
  let app: OpenApp
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 20_000, interval: 200 })
  const address = () => app.page.evaluate(() => location.hash)
  const names = () => by('view-go').allTextContents()

  beforeAll(async () => {
    app = await openDemo()
  })
  afterAll(() => app.close())

  test('a page is kept under a name with all that is in its address', async () => {
    await app.go('#/surplus?from=2026-04&to=2026-06&basis=B3&unit=yuan')
    await by('page-surplus').waitFor()
    await by('views-menu').click()
    await by('view-name').fill('科务会：成本结余')
    await by('view-save').click()
    await eventually(names).toEqual(['科务会：成本结余'])
    await app.page.keyboard.press('Escape')
    await app.go('#/structure?from=2026-05&to=2026-06')
    await by('page-structure').waitFor()
    if (!(await by('views').isVisible())) await by('views-menu').click()
    await by('view-name').fill('成本结构')
    await by('view-name').press('Enter')
    await eventually(names).toEqual(['科务会：成本结余', '成本结构'])
    await picture(app.page, 'views-menu-zh-1366')
    await by('view-go').first().click()
    await eventually(address).toBe('#/surplus?from=2026-04&to=2026-06&basis=B3&unit=yuan')
    await by('page-surplus').waitFor()
  })

  test('views are renamed, ordered, found in the palette and removed', async () => {
    await by('views-menu').click()
    await by('view-down').first().click()
    await eventually(names).toEqual(['成本结构', '科务会：成本结余'])
    await by('view-rename').first().click()
    await by('view-rename-field').fill('结构')
    await by('view-rename-field').press('Enter')
    await eventually(names).toEqual(['结构', '科务会：成本结余'])
    await app.page.keyboard.press('Escape')
    await app.page.keyboard.press('Control+k')
    await by('palette-input').fill('结构')
    await eventually(() => by('palette').getByRole('option').first().textContent()).toBe('视图结构')
    await by('palette-input').press('Enter')
    await eventually(address).toContain('#/structure?from=2026-05&to=2026-06')
    await by('views-menu').click()
    await by('view-remove').first().click()
    await app.page.locator('.ant-popconfirm .ant-btn-primary').click()
    await eventually(names).toEqual(['科务会：成本结余'])
    await app.page.keyboard.press('Escape')
  })

  test('a page is printed with its whole table, light, under a heading that says what it is', async () => {
    await app.go('#/cases?from=2026-04&to=2026-06')
    await by('grid-cases').waitFor()
    await app.page.evaluate(() => {
      window.print = () => {
        const [rows, head] = ['[data-testid="print-table"] tbody tr', '[data-testid="print-header"]'].map((query) => [
          ...document.querySelectorAll(query),
        ])
        Object.assign(window, {
          printed: {
            rows: rows?.length,
            head: head?.[0]?.textContent,
            theme: document.documentElement.dataset.theme,
          },
        })
      }
    })
    const printed = () =>
      app.page.evaluate(
        () => (window as unknown as { printed?: { rows: number; head: string; theme: string } }).printed,
      )
    await by('theme-menu').click()
    await app.page.getByRole('menuitem', { name: '深色' }).click()
    await app.page.keyboard.press('Control+p')
    // 514 cases and their totals, though the screen has two hundred.
    await eventually(async () => (await printed())?.rows).toBe(515)
    expect(await printed()).toMatchObject({ theme: 'light', head: expect.stringContaining('期间：2026-04 至 2026-06') })
    expect(await app.page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    await app.go('#/surplus?from=2026-04&to=2026-06&by=drg')
    await by('grid-surplus-drg').waitFor()
    await by('print').click()
    await eventually(async () => (await printed())?.rows).toBe(41)
    expect((await printed())?.head).toContain('口径：医保盈亏')
    // As the browser's own menu does it, to a file of whole sheets.
    const sheets = await app.page.pdf({ preferCSSPageSize: true })
    expect(sheets.subarray(0, 5).toString()).toBe('%PDF-')
    expect(app.complaints).toEqual([])
  })
})
