import type { CallContext, Handlers } from '#core/handler.ts'
import type { CommandEntry } from '#shared/contract/book.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import { undoBatch } from '#store/batch-undo.ts'
import { getBatch, purgeDeadRows } from '#store/batches.ts'
import {
  getCommand,
  lastUndoable,
  laterSchemeChoice,
  listCommands,
  markCommandUndone,
  type StoredCommand,
} from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { readTimetable, writeTimetable } from '#store/scheme-spans.ts'
import { removeScheme } from '#store/schemes.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { putDifferenceNote } from '#store/settlement-notes.ts'
import { putPlan } from '#store/settlement-plans.ts'
import { putNote } from '#store/variance-notes.ts'
import { audit } from './audit.ts'
import { backUpBefore } from './backup-create.ts'
import { now } from './clock.ts'
import { costingUndoBlocked, takeBackCosting } from './costing/accept.ts'
import { periodUndoBlocked, undoPeriod } from './periods.ts'
import { policyUndoBlocked, takeBackPolicies } from './policy-changes.ts'
import type { Session } from './session.ts'
import { settlementNoteBlocked } from './settlement/notes.ts'
import { planUndoBlocked } from './settlement/plan/save.ts'
import { undoPackage } from './sync/undo-package.ts'
import { takeBackTrial } from './trials.ts'
import { broughtBy, closedAbove, gone } from './undo-limits.ts'
import { noteUndoBlocked } from './variance/notes.ts'

export function commandHandlers(session: Session): Pick<Handlers, 'commands.list' | 'commands.undo'> {
  return {
    'commands.list': ({ offset, limit }) => {
      const { reader } = session.book()
      return listCommands(reader, offset, limit).map((command) => asEntry(reader, command))
    },
    'commands.undo': async ({ commandId }, context) => {
      const { reader } = session.book()
      const command = commandId === undefined ? lastUndoable(reader) : getCommand(reader, commandId)
      if (command === undefined) throw problem('not-found', '没有可以撤销的操作。', 'There is nothing to undo.')
      await undoCommand(session, command, context)
      return asEntry(reader, getCommand(reader, command.id) ?? command)
    },
  }
}

const asEntry = (db: ReadableDb, command: StoredCommand): CommandEntry => ({
  id: command.id,
  kind: command.kind,
  label: command.label,
  at: command.at,
  undoneAt: command.undoneAt,
  undoable: command.undoneAt === null && undoBlocked(db, command) === null,
})

/** Why a command cannot be taken back now, or null. */
export function undoBlocked(db: ReadableDb, command: StoredCommand): Bilingual | null {
  const { inverse } = command
  const beneath = gone(db, inverse) ?? closedAbove(db, inverse)
  if (beneath !== null) return beneath
  switch (inverse.kind) {
    case 'import':
      return null
    case 'scheme-use':
    case 'scheme-accept':
    case 'scheme-add':
      return chosenSince(db, command.id)
    case 'policy-add':
    case 'policy-change':
      return policyUndoBlocked(db, command)
    case 'package-apply': {
      // A scheme it brought may have been put in force by a later choice.
      const chosen = inverse.timetable === null && inverse.schemeIds.length === 0 ? null : chosenSince(db, command.id)
      return chosen ?? policyUndoBlocked(db, command)
    }
    case 'costing-accept':
      return costingUndoBlocked(db, inverse)
    case 'period-close':
    case 'period-reopen':
      return periodUndoBlocked(db, command, inverse)
    case 'variance-note':
      return noteUndoBlocked(db, inverse)
    case 'settlement-note':
      return settlementNoteBlocked(db, inverse)
    case 'settlement-plan':
      return planUndoBlocked(db, inverse)
    default:
      return assertNever(inverse)
  }
}

function chosenSince(db: ReadableDb, commandId: number): Bilingual | null {
  const later = laterSchemeChoice(db, commandId)
  if (later === undefined) return null
  return { zh: `之后还有“${later.label.zh}”，请先撤销它。`, en: `“${later.label.en}” came later: undo that first.` }
}

/**
 * Carries out a command's inverse in one transaction; the undo of a large import is backed up before.
 * @throws ProblemError `undo-blocked` when later work depends on it or it was undone already, and those of `backUpBefore`; nothing
 *   changes then.
 */
export async function undoCommand(session: Session, command: StoredCommand, context: CallContext): Promise<void> {
  const { reader, writer } = session.book()
  if (command.undoneAt !== null) {
    throw problem('undo-blocked', `“${command.label.zh}”已经撤销过了。`, `“${command.label.en}” was undone already.`)
  }
  const blocked = undoBlocked(reader, command)
  if (blocked !== null) throw problem('undo-blocked', blocked.zh, blocked.en)
  const rows = broughtBy(command.inverse).batchIds.reduce((sum, id) => sum + (getBatch(reader, id)?.accepted ?? 0), 0)
  if (rows > 0) await backUpBefore(session, rows, context)
  context.report({ phase: { zh: '撤销', en: 'Undoing' }, done: 0, total: null })
  await writer.longTransaction(async () => {
    await applyInverse(session, command, context)
    markCommandUndone(writer, command.id, now())
    audit(session, 'undo', { zh: `撤销：${command.label.zh}`, en: `Undo: ${command.label.en}` })
  })
  session.changed()
  // It has taken effect; the rows are invisible already, and a cancel here only leaves their cleaning to the next start.
  try {
    await purgeDeadRows(writer, context.breathe)
  } catch (error) {
    if (!context.signal.aborted) throw error
  }
}

async function applyInverse(session: Session, { inverse }: StoredCommand, context: CallContext): Promise<void> {
  const { breathe } = context
  const db = session.book().writer
  switch (inverse.kind) {
    case 'import':
      await undoBatch(db, { batchId: inverse.batchId, at: now() }, breathe)
      return bumpDataRevision(db)
    case 'scheme-use':
      writeTimetable(db, inverse.timetable)
      return bumpDataRevision(db)
    case 'scheme-accept':
      writeTimetable(db, inverse.timetable)
      return takeBackTrial(db, inverse.trialId, context)
    case 'scheme-add': {
      const inForce = readTimetable(db).some(({ schemeId }) => schemeId === inverse.schemeId)
      if (inForce) writeTimetable(db, inverse.timetable)
      removeScheme(db, inverse.schemeId)
      return inForce ? bumpDataRevision(db) : undefined
    }
    case 'policy-add':
    case 'policy-change':
      takeBackPolicies(db, inverse)
      return bumpDataRevision(db)
    case 'package-apply':
      return undoPackage(db, inverse, breathe)
    case 'costing-accept':
      return takeBackCosting(db, inverse, context)
    case 'period-close':
    case 'period-reopen':
      return undoPeriod(session, inverse)
    case 'variance-note':
      return putNote(db, inverse.subject, inverse.previous)
    case 'settlement-note':
      for (const { caseNo, previous } of inverse.notes) putDifferenceNote(db, caseNo, previous)
      return
    case 'settlement-plan':
      return putPlan(db, inverse.year, inverse.previous)
    default:
      assertNever(inverse)
  }
}
