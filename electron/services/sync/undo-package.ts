import type { Bilingual } from '#shared/domain/bilingual.ts'
import { undoBatch } from '#store/batch-undo.ts'
import type { PackageInverse } from '#store/commands.ts'
import type { WritableDb } from '#store/database.ts'
import { writeTimetable } from '#store/scheme-spans.ts'
import { removeScheme } from '#store/schemes.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { markPackageUndone } from '#store/sync-packages.ts'
import { now } from '../clock.ts'
import { takeBackPolicies } from '../policy-changes.ts'

/**
 * Takes back what a package brought in: its batches, schemes, policies and answers. Its number stays used, for the sender goes on
 * counting: the same file is refused afterwards, and what is to come in after all must be issued anew.
 */
export async function undoPackage(
  db: WritableDb,
  inverse: PackageInverse,
  breathe: () => Promise<void>,
): Promise<void> {
  for (const batchId of inverse.batchIds.toReversed()) {
    await undoBatch(db, { batchId, at: now() }, breathe)
  }
  if (inverse.timetable !== null) writeTimetable(db, inverse.timetable)
  for (const schemeId of inverse.schemeIds) removeScheme(db, schemeId)
  takeBackPolicies(db, inverse)
  markPackageUndone(db, inverse.packageId, now())
  const { batchIds, schemeIds, policyIds, policyStates = [], timetable } = inverse
  if (batchIds.length + schemeIds.length + policyIds.length + policyStates.length > 0 || timetable !== null)
    bumpDataRevision(db)
}

/** Why a batch cannot be undone by itself. */
export const partOfPackage = (commandLabel: Bilingual): Bilingual => ({
  zh: `这一批次是“${commandLabel.zh}”的一部分，请在“收发”页撤销整个数据包。`,
  en: `This batch is part of “${commandLabel.en}”: undo the whole package on the Exchange page.`,
})
