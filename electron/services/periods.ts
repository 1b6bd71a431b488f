import type { Handlers } from '#core/handler.ts'
import type { BookFacts } from '#exchange/validate/book-checks.ts'
import type { PeriodSummary } from '#shared/contract/lifecycle.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Period } from '#shared/domain/period.ts'
import { type ProblemError, problem } from '#shared/domain/problem.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import { type Inverse, recordCommand, type StoredCommand } from '#store/commands.ts'
import type { ReadableDb, WritableDb } from '#store/database.ts'
import {
  closedMonthFinder,
  closedPeriods,
  closePeriod,
  listPeriods,
  reopenPeriod,
  type StoredPeriod,
  type StoredTotals,
} from '#store/periods.ts'
import { bumpDataRevision, isStale, readSettings, writeSettings } from '#store/settings.ts'
import { audit } from './audit.ts'
import { now } from './clock.ts'
import { type BackUpFirst, deleteYear } from './delete-year.ts'
import type { Session } from './session.ts'

type PeriodHandlers = Pick<Handlers, 'periods.list' | 'periods.close' | 'periods.reopen' | 'periods.deleteYear'>

/** @param backUp makes a verified backup before a year is deleted */
export function periodHandlers(session: Session, backUp: BackUpFirst): PeriodHandlers {
  return {
    'periods.list': () => {
      const { reader } = session.book()
      return reader.snapshot(() => {
        const stale = isStale(reader)
        return listPeriods(reader).map((month) => asSummary(month, stale))
      })
    },

    'periods.close': ({ month }, context) => {
      const { writer } = session.book()
      context.report({ phase: { zh: '结账', en: 'Closing the month' }, done: 0, total: null })
      writer.transaction(() => {
        requireClosable(writer, month)
        const label = { zh: `结账 ${month}`, en: `Close ${month}` }
        const commandId = recordCommand(writer, label, { kind: 'period-close', month }, now())
        closePeriod(writer, { period: month, at: now(), by: session.who(), commandId })
        audit(session, 'period-close', label)
      })
      session.changed()
      return requireMonth(session, month)
    },

    'periods.reopen': ({ month }) => {
      const { writer } = session.book()
      writer.transaction(() => {
        const closing = closedPeriods(writer).find((entry) => entry.period === month)
        if (closing === undefined) throw notClosed(month)
        openAgain(writer, month)
        const label = { zh: `反结账 ${month}`, en: `Reopen ${month}` }
        const { at, by, commandId } = closing
        const { dataRevision, computedRevision } = readSettings(writer)
        const inverse = {
          kind: 'period-reopen',
          month,
          closing: { at, by, commandId },
          dataRevision,
          computedRevision,
        } as const
        recordCommand(writer, label, inverse, now())
        audit(session, 'period-reopen', label)
      })
      session.changed()
      return requireMonth(session, month)
    },

    'periods.deleteYear': ({ year }, context) => deleteYear(session, year, context, backUp),
  }
}

function requireMonth(session: Session, month: Period): PeriodSummary {
  const { reader } = session.book()
  const found = listPeriods(reader).find((entry) => entry.period === month)
  if (found === undefined) throw noMonth(month)
  return asSummary(found, isStale(reader))
}

function asSummary({ closed, ...month }: StoredPeriod, stale: boolean): PeriodSummary {
  const totals = ({ payment, ...rest }: StoredTotals) => ({ ...rest, payment: payment.toFixed() })
  return {
    ...month,
    payment: month.payment.toFixed(),
    stale: stale && closed === null,
    closed:
      closed === null ? null : { at: closed.at, by: closed.by, totals: totals(closed.totals), sha256: closed.sha256 },
  }
}

/** @throws ProblemError `not-found`, `period-closed`, or `figures-stale` while the figures are not those of the data */
function requireClosable(db: ReadableDb, month: Period): void {
  const found = listPeriods(db).find((entry) => entry.period === month)
  if (found === undefined) throw noMonth(month)
  if (found.closed !== null) throw alreadyClosed(found.closed)
  if (isStale(db)) throw figuresStale(month)
}

