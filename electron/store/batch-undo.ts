import { getBatch, markBatchUndone } from './batches.ts'
import { isPartKind, undoParts } from './case-parts.ts'
import { undoCases } from './cases-write.ts'
import type { WritableDb } from './database.ts'
import { isRowKind, removeRecords } from './record-tables.ts'
import { sql } from './sql.ts'

/**
 * Takes a committed batch back, of whatever kind and in whatever order: what is left is what the other batches alone say. Charge lines
 * stop counting at once and are cleaned away by `purgeDeadRows`. For use inside one long transaction; breathes between cases.
 */
export async function undoBatch(
  db: WritableDb,
  { batchId, at }: { readonly batchId: number; readonly at: string },
  breathe: () => Promise<void>,
): Promise<void> {
  const kind = getBatch(db, batchId)?.kind
  if (kind === undefined) return
  if (kind === 'cases') await undoCases(db, batchId, breathe)
  else if (isPartKind(kind)) await undoParts(db, kind, batchId, breathe)
  else if (isRowKind(kind)) removeRecords(db, kind, batchId)
  db.run(sql`DELETE FROM stay_number WHERE batch_id = ${batchId}`)
  markBatchUndone(db, batchId, at)
}
