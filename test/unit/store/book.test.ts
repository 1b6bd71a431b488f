import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ProblemError } from '#shared/domain/problem.ts'
import { findBackups } from '#store/backup-record.ts'
import { createBook, openBook, openReadOnly } from '#store/book.ts'
import { LATEST_VERSION, MIGRATIONS, migrate } from '#store/migrations/index.ts'
import { readSettings, writeSettings } from '#store/settings.ts'
import { sql } from '#store/sql.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string) => join(folder, name)

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code
    throw error
  }
  return 'no problem'
}

describe('opening a book', () => {
  test('a new book has the latest structure and keeps what is written', () => {
    const book = createBook(file('a.keheng'))
    expect(book.schemaVersion).toBe(LATEST_VERSION)
    writeSettings(book.writer, { name: '骨科' })
    book.close()
    const again = openBook(file('a.keheng'))
    expect(readSettings(again.reader).name).toBe('骨科')
    again.close()
  })

  test('an existing file is never overwritten by a new book', () => {
    writeFileSync(file('a.keheng'), 'precious')
    expect(codeOf(() => createBook(file('a.keheng')))).toBe('book-exists')
    expect(readFileSync(file('a.keheng'), 'utf8')).toBe('precious')
  })

  test('a book of a newer program is refused and left byte for byte', () => {
    createBook(file('a.keheng')).close()
    const raw = new Database(file('a.keheng'))
    raw.pragma(`user_version = ${LATEST_VERSION + 1}`)
    raw.pragma('wal_checkpoint(TRUNCATE)')
    raw.close()
    const before = readFileSync(file('a.keheng'))
    expect(codeOf(() => openBook(file('a.keheng')))).toBe('book-newer')
    expect(codeOf(() => openReadOnly(file('a.keheng')))).toBe('book-newer')
    expect(readFileSync(file('a.keheng')).equals(before)).toBe(true)
  })

  test("another program's SQLite file and a text file are told apart from a book", () => {
    new Database(file('other.db')).exec('CREATE TABLE t (x)').close()
    writeFileSync(file('text.keheng'), 'x'.repeat(5000))
    expect(codeOf(() => openBook(file('other.db')))).toBe('book-foreign')
    expect(codeOf(() => openBook(file('text.keheng')))).toBe('book-foreign')
    expect(codeOf(() => openBook(file('missing.keheng')))).toBe('book-not-found')
  })

  test('a file that is no book is not touched, and nothing is left beside it', () => {
    writeFileSync(file('letter.keheng'), 'Dear colleague')
    mkdirSync(file('folder.keheng'))
    writeFileSync(file('empty.keheng'), '')
    for (const name of ['letter', 'folder', 'empty'])
      expect(
        codeOf(() => openBook(file(`${name}.keheng`))),
        name,
      ).toBe('book-foreign')
    expect(readdirSync(folder).sort()).toEqual(['empty.keheng', 'folder.keheng', 'letter.keheng'])
  })

  test('a place where nothing can be written is told in words', () => {
    writeFileSync(file('flat'), '')
    expect(codeOf(() => createBook(join(file('flat'), 'a.keheng')))).toBe('file-unreadable')
    createBook(file('a.keheng')).close()
    rmSync(file('a.keheng.lock'), { force: true })
    mkdirSync(file('a.keheng.lock'))
    expect(codeOf(() => openBook(file('a.keheng')))).toBe('file-unreadable')
  })

  test('damaged pages are reported, and the file is kept as it is', () => {
    const book = createBook(file('a.keheng'))
    book.close()
    const bytes = readFileSync(file('a.keheng'))
    bytes.fill(0xff, 100, 4096) // the schema page, behind the file header
    writeFileSync(file('a.keheng'), bytes)
    expect(codeOf(() => openBook(file('a.keheng')))).toBe('book-damaged')
    expect(readFileSync(file('a.keheng')).equals(bytes)).toBe(true)
  })

  test('one writer at a time; a reader may look beside it, and cannot write', () => {
    const book = createBook(file('a.keheng'))
    expect(codeOf(() => openBook(file('a.keheng')))).toBe('book-locked')
    const looked = openReadOnly(file('a.keheng'))
    writeSettings(book.writer, { name: '骨科' })
    expect(readSettings(looked.reader).name).toBe('骨科')
    looked.close()
    book.close()
    openBook(file('a.keheng')).close()
  })
})

