import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LINES, writeLines } from '../../fixtures/tiny-department.ts'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'

const HEADER = [
  '病案号',
  '性别',
  '年龄',
  '入院时间',
  '出院时间',
  '科室',
  '医疗组',
  '诊断编码',
  '险种',
  '总费用',
  '人员编号',
]
const CASES = [
  ['=1+1', '女', '70', '2026-01-02', '2026-01-12', '骨科', '一组', 'M17.000', '职工', '20000.00', 'P1001'],
  ["K'2", '男', '66', '2026-01-05', '2026-01-25', '骨科', '一组', 'M17.000', '居民', '60000.00', 'P1002'],
  ['B_1', '女', '45', '2026-02-01', '2026-02-03', '骨科', '二组', 'M51.200', '职工', '1000.00', 'P1003'],
]
/** The month once more: one case the same, one with another total and team, a new one, and one that ends before it begins. */
const CORRECTED = [
  CASES[0]!,
  ["K'2", '男', '66', '2026-01-05', '2026-01-25', '骨科', '二组', 'M17.000', '居民', '60500.00', 'P1002'],
  ['N1', '女', '51', '2026-03-01', '2026-03-04', '骨科', '一组', 'M51.200', '居民', '4500.00', 'P1004'],
  ['X1', '女', '51', '2026-03-09', '2026-03-04', '骨科', '一组', 'M51.200', '居民', '4500.00', 'P1005'],
]
const tsv = (rows: readonly (readonly string[])[]) => [HEADER, ...rows].map((row) => row.join('\t')).join('\r\n')

