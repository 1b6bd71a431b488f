import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import { openDemo } from '../../support/demo-book.ts'
import { writeOfficialWorkbook } from '../../support/official-workbook.ts'

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
const number = (text: string | null | undefined): number => Number(text?.replaceAll(/[,+]/g, '').replace('−', '-'))

/** What a specialist does when the region changes its scheme; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the grouping page with the demonstration department', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const headline = async () => (await by('headline').first().textContent()) ?? ''
  const cell = (grid: string, row: number, column: string) =>
    app.page.locator(`[data-testid="${grid}"] .ag-row[row-index="${row}"] [col-id="${column}"]`).first()
  /** The figures every page shows: what a trial must leave as it is. */
  const payment = async () => {
    await app.go('#/overview')
    await by('tile-payment').waitFor()
    // What was read before stays on screen until the core has answered again.
    await app.page.waitForTimeout(800)
    return by('tile-payment').getByTestId('tile-value').textContent()
  }
  const confirm = () =>
    app.page
      .locator('.ant-modal-wrap:visible .ant-btn-primary, .ant-modal-wrap:visible .ant-btn-dangerous')
      .last()
      .click()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-grouping-'))
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('coverage leads to exactly the cases without a group, and disagreements to the case', async () => {
    await app.go('#/grouping')
    await by('tile-ungrouped').waitFor()
    const told = number(await by('tile-ungrouped').getByTestId('tile-value').textContent())
    await by('tile-ungrouped').click()
    await by('page-cases').waitFor()
    await eventually(async () => number(/^([\d,]+) 例/.exec(await headline())?.[1])).toBe(told)
    await app.go('#/grouping?tab=agreement')
    await eventually(headline).toMatch(/例有官方病组/)
    await app.openCase('grid-disagreements')
    await picture(app.page, 'grouping-disagreement-zh-1366')
  })

  test('the directory tried beside the figures is compared by team, and changes none of them', async () => {
    const before = await payment()
    await app.go('#/grouping?tab=versions')
    await eventually(headline).toMatch(/^两种付费方式：同样 [\d,]+ 例/)
    expect(await by('timetable').textContent()).toContain('全部月份')
    const n = number(await by('tile-compared').getByTestId('tile-value').textContent())
    await cell('grid-comparison-team', 0, 'n').waitFor()
    const counts = await app.page
      .locator('[data-testid="grid-comparison-team"] .ag-row:not([row-index^="b"]) [col-id="n"]')
      .allTextContents()
    expect(counts).toHaveLength(3)
    expect(counts.reduce((sum, text) => sum + number(text), 0)).toBe(n)
    await picture(app.page, 'grouping-comparison-zh-1366')
    expect(await payment()).toBe(before)
  })

  test('a pair of groups leads to as many cases as it says, and one opens in place', async () => {
    await app.go('#/grouping?tab=versions&rows=group')
    await by('grid-comparison-group').waitFor()
    const n = number(await cell('grid-comparison-group', 0, 'n').textContent())
    await cell('grid-comparison-group', 0, 'from').click()
    await app.page.keyboard.press('Enter')
    await by('chip-row').waitFor()
    await eventually(async () =>
      number(/([\d,]+) 例/.exec((await by('compared-cases').textContent()) ?? '')?.[1]),
    ).toBe(n)
    await app.openCase('grid-compared-cases')
    expect(app.page.url()).toContain('#/grouping')
    await app.page.keyboard.press('Escape')
    await by('case-view').waitFor({ state: 'hidden' })
    await by('comparison-find').fill('没有这样的病组')
    await eventually(() => by('comparison-count').textContent()).toMatch(/^0 行/)
  })

  test('accepting it takes the place of the figures without a recompute; a case shows its points; undo takes all back', async () => {
    const before = await payment()
    await app.go('#/grouping?tab=versions')
    await app.page.locator('[data-testid^="accept-trial-"]').first().click()
    await eventually(() => by('accept-sentence').textContent()).toMatch(/4,000 例（全部月份）的付费方式改为 DIP/)
    await picture(app.page, 'grouping-accept-zh-1366')
    await confirm()
    await eventually(() => by('trials').textContent()).toContain('启用前的结果')
    expect(await by('stale-badge').count()).toBe(0)
    expect(await payment()).not.toBe(before)
    await app.go('#/cases')
    await app.openCase()
    expect(await by('step-points').textContent()).toMatch(/ 分/)
    expect(await by('step-point-value').textContent()).toContain('元/分')
    expect(await by('case-trail').textContent()).toContain('操作类型')
    await picture(app.page, 'case-dip-zh-1366')
    await app.page.keyboard.press('Escape')
    await app.go('#/data?tab=history')
    await app.page.locator('[data-testid^="undo-command-"]').first().click()
    await confirm()
    await eventually(() => by('history').textContent()).toContain('已撤销')
    expect(await payment()).toBe(before)
  })

  test('the same record is tried under either scheme, and the evidence names its own levels', async () => {
    await app.go('#/grouping?tab=calculate')
    await by('calculate-sex').click()
    await app.page.keyboard.press('Enter')
    await app.page.getByTestId('calculate-age').fill('68')
    await by('calculate-dx').fill('M17.100 I10.x00')
    await by('calculate-proc').fill('81.5401')
    await by('calculate-run').click()
    await eventually(() => by('calculate-result').textContent()).toMatch(/已入组：IC2/)
    await app.go('#/grouping?tab=calculate&scheme=2')
    await eventually(() => by('calculate').textContent()).toContain('DIP 目录')
    await by('calculate-run').click()
    await eventually(() => by('calculate-result').textContent()).toMatch(/已入组：M17\.1:81\.54.*核心病种/)
    await picture(app.page, 'calculate-dip-zh-1366')
  })

  test('a directory is looked into from its types to its diseases, and a list of a rule opens to its codes', async () => {
    await app.go('#/grouping?tab=scheme&scheme=2')
    await by('node-core').locator('.open-number').click()
    await eventually(() => by('node-M17.1:81.54').textContent()).toContain('主要诊断 M17.1')
    await picture(app.page, 'browse-dip-zh-1366')
    await app.go('#/grouping?tab=scheme&at=mdc:MDCI')
    const list = by('list-MDCI.dx')
    const told = number(/ ([\d,]+) 个编码/.exec((await list.textContent()) ?? '')?.[1])
    await list.click()
    await eventually(async () => number(/^([\d,]+)/.exec((await by('list-count').textContent()) ?? '')?.[1])).toBe(told)
    await by('list-find').locator('input').fill('没有这个编码')
    await eventually(() => by('list-count').textContent()).toBe('0 个编码')
    await picture(app.page, 'browse-list-zh-1366')
    await app.page.keyboard.press('Escape')
  })

  test('a workbook of the insurer waits beside the scheme in force, says what loading did, and can be corrected', async () => {
    const before = await payment()
    const file = join(folder, '3.0.xlsx')
    await writeOfficialWorkbook(file)
    await app.go('#/data?tab=import')
    await by('file-input').first().setInputFiles(file)
    await eventually(() => by('rules-added').textContent()).toContain('放在现用方案旁边')
    await picture(app.page, 'scheme-added-zh-1366')
    await by('add-corrected').click()
    await eventually(() => by('load-report').textContent()).toContain('更正')
    await by('rules-added').locator('[data-testid^="try-scheme-"]').click()
    await by('try-dialog').waitFor()
    await picture(app.page, 'scheme-try-zh-1366')
    await confirm()
    // It has rules for heads only, and no policy: nothing is priced, and the page says what is missing.
    await by('comparison-unpriced').waitFor()
    await eventually(headline).toContain('没有一例两边都能结算')
    expect(await payment()).toBe(before)
  })

  test('a trial is thrown away after asking', async () => {
    await app.go('#/grouping?tab=versions')
    const trials = app.page.locator('[data-testid^="discard-trial-"]')
    await trials.first().waitFor()
    const n = await trials.count()
    await trials.first().click()
    await confirm()
    await eventually(() => trials.count()).toBe(n - 1)
  })

  test('its tabs in both languages, both themes and both sizes', async () => {
    for (const language of ['zh', 'en'] as const) {
      for (const size of SIZES) {
        await app.page.setViewportSize(size)
        for (const tab of ['versions', 'scheme', 'calculate']) {
          await app.go(`#/grouping?tab=${tab}`)
          await app.page.waitForTimeout(500)
          // A chart draws itself anew a moment after the window changed.
          await eventually(() =>
            app.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          ).toBeLessThanOrEqual(0)
          await picture(app.page, `grouping-${tab}-${language}-${size.width}`)
        }
      }
      await by('toggle-language').click()
    }
    await by('theme-menu').click()
    await app.page.getByText('深色', { exact: false }).last().click()
    await app.go('#/grouping?tab=versions')
    await app.page.waitForTimeout(500)
    await picture(app.page, 'grouping-versions-zh-1920-dark')
  })

  test('no page complained, and nothing left the machine', () => {
    expect(app.complaints).toEqual([])
  })
})
