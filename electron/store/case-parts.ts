import { type CaseParts, joinCase } from '#shared/domain/join-case.ts'
import type { DiagnosisRecord, ProcedureRecord, RecordOf, StayRecord } from '#shared/domain/records.ts'
import { type CaseContent, caseIds, contentOf, readOwn, readShown, recordOf, showWriter } from './case-content.ts'
import { caseRefs } from './case-refs.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type SqlValue, sql } from './sql.ts'

/** Kinds of files that know more of a case than its own row, each with a table of its own. */
export const PART_TABLES = { stays: 'stay_part', diagnoses: 'diagnosis_part', procedures: 'procedure_part' } as const
export type PartKind = keyof typeof PART_TABLES

export const isPartKind = (kind: string): kind is PartKind => Object.hasOwn(PART_TABLES, kind)

/** Whether the book has any table of parts; without, cases are what their rows say. */
function hasParts(db: ReadableDb): boolean {
  return (
    db.get(sql`SELECT 1 WHERE EXISTS (SELECT 1 FROM stay_part) OR EXISTS (SELECT 1 FROM diagnosis_part)
      OR EXISTS (SELECT 1 FROM procedure_part)`) !== undefined
  )
}

/** What other tables know of a case: of each kind what its latest batch says, whole. Null when nothing does. */
function partsOf(db: ReadableDb, id: number, caseNo: string): CaseParts | null {
  const stay = stayOf(db, id, caseNo)
  const diagnoses = db
    .all<Omit<DiagnosisRecord, 'caseNo' | 'main'> & { main: number | null }>(sql`SELECT position, main, code, name, poa
      FROM diagnosis_part WHERE case_id = ${id} AND batch_id = (SELECT max(batch_id) FROM diagnosis_part WHERE case_id = ${id})
      ORDER BY row_no`)
    .map((row) => ({ ...row, caseNo, main: asFlag(row.main) }))
  const procedures = db
    .all<Omit<ProcedureRecord, 'caseNo' | 'main'> & { main: number | null }>(sql`SELECT position, main, code, name,
        done_at AS date, minutes, surgeon, anaesthesia_minutes AS anaesthesiaMinutes
      FROM procedure_part WHERE case_id = ${id} AND batch_id = (SELECT max(batch_id) FROM procedure_part WHERE case_id = ${id})
      ORDER BY row_no`)
    .map((row) => ({ ...row, caseNo, main: asFlag(row.main) }))
  if (stay === null && diagnoses.length === 0 && procedures.length === 0) return null
  return { ...(stay === null ? {} : { stay }), diagnoses, procedures }
}

const asFlag = (value: number | null): boolean | null => (value === null ? null : value === 1)

/** What the book has of stays or lists, by case number: of each case what its latest batch says. */
export function partsHeld(db: ReadableDb, caseNos: readonly string[]): Map<string, CaseParts> {
  const held = new Map<string, CaseParts>()
  for (const { id, caseNo } of caseIds(db, caseNos)) {
    const parts = partsOf(db, id, caseNo)
    if (parts !== null) held.set(caseNo, parts)
  }
  return held
}

/** What the latest table of stays says of a case. */
function stayOf(db: ReadableDb, id: number, caseNo: string): StayRecord | null {
  type Row = Omit<StayRecord, 'caseNo' | 'dx'> & { readonly dxCode: string | null; readonly dxName: string | null }
  const row = db.get<Row>(sql`SELECT admission_no AS admissionNo, patient_id AS patientId, sex, age,
      admitted_at AS admittedAt, discharged_at AS dischargedAt, los, department, physician, discharge, insurance,
      dx_code AS dxCode, dx_name AS dxName
    FROM stay_part WHERE case_id = ${id} ORDER BY batch_id DESC LIMIT 1`)
  if (row === undefined) return null
  const { dxCode, dxName, ...stay } = row
  return { ...stay, caseNo, dx: dxCode === null ? null : { code: dxCode, name: dxName, detail: null } }
}

/** The case that a row and what other tables know come to. */
function joinedContent(own: CaseContent, parts: CaseParts | null, caseNo: string): CaseContent {
  return parts === null ? own : contentOf(joinCase(recordOf(own, caseNo), parts), own.batchId)
}

/** Keeps what is shown of a case, and its own row beside it where other tables add to that. */
export interface CaseKeeper {
  keep(id: number, caseNo: string, own: CaseContent, isNew: boolean): void
  /** After the parts of a case have changed; nothing happens while the book has no row of it. */
  rejoin(id: number, caseNo: string): void
}

export function caseKeeper(db: WritableDb): CaseKeeper {
  const show = showWriter(db)
  const putOwn = db.prepare('INSERT OR REPLACE INTO case_own (case_id, content) VALUES (?, ?)')
  const noOwn = db.prepare('DELETE FROM case_own WHERE case_id = ?')
  const joins = hasParts(db)
  const keep = (id: number, caseNo: string, own: CaseContent, isNew: boolean, parts: CaseParts | null): void => {
    show(id, joinedContent(own, parts, caseNo), isNew)
    if (parts !== null) putOwn([id, JSON.stringify(own)])
    else if (!isNew) noOwn([id])
  }
  return {
    keep: (id, caseNo, own, isNew) => keep(id, caseNo, own, isNew, joins ? partsOf(db, id, caseNo) : null),
    rejoin(id, caseNo) {
      const own = readOwn(db, id)
      if (own !== null) keep(id, caseNo, own, false, partsOf(db, id, caseNo))
    },
  }
}

