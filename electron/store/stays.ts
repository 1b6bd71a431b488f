import type { ReadableDb } from './database.ts'
import { sql } from './sql.ts'

/** A stay of a patient who has more than one in the book. */
export interface RepeatedStay {
  readonly caseId: number
  readonly patientId: string
  readonly admittedAt: string
  readonly dischargedAt: string
}

/** Stays of patients with several, by patient and discharge; of one case's patient only where a case is named. */
export function repeatedStays(db: ReadableDb, caseId: number | null = null): RepeatedStay[] {
  const who =
    caseId === null
      ? sql`SELECT patient_id FROM hospital_case WHERE patient_id IS NOT NULL GROUP BY patient_id HAVING count(*) > 1`
      : sql`SELECT patient_id FROM hospital_case WHERE id = ${caseId} AND patient_id IS NOT NULL`
  return db.all(sql`SELECT id AS caseId, patient_id AS patientId, admitted_at AS admittedAt, discharged_at AS dischargedAt
    FROM hospital_case WHERE patient_id IN (${who}) AND admitted_at IS NOT NULL AND discharged_at IS NOT NULL
    ORDER BY patient_id, discharged_at, id`)
}
