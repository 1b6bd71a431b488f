import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BackupEntry } from '#shared/contract/backups.ts'
import { LATEST_VERSION } from '#store/migrations/index.ts'
import { LINES, SIX, writeCases } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await tinyBook(core)
  // The backup of the day, made before the second import.
  rmSync(folder(), { recursive: true, force: true })
})
afterEach(() => core.close())

const file = (...names: string[]) => join(core.folder, ...names)
const folder = () => file('备份')
const names = () => readdirSync(folder()).sort()
const backUp = async (): Promise<BackupEntry> => (await core.job('backups.create', {})).backup!
const list = () => core.call('backups.list', {})
const cases = async () => {
  const status = await core.call('book.status', {})
  return status.open ? status.cases : null
}
/** Writes over bytes in the middle of a file, which keeps its length. */
const scratch = (path: string, from = 8_192) => {
  const bytes = readFileSync(path)
  bytes.fill(0xee, from, from + 4_096)
  writeFileSync(path, bytes)
}

describe('a backup', () => {
  test('lies beside the book, is one file that opens anywhere, and holds what the book holds', async () => {
    const made = await backUp()
    const { contents, fileName } = made
    expect(fileName).toMatch(
      new RegExp(`^a_\\d{8}-\\d{6}_manual_v${LATEST_VERSION}_\\d+\\.\\d+\\.\\d+\\.keheng-backup$`),
    )
    expect(names()).toEqual([fileName, `${fileName}.json`])
    expect(made).toMatchObject({ reason: 'manual', good: true, keptBecause: 'by-hand' })
    const status = await core.call('book.status', {})
    if (!status.open) throw new Error('the book is closed')
    expect(contents).toMatchObject({
      bookName: '骨科',
      bookPath: file('a.keheng'),
      cases: status.cases,
      chargeLines: LINES.length,
      schemaVersion: LATEST_VERSION,
    })
    const raw = new Database(made.path, { readonly: true })
    expect(raw.pragma('journal_mode', { simple: true })).toBe('delete')
    expect(raw.prepare('SELECT count(*) AS n, sum(amount_fen) AS fen FROM charge_line').get()).toEqual({
      n: LINES.length,
      fen: contents!.charge,
    })
    raw.close()
    const verified = await core.job('backups.verify', { path: made.path })
    expect(verified).toMatchObject({ ok: true, contents: { sha256: contents!.sha256 } })
    expect(verified.checks.length).toBeGreaterThan(5)
    expect(names()).toHaveLength(2) // looking at it left nothing beside it
  })

  test('of the same second gets a name of its own', async () => {
    const [first, second, third] = [await backUp(), await backUp(), await backUp()]
    expect(new Set([first.path, second.path, third.path]).size).toBe(3)
    expect((await list()).backups).toHaveLength(3)
  })

  test('of the day is made once a day; an empty or a demonstration book has none', async () => {
    expect((await list()).due).toBe(true)
    const { backup } = await core.job('backups.create', { reason: 'daily' })
    expect(backup).toMatchObject({ reason: 'daily', keptBecause: 'recent' })
    expect((await list()).due).toBe(false)
    expect(await core.job('backups.create', { reason: 'daily' })).toEqual({ backup: null, cleared: [] })
    await core.call('book.create', { path: file('empty.keheng'), name: '空' })
    expect(await core.job('backups.create', { reason: 'daily' })).toEqual({ backup: null, cleared: [] })
  })

  test('cancelled leaves no file', async () => {
    const stop = new AbortController()
    stop.abort()
    expect(await problemCode(core.job('backups.create', {}, stop.signal))).toBe('cancelled')
    expect(existsSync(folder()) ? names() : []).toEqual([])
  })

  test('of a damaged book is refused, and the earlier ones stay', async () => {
    const good = await backUp()
    await core.call('book.close', {})
    const bytes = readFileSync(file('a.keheng'))
    scratch(file('a.keheng'), Math.floor(bytes.length / 8_192) * 4_096)
    await core.call('book.open', { path: file('a.keheng') })
    expect(await problemCode(core.job('backups.create', {}))).toBe('backup-failed')
    expect(names()).toEqual([good.fileName, `${good.fileName}.json`])
  })

  test('is told of when its record is gone or its length is not that of the record', async () => {
    const [first, second] = [await backUp(), await backUp()]
    rmSync(`${first.path}.json`)
    truncateSync(second.path, second.bytes - 4_096)
    const { backups } = await list()
    expect(backups.map(({ good, contents, at }) => [good, contents === null, at.slice(0, 10)])).toEqual([
      [false, false, second.at.slice(0, 10)],
      [false, true, first.at.slice(0, 10)],
    ])
    expect(await core.job('backups.verify', { path: first.path })).toMatchObject({ ok: true })
    expect(await problemCode(core.job('backups.verify', { path: second.path }))).toBe('backup-damaged')
  })

  test('clears away what the rule gives up and what a killed process left, but never by-hand ones', async () => {
    const made = await backUp()
    const record = JSON.parse(readFileSync(`${made.path}.json`, 'utf8')) as Record<string, unknown>
    const plant = (year: number, reason: string) => {
      const name = `a_${year}0101-080000_${reason}_v1_0.0.1.keheng-backup`
      copyFileSync(made.path, join(folder(), name))
      const planted = { ...record, at: `${year}-01-01 08:00:00`, reason }
      writeFileSync(join(folder(), `${name}.json`), JSON.stringify(planted))
      return name
    }
    const [old, kept] = [plant(2001, 'daily'), plant(2002, 'manual')]
    for (let year = 2010; year < 2015; year++) plant(year, 'before-batch')
    const leftover = join(folder(), 'a_x.keheng-backup.partial')
    writeFileSync(leftover, 'x')
    utimesSync(leftover, new Date(0), new Date(0))
    const { cleared } = await core.job('backups.create', {})
    expect(cleared).toEqual([old])
    expect(names()).toContain(kept)
    expect(names()).not.toContain(old)
    expect(names()).not.toContain(`${old}.json`)
    expect(existsSync(leftover)).toBe(false)
  })
})

