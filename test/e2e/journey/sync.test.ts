import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import { readCardFile } from '#exchange/sync/keys/key-file.ts'
import { addParty, confirmParty } from '#exchange/sync/keys/trust.ts'
import type { Period } from '#shared/domain/period.ts'
import { createOffice, unlockOffice } from '../../../electron/cli/office/folder.ts'
import { issuePackages } from '../../../electron/cli/office/issue.ts'
import { answerReturn, receiveReturn } from '../../../electron/cli/office/receive.ts'
import { writeState } from '../../../electron/cli/office/state.ts'
import { writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { writeExports } from '../../integration/sync/hospital.ts'
import { zipFolder } from '../../integration/sync/zip-folder.ts'
import { type OpenApp, openApp } from '../../support/app.ts'
import { BROWSER_PATH, picture } from '../../support/browser.ts'

const MONTH = '2026-01'
const PASSPHRASE = '骨科 二〇二六 出院'

/** A department and its finance office, from the first card to the answer that comes back; the steps build on each other. */
describe.skipIf(BROWSER_PATH === null)('the exchange page with a finance office', () => {
  let app: OpenApp
  let folder: string
  const by = (id: string) => app.page.getByTestId(id)
  const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 60_000, interval: 200 })
  const text = async (id: string) => (await by(id).first().textContent()) ?? ''
  const headline = () => text('headline')
  const office = () => unlockOffice(join(folder, 'office'), null)
  const sending = { encrypt: true, newChain: false }
  const confirm = () =>
    app.page.locator('.ant-modal-confirm .ant-btn-primary, .ant-modal-confirm .ant-btn-dangerous').last().click()
  const download = async (click: () => Promise<void>, name: string): Promise<string> => {
    const [file] = await Promise.all([app.page.waitForEvent('download'), click()])
    const path = join(folder, name)
    await file.saveAs(path)
    return path
  }
  /** A file dropped on the middle of the window, wherever the app happens to be. */
  const drop = async (path: string, name: string) => {
    const bytes = readFileSync(path).toString('base64')
    await app.page.evaluate(
      ([content, fileName]) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(atob(content!), (char) => char.charCodeAt(0))], fileName!))
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
      },
      [bytes, name],
    )
  }
  const fill = (field: string, value: string) => by(`field-${field}`).fill(value)
  const issue = async (month: typeof MONTH | '2026-02') => {
    const exports = writeExports(join(folder, 'exports'), month)
    const first = month === MONTH
    const scheme = first ? await zipFolder(writeTinyScheme(join(folder, 'scheme')), join(folder, 'TINY.zip')) : null
    const { departments } = await issuePackages(await office(), {
      ...sending,
      departments: [],
      period: month as Period,
      files: Object.entries(exports).map(([table, path]) => ({ table: table as keyof typeof exports, path })),
      caseIndex: [],
      scheme: scheme === null ? null : { path: scheme, from: MONTH as Period },
      policies: first ? [writeTinyPolicy(join(folder, 'policy.json'))] : [],
      aliases: new Map(),
      whole: [],
      skipRejected: false,
      dryRun: false,
    })
    return departments[0]!.package!.file
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-sync-'))
    await createOffice(join(folder, 'office'), '财务处', null, '2026-02-01 09:00:00')
    app = await openApp(null, join(folder, 'settings.json'))
    const { page } = app
    await page.getByRole('button', { name: '新建数据库' }).first().click()
    await by('book-form').getByRole('textbox').first().fill('骨科')
    await by('book-form').getByRole('textbox').nth(1).fill(join(folder, 'book.keheng'))
    await page.locator('.ant-modal .ant-btn-primary').click()
    await by('shell').waitFor()
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('without an identity every tab says what comes first; it is made with a passphrase, and its card handed over', async () => {
    await by('nav-sync').click()
    await by('needs-identity').waitFor()
    expect(await headline()).toContain('先建立本科室的身份')
    await picture(app.page, 'sync-empty-zh-1366')
    await by('go-identity').click()
    await by('identity-department').fill('骨科')
    await by('identity-name').fill('骨科运营专员')
    await by('identity-passphrase').fill('短')
    await by('identity-create').click()
    await app.page.getByText('口令至少 10 个字符').waitFor()
    await by('identity-passphrase').fill(PASSPHRASE)
    await by('identity-repeat').fill('不是同一个口令 0000')
    await by('identity-create').click()
    await app.page.getByText('两次输入的口令不同').waitFor()
    await by('identity-repeat').fill(PASSPHRASE)
    await picture(app.page, 'sync-identity-new-zh-1366')
    await by('identity-create').click()
    await by('own-card').waitFor({ timeout: 60_000 })
    const path = await download(() => by('export-card').click(), 'me.khid')
    const card = await readCardFile(path)
    expect(card).toMatchObject({ name: '骨科运营专员', department: '骨科', role: 'department' })
    // What is shown is what the office will compute from the card.
    const shown = (await by('own-card').getByTestId('fingerprint').textContent()) ?? ''
    expect(shown).toBe(cardFingerprint(card))
    const { folder: place, state } = await office()
    const at = '2026-02-01 09:30:00'
    await writeState(place, { ...state, trust: confirmParty(addParty(state.trust, card, at), shown, shown, at) })
  })

  test('a card dropped anywhere waits for its fingerprint: a wrong digit leaves it unconfirmed, the right ones trust it', async () => {
    await app.go('#/data')
    await by('page-data').waitFor()
    await drop(join(folder, 'office', 'office.khid'), '财务处身份卡.txt')
    await by('confirm-party').waitFor()
    const spoken = (await by('confirm-party').getByTestId('fingerprint').first().textContent()) ?? ''
    expect(spoken).toMatch(/^\d{40}$/)
    await picture(app.page, 'sync-confirm-zh-1366')
    await by('heard').fill(spoken.replace(/^./, (digit) => String((Number(digit) + 1) % 10)))
    await app.page.locator('#confirm-run').click()
    await app.page.locator('[data-testid="confirm-party"] [data-code="fingerprint-mismatch"]').waitFor()
    expect(await text('party-list')).toContain('待核对指纹')
    // As a person writes it down: in fours, with full-width digits.
    const wide = spoken.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    await by('heard').fill(wide.replace(/(.{4})/g, '$1 '))
    await app.page.locator('#confirm-run').click()
    await eventually(() => text('party-list')).toContain('已信任')
    await picture(app.page, 'sync-parties-zh-1366')
  })

  test('a package dropped under another name is verified, shown and applied', async () => {
    const file = await issue(MONTH)
    await app.go('#/cases')
    await by('page-cases').waitFor()
    await drop(file, '聊天文件.bin')
    await by('package-preview').waitFor({ timeout: 60_000 })
    expect(await text('package-sentence')).toBe(`财务处给骨科的下发包：${MONTH} 第 1 号`)
    // Four of the hospital's cases are this department's: 20,010 + 20,020 + 20,030 + 20,040 yuan.
    expect(await text('table-changes')).toContain('总费用 80,100.00 元')
    expect(await text('document-changes')).toContain('加入并生效')
    await picture(app.page, 'sync-preview-zh-1366')
    await by('apply-package').click()
    await by('applied').waitFor({ timeout: 60_000 })
    await by('recompute').first().click()
    await eventually(() => by('stale-badge').count()).toBe(0)
    await picture(app.page, 'sync-applied-zh-1366')
    expect(await headline()).toContain(`${MONTH} 下发第 1 号`)
  })

  test('the same file once more is refused with its reason, and nothing changed', async () => {
    const [name] = readdirSync(join(folder, 'office', 'issued', '骨科'))
    await drop(join(folder, 'office', 'issued', '骨科', name!), name!)
    await by('refused').waitFor({ timeout: 60_000 })
    expect(await by('refused').getByTestId('problem').getAttribute('data-code')).toBe('package-replayed')
    expect(await text('refused')).toContain('没有收下任何内容')
    await picture(app.page, 'sync-refused-zh-1366')
  })

  test('from a case to an application with evidence, from a group to an explanation, a correction, an action, the month signed', async () => {
    await app.go('#/cases')
    await app.openCase()
    await by('case-items').waitFor()
    await by('case-new-reviews').click()
    await by('case-taken').waitFor()
    writeFileSync(join(folder, '病历摘要.pdf'), '%PDF-1.4 evidence')
    await by('evidence').getByTestId('file-input').setInputFiles(join(folder, '病历摘要.pdf'))
    await by('evidence').getByText('病历摘要.pdf').waitFor()
    await fill('author', '张医生')
    await fill('statement', '多发创伤合并感染，费用明显高于病组标准，请予单议。')
    await picture(app.page, 'sync-review-zh-1366')
    await by('item-save').click()
    await eventually(() => text('case-items')).toContain('医疗费用高')
    await by('case-new-code_corrections').click()
    await fill('code', 'M51.200')
    await fill('reason', '主要诊断选择有误')
    await app.page.keyboard.press('Control+Enter')
    await eventually(() => text('case-items')).toContain('→ M51.200')
    await picture(app.page, 'sync-case-items-zh-1366')

    // The last column lies to the right of most screens, and what is not in sight is not drawn.
    await app.page.setViewportSize({ width: 3200, height: 1080 })
    await app.go('#/surplus?by=drg')
    await app.page.locator('[data-testid="grid-surplus-drg"] .ag-row[row-index="0"] [col-id="write"]').first().click()
    await by('item-drawer').waitFor()
    await fill('reason', '耗材')
    await fill('statement', '进口假体占比上升，已启动国产替代。')
    // Who wrote the last one is filled in.
    expect(await by('field-author').inputValue()).toBe('张医生')
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await picture(app.page, 'sync-explanation-zh-1920')
    await by('item-save').click()
    await by('item-drawer').waitFor({ state: 'hidden' })
    await app.page.setViewportSize({ width: 1366, height: 768 })

    await app.go('#/sync?tab=items&new=actions')
    await by('item-drawer').waitFor()
    await fill('title', '国产假体替换')
    await fill('author', '李主任')
    await fill('baseline', '四成')
    await by('item-save').click()
    await app.page.getByText('请填数字，例如 12.5').waitFor()
    await fill('baseline', '0.45')
    await fill('dueOn', '2026-12-31')
    await picture(app.page, 'sync-action-zh-1366')
    await by('item-save').click()
    await by('item-drawer').waitFor({ state: 'hidden' })

    await app.go(`#/sync?tab=items&new=sign_off&month=${MONTH}`)
    await eventually(() => text('sign-off-figures')).toContain('80,100.00')
    await fill('author', '李主任')
    await picture(app.page, 'sync-sign-off-zh-1366')
    await by('item-save').click()
    await by('item-drawer').waitFor({ state: 'hidden' })
    await eventually(headline).toContain('5 件事项待上报')
    await picture(app.page, 'sync-items-zh-1366')
  })

  test('the return says what goes in; its file is for the office, and the items are sent', async () => {
    await by('tab-outbox').click()
    await eventually(() => text('return-contents')).toContain('月度确认的数字与现在一致')
    await picture(app.page, 'sync-outbox-zh-1366')
    const path = await download(async () => {
      await by('write-return-run').click()
      await confirm()
    }, 'return.khpkg')
    await by('return-written').waitFor()
    const received = await receiveReturn(await office(), path, { form: 'csv', newChain: false })
    expect(received).toMatchObject({ kind: 'return', sequence: 1 })
    expect(received.items).toHaveLength(5)
    await eventually(headline).toContain('5 件等财务处答复')
    await picture(app.page, 'sync-written-zh-1366')
  })

  test('the answer comes back and stands on the application it is about', async () => {
    const { state } = await office()
    const received = state.packages.find(({ kind }) => kind === 'return')!
    const form = join(received.folder!, 'answers.csv')
    grantReview(form)
    const { package: answer } = await answerReturn(await office(), {
      ...sending,
      to: received.folder!,
      form,
      by: '王会计',
    })
    await app.go('#/overview')
    await drop(answer.file, '答复.khpkg')
    await by('answer-changes').waitFor({ timeout: 60_000 })
    expect(await text('answer-changes')).toContain('同意、按项目结算、核定 20,010.00 元')
    await picture(app.page, 'sync-answer-zh-1366')
    await by('apply-package').click()
    await by('applied').waitFor({ timeout: 60_000 })
    await app.go('#/sync?tab=items&state=answered')
    await eventually(() => text('items')).toContain('按项目结算')
    await app.page.locator('[data-testid^="item-R-"]').first().click()
    await eventually(() => text('item-answers')).toContain('王会计')
    await app.page.waitForTimeout(400)
    await picture(app.page, 'sync-answered-zh-1366')
    await app.page.keyboard.press('Escape')
  })

  test('an applied package is undone from the history, and its answer is gone from the item', async () => {
    await app.go('#/sync?tab=history')
    await by('package-log').waitFor()
    await app.page.locator('[data-testid="package-log"] .ant-table-row').first().click()
    await picture(app.page, 'sync-history-zh-1366')
    await app.page.locator('[data-testid^="undo-package-"]').first().click()
    await confirm()
    await eventually(() => text('package-log')).toContain('已撤销')
    await eventually(headline).toContain('5 件等财务处答复')
  })

  test('locked, packages wait for the passphrase and are dealt with once it is given', async () => {
    const file = await issue('2026-02')
    await app.go('#/sync?tab=parties')
    await by('identity-lock').click()
    await by('unlock').waitFor()
    await drop(file, '下发.khpkg')
    await by('tab-inbox').click()
    await by('unlock-passphrase').fill('不是这个口令呀呀呀')
    await by('unlock-run').click()
    await app.page.locator('[data-testid="unlock"] [data-code="key-passphrase"]').waitFor({ timeout: 60_000 })
    await picture(app.page, 'sync-locked-zh-1366')
    await by('unlock-passphrase').fill(PASSPHRASE)
    await by('unlock-run').click()
    await by('package-preview').waitFor({ timeout: 60_000 })
    // The number of the undone answer stays used.
    expect(await text('package-sentence')).toBe('财务处给骨科的下发包：2026-02 第 3 号')
    await by('dismiss-package').click()
    await by('package-drop').waitFor()
  })

  test('both languages, both sizes, light and dark hold together, and no page complained', async () => {
    await app.page.setViewportSize({ width: 1920, height: 1080 })
    await by('toggle-language').click()
    for (const tab of ['inbox', 'items', 'outbox', 'history', 'parties']) {
      await app.go(`#/sync?tab=${tab}`)
      await app.page.waitForTimeout(500)
      expect(await by('page-sync').textContent()).not.toMatch(/\{\w+\}|undefined|NaN/)
      await picture(app.page, `sync-${tab}-en-1920`)
    }
    await by('theme-menu').click()
    await app.page.getByText('Dark', { exact: true }).click()
    await app.page.setViewportSize({ width: 1366, height: 768 })
    for (const tab of ['inbox', 'items', 'outbox', 'history', 'parties']) {
      await app.go(`#/sync?tab=${tab}`)
      await app.page.waitForTimeout(500)
      const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      expect(wide, `${tab} is wider than the window`).toBe(false)
      await picture(app.page, `sync-${tab}-en-dark-1366`)
    }
    expect(app.complaints).toEqual([])
  })
})

/** The application is granted by item; what nobody decided stays open. */
function grantReview(form: string): void {
  const [header, ...rows] = readFileSync(form, 'utf8').trim().split('\r\n')
  const filled = rows.map((row) =>
    row.includes(',reviews,') ? `${row.split(',').slice(0, 5).join(',')},同意,按项目,20010.00,材料齐全,,` : row,
  )
  writeFileSync(form, [header, ...filled].join('\r\n'))
}
