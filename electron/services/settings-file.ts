import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { RecentBook } from '#shared/contract/book.ts'
import { problem } from '#shared/domain/problem.ts'
import { now } from './clock.ts'

/** A person's settings on this machine: window, columns, language, recent books. Never anything about patients. */
export interface SettingsFile {
  all(): Readonly<Record<string, unknown>>
  /** @throws ProblemError `not-allowed` when the file cannot be written; the setting holds until the program ends. */
  set(key: string, value: unknown): void
  /** Never fails: a book opens although its name cannot be remembered. */
  rememberBook(path: string, name: string): void
  forgetBook(path: string): void
  recentBooks(): RecentBook[]
}

const RECENT = 'book.recent'
const KEPT = 10

const settingsSchema = z.record(z.string(), z.unknown())
/** Whatever else stands under the key (an older program, a page) is no recent book. */
const recentSchema = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.string() })).catch([])

/** @param path null keeps settings in memory. A file that cannot be read as settings is set aside, not overwritten. */
export function openSettingsFile(path: string | null): SettingsFile {
  let values = path === null ? {} : load(path)
  const recent = () => recentSchema.parse(values[RECENT])
  const keepRecent = (books: ReturnType<typeof recent>) => {
    values = { ...values, [RECENT]: books.slice(0, KEPT) }
    try {
      if (path !== null) save(path, values)
    } catch {
      // Remembered until the program ends.
    }
  }
  return {
    all: () => values,
    set(key, value) {
      values = { ...values, [key]: value }
      if (path !== null) save(path, values)
    },
    rememberBook: (book, name) =>
      keepRecent([{ path: book, name, openedAt: now() }, ...recent().filter((other) => other.path !== book)]),
    forgetBook: (book) => keepRecent(recent().filter((other) => other.path !== book)),
    recentBooks: () => recent().map((book) => ({ ...book, exists: existsSync(book.path) })),
  }
}

function save(path: string, values: Readonly<Record<string, unknown>>): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, `${JSON.stringify(values, null, 1)}\n`)
    renameSync(temporary, path)
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary)
    const code = (error as NodeJS.ErrnoException).code ?? ''
    throw problem(
      'not-allowed',
      `设置不能保存到 ${path}（${code}），本次运行内有效。请检查文件夹权限。`,
      `Settings cannot be saved to ${path} (${code}); they hold until the program ends. Check the folder's permissions.`,
      { path, code },
    )
  }
}

function load(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {}
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    renameSync(path, `${path}.unreadable`)
    return {}
  }
}