describe('the folder', () => {
  test('is chosen per book, tried first, and used from then on', async () => {
    const chosen = file('other', 'place')
    expect(await core.call('backups.setFolder', { folder: chosen })).toMatchObject({
      path: chosen,
      chosen: true,
      sameDisk: true,
      problem: null,
      concerns: [],
    })
    expect(readdirSync(chosen)).toEqual([])
    const made = await backUp()
    expect(made.path.startsWith(chosen)).toBe(true)
    await core.call('book.create', { path: file('b.keheng'), name: '内科' })
    expect((await list()).folder).toMatchObject({ path: folder(), chosen: false })
    await core.call('book.open', { path: file('a.keheng') })
    expect((await list()).backups.map(({ path }) => path)).toEqual([made.path])
    await core.call('backups.setFolder', { folder: null })
    expect((await list()).folder).toMatchObject({ path: folder(), chosen: false })
  })

  test('that cannot be written is not taken, and one that went away says so', async () => {
    writeFileSync(file('flat'), '')
    expect(await problemCode(core.call('backups.setFolder', { folder: join(file('flat'), 'x') }))).toBe('backup-folder')
    expect(await problemCode(core.call('backups.setFolder', { folder: 'relative' }))).toBe('bad-request')
    const gone = file('stick')
    await core.call('backups.setFolder', { folder: gone })
    rmSync(gone, { recursive: true })
    writeFileSync(gone, 'now a file')
    expect(await core.call('backups.settings', { probe: true })).toMatchObject({ problem: { code: 'backup-folder' } })
    expect(await problemCode(core.job('backups.create', {}))).toBe('backup-folder')
    expect(await problemCode(core.job('backups.create', { reason: 'daily' }))).toBe('backup-folder')
    expect(await list()).toMatchObject({ folder: { problem: { code: 'backup-folder' } }, backups: [] })
    await core.call('backups.setFolder', { folder: file('new') })
    expect((await list()).failure).toMatchObject({ code: 'backup-folder' })
    await backUp()
    expect((await list()).failure).toBe(null)
  })

  test('in a synced place is warned about', async () => {
    const { concerns } = await core.call('backups.setFolder', { folder: file('OneDrive - 某医院', '备份') })
    expect(concerns).toEqual([{ kind: 'cloud', name: 'OneDrive' }])
  })
})

