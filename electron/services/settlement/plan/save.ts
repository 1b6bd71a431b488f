import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Inverse, recordCommand } from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { planOf, putPlan } from '#store/settlement-plans.ts'
import { audit } from '../../audit.ts'
import { now } from '../../clock.ts'
import type { Session } from '../../session.ts'

/** Keeps what was typed for a year, as one command; saving what is kept already changes nothing. */
export function savePlan(session: Session, { year, inputs }: ParsedOf<'settlement.savePlan'>): null {
  const { writer } = session.book()
  const wrote = inputs === null ? null : JSON.stringify(inputs)
  const label: Bilingual =
    inputs === null
      ? { zh: `清空 ${year} 年预结算与清算的填写`, en: `Clear what was typed for the clearing of ${year}` }
      : { zh: `修改 ${year} 年预结算与清算的填写`, en: `Change what was typed for the clearing of ${year}` }
  const changed = writer.transaction(() => {
    const previous = planOf(writer, year) ?? null
    if (previous === wrote) return false
    putPlan(writer, year, wrote)
    recordCommand(writer, label, { kind: 'settlement-plan', year, previous, wrote }, now())
    audit(session, 'settlement-plan', label)
    return true
  })
  if (changed) session.changed()
  return null
}

/** What was typed again since is taken back first. */
export function planUndoBlocked(
  db: ReadableDb,
  { year, wrote }: Extract<Inverse, { readonly kind: 'settlement-plan' }>,
): Bilingual | null {
  if ((planOf(db, year) ?? null) === wrote) return null
  return {
    zh: `${year} 年的填写之后又改过，请先撤销后来的修改。`,
    en: `What was typed for ${year} was changed again later: undo that change first.`,
  }
}
