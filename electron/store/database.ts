import type Database from 'better-sqlite3'
import type { Sql, SqlValue } from './sql.ts'

declare const access: unique symbol

/** A handle that can only ask. Functions that take it cannot write: it has no method that does. */
export interface ReadableDb {
  readonly [access]: 'read' | 'write'
  all<T>(query: Sql): T[]
  /** Rows as plain lists in the order of the columns: for many rows, where objects would take longer than the query. */
  values<T extends readonly unknown[]>(query: Sql): T[]
  get<T>(query: Sql): T | undefined
  /** The single row of an aggregate, which always has one. */
  one<T>(query: Sql): T
  /** Reads of several statements that must see one state of the book. */
  snapshot<T>(read: () => T): T
}

/** The book's one writer. */
export interface WritableDb extends ReadableDb {
  readonly [access]: 'write'
  run(query: Sql): { readonly changes: number; readonly lastId: number }
  /** A statement prepared once for many rows; the text holds `?` only. */
  prepare(text: string): (values: readonly SqlValue[]) => void
  transaction<T>(write: () => T): T
  /**
   * A transaction that may yield between chunks, so that other requests are answered while it runs. Readers see the
   * book as it was until it commits; a throw (or a cancel, which is one) rolls everything back.
   *
   * @param safety `later`: its end does not wait for the disk. For rows that count only once a later transaction says so, whose own
   *   end then waits for all of them: a power cut before that loses them together, and never one without those before it
   */
  longTransaction<T>(write: () => Promise<T>, safety?: 'at-once' | 'later'): Promise<T>
}

/** Compiled statements kept per handle: pages ask the same few dozen questions. */
const STATEMENT_CACHE = 300

class Handle implements WritableDb {
  declare readonly [access]: 'write'
  private readonly raw: Database.Database
  private readonly cache = new Map<string, Database.Statement>()
  private readonly beforeCommit: BeforeCommit
  private inLongTransaction = false

  constructor(raw: Database.Database, beforeCommit: BeforeCommit) {
    this.raw = raw
    this.beforeCommit = beforeCommit
  }

  private statement(text: string): Database.Statement {
    const known = this.cache.get(text)
    if (known !== undefined) return known
    if (this.cache.size >= STATEMENT_CACHE) this.cache.clear()
    const compiled = this.raw.prepare(text)
    this.cache.set(text, compiled)
    return compiled
  }

  all<T>(query: Sql): T[] {
    return this.statement(query.text).all(...query.values) as T[]
  }

  values<T extends readonly unknown[]>(query: Sql): T[] {
    // Lists or objects is a property of the compiled statement: the same text asked both ways is compiled twice.
    const listed = this.statement(`${query.text}\n-- as lists`).raw(true)
    return listed.all(...query.values) as T[]
  }

  get<T>(query: Sql): T | undefined {
    return this.statement(query.text).get(...query.values) as T | undefined
  }

  one<T>(query: Sql): T {
    const row = this.get<T>(query)
    if (row === undefined) throw new Error('a query that always has a row had none')
    return row
  }

  snapshot<T>(read: () => T): T {
    return this.raw.inTransaction ? read() : this.raw.transaction(read)()
  }

  run(query: Sql): { changes: number; lastId: number } {
    const { changes, lastInsertRowid } = this.statement(query.text).run(...query.values)
    return { changes, lastId: Number(lastInsertRowid) }
  }

  prepare(text: string): (values: readonly SqlValue[]) => void {
    const compiled = this.raw.prepare(text)
    return (values) => {
      compiled.run(values)
    }
  }

  transaction<T>(write: () => T): T {
    if (this.raw.inTransaction) return this.raw.transaction(write)()
    const whole = () => {
      const result = write()
      for (const _step of this.beforeCommit(this));
      return result
    }
    return this.raw.transaction(whole).immediate()
  }

  async longTransaction<T>(write: () => Promise<T>, safety: 'at-once' | 'later' = 'at-once'): Promise<T> {
    if (this.inLongTransaction) throw new Error('a long transaction is already open on this handle')
    this.inLongTransaction = true
    try {
      if (safety === 'later') this.raw.pragma('synchronous = NORMAL')
      this.raw.exec('BEGIN IMMEDIATE')
      const result = await write()
      for (const _step of this.beforeCommit(this)) await new Promise((resolve) => setImmediate(resolve))
      this.raw.exec('COMMIT')
      return result
    } catch (error) {
      if (this.raw.inTransaction) this.raw.exec('ROLLBACK')
      throw error
    } finally {
      if (safety === 'later') this.raw.pragma('synchronous = FULL')
      this.inLongTransaction = false
    }
  }
}

/** What a book keeps in step with its data: runs at the end of every transaction, inside it; a long one yields between its steps. */
type BeforeCommit = (db: WritableDb) => Iterable<void>

/** Wraps an open connection for writing. Only the store opens connections. */
export function writableHandle(raw: Database.Database, beforeCommit: BeforeCommit = () => []): WritableDb {
  return new Handle(raw, beforeCommit)
}

/** Wraps a connection that was opened read-only (or is used as if it were). */
export function readableHandle(raw: Database.Database): ReadableDb {
  return new Handle(raw, () => [])
}
