import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

const VIEWS = ['spokes', 'categories', 'elements', 'stages'] as const
const MINUS = /−/g

/** `1,234.50` as a number of hundredths; what stands for “missing” is NaN and fails any comparison. */
const cents = (text: string | null | undefined): number =>
  Math.round(Number((text ?? 'x').replaceAll(',', '').replace(MINUS, '-')) * 100)

/** The 成本结构 page with the demonstration department: from the radar down to one case. */
describe.skipIf(BROWSER_PATH === null)('the structure page', () => {
  let app: OpenApp
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const settled = () => app.page.waitForTimeout(700)
  const fits = async (name: string) => {
    const wide = await app.page.evaluate(() => {
      const main = document.getElementById('main')
      return (
        document.documentElement.scrollWidth > window.innerWidth || (main?.scrollWidth ?? 0) > (main?.clientWidth ?? 0)
      )
    })
    expect(wide, `${name} is wider than the window`).toBe(false)
  }
  /** The cells of a column of the table beside the radar, without its total. */
  const column = async (index: number) => by('part-table').locator(`tbody tr td:nth-child(${index})`).allTextContents()
  const total = async (index: number) => by('part-table').locator(`tfoot td:nth-child(${index})`).textContent()

  beforeAll(async () => {
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
  })

  test('ten spokes, with benchmark, budget, last period and the best team over them, and a sentence about it', async () => {
    await by('nav-structure').click()
    await by('part-table').waitFor()
    expect(await column(1)).toEqual([
      ...['药品', '耗材', '检查', '化验', '治疗', '手术', '护理', '床位与诊察', '其他', '未分类'],
    ])
    expect(await text('headline')).toMatch(/[\d,]+ 例，例均收费 [\d,.]+ 元/)
    expect(await by('panel-radar').locator('h2').textContent()).toMatch(/^与标杆相比，.*每例[多少] [\d,.]+ 元/)
    for (const id of ['benchmark', 'budget', 'previous', 'best-team'])
      expect(await by(`overlay-${id}`).locator('input').isChecked(), id).toBe(true)
    await settled()
    await fits('structure')
    await picture(app.page, 'structure-zh-1366')
  })

  test('the table’s parts sum to its total, and a line that is taken away leaves both', async () => {
    const amounts = await column(2)
    const sum = amounts.reduce((all, amount) => all + cents(amount), 0)
    // Each is rounded to 0.01 万元 on its own.
    expect(Math.abs(sum - cents(await total(2)))).toBeLessThanOrEqual(5)
    const heads = () => by('part-table').locator('th').allTextContents()
    expect(await heads()).toContain('与最佳医疗组差')
    await by('overlay-best-team').locator('input').click()
    await eventually(heads).not.toContain('与最佳医疗组差')
    expect(app.page.url()).toContain('beside=benchmark%2Cbudget%2Cprevious')
  })

  test('a group’s radar is one click away, and its share sums to one', async () => {
    const first = by('panel-small').locator('.small-radar').first()
    const name = (await first.locator('.small-radar-name').textContent()) ?? ''
    await first.click()
    await eventually(() => text('headline')).toContain(name)
    await by('chip-drg').waitFor()
    await by('structure-measure').getByText('占比').click()
    await eventually(() => total(3)).toBe('100.0%')
    const shares = (await column(3)).map((share) => Number(share.replace('%', '').replace(MINUS, '-')))
    expect(Math.abs(shares.reduce((all, share) => all + share, 0) - 100)).toBeLessThan(0.6)
    await settled()
    await picture(app.page, 'structure-group-zh-1366')
    await by('structure-measure').getByText('元/例').click()
  })

  test('a spoke opens to its items, an item to its cases, a case to itself; every level sums to the one above', async () => {
    await by('part-table').locator('tbody tr:nth-child(2) td:first-child button').click()
    await by('part-items').waitFor()
    const whole = /^([\d,.]+) ÷/.exec(await text('cost-substituted'))?.[1]
    const items = await by('part-items').locator('tbody tr td:nth-child(4)').allTextContents()
    expect(items.length).toBeGreaterThan(1)
    expect(items.reduce((all, amount) => all + cents(amount), 0)).toBe(cents(whole))
    await picture(app.page, 'structure-items-zh-1366')
    await by('part-items').locator('tbody tr:last-child td:first-child button').click()
    await by('part-cases').waitFor()
    const cases = await by('part-cases').locator('tbody tr td:nth-child(5)').allTextContents()
    expect(cases.reduce((all, amount) => all + cents(amount), 0)).toBe(cents(items.at(-1)))
    const link = by('part-cases').locator('tbody tr:first-child td:first-child button')
    const caseNo = (await link.textContent()) ?? ''
    await link.click()
    await by('case-view').waitFor()
    expect(new URLSearchParams(app.page.url().split('?').at(-1)).get('case')).toBe(caseNo)
  })

  test('the radar itself opens: a click on a spoke’s name', async () => {
    await app.go('#/structure')
    await by('part-table').waitFor()
    await settled()
    const box = (await by('panel-radar').locator('canvas').boundingBox())!
    // The first spoke points up, its name above it.
    await app.page.mouse.click(box.x + box.width / 2, box.y + 12)
    await by('part-items').waitFor()
    expect(app.page.url()).toContain('part=drugs')
    await by('cost-drawer').locator('.ant-drawer-close').first().click()
    await eventually(() => app.page.url()).not.toContain('part=')
  })

  test.each(VIEWS)('the view %s has its parts, its months and its tables', async (view) => {
    await app.go(`#/structure?view=${view}`)
    await eventually(async () => (await column(1)).length).toBe(
      { spokes: 10, categories: 15, elements: 8, stages: 5 }[view],
    )
    await by('panel-history').locator('canvas').waitFor()
    await by('panel-history-toggle').click()
    await eventually(() => by('panel-history').locator('tbody tr').count()).toBe(12)
    expect(await by('page-structure').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
    if (view === 'elements') expect(await by('page-structure').getByTestId('cost-tags').count()).toBeGreaterThan(0)
    await by('panel-history-toggle').click()
    await settled()
    await fits(view)
    await picture(app.page, `structure-${view}-zh-1366`)
  })

  test('both languages, both sizes, light and dark hold together, and no page complained', async () => {
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await by('toggle-language').click()
    await app.go('#/structure')
    await eventually(() => text('headline')).toContain('yuan charged per case')
    await settled()
    expect(await by('page-structure').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
    await fits('en 1920')
    await picture(app.page, 'structure-en-1920')
    await by('theme-menu').click()
    await app.page.getByText('Dark', { exact: true }).click()
    await app.page.setViewportSize({ width: 1366, height: 768 })
    await settled()
    await fits('en dark 1366')
    await picture(app.page, 'structure-en-dark-1366')
    await app.go('#/structure?from=2019-01&to=2019-02')
    await by('empty-state').waitFor()
    expect(app.complaints).toEqual([])
  })
})