describe('migrations', () => {
  test('an older book is backed up, verified and brought forward', () => {
    createBook(file('a.keheng')).close()
    const next = [...MIGRATIONS, { version: LATEST_VERSION + 1, up: 'CREATE TABLE later (x INTEGER) STRICT;' }]
    const book = openBook(file('a.keheng'), next)
    expect(book.schemaVersion).toBe(LATEST_VERSION + 1)
    expect(book.reader.all(sql`SELECT * FROM later`)).toEqual([])
    book.close()
    const [backup] = findBackups(file('备份'), file('a.keheng'), null)
    expect(backup).toMatchObject({ reason: 'before-migration', record: { schemaVersion: LATEST_VERSION } })
    expect(backup?.bytes).toBe(backup?.record?.bytes)
    const kept = openReadOnly(backup!.path)
    expect(kept.schemaVersion).toBe(LATEST_VERSION)
    kept.close()
  })

  test('a book that cannot be backed up is not migrated', () => {
    createBook(file('a.keheng')).close()
    writeFileSync(file('备份'), 'a file where the folder should be')
    const next = [...MIGRATIONS, { version: LATEST_VERSION + 1, up: 'CREATE TABLE later (x INTEGER) STRICT;' }]
    expect(codeOf(() => openBook(file('a.keheng'), next))).toBe('backup-folder')
    const book = openBook(file('a.keheng'))
    expect(book.schemaVersion).toBe(LATEST_VERSION)
    book.close()
  })

  test('a book of one scheme keeps it for all months, and its commands remember the timetables they replaced', () => {
    const raw = new Database(file('a.db'))
    migrate(raw, MIGRATIONS.slice(0, 1))
    const insert = `INSERT INTO scheme (code, name, region, sha256, mdcs, adrgs, drgs, added_at, content)
      VALUES (?, '', '', ?, 1, 1, 1, '', x'00')`
    for (const code of ['A', 'B']) raw.prepare(insert).run(code, code)
    raw.exec(`INSERT INTO setting VALUES ('schemeId', '2'), ('name', '"骨科"');
      INSERT INTO command (kind, label_zh, label_en, inverse, at) VALUES
        ('scheme-add', '', '', '{"kind":"scheme-add","schemeId":1,"previous":null}', ''),
        ('scheme-use', '', '', '{"kind":"scheme-use","previous":1}', '')`)
    migrate(raw)
    expect(raw.prepare('SELECT * FROM scheme_span').all()).toEqual([{ scheme_id: 2, valid_from: null, valid_to: null }])
    expect(raw.prepare('SELECT key FROM setting').all()).toEqual([{ key: 'name' }])
    expect(
      raw
        .prepare('SELECT inverse FROM command ORDER BY id')
        .all()
        .map((row) => JSON.parse((row as { inverse: string }).inverse)),
    ).toEqual([
      { kind: 'scheme-add', schemeId: 1, timetable: [] },
      { kind: 'scheme-use', timetable: [{ schemeId: 1, from: null, to: null }] },
    ])
    expect(raw.prepare('SELECT DISTINCT kind FROM scheme').all()).toEqual([{ kind: 'DRG' }])
    raw.close()
  })

  test('a step that fails leaves version and structure as they were', () => {
    const raw = new Database(file('a.db'))
    migrate(raw)
    const broken = [
      ...MIGRATIONS,
      { version: LATEST_VERSION + 1, up: 'CREATE TABLE later (x); CREATE TABLE later (x);' },
    ]
    expect(() => migrate(raw, broken)).toThrow()
    expect(raw.pragma('user_version', { simple: true })).toBe(LATEST_VERSION)
    expect(raw.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'later'").get()).toEqual({ n: 0 })
    raw.close()
  })
})
