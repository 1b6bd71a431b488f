import { PATIENT_PATH } from './case-content.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { type Sql, sql } from './sql.ts'

/** Every place that holds the number of a patient: table, how it is read, and how it is replaced by the mapped one. */
const PLACES: readonly (readonly [table: string, value: string, change: string])[] = [
  ['hospital_case', 'patient_id', 'patient_id = map.pseudonym'],
  ['stay_part', 'patient_id', 'patient_id = map.pseudonym'],
  ...(
    [
      ['case_before', 'previous'],
      ['case_own', 'content'],
    ] as const
  ).map(
    ([table, column]) =>
      [
        table,
        `json_extract(${column}, '${PATIENT_PATH}')`,
        `${column} = json_set(${column}, '${PATIENT_PATH}', map.pseudonym)`,
      ] as const,
  ),
]

const allPatients: Sql = {
  text: PLACES.map(([table, value]) => `SELECT ${value} AS patient FROM ${table} WHERE ${value} IS NOT NULL`).join(
    ' UNION ',
  ),
  values: [],
}

export function hasPatients(db: ReadableDb): boolean {
  return db.get(sql`SELECT 1 FROM (${allPatients}) LIMIT 1`) !== undefined
}

/** Replaces every patient's number, wherever it is kept. For use inside one transaction. Returns how many patients there are. */
export function convertPatients(db: WritableDb, pseudonym: (patientId: string) => string): number {
  const patients = db.all<{ patient: string }>(allPatients)
  const named = Object.fromEntries(patients.map(({ patient }) => [patient, pseudonym(patient)]))
  const mapping = JSON.stringify(named)
  for (const [table, value, change] of PLACES) {
    db.run({
      text: `WITH map AS MATERIALIZED (SELECT key AS patient, value AS pseudonym FROM json_each(?))
        UPDATE ${table} SET ${change} FROM map WHERE map.patient = ${value}`,
      values: [mapping],
    })
  }
  return patients.length
}
