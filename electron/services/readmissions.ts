import type { CompiledDip } from '#engine/dip/compile.ts'
import { groupDip } from '#engine/dip/group.ts'
import type { ReadableDb } from '#store/database.ts'
import { type CaseForComputing, casesByIds } from '#store/facts.ts'
import { type RepeatedStay, repeatedStays } from '#store/stays.ts'
import { dipInput } from './case-inputs.ts'

const CHUNK = 500
const DAY = 86_400_000

/**
 * Days since the same patient was discharged with the same disease (二次入院), by case; a case without such a stay in the book is
 * missing. Empty for a directory that asks no such thing. Which disease a stay has does not depend on earlier ones.
 * @param caseId only this case's patient is looked at
 */
export function readmissionDays(
  db: ReadableDb,
  dip: CompiledDip,
  caseId: number | null = null,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>()
  if (!dip.tables.auxiliary.some(({ condition }) => condition.includes('readmission_days'))) return found
  const stays = repeatedStays(db, caseId)
  const diseases = diseasesOf(db, dip, stays)
  const last = new Map<string, string>()
  for (const stay of stays) {
    const disease = diseases.get(stay.caseId) ?? ''
    if (disease === '') continue
    const key = `${stay.patientId}\n${disease}`
    const before = last.get(key)
    const days = before === undefined ? null : daysBetween(before, stay.admittedAt)
    if (days !== null && days >= 0) found.set(stay.caseId, days)
    last.set(key, stay.dischargedAt)
  }
  return found
}

function diseasesOf(db: ReadableDb, dip: CompiledDip, stays: readonly RepeatedStay[]): ReadonlyMap<number, string> {
  const diseases = new Map<number, string>()
  for (let start = 0; start < stays.length; start += CHUNK) {
    const rows: readonly CaseForComputing[] = casesByIds(
      db,
      stays.slice(start, start + CHUNK).map((stay) => stay.caseId),
    )
    for (const row of rows) diseases.set(row.id, groupDip(dip, dipInput(row, null)).dip)
  }
  return diseases
}

/** Calendar days from one local time to another. */
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / DAY)
