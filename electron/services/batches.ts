import type { Handlers } from '#core/handler.ts'
import type { Batch } from '#shared/contract/imports.ts'
import { IMPORT_KINDS } from '#shared/contract/imports.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import { getBatch, listBatches, type StoredBatch } from '#store/batches.ts'
import { commandOfBatch, packageOfBatch } from '#store/commands.ts'
import type { ReadableDb } from '#store/database.ts'
import { undoBlocked, undoCommand } from './commands.ts'
import type { Session } from './session.ts'
import { partOfPackage } from './sync/undo-package.ts'

export function batchHandlers(session: Session): Pick<Handlers, 'batches.list' | 'batches.undo'> {
  return {
    'batches.list': () => {
      const { reader } = session.book()
      return reader.snapshot(() => listBatches(reader).map((batch) => asBatch(reader, batch)))
    },
    'batches.undo': async ({ batchId }, context) => {
      const { reader } = session.book()
      const command = commandOfBatch(reader, batchId)
      if (command === undefined) throw notAlone(reader, batchId) ?? noBatch(batchId)
      await undoCommand(session, command, context)
      return requireBatch(reader, batchId)
    },
  }
}

export function requireBatch(db: ReadableDb, id: number): Batch {
  const stored = getBatch(db, id)
  if (stored === undefined) throw noBatch(id)
  return asBatch(db, stored)
}

const noBatch = (id: number) =>
  problem('not-found', `没有编号为 ${id} 的批次。`, `There is no batch ${id}.`, { batchId: id })

/** Why a batch that came with a package cannot be undone by itself; null of any other. */
function partOf(db: ReadableDb, id: number): Bilingual | null {
  const command = packageOfBatch(db, id)
  return command === undefined ? null : partOfPackage(command.label)
}

function notAlone(db: ReadableDb, id: number): ProblemError | null {
  const why = partOf(db, id)
  return why === null ? null : problem('undo-blocked', why.zh, why.en, { batchId: id })
}

function asBatch(db: ReadableDb, stored: StoredBatch): Batch {
  const { state, kind, committedAt, ...same } = stored
  if (state === 'loading' || committedAt === null) throw new Error(`batch ${stored.id} is not committed`)
  const command = state === 'committed' ? commandOfBatch(db, stored.id) : undefined
  return {
    ...same,
    state,
    committedAt,
    kind: IMPORT_KINDS.find((known) => known === kind) ?? 'cases',
    undoBlocked:
      state === 'undone'
        ? { zh: '已撤销', en: 'Already undone' }
        : command === undefined
          ? (partOf(db, stored.id) ?? { zh: '此批次没有撤销记录', en: 'This batch has no undo record' })
          : undoBlocked(db, command),
  }
}