describe('restoring', () => {
  test('brings the book back, can be taken back, and that again', async () => {
    const six = await cases()
    const before = await backUp()
    await importFile(core, 'cases', writeCases(file('more.csv'), [{ ...SIX[0]!, caseNo: 'NEW1' }]))
    expect(await cases()).toBe(six! + 1)
    await core.call('backups.setFolder', { folder: folder() })

    const restored = await core.job('backups.restore', { path: before.path })
    expect(restored).toMatchObject({
      path: file('a.keheng'),
      setAside: null,
      undo: { reason: 'before-restore', good: true },
    })
    expect(await cases()).toBe(six)
    expect((await core.job('book.verify', {})).ok).toBe(true)
    expect((await list()).folder).toMatchObject({ path: folder(), chosen: true }) // of the machine, not of the backup
    expect((await list()).undo?.path).toBe(restored.undo?.path)

    // The log tells all of it, also what the restored book never saw.
    const { rows } = await core.call('audit.list', { offset: 0, limit: 5 })
    expect(rows.map(({ action }) => action)).toEqual(['restore', 'import', 'backup', 'recompute', 'import'])
    expect(rows[0]).toMatchObject({ before: { cases: six! + 1 }, after: { cases: six } })

    await core.job('backups.undoRestore', {})
    expect(await cases()).toBe(six! + 1)
    await core.job('backups.undoRestore', {})
    expect(await cases()).toBe(six)
    const work = await importFile(core, 'cases', writeCases(file('again.csv'), [{ ...SIX[0]!, caseNo: 'NEW2' }]))
    expect(work.accepted).toBe(1)
  })

  test('is taken back to where it began, whatever a later restore that came to nothing left behind', async () => {
    const six = await cases()
    const before = await backUp()
    await importFile(core, 'cases', writeCases(file('more.csv'), [{ ...SIX[0]!, caseNo: 'NEW1' }]))
    const { undo } = await core.job('backups.restore', { path: before.path })
    expect(await cases()).toBe(six)
    // Another restore got as far as its own backup, of the book as it is.
    const left = await backUp()
    for (const end of ['', '.json']) {
      const text = readFileSync(left.path + end)
      const name = left.path.replace(/\d{8}-\d{6}_manual/, '20991231-235959_before-restore') + end
      writeFileSync(name, end === '' ? text : text.toString('utf8').replace('"manual"', '"before-restore"'))
      rmSync(left.path + end)
    }
    const { backups } = await core.call('backups.list', {})
    expect(backups.filter(({ reason, good }) => reason === 'before-restore' && good)).toHaveLength(2)
    expect((await list()).undo?.path).toBe(undo?.path)
    await core.job('backups.undoRestore', {})
    expect(await cases()).toBe(six! + 1)
  })

  test('without one before, there is nothing to take back', async () => {
    await backUp()
    expect(await problemCode(core.job('backups.undoRestore', {}))).toBe('not-found')
  })

  test('of a damaged backup is refused and changes nothing', async () => {
    const made = await backUp()
    scratch(made.path)
    const before = readFileSync(file('a.keheng'))
    expect(await problemCode(core.job('backups.restore', { path: made.path }))).toBe('backup-damaged')
    rmSync(`${made.path}.json`) // without a record the contents tell
    expect(await problemCode(core.job('backups.restore', { path: made.path }))).toBe('backup-damaged')
    writeFileSync(file('note.txt'), 'no book at all, and long enough to be read as a header of one'.repeat(3))
    expect(await problemCode(core.job('backups.restore', { path: file('note.txt') }))).toBe('book-foreign')
    expect(await problemCode(core.job('backups.restore', { path: file('none') }))).toBe('book-not-found')
    expect(readFileSync(file('a.keheng')).equals(before)).toBe(true)
    expect(names()).not.toContain('a.keheng.restoring')
    expect(readdirSync(core.folder).filter((name) => name.includes('restoring'))).toEqual([])
    expect((await list()).undo).toBe(null)
  })

  test('cancelled changes nothing', async () => {
    const made = await backUp()
    const stop = new AbortController()
    stop.abort()
    expect(await problemCode(core.job('backups.restore', { path: made.path }, stop.signal))).toBe('cancelled')
    expect(readdirSync(core.folder).filter((name) => name.includes('restoring'))).toEqual([])
    expect(await cases()).not.toBe(null)
  })

  test('a backup of a newer program is refused kindly', async () => {
    const made = await backUp()
    rmSync(`${made.path}.json`)
    const raw = new Database(made.path)
    raw.pragma(`user_version = ${LATEST_VERSION + 1}`)
    raw.close()
    expect(await problemCode(core.job('backups.restore', { path: made.path }))).toBe('book-newer')
  })

  test('of another book has to be asked for, and can be taken back', async () => {
    const made = await backUp()
    await core.call('book.create', { path: file('b.keheng'), name: '内科' })
    await backUp() // gives the book its own id
    expect(await problemCode(core.job('backups.restore', { path: made.path }))).toBe('backup-other-book')
    expect(await cases()).toBe(0)
    await core.job('backups.restore', { path: made.path, anotherBook: true })
    expect(await core.call('book.status', {})).toMatchObject({ open: true, path: file('b.keheng'), name: '骨科' })
    await core.job('backups.undoRestore', {})
    expect(await core.call('book.status', {})).toMatchObject({ open: true, name: '内科', cases: 0 })
  })

  test('a book that is gone comes back where it was, or anywhere', async () => {
    const made = await backUp()
    await core.call('book.close', {})
    for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(file('a.keheng') + suffix, { force: true })
    const { backups, undo } = await core.call('backups.list', { book: file('a.keheng') })
    expect([backups.map(({ path }) => path), undo]).toEqual([[made.path], null])
    const restored = await core.job('backups.restore', { path: made.path, book: file('a.keheng') })
    expect(restored).toMatchObject({ undo: null, setAside: null })
    expect(await cases()).toBe(made.contents!.cases)
    await core.job('backups.restore', { path: made.path, book: file('new', 'c.keheng') })
    expect(await core.call('book.status', {})).toMatchObject({ open: true, path: file('new', 'c.keheng') })
  })

  test.each([
    ['that does not open', 100],
    ['that opens and is damaged further in', 40_960],
  ])('a damaged book %s is set aside as it was', async (_what, at) => {
    const made = await backUp()
    await core.call('book.close', {})
    scratch(file('a.keheng'), at)
    const bytes = readFileSync(file('a.keheng'))
    const { setAside, undo } = await core.job('backups.restore', { path: made.path, book: file('a.keheng') })
    expect(undo).toBe(null)
    const kept = readFileSync(setAside!)
    // What SQLite itself notes in the header when a book is opened may differ; the rest is untouched.
    expect(kept.subarray(at === 100 ? 0 : 4_096).equals(bytes.subarray(at === 100 ? 0 : 4_096))).toBe(true)
    expect(await cases()).toBe(made.contents!.cases)
    expect((await core.job('book.verify', {})).ok).toBe(true)
  })

  test('while another process looks at or writes the book, it is refused', async () => {
    const made = await backUp()
    const looking = new Database(file('a.keheng'), { readonly: true })
    looking.prepare('SELECT count(*) FROM hospital_case').get()
    expect(await problemCode(core.job('backups.restore', { path: made.path }))).toBe('book-locked')
    looking.close()
    expect(await cases()).toBe(made.contents!.cases)
    const second = startTestCore()
    await second.call('book.open', { path: file('a.keheng') }) // to look, since the first one writes
    expect(await problemCode(second.job('backups.restore', { path: made.path }))).toBe('book-locked')
    expect((await second.job('backups.create', { folder: file('beside') })).backup?.good).toBe(true)
    await second.close()
    expect((await core.job('backups.restore', { path: made.path })).undo?.good).toBe(true)
  })
})

test('a backup is not opened as a book', async () => {
  const made = await backUp()
  const before = readFileSync(made.path)
  expect(await problemCode(core.call('book.open', { path: made.path }))).toBe('not-allowed')
  expect(readFileSync(made.path).equals(before)).toBe(true)
  mkdirSync(file('elsewhere'))
  expect(names()).toHaveLength(2)
})
