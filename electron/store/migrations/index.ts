import type Database from 'better-sqlite3'
import { migration001 } from './001-book.ts'
import { migration002 } from './002-scheme-timetable.ts'
import { migration003 } from './003-more-kinds.ts'
import { migration004 } from './004-lifecycle.ts'
import { migration005 } from './005-sync.ts'
import { migration006 } from './006-costing.ts'
import { migration007 } from './007-variance-notes.ts'
import { migration008 } from './008-policies.ts'
import { migration009 } from './009-settlement.ts'
import { migration010 } from './010-indicators.ts'
import { migration011 } from './011-fact-cells.ts'

export interface Migration {
  readonly version: number
  readonly up: string
}

/** Append-only: a released migration is never edited; the next one corrects it. */
export const MIGRATIONS: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
  migration007,
  migration008,
  migration009,
  migration010,
  migration011,
]

export const LATEST_VERSION = MIGRATIONS[MIGRATIONS.length - 1]!.version

/** Brings a database to the latest version; each step and its version number are one transaction. */
export function migrate(db: Database.Database, migrations: readonly Migration[] = MIGRATIONS): void {
  let version = db.pragma('user_version', { simple: true }) as number
  for (const migration of migrations) {
    if (migration.version <= version) continue
    if (migration.version !== version + 1) throw new Error(`migration ${version + 1} is missing`)
    db.transaction(() => {
      db.exec(migration.up)
      db.pragma(`user_version = ${migration.version}`)
    }).immediate()
    version = migration.version
  }
}
