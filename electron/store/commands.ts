import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { CostMethod } from '#shared/domain/costing.ts'
import type { Period } from '#shared/domain/period.ts'
import type { SchemeTimetable } from '#shared/domain/scheme-timetable.ts'
import type { DifferenceNote } from '#shared/domain/settlement-difference.ts'
import type { VarianceNote } from '#shared/domain/variance.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import type { PolicyState } from './policies.ts'
import { sql } from './sql.ts'

/** What takes a command back. Closed: each kind has one function that carries it out (services/commands.ts). */
export type Inverse =
  | { readonly kind: 'import'; readonly batchId: number }
  | { readonly kind: 'scheme-use'; readonly timetable: SchemeTimetable }
  | { readonly kind: 'scheme-add'; readonly schemeId: number; readonly timetable: SchemeTimetable }
  | { readonly kind: 'scheme-accept'; readonly trialId: number; readonly timetable: SchemeTimetable }
  /** `changed`: policies whose months it moved, as they were. */
  | { readonly kind: 'policy-add'; readonly policyId: number; readonly changed?: readonly PolicyState[] }
  | { readonly kind: 'policy-change'; readonly changed: readonly PolicyState[] }
  | PackageInverse
  | {
      readonly kind: 'costing-accept'
      readonly runId: number
      readonly acceptedBefore: string | null
      /** Whose costs were the figures of each month before; null: those of the files. */
      readonly months: readonly {
        readonly period: string
        readonly previous: { readonly runId: number; readonly method: CostMethod } | null
      }[]
    }
  | { readonly kind: 'period-close'; readonly month: Period }
  | {
      readonly kind: 'period-reopen'
      readonly month: Period
      /** The closing it took back, and the revisions it left: while both hold, nothing has changed since. */
      readonly closing: { readonly at: string; readonly by: string; readonly commandId: number }
      readonly dataRevision: number
      readonly computedRevision: number
    }
  | {
      readonly kind: 'variance-note'
      readonly subject: string
      /** What the row said before, and what the command wrote; null: nothing. */
      readonly previous: VarianceNote | null
      readonly wrote: VarianceNote | null
    }
  | {
      readonly kind: 'settlement-note'
      /** Of each case what was said before, and what the command wrote; null: nothing. */
      readonly notes: readonly {
        readonly caseNo: string
        readonly previous: DifferenceNote | null
        readonly wrote: DifferenceNote | null
      }[]
    }
  /** What was typed for a year, as text; null: nothing. */
  | {
      readonly kind: 'settlement-plan'
      readonly year: string
      readonly previous: string | null
      readonly wrote: string | null
    }

/** What a package brought in; `timetable` as it was before, null when the package left it alone. */
export interface PackageInverse {
  readonly kind: 'package-apply'
  readonly packageId: number
  readonly batchIds: readonly number[]
  readonly schemeIds: readonly number[]
  readonly policyIds: readonly number[]
  /** Policies whose months made room for those of the package, as they were. */
  readonly policyStates?: readonly PolicyState[]
  readonly timetable: SchemeTimetable | null
}

export interface StoredCommand {
  readonly id: number
  readonly kind: Inverse['kind']
  readonly label: Bilingual
  readonly inverse: Inverse
  readonly at: string
  readonly undoneAt: string | null
}

/** Records a command in the transaction that carries it out. */
export function recordCommand(db: WritableDb, label: Bilingual, inverse: Inverse, at: string): number {
  return db.run(sql`INSERT INTO command (kind, label_zh, label_en, inverse, at)
    VALUES (${inverse.kind}, ${label.zh}, ${label.en}, ${JSON.stringify(inverse)}, ${at})`).lastId
}

export function markCommandUndone(db: WritableDb, id: number, at: string): void {
  db.run(sql`UPDATE command SET undone_at = ${at} WHERE id = ${id} AND undone_at IS NULL`)
}

interface Row {
  id: number
  label_zh: string
  label_en: string
  inverse: string
  at: string
  undone_at: string | null
}

const asCommand = (row: Row): StoredCommand => {
  const inverse = JSON.parse(row.inverse) as Inverse
  return {
    id: row.id,
    kind: inverse.kind,
    label: { zh: row.label_zh, en: row.label_en },
    inverse,
    at: row.at,
    undoneAt: row.undone_at,
  }
}

export function listCommands(db: ReadableDb, offset: number, limit: number): StoredCommand[] {
  return db.all<Row>(sql`SELECT * FROM command ORDER BY id DESC LIMIT ${limit} OFFSET ${offset}`).map(asCommand)
}

export function getCommand(db: ReadableDb, id: number): StoredCommand | undefined {
  const row = db.get<Row>(sql`SELECT * FROM command WHERE id = ${id}`)
  return row && asCommand(row)
}

export function commandOfBatch(db: ReadableDb, batchId: number): StoredCommand | undefined {
  const row = db.get<Row>(
    sql`SELECT * FROM command WHERE kind = 'import' AND json_extract(inverse, '$.batchId') = ${batchId} ORDER BY id DESC LIMIT 1`,
  )
  return row && asCommand(row)
}

/** The package a batch came in with, as the command that applied it. */
export function packageOfBatch(db: ReadableDb, batchId: number): StoredCommand | undefined {
  const row = db.get<Row>(sql`SELECT command.* FROM command, json_each(inverse, '$.batchIds') AS batch
    WHERE kind = 'package-apply' AND batch.value = ${batchId} LIMIT 1`)
  return row && asCommand(row)
}

/** The command that applied a package and still holds. */
export function commandOfPackage(db: ReadableDb, packageId: number): StoredCommand | undefined {
  const row = db.get<Row>(sql`SELECT * FROM command WHERE kind = 'package-apply' AND undone_at IS NULL
    AND json_extract(inverse, '$.packageId') = ${packageId} LIMIT 1`)
  return row && asCommand(row)
}

/** A later command that chose a scheme and still holds: an earlier choice is taken back after it, not under it. */
export function laterSchemeChoice(db: ReadableDb, id: number): StoredCommand | undefined {
  const row = db.get<Row>(sql`SELECT * FROM command WHERE id > ${id} AND undone_at IS NULL
    AND (kind IN ('scheme-add', 'scheme-use', 'scheme-accept')
      OR kind = 'package-apply' AND json_extract(inverse, '$.timetable') IS NOT NULL) ORDER BY id DESC LIMIT 1`)
  return row && asCommand(row)
}

/** Commands after one that still hold. */
export function laterCommands(db: ReadableDb, id: number): StoredCommand[] {
  return db.all<Row>(sql`SELECT * FROM command WHERE id > ${id} AND undone_at IS NULL ORDER BY id DESC`).map(asCommand)
}

/** What an undo without a name takes back: the newest command not taken back yet. */
export function lastUndoable(db: ReadableDb): StoredCommand | undefined {
  const row = db.get<Row>(sql`SELECT * FROM command WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1`)
  return row && asCommand(row)
}
