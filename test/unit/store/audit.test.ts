import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import type { AuditAction } from '#shared/domain/audit.ts'
import { type AuditNote, carryAuditOver, listAudit, recordAudit } from '#store/audit.ts'
import { type Book, openBook } from '#store/book.ts'
import { migration001 } from '#store/migrations/001-book.ts'
import { migration002 } from '#store/migrations/002-scheme-timetable.ts'
import { migration003 } from '#store/migrations/003-more-kinds.ts'
import { migration004 } from '#store/migrations/004-lifecycle.ts'
import { temporaryBook } from '../../fixtures/book.ts'

const ended: (() => void)[] = []
afterEach(() => {
  for (const end of ended.splice(0)) end()
})

const note = (what: string, action: AuditAction = 'recompute'): AuditNote => ({
  at: '2026-03-01 08:00:00',
  who: '李运营',
  action,
  what: { zh: what, en: what },
})
const told = ({ reader }: Book) =>
  listAudit(reader, {}, 0, 100)
    .map(({ what }) => what.zh)
    .reverse()

/** A book with two rows, and a copy of it made then: what a backup is. */
function bookAndCopy(): { readonly book: Book; readonly copy: Book } {
  const { book, folder, remove } = temporaryBook()
  for (const what of ['一', '二']) book.writer.transaction(() => recordAudit(book.writer, note(what)))
  book.checkpoint()
  copyFileSync(book.path, join(folder, 'copy.keheng'))
  const copy = openBook(join(folder, 'copy.keheng'))
  ended.push(() => {
    copy.close()
    remove()
  })
  return { book, copy }
}

const carry = (from: Book, to: Book) => to.writer.transaction(() => carryAuditOver(from.reader, to.writer))

test('a book that takes the place of a later state gets the rows it lacks, in their order, once', () => {
  const { book, copy } = bookAndCopy()
  // Alike to the letter, and done twice.
  for (const what of ['三', '三']) book.writer.transaction(() => recordAudit(book.writer, note(what)))
  carry(book, copy)
  carry(book, copy)
  expect(told(copy)).toEqual(['一', '二', '三', '三'])
})

test('restored and taken back: both keep everything that ever happened', () => {
  const { book, copy } = bookAndCopy()
  book.writer.transaction(() => recordAudit(book.writer, note('三')))
  carry(book, copy)
  copy.writer.transaction(() => recordAudit(copy.writer, note('恢复', 'restore')))
  carry(copy, book)
  expect(told(book)).toEqual(['一', '二', '三', '恢复'])
  expect(told(book)).toEqual(told(copy))
})

test('a row is part of the transaction it is about', () => {
  const { book } = bookAndCopy()
  expect(() =>
    book.writer.transaction(() => {
      recordAudit(book.writer, note('三'))
      throw new Error('the write failed')
    }),
  ).toThrow('the write failed')
  expect(told(book)).toEqual(['一', '二'])
})

test('a book from before the log starts it with what is there; an empty one starts with nothing', () => {
  const raw = new Database(':memory:')
  ended.push(() => raw.close())
  for (const { up } of [migration001, migration002, migration003]) raw.exec(up)
  raw.exec(`INSERT INTO batch (id, kind, source_name, sha256, template, state, accepted, started_at)
    VALUES (1, 'charges', 'a.csv', 'aa', '{}', 'committed', 7, '2026-01-01 08:00:00')`)
  raw.exec(migration004.up)
  expect(
    raw.prepare('SELECT action, cases_after, lines_after, batches_after, lines_before FROM audit').raw().all(),
  ).toEqual([['upgrade', 0, 7, 1, 7]])
})