const noMonth = (month: Period) =>
  problem('not-found', `${month} 没有病例，无从结账。`, `There are no cases in ${month}.`, { month })

const notClosed = (month: Period) => problem('not-found', `${month} 没有结账。`, `${month} is not closed.`, { month })

const alreadyClosed = ({ period: month, at, by }: { period: Period; at: string; by: string }) =>
  problem('period-closed', `${month} 已于 ${at} 由 ${by} 结账。`, `${month} was closed on ${at} by ${by} already.`, {
    month,
  })

function figuresStale(month: Period): ProblemError {
  const { zh, en } = staleReason(month)
  return problem('figures-stale', zh, en, { month })
}

const staleReason = (month: Period): Bilingual => ({
  zh: `上次计算之后数据、方案或政策有变动，${month} 的结果可能已过时。请先重新计算，核对后再结账。`,
  en: `Data, schemes or policies changed since the last recompute, so the figures of ${month} may be out of date. Recompute, look at them, then close.`,
})

/** A reopened month follows the rules of today, which may have changed while it was closed: its figures wait for a recompute. */
function openAgain(db: WritableDb, month: Period): void {
  reopenPeriod(db, month)
  bumpDataRevision(db)
}

type PeriodInverse = Extract<Inverse, { readonly kind: 'period-close' | 'period-reopen' }>

/** Why a closing or a reopening cannot be taken back now, or null. */
export function periodUndoBlocked(db: ReadableDb, { id }: StoredCommand, inverse: PeriodInverse): Bilingual | null {
  const { month } = inverse
  const closing = closedPeriods(db).find((entry) => entry.period === month)
  if (inverse.kind === 'period-close') {
    if (closing?.commandId === id) return null
    return { zh: `${month} 的这次结账已不再有效。`, en: `This closing of ${month} no longer holds.` }
  }
  if (closing !== undefined) return { zh: `${month} 已重新结账。`, en: `${month} was closed again.` }
  if (isUnchangedSince(db, inverse) || !isStale(db)) return null
  return staleReason(month)
}

/** Carries out the inverse: opens the month again, or closes it; as it was closed before, where nothing has changed since. */
export function undoPeriod(session: Session, inverse: PeriodInverse): void {
  const { writer } = session.book()
  const { month } = inverse
  if (inverse.kind === 'period-close') {
    openAgain(writer, month)
    return
  }
  const { closing, dataRevision, computedRevision } = inverse
  const unchanged = isUnchangedSince(writer, inverse)
  const { at, by } = unchanged ? closing : { at: now(), by: session.who() }
  closePeriod(writer, { period: month, at, by, commandId: closing.commandId })
  // Only the reopening made them wait.
  if (unchanged && computedRevision === dataRevision - 1) writeSettings(writer, { computedRevision: dataRevision })
}

type Reopening = Extract<Inverse, { readonly kind: 'period-reopen' }>

function isUnchangedSince(db: ReadableDb, { dataRevision, computedRevision }: Reopening): boolean {
  const found = readSettings(db)
  return found.dataRevision === dataRevision && found.computedRevision === computedRevision
}

/** Kinds whose rows are part of a month's accounts; returns, events, plans and reference tables only speak of it. */
const CLOSED_TO: ReadonlySet<RecordKind> = new Set<RecordKind>([
  ...(['cases', 'stays', 'diagnoses', 'procedures', 'charges'] as const),
  ...(['ledger', 'drivers', 'inventory'] as const),
])

/** What rows of a file are held against, so that none changes a closed month; nothing where no month is closed to the kind. */
export function closedMonthFacts(db: ReadableDb, kind: RecordKind): { readonly facts?: BookFacts } {
  if (!CLOSED_TO.has(kind)) return {}
  const closed = closedPeriods(db)
  if (closed.length === 0) return {}
  const lockedPeriods = new Set(closed.map((entry) => entry.period))
  return { facts: { lockedPeriods, periodOfCase: closedMonthFinder(db) } }
}
