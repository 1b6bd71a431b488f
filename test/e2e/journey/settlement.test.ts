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

/** The page 对账清算 with the demonstration department; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the settlement page', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const cell = (grid: string, row: number, column: string) =>
    app.page.locator(`[data-testid="grid-${grid}"] .ag-row[row-index="${row}"] [col-id="${column}"]`).first()
  const size = (width: number, height: number) => app.page.setViewportSize({ width, height })
  const settled = () => app.page.waitForTimeout(400)
  /** A grid draws its rows again when more is known: a click that is lost is made again until it shows. */
  const clickUntil = async (click: () => Promise<void>, shown: string) => {
    for (let tries = 1; ; tries++) {
      await click()
      try {
        await by(shown).waitFor({ timeout: 3_000 })
        return
      } catch (error) {
        if (tries === 10) throw error
      }
    }
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-settlement-'))
    app = await openDemo()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('leads with how far official and local are apart; the causes sum to it, to the fen', async () => {
    await by('nav-settlement').click()
    await by('panel-causes').waitFor()
    await app.go('#/settlement?unit=yuan&from=2024-07&to=2026-06')
    await eventually(() => text('headline')).toMatch(
      /^医保结算 [\d,.]+ 元，本地 [\d,.]+，相差 −[\d,.]+：[\d,]+ 例中 [\d,]+ 例一致、\d+ 例不同，最大的原因是/,
    )
    expect(await text('settle-sides')).toMatch(/官方盈亏.*医保盈亏/)
    await settled()
    await picture(app.page, 'settlement-zh-1366')
    await by('panel-causes').focus()
    await app.page.keyboard.press('t')
    await by('causes-table').waitFor()
    const amounts = await by('causes-table').locator('tbody td.num-cell:last-child').allTextContents()
    const sum = await by('causes-table').locator('tfoot td.num-cell').last().textContent()
    expect(amounts.length).toBeGreaterThan(10)
    expect(total(amounts.map(cents))).toBe(cents(sum))
    expect(await text('headline')).toContain(`相差 ${sum}`)
    await app.page.keyboard.press('t')
  })

  test('a month and cause opens its cases, the largest first, and a case opens', async () => {
    await app.go('#/settlement?unit=yuan&view=cases&cause=rate')
    await eventually(() => text('settle-cases-sum')).toMatch(/^7\d 例/)
    await eventually(() => cell('settle-cases', 0, 'cause').textContent()).toBe('费率或系数不同')
    const size0 = Math.abs(cents(await cell('settle-cases', 0, 'difference').textContent()))
    const size1 = Math.abs(cents(await cell('settle-cases', 1, 'difference').textContent()))
    expect(size0).toBeGreaterThanOrEqual(size1)
    await settled()
    await picture(app.page, 'settlement-cases-zh-1366')
    await clickUntil(() => cell('settle-cases', 0, 'caseNo').click(), 'case-view')
  })

  test('a difference is marked as asked about, counted, and undone in the history', async () => {
    await app.go('#/settlement?unit=yuan&view=cases&cause=class')
    await clickUntil(() => cell('settle-cases', 0, 'note').click(), 'note-drawer')
    await by('note-text').fill('已请医保办复核倍率')
    await settled()
    await picture(app.page, 'settlement-note-zh-1366')
    await by('note-save').click()
    await by('note-drawer').waitFor({ state: 'hidden' })
    await eventually(() => text('state-asked')).toMatch(/^已询问 1 例/)
    await eventually(() => cell('settle-cases', 0, 'note').textContent()).toBe('已询问：已请医保办复核倍率')
    await app.go('#/data?tab=history')
    await by('history').waitFor()
    await eventually(() => text('history')).toMatch(/病例 \S+的对账差异：已询问/)
  })

  test('the workbook has causes, months and cases', async () => {
    await app.go('#/settlement?unit=yuan')
    await by('export-csv').waitFor()
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-csv').click()])
    const path = join(folder, 'settlement.xlsx')
    await download.saveAs(path)
    const { sheets } = await readXlsx(readFileSync(path))
    expect(sheets.map(({ name }) => name)).toEqual(['按原因', '按月', '病例'])
  })

  test('a year is advanced and cleared with what is typed', async () => {
    await by('tab-plan').click()
    await app.go('#/settlement?tab=plan&year=2025&unit=yuan')
    await eventually(() => text('headline')).toMatch(/^2025 年 [\d,]+ 例：.*两清$/)
    await by('plan-edit-year').click()
    await by('plan-drawer').waitFor()
    await by('year-advance-ratio').fill('90')
    await by('year-deposit').fill('5')
    await by('final-rate-1').fill('9498.10')
    await by('plan-save').click()
    await by('plan-drawer').waitFor({ state: 'hidden' })
    await eventually(() => text('headline')).toMatch(/医保还应补付 [\d,.]+；其中费率变动影响 −[\d,.]+$/)
    const [due, paid, assessment, deposit, returned, balance] = (
      await by('plan-clearing').locator('.num').allTextContents()
    ).map(cents)
    expect(balance).toBe(due! - paid! + assessment! - deposit! + returned!)
    await settled()
    await picture(app.page, 'settlement-plan-zh-1366')
    await clickUntil(() => cell('settle-plan', 0, 'advance').click(), 'plan-drawer')
    await by('plan-deductions').fill('12345.60')
    await by('plan-save').click()
    await by('plan-drawer').waitFor({ state: 'hidden' })
    await eventually(() => cell('settle-plan', 0, 'deductions').textContent()).toBe('12,345.60')
  })

  test('months priced again with their own policy do not change; a row opens to its cases', async () => {
    await by('tab-reprice').click()
    await by('empty-state').waitFor()
    await by('price-start').click()
    await eventually(() => text('headline')).toMatch(/^按“示范支付政策.*”计价 [\d,]+ 例：支付都是 .*没有变动$/)
    await by('grid-repriced').waitFor()
    await settled()
    await picture(app.page, 'settlement-reprice-zh-1366')
    await clickUntil(() => cell('repriced', 0, 'key').click(), 'chip-row')
    await eventually(() => cell('repriced-cases', 0, 'cause').textContent()).toBe('不变')
  })

  test('English and the larger size; nothing complains, nothing is wider than the window', async () => {
    await size(1920, 1080)
    await by('toggle-language').click()
    for (const [tab, name] of [
      ['reconcile', 'settlement'],
      ['plan', 'settlement-plan'],
      ['reprice', 'settlement-reprice'],
    ] as const) {
      await app.go(`#/settlement?tab=${tab}&from=2024-07&to=2026-06`)
      await eventually(() => text('headline')).toMatch(/[a-z]/)
      await settled()
      await picture(app.page, `${name}-en-1920`)
    }
    await size(1366, 768)
    await settled()
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false)
    expect(app.complaints).toEqual([])
  })
})
