import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Inverse } from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { lockedBy } from '#store/periods.ts'
import { rowsRemoved } from '#store/year-removal.ts'

/** Why a command whose data was taken out with its year cannot be undone; null where all of it is there. */
export function gone(db: ReadableDb, inverse: Inverse): Bilingual | null {
  for (const batchId of broughtBy(inverse).batchIds) {
    const removed = rowsRemoved(db, batchId)
    if (removed !== undefined)
      return {
        zh: `批次 ${batchId} 的 ${removed.rows} 行已随 ${removed.years} 年一起删除，不能再撤销；如需找回，请恢复删除前的备份。`,
        en: `${removed.rows} rows of batch ${batchId} were deleted with the year ${removed.years}: restore the backup made before that instead.`,
      }
  }
  return null
}

/** Why a command that a closed month stands on cannot be undone; null where no month does. */
export function closedAbove(db: ReadableDb, inverse: Inverse): Bilingual | null {
  const { batchIds, schemeIds, policyIds, trialIds } = broughtBy(inverse)
  const months = [
    ...batchIds.map((id) => lockedBy(db, 'batch', id)),
    ...schemeIds.map((id) => lockedBy(db, 'scheme', id)),
    ...policyIds.map((id) => lockedBy(db, 'policy', id)),
    ...trialIds.map((id) => lockedBy(db, 'trial', id)),
  ]
  const month = months.find((found) => found !== undefined)
  if (month === undefined) return null
  return {
    zh: `${month} 已结账，撤销会改动它。如需撤销，请先对 ${month} 反结账。`,
    en: `${month} is closed, and undoing this would change it. Reopen ${month} first.`,
  }
}

interface Brought {
  readonly batchIds: readonly number[]
  readonly schemeIds: readonly number[]
  readonly policyIds: readonly number[]
  /** Trials whose results it put in the place of the figures. */
  readonly trialIds: readonly number[]
}

const NOTHING: Brought = { batchIds: [], schemeIds: [], policyIds: [], trialIds: [] }

/** What a command brought in that figures can stand on. A timetable alone is none: closed months are computed no more. */
export function broughtBy(inverse: Inverse): Brought {
  switch (inverse.kind) {
    case 'import':
      return { ...NOTHING, batchIds: [inverse.batchId] }
    case 'scheme-add':
      return { ...NOTHING, schemeIds: [inverse.schemeId] }
    case 'scheme-accept':
      return { ...NOTHING, trialIds: [inverse.trialId] }
    case 'policy-add':
      return { ...NOTHING, policyIds: [inverse.policyId] }
    case 'package-apply':
      return { ...NOTHING, ...inverse }
    case 'scheme-use':
    case 'policy-change':
    case 'costing-accept':
    case 'period-close':
    case 'period-reopen':
    case 'variance-note':
    case 'settlement-note':
    case 'settlement-plan':
      return NOTHING
    default:
      return assertNever(inverse)
  }
}
