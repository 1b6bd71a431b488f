import type { CallContext, Handlers } from '#core/handler.ts'
import type { CommandEntry } from '#shared/contract/book.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'
import { getBatch, markBatchUndone, purgeDeadRows, replacedLater } from '#store/batches.ts'
import { undoCases } from '#store/cases-write.ts'
import {
  getCommand,
  lastUndoable,
  laterSchemeChoice,
  listCommands,
  markCommandUndone,
  type StoredCommand,
} from '#store/commands.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import { listPolicies, removePolicy } from '#store/policies.ts'
import { readTimetable, writeTimetable } from '#store/scheme-spans.ts'
import { removeScheme } from '#store/schemes.ts'
import { bumpDataRevision } from '#store/settings.ts'
import { now } from './clock.ts'
import type { Session } from './session.ts'
import { takeBackTrial } from './trials.ts'

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
  switch (inverse.kind) {
    case 'import': {
      const later = replacedLater(db, inverse.batchId)
      if (later === undefined) return null
      return {
        zh: `批次 ${later.batchId} 之后又更新了其中 ${later.cases} 例，请先撤销批次 ${later.batchId}。`,
        en: `Batch ${later.batchId} later replaced ${later.cases} of its cases: undo batch ${later.batchId} first.`,
      }
    }
    case 'scheme-use':
    case 'scheme-accept':
    case 'scheme-add': {
      const later = laterSchemeChoice(db, command.id)
      if (later === undefined) return null
      return {
        zh: `之后还有“${later.label.zh}”，请先撤销它。`,
        en: `“${later.label.en}” came later: undo that first.`,
      }
    }
    case 'policy-add':
      return null
    default:
      return assertNever(inverse)
  }
}

/**
 * Carries out a command's inverse in one transaction.
 * @throws ProblemError `undo-blocked` when later work depends on it or it was undone already; nothing changes then.
 */
export async function undoCommand(session: Session, command: StoredCommand, context: CallContext): Promise<void> {
  const { reader, writer } = session.book()
  if (command.undoneAt !== null) {
    throw problem('undo-blocked', `“${command.label.zh}”已经撤销过了。`, `“${command.label.en}” was undone already.`)
  }
  const blocked = undoBlocked(reader, command)
  if (blocked !== null) throw problem('undo-blocked', blocked.zh, blocked.en)
  context.report({ phase: { zh: '撤销', en: 'Undoing' }, done: 0, total: null })
  await writer.longTransaction(async () => {
    await applyInverse(writer, command, context)
    markCommandUndone(writer, command.id, now())
  })
  session.changed()
  // It has taken effect; the rows are invisible already, and a cancel here only leaves their cleaning to the next start.
  try {
    await purgeDeadRows(writer, context.breathe)
  } catch (error) {
    if (!context.signal.aborted) throw error
  }
}

async function applyInverse(db: WritableDb, { inverse }: StoredCommand, context: CallContext): Promise<void> {
  const { breathe } = context
  switch (inverse.kind) {
    case 'import':
      if (getBatch(db, inverse.batchId)?.kind === 'cases') await undoCases(db, inverse.batchId, breathe)
      markBatchUndone(db, inverse.batchId, now())
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
      if (listPolicies(db).some((policy) => policy.id === inverse.policyId)) removePolicy(db, inverse.policyId)
      return bumpDataRevision(db)
    default:
      assertNever(inverse)
  }
}
