import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { RecentBook } from '#shared/contract/book.ts'
import { now } from './clock.ts'

/** A person's settings on this machine: window, columns, language, recent books. Never anything about patients. */
export interface SettingsFile {
  all(): Readonly<Record<string, unknown>>
  set(key: string, value: unknown): void
  rememberBook(path: string, name: string): void
  recentBooks(): RecentBook[]
}

const RECENT = 'book.recent'
const KEPT = 10

/** @param path null keeps settings in memory. A file that cannot be read as JSON is set aside, not overwritten. */
export function openSettingsFile(path: string | null): SettingsFile {
  let values = path === null ? {} : load(path)
  const save = () => {
    if (path === null) return
    mkdirSync(dirname(path), { recursive: true })
    const temporary = `${path}.${process.pid}.tmp`
    writeFileSync(temporary, `${JSON.stringify(values, null, 1)}\n`)
    renameSync(temporary, path)
  }
  const recent = () => (values[RECENT] ?? []) as Omit<RecentBook, 'exists'>[]
  return {
    all: () => values,
    set(key, value) {
      values = { ...values, [key]: value }
      save()
    },
    rememberBook(book, name) {
      const entry = { path: book, name, openedAt: now() }
      values = { ...values, [RECENT]: [entry, ...recent().filter((other) => other.path !== book)].slice(0, KEPT) }
      save()
    },
    recentBooks: () => recent().map((book) => ({ ...book, exists: existsSync(book.path) })),
  }
}

function load(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch {
    renameSync(path, `${path}.unreadable`)
    return {}
  }
}