/** Tables as they come: pasted, chosen, put into the inbox; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the ways in', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const file = (name: string) => join(folder, name)
  /** As a spreadsheet puts it on the clipboard, pasted wherever the window has its focus. */
  const paste = (content: string) =>
    app.page.evaluate((copied) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', copied)
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, content)
  const choose = async (path: string) => {
    await app.go('#/data?tab=import')
    if (await by('import-another').isVisible()) await by('import-another').click()
    await by('drop-zone').getByTestId('file-input').setInputFiles(path)
  }
  const confirm = () =>
    app.page.locator('.ant-modal-confirm .ant-btn-primary, .ant-modal-confirm .ant-btn-dangerous').last().click()
  const grid = (id: string, row: number, column: string) =>
    app.page.locator(`[data-testid="grid-${id}"] .ag-row[row-index="${row}"] [col-id="${column}"]`).first()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-imports-'))
    app = await openApp(null, file('settings.json'))
    await app.page.getByRole('button', { name: '新建数据库' }).first().click()
    await by('book-form').getByRole('textbox').first().fill('骨科')
    await by('book-form').getByRole('textbox').nth(1).fill(file('book.keheng'))
    await app.page.locator('.ant-modal .ant-btn-primary').click()
    await by('shell').waitFor()
    await app.go('#/data?tab=import')
    await by('drop-zone').waitFor()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('a table pasted anywhere on the tab is recognised; patients are told to become pseudonyms', async () => {
    await picture(app.page, 'import-empty-zh-1366')
    await paste('只有一行')
    await app.page.getByText('剪贴板里不是表格').waitFor()
    await paste(tsv(CASES))
    await by('import-recognise').waitFor()
    expect(await text('import-recognise')).toContain('粘贴的表格')
    expect(await text('patient-note')).toContain('首次导入时在本机生成密钥')
    await by('import-kind').click()
    const kinds = app.page.locator('.ant-select-item-option')
    await eventually(() => kinds.count()).toBe(14)
    await app.page.keyboard.press('Escape')
    await by('save-template').click()
    await by('template-name').fill('病案首页月报')
    await by('template-save').click()
    await app.page.getByText('模板“病案首页月报”已保存（第 1 版）').waitFor()
    await picture(app.page, 'import-pasted-zh-1366')
    await by('preview').click()
    await eventually(() => text('preview-facts')).toContain('新增 3 行，改动 0 行，不变 0 行')
    await by('commit').click()
    await by('import-done').waitFor()
    expect(existsSync(file('patient-keys'))).toBe(true)
  })

  test('a corrected file shows each value that changes before it changes, and hands its rejected rows back', async () => {
    const corrected = file('首页更正.csv')
    writeFileSync(corrected, [HEADER, ...CORRECTED].map((row) => row.join(',')).join('\r\n'))
    await choose(corrected)
    await by('import-recognise').waitFor()
    expect(await text('template-choice')).toContain('病案首页月报（第 1 版）')
    expect(await text('patient-note')).toContain(file('patient-keys'))
    await by('preview').click()
    await eventually(() => text('preview-facts')).toContain('新增 1 行，改动 1 行，不变 1 行')
    await picture(app.page, 'import-rejected-zh-1366')
    await by('preview-view').getByText('会改动什么').click()
    expect(await text('changed-columns')).toContain('医疗组 1 次')
    await eventually(() => grid('differences-cases-changed', 0, 'team').textContent()).toBe('一组 → 二组')
    await eventually(() => grid('differences-cases-changed', 0, 'total_charge').textContent()).toBe(
      '60,000.00 → 60,500.00',
    )
    await by('preview-views').scrollIntoViewIfNeeded()
    await picture(app.page, 'import-changes-zh-1366')
    await by('preview-change').getByText('新增 1').click()
    await eventually(() => grid('differences-cases-new', 0, '#key').textContent()).toBe('N1')

    expect(await by('commit').isDisabled()).toBe(true)
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-rejected').click()])
    expect(download.suggestedFilename()).toBe('首页更正-被拒绝的行.xlsx')
    await download.saveAs(file('改正.xlsx'))
    await by('skip-rejected').click()
    await by('commit').click()
    await by('import-done').waitFor()
    expect(await text('import-done')).toContain('已导入 3 行')
    await picture(app.page, 'import-done-zh-1366')

    // The workbook comes back as it went: the same row, judged again, its last column passed over.
    await choose(file('改正.xlsx'))
    await by('import-recognise').waitFor()
    await by('preview').click()
    await eventually(() => text('preview-headline')).toContain('1 行：0 行正常，0 行有提醒，1 行被拒绝')
  })

  test('cases whose lines do not add up are all listed, net or positive lines only', async () => {
    await choose(writeLines(file('费用.csv'), LINES))
    await by('import-recognise').waitFor()
    await by('preview').click()
    await by('preview-views').waitFor()
    await eventually(() => text('preview-facts')).toContain('每一行都新增')
    // 59,000 yuan of lines against 60,500; the other two agree, net of a refund.
    await by('preview-view').getByText('明细与总费用 1').click()
    await eventually(() => grid('line-differences', 0, 'caseNo').textContent()).toBe("K'2")
    expect(await text('lines-differ')).toContain('相差 −1,500.00 元')
    expect(await text('lines-differ')).toContain('按净额比较')
    await by('preview-views').scrollIntoViewIfNeeded()
    await picture(app.page, 'import-lines-zh-1366')
    await by('back-to-mapping').click()
    await by('lines-sum').click()
    await app.page.locator('.ant-select-item-option', { hasText: '只算正数' }).click()
    await by('preview').click()
    // The refund of the first case counts no longer: 21,000 against 20,000.
    await by('preview-view').getByText('明细与总费用 2').click()
    await eventually(() => text('lines-differ')).toContain('只算正数的明细')
    await eventually(() => grid('line-differences', 0, 'difference').textContent()).toBe('1,000.00')
  })

  test('a table that is known and not used can be told what it is', async () => {
    const anaesthesia = file('麻醉.csv')
    writeFileSync(anaesthesia, '住院号,麻醉方式编码,麻醉等级,手术操作编码\r\nZY1,01,2,81.5400\r\n')
    await choose(anaesthesia)
    await by('import-refused').waitFor()
    expect(await app.page.locator('[data-code="table-not-used"]').textContent()).toContain('机构住院麻醉提取表')
    await picture(app.page, 'import-refused-zh-1366')
    await by('refused-kind').click()
    await app.page.locator('.ant-select-item-option', { hasText: /^手术操作明细$/ }).click()
    await by('import-recognise').waitFor()
    expect(await text('import-kind')).toContain('手术操作明细')
  })

  test('new files of the inbox are offered as they come, and one click recognises them', async () => {
    await by('import-another').click()
    await by('intake-folder').click()
    await by('folder-path').fill(file('没有这里'))
    await app.page.locator('#folder-take').click()
    await app.page.locator('.ant-modal [data-code="file-not-found"]').waitFor()
    mkdirSync(file('收件'))
    await by('folder-path').fill(file('收件'))
    await app.page.locator('#folder-take').click()
    await by('intake-empty').waitFor()
    // A file that lay elsewhere for a while and is moved in.
    writeFileSync(file('三月.csv'), [HEADER, CORRECTED[2]!].map((row) => row.join(',')).join('\r\n'))
    const before = new Date(Date.now() - 60_000)
    utimesSync(file('三月.csv'), before, before)
    renameSync(file('三月.csv'), file('收件/三月.csv'))
    await by('take-三月.csv').waitFor({ timeout: 45_000 })
    await picture(app.page, 'import-inbox-zh-1366')
    await by('take-三月.csv').click()
    await by('import-recognise').waitFor()
    expect(await text('import-recognise')).toContain('三月.csv')
    await by('preview').click()
    await by('commit').click()
    await by('import-done').waitFor()
    // What the book has taken in is offered no longer.
    await by('intake-empty').waitFor()
    rmSync(file('收件'), { recursive: true })
    await app.go('#/overview')
    await app.go('#/data?tab=import')
    await by('intake-unreadable').waitFor()
    await picture(app.page, 'import-inbox-away-zh-1366')
  })

  test('a template pasted as text comes in; a broken one is refused by its fault', async () => {
    const template = {
      format: 'import-template/1',
      name: '上级下发',
      kind: 'cases',
      version: 7,
      file: {},
      columns: { case_no: { from: 'column', column: '流水号' } },
    }
    await paste(JSON.stringify({ ...template, kind: 'unknown' }))
    await app.page.locator('[data-code="template-invalid"]').waitFor()
    await paste(JSON.stringify(template, null, 2))
    await by('template-added').waitFor()
    expect(await text('template-added')).toContain('“上级下发”（第 1 版）')
    writeFileSync(file('模板.json'), JSON.stringify(template))
    await by('drop-zone').getByTestId('file-input').setInputFiles(file('模板.json'))
    await eventually(() => text('template-added')).toContain('“上级下发”（第 2 版）')
    await app.go('#/data?tab=batches')
    await app.go('#/data?tab=import')
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-template-上级下发').click()])
    expect(download.suggestedFilename()).toBe('上级下发.json')
    await download.saveAs(file('导出.json'))
    expect(JSON.parse(readFileSync(file('导出.json'), 'utf8'))).toEqual({ ...template, version: 2 })
  })

  test('without the key of the patients their files wait, and a new key is a decision', async () => {
    renameSync(file('patient-keys'), file('keys-elsewhere'))
    await by('paste-table').click()
    await by('paste-here').focus()
    await paste(tsv([['N9', '女', '51', '2026-03-01', '2026-03-04', '骨科', '', 'M51.200', '居民', '4500', 'P1004']]))
    await by('patient-key-elsewhere').waitFor()
    await picture(app.page, 'import-key-zh-1366')
    await by('preview').click()
    await by('import-preview').waitFor()
    await by('commit').click()
    await app.page.locator('[data-code="patient-key"]').waitFor()
    await by('renew-patient-key').click()
    await confirm()
    await app.page.getByText('已换用新的患者密钥').waitFor()
    await by('patient-key-elsewhere').waitFor({ state: 'hidden' })
    await by('commit').click()
    await by('import-done').waitFor()
    expect(JSON.parse(readFileSync(file('settings.json'), 'utf8'))).not.toHaveProperty('patient')
  })

  test('both languages, both sizes, light and dark hold together, and no page complained', async () => {
    const looks = [
      { width: 1920, height: 1080, name: 'zh-1920' },
      { width: 1366, height: 768, name: 'en-1366' },
      { width: 1366, height: 768, name: 'en-dark-1366' },
    ]
    for (const { name, ...size } of looks) {
      if (name === 'en-1366') await by('toggle-language').click()
      if (name === 'en-dark-1366') {
        await by('theme-menu').click()
        await app.page.getByText('Dark', { exact: true }).click()
      }
      await app.page.setViewportSize(size)
      const look = async (what: string) => {
        await app.page.waitForTimeout(400)
        expect(await by('page-data').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
        const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(wide, `${what} is wider than the window`).toBe(false)
        await picture(app.page, `${what}-${name}`)
      }
      await choose(file('首页更正.csv'))
      await by('import-recognise').waitFor()
      await look('import-mapping')
      await by('preview').click()
      await by('import-preview').waitFor()
      await look('import-preview')
      await by('preview-view').locator('.ant-segmented-item').nth(1).click()
      await by('preview-views').scrollIntoViewIfNeeded()
      await look('import-changes')
      await by('import-another').click()
      await look('import-empty')
    }
    expect(app.complaints).toEqual([])
  })
})