/** For use inside the one transaction of the batch. Returns how many cases had such a table before. */
export function partWriter<K extends PartKind>(db: WritableDb, kind: K, batchId: number) {
  const insert = rowWriter(db, kind, batchId)
  const refOf = caseRefs(db)
  const keeper = caseKeeper(db)
  const seen = new Set<number>()
  return (records: readonly RecordOf[K][]): number => {
    const touched = new Map<number, string>()
    let replaced = 0
    for (const record of records) {
      const id = refOf(record.caseNo)
      touched.set(id, record.caseNo)
      if (!seen.has(id)) {
        seen.add(id)
        if (hadBefore(db, kind, id, batchId)) replaced++
      }
      insert(id, record)
    }
    for (const [id, caseNo] of touched) keeper.rejoin(id, caseNo)
    return replaced
  }
}

function hadBefore(db: ReadableDb, kind: PartKind, id: number, batchId: number): boolean {
  const text = `SELECT 1 FROM ${PART_TABLES[kind]} WHERE case_id = ? AND batch_id <> ? LIMIT 1`
  return db.get({ text, values: [id, batchId] }) !== undefined
}

function rowWriter<K extends PartKind>(
  db: WritableDb,
  kind: K,
  batchId: number,
): (id: number, record: RecordOf[K]) => void {
  const values: { readonly [P in PartKind]: (record: RecordOf[P]) => readonly (string | number | boolean | null)[] } = {
    stays: (stay) => [
      stay.admissionNo,
      stay.patientId,
      stay.sex,
      stay.age,
      stay.admittedAt,
      stay.dischargedAt,
      stay.los,
      stay.department,
      stay.physician,
      stay.discharge,
      stay.insurance,
      stay.dx?.code ?? null,
      stay.dx?.name ?? null,
    ],
    diagnoses: (row) => [row.position, row.main, row.code, row.name, row.poa],
    procedures: (row) => [
      row.position,
      row.main,
      row.code,
      row.name,
      row.date,
      row.minutes,
      row.surgeon,
      row.anaesthesiaMinutes,
    ],
  }
  const width = kind === 'stays' ? 13 : kind === 'diagnoses' ? 5 : 8
  const numbered = kind !== 'stays'
  const marks = Array.from({ length: width + (numbered ? 3 : 2) }, () => '?').join(', ')
  // Of two stays of one number in a file that numbers its rows the later one holds.
  const insert = db.prepare(`INSERT OR REPLACE INTO ${PART_TABLES[kind]} VALUES (${marks})`)
  const of: (record: RecordOf[K]) => readonly (string | number | boolean | null)[] = values[kind]
  let rowNo = 0
  return (id, record) => {
    const cells = of(record).map((value): SqlValue => (typeof value === 'boolean' ? Number(value) : value))
    insert(numbered ? [id, batchId, ++rowNo, ...cells] : [id, batchId, ...cells])
  }
}

/**
 * Takes out what a batch knew of its cases and puts these together from what is left. For use inside one long transaction; breathes
 * between cases.
 */
export async function undoParts(
  db: WritableDb,
  kind: PartKind,
  batchId: number,
  breathe: () => Promise<void>,
): Promise<void> {
  const table = PART_TABLES[kind]
  const touched = db.all<{ id: number; caseNo: string }>({
    text: `SELECT id, case_no AS caseNo FROM case_ref WHERE id IN (SELECT case_id FROM ${table} WHERE batch_id = ?)`,
    values: [batchId],
  })
  db.run({ text: `DELETE FROM ${table} WHERE batch_id = ?`, values: [batchId] })
  const keeper = caseKeeper(db)
  for (const { id, caseNo } of touched) {
    await breathe()
    keeper.rejoin(id, caseNo)
  }
}

/** Cases that are not what their row and the other tables come to: nothing the program does leads there. */
export function wronglyJoined(db: ReadableDb): { readonly wrong: number; readonly example: string | null } {
  const candidates = db.all<{ id: number; caseNo: string }>(sql`SELECT r.id, r.case_no AS caseNo FROM case_ref AS r
    JOIN hospital_case AS c ON c.id = r.id WHERE r.id IN (SELECT case_id FROM case_own UNION SELECT case_id FROM stay_part
      UNION SELECT case_id FROM diagnosis_part UNION SELECT case_id FROM procedure_part)`)
  const wrong = candidates.filter(({ id, caseNo }) => {
    const parts = partsOf(db, id, caseNo)
    const own = db.get<{ content: string }>(sql`SELECT content FROM case_own WHERE case_id = ${id}`)
    if (parts === null || own === undefined) return parts !== null || own !== undefined
    const joined = joinedContent(JSON.parse(own.content) as CaseContent, parts, caseNo)
    return JSON.stringify(joined) !== JSON.stringify(readShown(db, id))
  })
  return { wrong: wrong.length, example: wrong[0]?.caseNo ?? null }
}
