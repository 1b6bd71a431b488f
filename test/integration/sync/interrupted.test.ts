import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallContext, Handlers, Services } from '#core/handler.ts'
import { createServices } from '#services/index.ts'
import { problem } from '#shared/domain/problem.ts'
import { type Department, type Exchange, startExchange } from './exchange.ts'

let exchange: Exchange
let ortho: Department
let services: Services
beforeAll(async () => {
  exchange = await startExchange()
  ortho = exchange.ortho
  // The book is opened here instead, where a cancel can be put exactly where it is wanted.
  await ortho.call('book.close', {})
  services = await createServices({
    settingsFile: null,
    identityFolder: ortho.folder,
    exportFolder: ortho.folder,
    version: 'test',
  })
})
afterAll(async () => {
  services.close()
  await exchange.close()
})

/** A context whose n-th look at what else waits finds the job cancelled. */
function cancelledAt(n: number): { readonly context: CallContext; readonly looks: () => number } {
  let looks = 0
  const context: CallContext = {
    signal: new AbortController().signal,
    report: () => {},
    breathe: async () => {
      if (++looks === n) throw problem('cancelled', '已取消。', 'Cancelled.')
    },
  }
  return { context, looks: () => looks }
}

/** Numbers given out, which an undone write leaves higher, and names met. */
const GIVEN_OUT = ['sqlite_sequence', 'case_ref', 'charge_item', 'place', 'setting', 'sqlite_stat1', 'sqlite_stat4']

/** Every row of every table but those. */
function contents(path: string): Record<string, unknown[]> {
  const db = new Database(path, { readonly: true })
  const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all() as string[]
  const rows = tables
    .filter((name) => !GIVEN_OUT.includes(name))
    .map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all()] as const)
  db.close()
  return Object.fromEntries(rows)
}

test('an apply that is cancelled, wherever it is, leaves every table as it was', async () => {
  const handlers = services.handlers as Handlers
  const path = (await exchange.issue('2026-01'))[ortho.name]!
  await handlers['book.open']({ path: ortho.book }, cancelledAt(0).context)
  const before = contents(ortho.book)

  for (let at = 1; ; at++) {
    const { context, looks } = cancelledAt(at)
    const outcome = await Promise.resolve(handlers['sync.apply']({ path }, context)).catch((error: unknown) => error)
    if (looks() < at) {
      // It ran to its end without another look, so every place was tried.
      expect(outcome).toMatchObject({ state: 'applied' })
      expect(at).toBeGreaterThan(10)
      break
    }
    expect(outcome, `look ${at}`).toMatchObject({ problem: { code: 'cancelled' } })
    expect(contents(ortho.book), `look ${at}`).toEqual(before)
  }
  expect(contents(ortho.book).hospital_case).toHaveLength(4)
})
