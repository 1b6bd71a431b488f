import type { CallContext, Handlers } from '#core/handler.ts'
import type { ReadableDb } from '#store/database.ts'
import { readSettings } from '#store/settings.ts'
import type { Session } from '../session.ts'
import { structureCases, structureItems } from './items.ts'
import { structureReport } from './report.ts'
import { structureRows } from './rows.ts'
import type { Reading } from './sums.ts'

type Method = 'structure.get' | 'structure.by' | 'structure.items' | 'structure.cases'

/** 成本结构: what a slice spends its money on, beside what it can be compared with, down to items and cases. */
export function structureHandlers(session: Session): Pick<Handlers, Method> {
  let known: Reading['known'] = new Map()
  session.onEvent(() => {
    known = new Map()
  })
  /**
   * What was read while others were answered in between holds only if the book stayed the same: otherwise it is read again. Data change
   * by whole commands, so this ends. A book that another process writes tells nobody of its changes, so nothing of it is kept.
   */
  const steady = async <T>(read: (reading: Reading) => Promise<T>, { breathe }: CallContext): Promise<T> => {
    const { reader } = session.book()
    for (;;) {
      const before = revision(reader)
      const kept = session.isReadOnly() ? new Map() : known
      const value = await read({ db: reader, breathe, known: kept })
      if (revision(reader) === before && (kept === known || session.isReadOnly())) return value
    }
  }
  return {
    'structure.get': (request, context) => steady((reading) => structureReport(reading, request), context),
    'structure.by': (request, context) => steady((reading) => structureRows(reading, request), context),
    'structure.items': (request, context) => steady((reading) => structureItems(reading, request), context),
    'structure.cases': (request, context) => steady((reading) => structureCases(reading, request), context),
  }
}

function revision(db: ReadableDb): string {
  const { dataRevision, computedRevision, lastRecomputeAt } = readSettings(db)
  return `${dataRevision} ${computedRevision} ${lastRecomputeAt}`
}
