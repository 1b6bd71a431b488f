import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPolicy } from '#exchange/policy/read-policy.ts'
import { writeTinyPolicy } from '../../fixtures/tiny-department.ts'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'
import type { TestCore } from '../../support/core.ts'
import { tinyBook } from '../../support/tiny-book.ts'

/** The policies of a book: a month without one, a new year's beside the old, a workbook out and in; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('payment policies', () => {
  let app: OpenApp
  let core: TestCore
  const file = (name: string) => join(core.folder, name)
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const rows = () => by('policies').locator('.ant-table-row').allTextContents()
  const choose = (path: string) => by('policies').getByTestId('file-input').setInputFiles(path)
  const show = async (name: string) => {
    await by('policies').evaluate((panel) => panel.scrollIntoView({ block: 'end' }))
    await picture(app.page, name)
  }
  const add = { code: 'HALF', name: { zh: '新年政策', en: 'New year' }, validFrom: '2026-02', validTo: null }

  beforeAll(async () => {
    core = await tinyBook()
    await core.call('book.close', {})
    app = await openApp(file('a.keheng'), file('settings.json'))
    await by('shell').waitFor()
    await app.go('#/data?tab=rules')
    await by('policies').waitFor()
  })
  afterAll(async () => {
    await app.close()
    await core.close()
  })

  test('the list tells months, version, source and hash, and which months have none', async () => {
    await eventually(rows).toHaveLength(1)
    const [row] = await rows()
    for (const part of ['2026-01 至 2026-02', 'TINY-PAY', '第 1 版', '示范', 'test', 'TINY'])
      expect(row).toContain(part)
    await eventually(() => text('policy-gaps')).toContain('2026-03（方案 TINY，1 例）')
    await show('policies-gap-zh-1366')
  })

  test('one whose months are taken asks first, and the older one ends the month before it', async () => {
    const beside = { code: 'A', name: '卫材', categories: ['08'], settle: 'add-ratio', ratio: '0.5', cap: '3000' }
    await choose(writeTinyPolicy(file('half.json'), { ...add, addOns: [beside] }))
    await by('policy-overlap').waitFor()
    expect(await text('policy-overlap')).toContain('每个月只能有一份支付政策')
    expect(await text('make-room')).toBe('让 TINY-PAY 执行到 2026-01，加入新政策')
    await show('policies-overlap-zh-1366')
    await by('make-room').click()
    await eventually(rows).toHaveLength(2)
    expect((await rows())[0]).toContain('2026-02 起')
    expect((await rows())[1]).toMatch(/^2026-01小政策/)
    await by('policy-gaps').waitFor({ state: 'hidden' })
    await by('policy-overlap').waitFor({ state: 'hidden' })
    await show('policies-two-zh-1366')
  })

  test('a policy leaves as a workbook that says the same, and a faulty one is refused with its place', async () => {
    const [download] = await Promise.all([app.page.waitForEvent('download'), by('export-policy-2-xlsx').click()])
    expect(download.suggestedFilename()).toMatch(/^HALF_.*\.xlsx$/)
    await download.saveAs(file('half.xlsx'))
    expect((await readPolicy(file('half.xlsx'))).document).toEqual((await readPolicy(file('half.json'))).document)
    await choose(file('half.xlsx'))
    await eventually(() => text('problem')).toContain('已经在库中')
    await choose(writeTinyPolicy(file('bad.json'), { ...add, groups: [{ drg: 'IC25', rw: '2,0' }] }))
    await eventually(() => text('problem')).toContain('支付政策 bad.json groups[0].rw')
  })

  test('taken out of use after asking, its months are told as a gap', async () => {
    await by('remove-policy-2').click()
    await app.page.locator('.ant-modal-confirm').waitFor()
    await picture(app.page, 'policies-remove-zh-1366')
    await app.page.locator('.ant-modal-confirm .ant-btn-dangerous').last().click()
    await eventually(rows).toHaveLength(1)
    await eventually(() => text('policy-gaps')).toContain('2026-02 至 2026-03（方案 TINY，4 例）')
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await app.page.getByText('EN', { exact: true }).click()
    await eventually(() => text('policy-gaps')).toContain('2026-02 to 2026-03 (scheme TINY, 4 cases)')
    await show('policies-en-1920')
    expect(app.complaints).toEqual([])
  })
})
