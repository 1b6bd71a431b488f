import type { CaseRecord, CodedName } from '#shared/domain/records.ts'
import type { WritableDb } from './database.ts'
import { type SqlValue, sql } from './sql.ts'

/** Columns of `hospital_case` after `id` and `batch_id`, and where each comes from: one list for writing and undo. */
const COLUMNS = [
  ['admission_no', 'admissionNo'],
  ['patient_id', 'patientId'],
  ['sex', 'sex'],
  ['age', 'age'],
  ['age_band', 'ageBand'],
  ['age_days', 'ageDays'],
  ['birth_weight', 'birthWeight'],
  ['admitted_at', 'admittedAt'],
  ['discharged_at', 'dischargedAt'],
  ['period', 'period'],
  ['los', 'los'],
  ['department', 'department'],
  ['team', 'team'],
  ['physician', 'physician'],
  ['discharge', 'discharge'],
  ['insurance', 'insurance'],
  ['main_surgeon', 'mainSurgeon'],
  ['op_minutes', 'opMinutes'],
  ['anaesthesia_minutes', 'anaesthesiaMinutes'],
  ['icu_hours', 'icuHours'],
  ['vent_hours', 'ventHours'],
  ['charge_fen', 'charge'],
  ['cost_fen', 'cost'],
  ['patient_fen', 'patientPay'],
  ['fund_fen', 'fundPay'],
  ['official_group', 'officialGroup'],
  ['official_payment', 'officialPayment'],
  ['code_system', 'codeSystem'],
  ['death', 'death'],
  ['readmit_31d', 'readmit31d'],
  ['infection', 'infection'],
  ['complication', 'complication'],
  ['pathway', 'pathway'],
  ['day_surgery', 'daySurgery'],
] as const satisfies readonly (readonly [string, keyof CaseRecord])[]

const asSqlValue = (value: string | number | boolean | null): SqlValue =>
  typeof value === 'boolean' ? Number(value) : value

/** A case as it stood, whole, so that an undo puts back exactly what was there. */
interface StoredCase {
  readonly batchId: number
  readonly values: readonly SqlValue[]
  readonly dx: readonly (readonly [string, string | null, string | null])[]
  readonly proc: readonly (readonly [string, string | null, string | null])[]
}

/** Updates in place: replacing the row would take its computed figures with it, which hold until the next recompute. */
const PUT_CASE = ((names: readonly string[]) =>
  `INSERT INTO hospital_case (id, batch_id, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${['batch_id', ...names].map((name) => `${name} = excluded.${name}`).join(', ')}`)(
  COLUMNS.map(([column]) => column),
)

export interface CaseWriter {
  /** Inserts or replaces by case number, and keeps what was replaced. Returns how many were replaced. */
  write(records: readonly CaseRecord[]): number
}

/** For use inside one transaction of the batch. */
export function caseWriter(db: WritableDb, batchId: number): CaseWriter {
  const putCase = db.prepare(PUT_CASE)
  const putBefore = db.prepare('INSERT OR IGNORE INTO case_before (batch_id, case_id, previous) VALUES (?, ?, ?)')
  const codes = codeWriter(db)
  return {
    write(records) {
      let replaced = 0
      for (const record of records) {
        const id = caseRef(db, record.caseNo)
        const previous = readStoredCase(db, id)
        if (previous !== null) replaced++
        putBefore([batchId, id, previous === null ? null : JSON.stringify(previous)])
        putCase([id, batchId, ...COLUMNS.map(([, key]) => asSqlValue(record[key]))])
        codes.replace(id, record.dx, record.proc)
      }
      return replaced
    },
  }
}

/** The internal id of a case number, given on first meeting. */
export function caseRef(db: WritableDb, caseNo: string): number {
  const known = db.get<{ id: number }>(sql`SELECT id FROM case_ref WHERE case_no = ${caseNo}`)
  return known?.id ?? db.run(sql`INSERT INTO case_ref (case_no) VALUES (${caseNo})`).lastId
}

/**
 * Puts every case of a batch back to what it was, or takes it out when the batch brought it in.
 * For use inside one long transaction; breathes between cases. Returns how many cases changed.
 */
export async function undoCases(db: WritableDb, batchId: number, breathe: () => Promise<void>): Promise<number> {
  const touched = db.all<{ case_id: number; previous: string | null }>(
    sql`SELECT case_id, previous FROM case_before WHERE batch_id = ${batchId}`,
  )
  const putCase = db.prepare(PUT_CASE)
  const codes = codeWriter(db)
  for (const { case_id: id, previous } of touched) {
    await breathe()
    if (previous === null) {
      db.run(sql`DELETE FROM hospital_case WHERE id = ${id}`)
      continue
    }
    const stored = JSON.parse(previous) as StoredCase
    putCase([id, stored.batchId, ...stored.values])
    const coded = (rows: StoredCase['dx']): CodedName[] => rows.map(([code, name, detail]) => ({ code, name, detail }))
    codes.replace(id, coded(stored.dx), coded(stored.proc))
  }
  db.run(sql`DELETE FROM case_before WHERE batch_id = ${batchId}`)
  return touched.length
}

function codeWriter(db: WritableDb) {
  const dx = db.prepare('INSERT INTO diagnosis (case_id, position, code, name, poa) VALUES (?, ?, ?, ?, ?)')
  const proc = db.prepare('INSERT INTO procedure_done (case_id, position, code, name, done_at) VALUES (?, ?, ?, ?, ?)')
  return {
    replace(id: number, diagnoses: readonly CodedName[], procedures: readonly CodedName[]): void {
      db.run(sql`DELETE FROM diagnosis WHERE case_id = ${id}`)
      db.run(sql`DELETE FROM procedure_done WHERE case_id = ${id}`)
      diagnoses.forEach((entry, position) => {
        dx([id, position, entry.code, entry.name, entry.detail])
      })
      procedures.forEach((entry, position) => {
        proc([id, position, entry.code, entry.name, entry.detail])
      })
    },
  }
}

function readStoredCase(db: WritableDb, id: number): StoredCase | null {
  const row = db.get<Record<string, SqlValue>>(sql`SELECT * FROM hospital_case WHERE id = ${id}`)
  if (row === undefined) return null
  type Coded = { code: string; name: string | null; detail: string | null }
  const coded = (rows: Coded[]) => rows.map((entry) => [entry.code, entry.name, entry.detail] as const)
  return {
    batchId: row.batch_id as number,
    values: COLUMNS.map(([column]) => row[column] ?? null),
    dx: coded(
      db.all<Coded>(sql`SELECT code, name, poa AS detail FROM diagnosis WHERE case_id = ${id} ORDER BY position`),
    ),
    proc: coded(
      db.all<Coded>(
        sql`SELECT code, name, done_at AS detail FROM procedure_done WHERE case_id = ${id} ORDER BY position`,
      ),
    ),
  }
}
