import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import { problem } from '#shared/domain/problem.ts'
import { DIFFERENCE_STATES, type DifferenceNote } from '#shared/domain/settlement-difference.ts'
import { type Inverse, recordCommand } from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { differenceNotes, putDifferenceNote } from '#store/settlement-notes.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'

/**
 * Keeps what was said of the differences of cases, as one command. A case without a difference is refused: there is nothing to say.
 * @param differenceOf the difference of a case now, in fen; undefined where both sides agree
 */
export function saveDifferenceNotes(
  session: Session,
  { caseNos, state, text }: ParsedOf<'settlement.saveNotes'>,
  differenceOf: (caseNo: string) => Fen | undefined,
): null {
  const { writer } = session.book()
  const at = now()
  const wanted = [...new Set(caseNos)].map((caseNo) => {
    const difference = differenceOf(caseNo)
    if (state !== null && difference === undefined)
      throw problem(
        'not-found',
        `病例 ${caseNo} 没有对账差异，无需说明。`,
        `Case ${caseNo} has no difference to speak of.`,
        { caseNo },
      )
    const wrote: DifferenceNote | null =
      state === null || difference === undefined
        ? null
        : { state, text: text.trim(), difference, by: session.who(), at }
    return { caseNo, wrote }
  })
  const label = labelOf(wanted[0]!.caseNo, wanted.length, state)
  const changed = writer.transaction(() => {
    const held = differenceNotes(
      writer,
      wanted.map(({ caseNo }) => caseNo),
    )
    const notes = wanted
      .map((each) => ({ ...each, previous: held.get(each.caseNo) ?? null }))
      .filter(({ previous, wrote }) => previous !== null || wrote !== null)
    if (notes.length === 0) return false
    for (const { caseNo, wrote } of notes) putDifferenceNote(writer, caseNo, wrote)
    recordCommand(writer, label, { kind: 'settlement-note', notes }, at)
    audit(session, 'settlement-note', label)
    return true
  })
  if (changed) session.changed()
  return null
}

function labelOf(caseNo: string, n: number, state: keyof typeof DIFFERENCE_STATES | null): Bilingual {
  const who = n === 1 ? { zh: `病例 ${caseNo}`, en: `case ${caseNo}` } : { zh: `${n} 例`, en: `${n} cases` }
  if (state === null) return { zh: `删除${who.zh}的对账说明`, en: `Remove the settlement note of ${who.en}` }
  return {
    zh: `${who.zh}的对账差异：${DIFFERENCE_STATES[state].zh}`,
    en: `Settlement difference of ${who.en}: ${DIFFERENCE_STATES[state].en.toLowerCase()}`,
  }
}

/** Notes that were changed again are taken back from their last change on. */
export function settlementNoteBlocked(
  db: ReadableDb,
  { notes }: Extract<Inverse, { readonly kind: 'settlement-note' }>,
): Bilingual | null {
  const held = differenceNotes(
    db,
    notes.map(({ caseNo }) => caseNo),
  )
  const same = notes.every(({ caseNo, wrote }) => {
    const note = held.get(caseNo) ?? null
    return note?.at === wrote?.at && note?.text === wrote?.text && note?.state === wrote?.state
  })
  if (same) return null
  return {
    zh: '这些对账说明之后又改过，请先撤销后来的修改。',
    en: 'These notes were changed again later: undo that change first.',
  }
}
