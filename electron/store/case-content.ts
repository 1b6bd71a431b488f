import type { Period } from '#shared/domain/period.ts'
import type { CaseRecord, CodedName } from '#shared/domain/records.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, type SqlValue, sql } from './sql.ts'

/** Columns of `hospital_case` after `id` and `batch_id`, and where each comes from: one list for writing, reading and undo. */
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

const FLAGS: ReadonlySet<keyof CaseRecord> = new Set([
  'death',
  'readmit31d',
  'infection',
  'complication',
  'daySurgery',
] as const)

type CodedTuple = readonly [code: string, name: string | null, detail: string | null]

/** A case as it stood, whole and as JSON keeps it, so that an undo puts back exactly what was there. */
export interface CaseContent {
  readonly batchId: number
  readonly values: readonly SqlValue[]
  readonly dx: readonly CodedTuple[]
  readonly proc: readonly CodedTuple[]
}

const placeOf = (column: (typeof COLUMNS)[number][0]): number => COLUMNS.findIndex(([name]) => name === column)

/** The month a case had before a batch replaced it, of a row of `case_before`. */
export const PREVIOUS_PERIOD: Sql = {
  text: `json_extract(previous, '$.values[${placeOf('period')}]')`,
  values: [],
}

/** Where the patient stands in the JSON of a content. */
export const PATIENT_PATH = `$.values[${placeOf('patient_id')}]`

const asSqlValue = (value: string | number | boolean | null): SqlValue =>
  typeof value === 'boolean' ? Number(value) : value

const tuples = (list: readonly CodedName[]): CodedTuple[] => list.map(({ code, name, detail }) => [code, name, detail])
const codedNames = (list: readonly CodedTuple[]): CodedName[] =>
  list.map(([code, name, detail]) => ({ code, name, detail }))

export function contentOf(record: CaseRecord, batchId: number): CaseContent {
  return {
    batchId,
    values: COLUMNS.map(([, field]) => asSqlValue(record[field])),
    dx: tuples(record.dx),
    proc: tuples(record.proc),
  }
}

export function recordOf(content: CaseContent, caseNo: string): CaseRecord {
  const fields = COLUMNS.map(([, field], place) => {
    const value = content.values[place] ?? null
    return [field, FLAGS.has(field) && value !== null ? value === 1 : value] as const
  })
  return {
    ...(Object.fromEntries(fields) as Omit<CaseRecord, 'caseNo' | 'dx' | 'proc' | 'period'> & { period: Period }),
    caseNo,
    dx: codedNames(content.dx),
    proc: codedNames(content.proc),
  }
}

/** The row a case came in with, without what other tables add; null when the book has no such case. */
export function readOwn(db: ReadableDb, id: number): CaseContent | null {
  const own = db.get<{ content: string }>(sql`SELECT content FROM case_own WHERE case_id = ${id}`)
  return own === undefined ? readShown(db, id) : (JSON.parse(own.content) as CaseContent)
}

/** A case as the pages show it. */
export function readShown(db: ReadableDb, id: number): CaseContent | null {
  const row = db.get<Record<string, SqlValue>>(sql`SELECT * FROM hospital_case WHERE id = ${id}`)
  if (row === undefined) return null
  type Coded = { readonly code: string; readonly name: string | null; readonly detail: string | null }
  const dx = db.all<Coded>(sql`SELECT code, name, poa AS detail FROM diagnosis WHERE case_id = ${id} ORDER BY position`)
  const proc = db.all<Coded>(
    sql`SELECT code, name, done_at AS detail FROM procedure_done WHERE case_id = ${id} ORDER BY position`,
  )
  return {
    batchId: row.batch_id as number,
    values: COLUMNS.map(([column]) => row[column] ?? null),
    dx: tuples(dx),
    proc: tuples(proc),
  }
}

/** Updates in place: replacing the row would take its computed figures with it, which hold until the next recompute. */
const PUT_CASE = ((names: readonly string[]) =>
  `INSERT INTO hospital_case (id, batch_id, ${names.join(', ')}) VALUES (?, ?, ${names.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${['batch_id', ...names].map((name) => `${name} = excluded.${name}`).join(', ')}`)(
  COLUMNS.map(([column]) => column),
)

/** Writes what the pages show of a case; `isNew` spares the clearing of codes that cannot be there. */
export function showWriter(db: WritableDb): (id: number, content: CaseContent, isNew: boolean) => void {
  const putCase = db.prepare(PUT_CASE)
  const dx = db.prepare('INSERT INTO diagnosis (case_id, position, code, name, poa) VALUES (?, ?, ?, ?, ?)')
  const proc = db.prepare('INSERT INTO procedure_done (case_id, position, code, name, done_at) VALUES (?, ?, ?, ?, ?)')
  const noDx = db.prepare('DELETE FROM diagnosis WHERE case_id = ?')
  const noProc = db.prepare('DELETE FROM procedure_done WHERE case_id = ?')
  return (id, content, isNew) => {
    putCase([id, content.batchId, ...content.values])
    if (!isNew) {
      noDx([id])
      noProc([id])
    }
    content.dx.forEach((entry, position) => {
      dx([id, position, ...entry])
    })
    content.proc.forEach((entry, position) => {
      proc([id, position, ...entry])
    })
  }
}

/** The rows that cases of the book came in with, by case number; numbers the book has no case of are missing. */
export function casesHeld(db: ReadableDb, caseNos: readonly string[]): Map<string, CaseRecord> {
  const held = new Map<string, CaseRecord>()
  for (const { id, caseNo } of caseIds(db, caseNos)) {
    const own = readOwn(db, id)
    if (own !== null) held.set(caseNo, recordOf(own, caseNo))
  }
  return held
}

/** Internal ids of those case numbers that the book has met. */
export function caseIds(
  db: ReadableDb,
  caseNos: readonly string[],
): { readonly id: number; readonly caseNo: string }[] {
  return db.all(sql`SELECT r.id, r.case_no AS caseNo FROM json_each(${JSON.stringify(caseNos)}) AS wanted
    JOIN case_ref AS r ON r.case_no = wanted.value`)
}
