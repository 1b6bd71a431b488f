import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'

const STRAY = /\{\w+\}|undefined|NaN/

/** 指标 and 医疗组/医师 with the demonstration department: from a figure to its definition, its months and its cases. */
describe.skipIf(BROWSER_PATH === null)('the pages of indicators and teams', () => {
  let app: OpenApp
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const settled = () => app.page.waitForTimeout(600)
  const fits = async (name: string) => {
    const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
    expect(wide, `${name} is wider than the window`).toBe(false)
  }

  beforeAll(async () => {
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
  })

  test('the whole list stands there with a sentence; only what the book lacks is a dash', async () => {
    await by('nav-indicators').click()
    await by('indicator-table').waitFor()
    const ids = await by('indicator-table').locator('tr[data-testid^="indicator-"]').count()
    expect(ids).toBe(37)
    expect(await text('headline')).toMatch(/36\/37 项指标可计算/)
    const value = (id: string) => by(`indicator-${id}`).locator('td:nth-child(2)').textContent()
    expect(await value('bed-use')).toMatch(/^\d+\.\d%$/)
    expect(await value('preoperative-stay')).toMatch(/ 天$/)
    expect(await value('low-risk-mortality')).toBe('—')
    expect(await by('page-indicators').textContent()).not.toMatch(STRAY)
    await settled()
    await fits('indicators')
    await picture(app.page, 'indicators-zh-1366')
  })

  test('a kind, an order and a word narrow the list, and stay in the address', async () => {
    await by('indicator-kind').getByText('质量安全').click()
    await eventually(() => by('indicator-table').locator('tr[data-testid^="indicator-"]').count()).toBe(4)
    expect(app.page.url()).toContain('kind=quality')
    await by('indicator-kind').getByText('全部').click()
    await app.go('#/indicators?find=CMI')
    await eventually(() => by('indicator-cmi').count()).toBe(1)
    await eventually(() => by('indicator-mortality').count()).toBe(0)
  })

  test('an indicator opens to its definition and control chart, a month of it to the cases of the month', async () => {
    await app.go('#/indicators')
    await by('indicator-complication-rate').locator('td:first-child button').click()
    await by('panel-control').locator('canvas').waitFor()
    expect(await text('indicator-about')).toContain('T80–T88')
    expect(app.page.url()).toContain('indicator=complication-rate')
    await settled()
    await picture(app.page, 'indicators-drawer-zh-1366')
    await by('panel-control-toggle').click()
    await eventually(() => by('control-table').locator('tbody tr').count()).toBe(24)
    const month = by('control-table').locator('tbody tr:last-child td:first-child button')
    const name = (await month.textContent()) ?? ''
    await month.click()
    await by('page-cases').waitFor()
    expect(app.page.url()).toContain(`from=${name}`)
    expect(app.page.url()).toContain(`to=${name}`)
  })

  test('a value opens to how it came about, with its numbers', async () => {
    await app.go('#/indicators')
    await by('indicator-bed-turnover').locator('td:nth-child(2) button').click()
    await by('explain-substituted').waitFor()
    expect(await text('explain-substituted')).toMatch(/^[\d,]+ ÷ [\d,.]+ = [\d.]+$/)
    await app.page.keyboard.press('Escape')
  })

  test('teams are compared within the same groups, with intervals, quality and a word on what it is not', async () => {
    await by('nav-teams').click()
    await by('team-table').waitFor()
    expect(await text('team-notice')).toContain('不是对个人的评判')
    expect(await by('panel-teams').locator('.interval-row').count()).toBe(3)
    expect(await by('team-table').locator('tbody tr').count()).toBe(3)
    expect(await text('headline')).toMatch(/同病组相比/)
    await settled()
    await fits('teams')
    await picture(app.page, 'teams-zh-1366')
    await by('panel-teams-toggle').click()
    await eventually(() => by('team-measure-table').locator('tbody tr').count()).toBe(3)
    await by('panel-teams-toggle').click()
  })

  test('a team opens to its groups, a group to its cases', async () => {
    await by('team-table').locator('tbody tr:first-child td:first-child button').click()
    await by('team-group-table').waitFor()
    const first = by('team-group-table').locator('tbody tr:first-child')
    const drg = ((await first.locator('td:first-child').textContent()) ?? '').split(' ')[0]!
    await picture(app.page, 'teams-groups-zh-1366')
    await first.locator('td:first-child button').click()
    await by('page-cases').waitFor()
    expect(app.page.url()).toContain(`drg=${drg}`)
  })

  test('masked, no name is left on the page and no case opens from it', async () => {
    await app.go('#/teams?by=physician')
    await by('team-table').waitFor()
    const names = await by('team-table').locator('tbody td:first-child').allTextContents()
    await by('team-masked').click()
    await eventually(() => by('team-table').locator('tbody tr:first-child td:first-child').textContent()).toBe('医师 1')
    expect(app.page.url()).toContain('masked=1')
    const page = (await by('page-teams').textContent()) ?? ''
    for (const name of names) expect(page).not.toContain(name)
    await by('team-table').locator('tbody tr:first-child td:first-child button').click()
    await by('team-group-table').waitFor()
    expect(await by('team-group-table').locator('button.open-number').count()).toBe(0)
    expect(await by('page-teams').textContent()).not.toMatch(STRAY)
    await settled()
    await picture(app.page, 'teams-masked-zh-1366')
  })

  test('both languages, both sizes, light and dark hold together, and no page complained', async () => {
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await by('toggle-language').click()
    await app.go('#/teams?by=physician&measure=surplus')
    await eventually(() => text('headline')).toContain('within the same groups')
    expect(await by('page-teams').textContent()).not.toMatch(STRAY)
    await settled()
    await picture(app.page, 'teams-en-1920')
    await by('theme-menu').click()
    await app.page.getByText('Dark', { exact: true }).click()
    await app.page.setViewportSize({ width: 1366, height: 768 })
    await app.go('#/indicators?order=worse')
    await eventually(() => text('headline')).toContain('indicators formed')
    expect(await by('page-indicators').textContent()).not.toMatch(STRAY)
    await settled()
    await fits('en dark 1366')
    await picture(app.page, 'indicators-en-dark-1366')
    await app.go('#/indicators?from=2019-01&to=2019-02')
    await by('empty-state').waitFor()
    await app.go('#/teams?from=2019-01&to=2019-02')
    await by('page-teams').getByTestId('empty-state').waitFor()
    expect(app.complaints).toEqual([])
  })
})
