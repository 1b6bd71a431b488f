import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import type { TestCore } from '../../support/core.ts'
import { tinyBook } from '../../support/tiny-book.ts'

const TABS = ['months', 'backups', 'audit'] as const

/** A department's book over its life: backed up, closed, lost and brought back; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('backups, months and the audit log', () => {
  let app: OpenApp
  let core: TestCore
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const headline = () => text('headline')
  const confirm = () =>
    app.page.locator('.ant-modal-confirm .ant-btn-primary, .ant-modal-confirm .ant-btn-dangerous').last().click()
  const openTab = async (tab: string) => {
    await app.go(`#/data?tab=${tab}`)
    await by(`tab-${tab}`).waitFor()
  }
  const backups = (reason: string) =>
    readdirSync(join(folder, '备份')).filter((name) => name.includes(reason) && name.endsWith('.keheng-backup'))
  /** The row of the backup list that was made for a reason. */
  const row = (reason: string) => by('backup-list').locator('.ant-table-row', { hasText: reason }).first()
  /** The program stays open at its address while its book is replaced: only then does the list say so. */
  const months = () => by('months').locator('[data-testid^="month-"]').count()

  beforeAll(async () => {
    core = await tinyBook()
    folder = core.folder
    await core.call('book.close', {})
    // A change of a book makes the backup of the day before it begins: here opening it is to make it.
    rmSync(join(folder, '备份'), { recursive: true, force: true })
    app = await openApp(join(folder, 'a.keheng'), join(folder, 'settings.json'))
    await by('shell').waitFor()
  })
  afterAll(async () => {
    await app.close()
    await core.close()
  })

  test('a book that holds work is backed up some seconds after it is opened, without a word', async () => {
    await eventually(() => readdirSync(folder).includes('备份') && backups('daily').length).toBe(1)
    await openTab('backups')
    await eventually(headline).toMatch(/^今天 \d\d:\d\d 已备份，共保留 1 份/)
    expect(await text('backup-list')).toContain('6 例，9 行明细')
    expect(await text('backup-folder')).toContain(join(folder, '备份'))
    expect(await by('problem').count()).toBe(0)
  })

  test('by hand, verified on the spot and again on request', async () => {
    await by('backup-now').click()
    await eventually(headline).toContain('共保留 2 份')
    await row('手动').getByTestId('verify-backup').click()
    await by('backup-verified').waitFor()
    expect(await text('backup-verified')).toContain('可以用来恢复')
    expect(await by('check-file').count()).toBe(0)
    await by('every-check').click()
    expect(await text('check-file')).toContain('6 例，9 条明细')
    await picture(app.page, 'backups-zh-1366')
  })

  test('a folder is tried before it is taken, and can be given back', async () => {
    await by('change-folder').click()
    await by('folder-path').fill(join(folder, 'a.keheng', '备份'))
    await app.page.locator('#folder-take').click()
    await app.page.locator('.ant-modal [data-code="backup-folder"]').waitFor()
    await picture(app.page, 'backup-folder-refused-zh-1366')
    await by('folder-path').fill(join(folder, 'OneDrive', '备份'))
    await app.page.locator('#folder-take').click()
    await eventually(() => text('backup-folder')).toContain('患者数据会传出医院')
    await by('probe-folder').click()
    await by('folder-writable').waitFor()
    await eventually(headline).toContain('还没有备份：硬盘一坏')
    await picture(app.page, 'backups-cloud-zh-1366')
    await by('backup-folder').getByText('改回默认').click()
    await eventually(headline).toContain('共保留 2 份')
  })

  test('a month is closed with its totals and hash, keeps its year, and can be opened again', async () => {
    await openTab('months')
    await eventually(headline).toBe('3 个月都没有结账，最早的是 2026-01')
    await by('close-2026-01').click()
    expect(await app.page.locator('.ant-modal-confirm').textContent()).toContain('总费用 80,000.00 元')
    await picture(app.page, 'months-close-zh-1366')
    await confirm()
    await by('hash-2026-01').waitFor()
    expect(await by('hash-2026-01').getAttribute('title')).toMatch(/^[0-9a-f]{64}$/)
    expect(await by('delete-2026').isDisabled()).toBe(true)
    await eventually(headline).toBe('已结账 1 个月，2 个月未结；最早未结的是 2026-02')
    await picture(app.page, 'months-zh-1366')
    await by('reopen-2026-01').click()
    await confirm()
    await by('months-stale').waitFor()
    expect(await by('close-2026-01').isDisabled()).toBe(true)
    await picture(app.page, 'months-stale-zh-1366')
    await by('recompute-run').click()
    await by('months-stale').waitFor({ state: 'hidden' })
    expect(await by('close-2026-01').isEnabled()).toBe(true)
  })

  test('the log names who, finds what, and leaves as a table', async () => {
    await openTab('audit')
    await by('own-name').fill('张运营')
    await app.page.keyboard.press('Enter')
    await openTab('months')
    await by('close-2026-01').click()
    await confirm()
    await by('hash-2026-01').waitFor()
    await openTab('audit')
    await eventually(headline).toMatch(/^共 \d+ 条记录，最近一条是 张运营 于 .*：结账 2026-01$/)
    await picture(app.page, 'audit-zh-1366')
    await by('audit-search').getByRole('searchbox').fill('2026-01')
    await app.page.keyboard.press('Enter')
    await eventually(headline).toBe('符合条件的有 3 条')
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-csv').click()])
    const path = join(folder, 'audit.csv')
    await download.saveAs(path)
    const [header, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\r\n')
    expect(header).toContain('操作人')
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('张运营')
    await app.page.locator('[data-testid="audit-action"]').click()
    await app.page.locator('.ant-select-item', { hasText: /^反结账$/ }).click()
    await eventually(headline).toBe('符合条件的有 1 条')
    await openTab('months')
    await by('reopen-2026-01').click()
    await confirm()
    await by('close-2026-01').waitFor()
  })

  test('a year goes only when it is typed, and says where the way back lies', async () => {
    await by('delete-2026').click()
    const run = app.page.locator('#delete-year-run')
    expect(await text('delete-year')).toContain('6 例、8 行明细')
    await by('type-year').fill('2025')
    expect(await run.isDisabled()).toBe(true)
    await by('type-year').fill('2026')
    await picture(app.page, 'delete-year-zh-1366')
    await run.click()
    await eventually(() => backups('before-deletion').length).toBe(1)
    await by('empty-state').waitFor()
    await openTab('backups')
    await row('删除年度前').waitFor()
    await openTab('batches')
    await eventually(() => text('batches')).toContain('6 行已随年度删除')
    await openTab('backups')
    expect(await row('删除年度前').textContent()).toContain('一直保留')
  })

  test('the backup made before brings the year back, and the restore itself can be taken back', async () => {
    await row('删除年度前').getByTestId('restore-backup').click()
    await picture(app.page, 'restore-confirm-zh-1366')
    await confirm()
    await by('undo-restore').waitFor()
    await openTab('months')
    await eventually(months).toBe(3)
    await openTab('backups')
    await by('undo-restore').click()
    await confirm()
    await app.page.getByText('已撤销恢复').waitFor()
    await openTab('months')
    await by('empty-state').waitFor()
    await openTab('backups')
    await by('undo-restore').click()
    await confirm()
    await openTab('months')
    await eventually(months).toBe(3)
    // A backup that lies anywhere is restored as well.
    await openTab('backups')
    await by('backups')
      .getByTestId('file-input')
      .setInputFiles(join(folder, '备份', backups('manual')[0]!))
    await confirm()
    await app.page.getByText('已从备份恢复').waitFor()
    // The log of the replaced book was carried over: nothing that was done is missing from it.
    await openTab('audit')
    await eventually(headline).toContain('恢复：')
    await by('audit-search').getByRole('searchbox').fill('删除 2026 年')
    await app.page.keyboard.press('Enter')
    await eventually(headline).toBe('符合条件的有 1 条')
  })

  test('a damaged book leads to its backups, and opens again from one of them', async () => {
    await openTab('book')
    await by('close-book').click()
    await by('recent-books').waitFor()
    const path = join(folder, 'a.keheng')
    writeFileSync(path, readFileSync(path).fill(0xee, 100, 4_096))
    await by('recent-books').locator('button').first().click()
    await by('lost-book').waitFor()
    await picture(app.page, 'lost-book-zh-1366')
    await by('lost-book').locator('.ant-table-row', { hasText: '手动' }).getByTestId('restore-backup').click()
    await confirm()
    await by('shell').waitFor({ timeout: 60_000 })
    await app.page.getByText('损坏的文件另存为').waitFor()
    expect(readdirSync(folder).some((name) => /^a\.keheng\.damaged-\d+$/.test(name))).toBe(true)
    await openTab('months')
    await eventually(months).toBe(3)
  })

  test('a backup that cannot be made is told of on the tab, and nowhere else', async () => {
    await openTab('book')
    await by('close-book').click()
    await by('recent-books').waitFor()
    rmSync(join(folder, '备份'), { recursive: true })
    writeFileSync(join(folder, '备份'), 'a file in the place of the folder')
    await by('recent-books').locator('button').first().click()
    await by('shell').waitFor()
    await openTab('backups')
    await by('backup-failure').waitFor({ timeout: 30_000 })
    expect(await text('backup-failure')).toContain('没有做成')
    await picture(app.page, 'backup-failure-zh-1366')
    rmSync(join(folder, '备份'))
    await by('backup-now').click()
    await by('backup-failure').waitFor({ state: 'hidden' })
    await eventually(headline).toContain('共保留 1 份')
  })

  test('both languages, both sizes, light and dark hold together, and no page complained', async () => {
    await openTab('months')
    await by('close-2026-01').click()
    await confirm()
    await by('hash-2026-01').waitFor()
    // Notices of the steps before stand over what the pictures are of.
    await eventually(() => app.page.locator('.ant-notification-notice, .ant-message-notice').count()).toBe(0)
    for (const [width, height] of [
      [1366, 768],
      [1920, 1080],
    ] as const) {
      await app.page.setViewportSize({ width, height })
      for (const tab of TABS) {
        await openTab(tab)
        await app.page.waitForTimeout(400)
        await picture(app.page, `${tab}-zh-${width}`)
      }
    }
    await by('toggle-language').click()
    await app.page.setViewportSize({ width: 1366, height: 768 })
    for (const theme of ['light', 'dark'] as const) {
      if (theme === 'dark') {
        await by('theme-menu').click()
        await app.page.getByText('Dark', { exact: true }).click()
      }
      for (const tab of TABS) {
        await openTab(tab)
        await app.page.waitForTimeout(400)
        expect(await by('page-data').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
        const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
        expect(wide, `${tab} is wider than the window`).toBe(false)
        await picture(app.page, `${tab}-en-${theme}-1366`)
      }
    }
    expect(app.complaints).toEqual([])
  })
})
