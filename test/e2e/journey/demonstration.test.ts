import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'

const SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
const PAGES = ['overview', 'surplus', 'structure', 'variance', 'cases', 'grouping', 'data'] as const

const isSorted = (values: readonly number[]) =>
  values.every((value, index) => index === 0 || values[index - 1]! >= value)

/** One person's morning with the demonstration department; the steps build on each other, as theirs do. */
describe.skipIf(BROWSER_PATH === null)('the journey with the demonstration department', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  /** Pages answer in their own time; a demonstration takes the longest. */
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-e2e-'))
    app = await openApp(null)
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('an empty start says what to do, and the demonstration is one click away', async () => {
    await by('welcome').waitFor()
    await picture(app.page, 'welcome-zh-1366')
    await by('create-demo').click()
    await by('page-overview').waitFor({ timeout: 120_000 })
    await by('tiles').waitFor()
    await eventually(() => by('book-name').textContent()).toContain('示范医院骨科')
  })

  test('the overview leads with a sentence, and every tile opens to its formula', async () => {
    await eventually(() => by('headline').textContent()).toMatch(/\d+ 例，医保盈亏/)
    for (const id of ['cases', 'cmi', 'charge', 'payment', 'surplus', 'mean-los', 'consumable-share']) {
      await by(`tile-${id}`).click()
      await by('explain-result').waitFor()
      const shown = (await by(`tile-${id}`).getByTestId('tile-value').textContent()) ?? ''
      expect((await by('explain-substituted').textContent())?.length, id).toBeGreaterThan(0)
      expect(shown, id).not.toBe('')
      if (id === 'surplus') await picture(app.page, 'explain-surplus-zh-1366')
      await app.page.keyboard.press('Escape')
      await by('explain-result').waitFor({ state: 'hidden' })
    }
  })

  test('an alert leads to exactly its cases', async () => {
    const alert = app.page.locator('[data-testid="alert-ungrouped"]')
    const told = Number(/(\d+) 例未入组/.exec((await alert.textContent()) ?? '')?.[1])
    expect(told).toBeGreaterThan(0)
    await alert.click()
    await by('page-cases').waitFor()
    await eventually(async () =>
      Number(/^([\d,]+) 例/.exec((await by('headline').textContent()) ?? '')?.[1]?.replace(',', '')),
    ).toBe(told)
  })

  test('a case opens by keyboard to its evidence and its arithmetic, and Escape closes it', async () => {
    await app.go('#/cases')
    await app.openCase()
    await app.page.keyboard.press('Escape')
    await by('case-view').waitFor({ state: 'detached' })
    const first = app.page.locator('.ag-row[row-index="0"]').first()
    await first.locator('[col-id="caseNo"]').first().focus()
    await app.page.keyboard.press('Enter')
    await by('case-view').waitFor()
    await by('case-arithmetic').waitFor()
    expect(await by('step-standard').textContent()).toMatch(/×/)
    await by('case-trail').waitFor()
    await picture(app.page, 'case-zh-1366')
    await app.page.keyboard.press('Escape')
    await by('case-view').waitFor({ state: 'hidden' })
  })

  test('sorting asks the core: the highest charge of all cases comes first', async () => {
    await app.go('#/cases')
    const header = app.page.locator('.ag-header-cell[col-id="charge"]').first()
    await header.scrollIntoViewIfNeeded()
    const charges = async () => {
      const cell = (row: number) =>
        app.page.locator(`.ag-row[row-index="${row}"] [col-id="charge"]`).first().textContent()
      const texts = [await cell(0), await cell(1), await cell(2)]
      return texts.map((text) => Number(text?.replaceAll(',', '')))
    }
    await header.click()
    await eventually(async () => isSorted(await charges())).toBe(true)
    const [highest] = await charges()
    await header.click()
    await eventually(async () => isSorted((await charges()).toReversed())).toBe(true)
    expect(highest).toBeGreaterThan((await charges())[0]! * 10)
  })

  test('the list leaves as a CSV with as many rows as the page says', async () => {
    const told = Number(/^([\d,]+) 例/.exec((await by('headline').textContent()) ?? '')?.[1]?.replaceAll(',', ''))
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-csv').click()])
    const path = join(folder, 'cases.csv')
    await download.saveAs(path)
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text.trimEnd().split('\r\n').length - 1).toBe(told)
  })

  test('a losing group leads from its row to its cases, with the same count', async () => {
    await app.go('#/surplus')
    await by('page-surplus').waitFor()
    const row = app.page.locator('.ag-row[row-index="0"]')
    await row.first().waitFor()
    const n = Number((await row.locator('[col-id="n"]').first().textContent())?.replaceAll(',', ''))
    await row.locator('[col-id="label"], [col-id="key"], [col-id="name"]').first().click()
    await app.page.keyboard.press('Enter')
    await by('page-cases').waitFor()
    await eventually(async () =>
      Number(/^([\d,]+) 例/.exec((await by('headline').textContent()) ?? '')?.[1]?.replaceAll(',', '')),
    ).toBe(n)
  })

  test('an import shows a verdict per row, refuses bad rows unless told, and can be undone', async () => {
    await app.go('#/data')
    const file = join(folder, '补录.csv')
    const rows = [
      '病案号,性别,年龄,入院时间,出院时间,出院科室,主要诊断编码,住院总费用,医保类型',
      'NEW1,男,61,2026-06-01,2026-06-09,骨科,M17.100,21000.50,职工',
      'NEW2,女,58,2026-06-12,2026-06-03,骨科,M17.100,18000,居民',
      'NEW3,女,70,2026-06-02,2026-06-11,骨科,S72.000,一万,职工',
    ]
    writeFileSync(file, rows.join('\n'))
    await by('file-input').first().setInputFiles(file)
    await by('import-recognise').waitFor()
    await picture(app.page, 'import-mapping-zh-1366')
    await by('preview').click()
    await by('import-preview').waitFor()
    await eventually(() => by('preview-headline').textContent()).toContain('2')
    await picture(app.page, 'import-preview-zh-1366')
    await by('skip-rejected').click()
    await by('commit').click()
    await by('import-done').waitFor()
    await eventually(() => by('stale-badge').isVisible()).toBe(true)
    await by('see-batches').click()
    await by('batches').waitFor()
    await picture(app.page, 'batches-zh-1366')
    await app.page.locator('[data-testid^="undo-batch-"]:enabled').first().click()
    await app.page
      .locator('.ant-modal-confirm .ant-btn-primary, .ant-popconfirm .ant-btn-primary, .ant-modal .ant-btn-primary')
      .last()
      .click()
    await eventually(() => by('batches').textContent()).toContain('已撤销')
  })

  test('recomputing brings the figures up to date again', async () => {
    await by('recompute').click()
    await by('stale-badge').waitFor({ state: 'hidden', timeout: 60_000 })
  })

  test('the book verifies on the page', async () => {
    await app.go('#/data?tab=history')
    await by('verify-run').click()
    await by('verify-report').waitFor({ timeout: 60_000 })
    await picture(app.page, 'verify-zh-1366')
  })

  test('every page in both languages, both themes and both sizes', async () => {
    for (const language of ['zh', 'en'] as const) {
      for (const size of SIZES) {
        await app.page.setViewportSize(size)
        for (const name of PAGES) {
          await app.go(`#/${name}`)
          await by(`page-${name}`).waitFor()
          await app.page.waitForTimeout(600)
          const overflow = await app.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          expect(overflow, `${name} ${language} ${size.width} scrolls sideways`).toBeLessThanOrEqual(0)
          await picture(app.page, `${name}-${language}-${size.width}`)
        }
      }
      await by('toggle-language').click()
    }
    await app.page.setViewportSize(SIZES[0])
    await by('theme-menu').click()
    await app.page.getByText('深色', { exact: false }).last().click()
    for (const name of PAGES) {
      await app.go(`#/${name}`)
      await by(`page-${name}`).waitFor()
      await app.page.waitForTimeout(600)
      await picture(app.page, `${name}-zh-1366-dark`)
    }
  })

  test('no page complained, and nothing left the machine', () => {
    expect(app.complaints).toEqual([])
  })
})
