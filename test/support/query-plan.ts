import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect } from 'vitest'
import { createBook } from '#store/book.ts'
import { type ReadableDb, readableHandle } from '#store/database.ts'

/** Asks an empty book what SQLite would do for the statements a query sends, one step a line. */
export type PlanOf = (ask: (db: ReadableDb) => unknown) => string

/** An empty book for the tests of one file. */
export function queryPlans(): PlanOf {
  let folder: string
  let raw: Database.Database
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'keheng-plans-'))
    createBook(join(folder, 'a.keheng')).close()
    raw = new Database(join(folder, 'a.keheng'), { readonly: true })
  })
  afterAll(() => {
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return (ask) => planOf(raw, ask)
}

function planOf(raw: Database.Database, ask: (db: ReadableDb) => unknown): string {
  const steps: string[] = []
  const db = readableHandle(raw)
  const explain = (query: { readonly text: string; readonly values: readonly unknown[] }) => {
    const rows = raw.prepare(`EXPLAIN QUERY PLAN ${query.text}`).all(...query.values) as { detail: string }[]
    steps.push(...rows.map((row) => row.detail))
  }
  const watching: ReadableDb = Object.assign(Object.create(db) as ReadableDb, {
    all: (query: Parameters<typeof explain>[0]) => {
      explain(query)
      return []
    },
    get: (query: Parameters<typeof explain>[0]) => {
      explain(query)
      return undefined
    },
    one: (query: Parameters<ReadableDb['one']>[0]) => {
      explain(query)
      return db.one(query)
    },
  })
  ask(watching)
  expect(steps.length).toBeGreaterThan(0)
  return steps.join('\n')
}

/** The steps that read a whole table or index. */
export const scans = (plan: string) => plan.split('\n').filter((step) => step.startsWith('SCAN'))
