import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

/** 病种组合 with the demonstration department. */
describe.skipIf(BROWSER_PATH === null)('the portfolio page', () => {
  let app: OpenApp
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const numbers = (said: string) => [...said.matchAll(/\d+/g)].map(([digits]) => Number(digits))

  beforeAll(async () => {
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
  })

  test('leads with the classes, whose groups make up all; the picture has its table', async () => {
    await by('nav-portfolio').click()
    await by('panel-matrix').waitFor()
    const [groups = 0, ...classes] = numbers(await text('headline'))
    expect(classes.slice(0, 4).reduce((sum, count) => sum + count, 0)).toBe(groups)
    expect(await by('panel-matrix').locator('.bubble').count()).toBeGreaterThan(5)
    await picture(app.page, 'portfolio-zh-1366')
    await by('panel-matrix-toggle').click()
    expect(await by('panel-matrix-table').locator('tbody tr').count()).toBeGreaterThan(5)
    expect(await by('page-portfolio').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
    await by('panel-matrix-toggle').click()
    expect(await text('portfolio-notice')).toContain('收治、治疗与转诊只依据病情')
  })

  test('other limits place the groups anew, and the defaults come back', async () => {
    const before = await text('headline')
    await by('portfolio-limits').click()
    const high = by('limit-cmiHigh')
    await high.fill('0.9')
    await high.blur()
    await eventually(() => text('headline')).not.toBe(before)
    await by('limits-default').click()
    await eventually(() => text('headline')).toBe(before)
    await app.page.keyboard.press('Escape')
  })

  test('growth against surplus, and a bubble opens its cases', async () => {
    await by('portfolio-view').getByText('例数增长').click()
    await by('panel-growth').waitFor()
    expect(app.page.url()).toContain('view=growth')
    await picture(app.page, 'portfolio-growth-zh-1366')
    const bubble = by('panel-growth').locator('.bubble').last()
    const key = (await bubble.getAttribute('data-key')) ?? ''
    await bubble.focus()
    await app.page.keyboard.press('Enter')
    await by('grid-cases').waitFor()
    expect(app.page.url()).toContain(`drg=${key}`)
  })

  test('both sizes, English and dark hold together, and no page complained', async () => {
    await app.go('#/portfolio')
    await by('panel-matrix').waitFor()
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await by('toggle-language').click()
    await eventually(() => text('headline')).toMatch(/leading/)
    await picture(app.page, 'portfolio-en-1920')
    expect(await by('page-portfolio').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
    const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide).toBe(false)
    expect(app.complaints).toEqual([])
  })
})
