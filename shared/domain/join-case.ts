import type { CaseRecord, CodedName, DiagnosisRecord, ProcedureRecord, StayRecord } from './records.ts'

/** What other tables know of one case; all of them are of its number. */
export interface CaseParts {
  readonly stay?: StayRecord
  readonly diagnoses?: readonly DiagnosisRecord[]
  readonly procedures?: readonly ProcedureRecord[]
}

/**
 * A case with the rows of its long tables put in their places. The case's own row wins wherever it says something; a
 * table of stays fills what is blank. Diagnoses and procedures come from the long tables when these have any, and are
 * then not mixed with those of the case's row. The month stays that of the row: a discharge in another month is not taken over.
 */
export function joinCase(record: CaseRecord, { stay, diagnoses = [], procedures = [] }: CaseParts): CaseRecord {
  const main = mainProcedure(procedures)
  const dx = diagnoses.length > 0 ? orderDiagnoses(diagnoses) : record.dx
  return {
    ...record,
    admissionNo: record.admissionNo ?? stay?.admissionNo ?? null,
    patientId: record.patientId ?? stay?.patientId ?? null,
    sex: record.sex ?? stay?.sex ?? null,
    age: record.age ?? stay?.age ?? null,
    admittedAt: record.admittedAt ?? stay?.admittedAt ?? null,
    dischargedAt: record.dischargedAt ?? (stay?.dischargedAt?.startsWith(record.period) ? stay.dischargedAt : null),
    los: record.los ?? stay?.los ?? null,
    department: record.department ?? stay?.department ?? null,
    physician: record.physician ?? stay?.physician ?? null,
    discharge: record.discharge ?? stay?.discharge ?? null,
    insurance: record.insurance ?? stay?.insurance ?? null,
    dx: dx.length === 0 && stay?.dx ? [stay.dx] : dx,
    proc: procedures.length > 0 ? orderProcedures(procedures) : record.proc,
    mainSurgeon: record.mainSurgeon ?? main?.surgeon ?? null,
    opMinutes: record.opMinutes ?? main?.minutes ?? null,
    anaesthesiaMinutes: record.anaesthesiaMinutes ?? main?.anaesthesiaMinutes ?? null,
  }
}

/**
 * Principal diagnosis first, the others in their order. Without any row that is flagged, or numbered 1 in a table
 * without flags, the first place stays empty: no other diagnosis ever moves up to it.
 */
export function orderDiagnoses(rows: readonly DiagnosisRecord[]): CodedName[] {
  const { main, others } = split(rows)
  const named = ({ code, name, poa }: DiagnosisRecord): CodedName => ({ code, name, detail: poa })
  return [main === null ? { code: '', name: null, detail: null } : named(main), ...others.map(named)]
}

/** Main procedure first; where none is marked, they stand in their order. */
export function orderProcedures(rows: readonly ProcedureRecord[]): CodedName[] {
  const { main, others } = split(rows)
  const all = main === null ? others : [main, ...others]
  return all.map(({ code, name, date }) => ({ code, name, detail: date }))
}

function mainProcedure(rows: readonly ProcedureRecord[]): ProcedureRecord | null {
  const { main, others } = split(rows)
  return main ?? others[0] ?? null
}

function split<R extends { readonly position: number; readonly main: boolean | null }>(rows: readonly R[]) {
  const ordered = rows.toSorted((a, b) => a.position - b.position)
  const flagged = ordered.find(({ main }) => main === true)
  // A flag column that is blank throughout is none.
  const numbered = ordered.every(({ main }) => main === null)
    ? ordered.find(({ position }) => position === 1)
    : undefined
  const main = flagged ?? numbered ?? null
  return { main, others: ordered.filter((row) => row !== main) }
}
