import type { ReadableDb, WritableDb } from './database.ts'
import { sql } from './sql.ts'

/** A page's address under a name. Ids are never given twice, so that what was removed is not mistaken for what came later. */
export interface StoredView {
  readonly id: number
  readonly name: string
  readonly address: string
}

interface StoredViews {
  readonly nextId: number
  readonly views: readonly StoredView[]
}

const VIEWS = 'views'
const PINS = 'pinned-groups'

/** In the order of the menu. */
export function listViews(db: ReadableDb): readonly StoredView[] {
  return readViews(db).views
}

/** Adds a view as the last one, or changes the one it names; undefined when there is none of that id. */
export function putView(
  db: WritableDb,
  view: Omit<StoredView, 'id'> & { readonly id?: number },
): StoredView | undefined {
  const { nextId, views } = readViews(db)
  const { id = nextId, name, address } = view
  const stored = { id, name, address }
  if (view.id === undefined) write(db, VIEWS, { nextId: nextId + 1, views: [...views, stored] })
  else if (!views.some((known) => known.id === id)) return undefined
  else write(db, VIEWS, { nextId, views: views.map((known) => (known.id === id ? stored : known)) })
  return stored
}

/** Those of the list that there are, in its order; any other keeps its place behind them. */
export function orderViews(db: WritableDb, ids: readonly number[]): void {
  const { nextId, views } = readViews(db)
  const place = new Map(ids.map((id, index) => [id, index]))
  const placeOf = ({ id }: StoredView) => place.get(id) ?? ids.length
  write(db, VIEWS, { nextId, views: views.toSorted((a, b) => placeOf(a) - placeOf(b)) })
}

export function removeView(db: WritableDb, id: number): StoredView | undefined {
  const { nextId, views } = readViews(db)
  write(db, VIEWS, { nextId, views: views.filter((view) => view.id !== id) })
  return views.find((view) => view.id === id)
}

/** Rows of the surplus tree that stay on top, in the order they were pinned: `drg:IB29`. */
export function pinnedGroups(db: ReadableDb): readonly string[] {
  return read<readonly string[]>(db, PINS) ?? []
}

export function pinGroups(db: WritableDb, pins: readonly string[]): void {
  write(db, PINS, pins)
}

const readViews = (db: ReadableDb): StoredViews => read<StoredViews>(db, VIEWS) ?? { nextId: 1, views: [] }

function read<T>(db: ReadableDb, key: string): T | undefined {
  const [row] = db.all<{ value: string }>(sql`SELECT value FROM setting WHERE key = ${key}`)
  return row === undefined ? undefined : (JSON.parse(row.value) as T)
}

function write(db: WritableDb, key: string, value: unknown): void {
  db.run(sql`INSERT INTO setting (key, value) VALUES (${key}, ${JSON.stringify(value)})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`)
}
