import type { SheetFacts } from '#shared/domain/activity-sheet.ts'
import { problem } from '#shared/domain/problem.ts'
import { recordOfCase } from '#store/costing-cases.ts'
import type { ReadableDb } from '#store/database.ts'
import { NO_FACTS } from './sheet-costing.ts'

/**
 * What the record of a case tells of the facts that activity sheets ask for. How it was anaesthetised, by which approach, and whether
 * that was converted stand in no column of a discharge record: a sheet names them as assumed.
 * @throws ProblemError `not-found`
 */
export function factsOfCase(db: ReadableDb, caseNo: string): SheetFacts {
  const found = recordOfCase(db, caseNo)
  if (found === undefined) throw problem('not-found', `没有病例 ${caseNo}。`, `There is no case ${caseNo}.`, { caseNo })
  return {
    ...NO_FACTS,
    daySurgery: found.daySurgery === null ? null : found.daySurgery === 1,
    age: found.age,
    operationMinutes: found.opMinutes,
    anaesthesiaMinutes: found.anaesthesiaMinutes,
    los: found.los,
    icuHours: found.icuHours,
  }
}
