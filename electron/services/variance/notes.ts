import type { Handlers } from '#core/handler.ts'
import type { VarianceQuery } from '#shared/contract/variance.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import { VARIANCE_CAUSES, type VarianceNote } from '#shared/domain/variance.ts'
import { type Inverse, recordCommand } from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { notesOn, putNote } from '#store/variance-notes.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import type { Session } from '../session.ts'

/** Names a row of a comparison: the same question about the same group is the same row, however its fields were ordered. */
export function noteSubject({ slice, basis, base }: VarianceQuery, group: string): string {
  const ordered = (fields: object) => Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([group, basis, ordered(base), ordered(slice)])
}

export function noteHandlers(session: Session): Pick<Handlers, 'variance.saveNote'> {
  return {
    'variance.saveNote': ({ group, cause, text, ...query }) => {
      const { writer } = session.book()
      const said = text.trim()
      if (cause === null && said !== '')
        throw problem(
          'bad-request',
          '说明要先选原因；要删除说明，请同时清空原因和文字。',
          'Choose a cause for the note; to remove it, clear both cause and text.',
        )
      const subject = noteSubject(query, group)
      const at = now()
      const note: VarianceNote | null = cause === null ? null : { cause, text: said, by: session.who(), at }
      const name = group === '' ? '—' : group
      const label: Bilingual =
        cause === null
          ? { zh: `删除病组 ${name} 的差异说明`, en: `Remove the note on the variance of group ${name}` }
          : {
              zh: `病组 ${name} 的差异原因：${VARIANCE_CAUSES[cause].zh}`,
              en: `Cause of the variance of group ${name}: ${VARIANCE_CAUSES[cause].en}`,
            }
      const changed = writer.transaction(() => {
        const previous = notesOn(writer, [subject]).get(subject) ?? null
        if (previous === null && note === null) return false
        putNote(writer, subject, note)
        recordCommand(writer, label, { kind: 'variance-note', subject, previous, wrote: note }, at)
        audit(session, 'variance-note', label)
        return true
      })
      if (changed) session.changed()
      return null
    },
  }
}

/** A note that was changed again is taken back from its last change on. */
export function noteUndoBlocked(
  db: ReadableDb,
  { subject, wrote }: Extract<Inverse, { readonly kind: 'variance-note' }>,
): Bilingual | null {
  const held = notesOn(db, [subject]).get(subject) ?? null
  if (held?.at === wrote?.at && held?.text === wrote?.text && held?.cause === wrote?.cause) return null
  return {
    zh: '这条差异说明之后又改过，请先撤销后来的修改。',
    en: 'This note was changed again later: undo that change first.',
  }
}
