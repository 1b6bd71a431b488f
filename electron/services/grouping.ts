import type { Handlers } from '#core/handler.ts'
import { knownDiseases, whatToCheckByPoints } from '#engine/dip/review.ts'
import {
  agreementOf,
  compareGroups,
  confusionsOf,
  type GroupPair,
  type KnownGroups,
  knownGroups,
} from '#engine/grouping/agreement.ts'
import { whatToCheck } from '#engine/grouping/worklist.ts'
import type { CompiledSystem } from '#engine/system/content.ts'
import type { SchemeVersion } from '#shared/contract/book.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { DisagreeingCase, GroupingAgreement, GroupingCoverage, StatusCounts } from '#shared/contract/grouping.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { fromParts } from '#shared/domain/exact.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { computedUnder, groupNames } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import {
  casesOfPairs,
  groupPairs,
  type StatusOfMonth,
  type StoredDisagreement,
  type StoredPair,
  statusByMonth,
  worklist,
} from '#store/grouping-queries.ts'
import { alternativesOfCase } from './alternatives.ts'
import type { Session } from './session.ts'
import { askedSystem, compiledSystem } from './systems.ts'

type GroupingHandlers = Pick<
  Handlers,
  'grouping.coverage' | 'grouping.agreement' | 'grouping.disagreements' | 'grouping.alternatives'
>

const LISTED_WORK = 500
const LISTED_CONFUSIONS = 100

/** What grouping left undone, and where it differs from the insurer. */
export function groupingHandlers(session: Session): GroupingHandlers {
  const snapshot = <T>(read: (db: ReadableDb) => T): T => {
    const { reader } = session.book()
    return reader.snapshot(() => read(reader))
  }
  return {
    'grouping.coverage': ({ slice }) => snapshot((db) => coverage(session, db, slice)),
    'grouping.agreement': ({ slice }) => snapshot((db) => agreement(session, db, slice)),
    'grouping.disagreements': (request) => snapshot((db) => disagreements(session, db, request)),
    'grouping.alternatives': ({ caseNo }) => snapshot((db) => alternativesOfCase(session, db, caseNo)),
  }
}

/** The scheme the computed rows were grouped by, which is not always the one in force since; of several, the newest. */
function usedScheme(
  session: Session,
  db: ReadableDb,
  slice: Slice,
): { readonly scheme: SchemeVersion; readonly system: CompiledSystem } | null {
  const ids = computedUnder(db, slice).schemeIds.filter((id) => compiledSystem(session, id) !== null)
  return ids.length === 0 ? null : askedSystem(session, Math.max(...ids))
}

function coverage(session: Session, db: ReadableDb, slice: Slice): GroupingCoverage {
  const rows = statusByMonth(db, slice)
  const list = worklist(db, slice)
  const system = usedScheme(session, db, slice)?.system ?? null
  return {
    n: rows.reduce((sum, { n }) => sum + n, 0),
    nOfficial: rows.reduce((sum, { nOfficial }) => sum + nOfficial, 0),
    counts: countsOf(rows),
    byMonth: [...Map.groupBy(rows, (row) => row.period)].map(([month, same]) => ({
      period: period(month),
      n: same.reduce((sum, { n }) => sum + n, 0),
      counts: countsOf(same),
    })),
    worklist: list.slice(0, LISTED_WORK).map((row) => ({
      ...row,
      charge: fen(row.charge),
      check:
        system?.kind === 'DIP'
          ? whatToCheckByPoints(row.status, row.principalDx)
          : whatToCheck(system?.scheme ?? null, row.status, row.principalDx),
    })),
    worklistTotal: list.length,
  }
}

function countsOf(rows: readonly StatusOfMonth[]): StatusCounts {
  const counts = Object.fromEntries(GROUPING_STATUSES.map((status) => [status, 0])) as Record<
    StatusOfMonth['status'],
    number
  >
  for (const { status, n } of rows) counts[status] += n
  return counts
}

/** What each scheme can answer, found once; a scheme that was taken out knows nothing. */
function knowledge(session: Session): (schemeId: number) => KnownGroups {
  const known = new Map<number, KnownGroups>()
  return (schemeId) => {
    const kept = known.get(schemeId)
    if (kept !== undefined) return kept
    const system = compiledSystem(session, schemeId)
    const groups: KnownGroups =
      system === null ? new Map() : system.kind === 'DRG' ? knownGroups(system.scheme) : knownDiseases(system.scheme)
    known.set(schemeId, groups)
    return groups
  }
}

function agreement(session: Session, db: ReadableDb, slice: Slice): GroupingAgreement {
  const used = usedScheme(session, db, slice)
  if (used === null) return { scheme: null, total: agreementOf([]), byMonth: [], confusions: [], confusionsTotal: 0 }
  const names = groupNames(db)
  const nameOf = (code: string) => names.get(code) ?? ''
  const known = knowledge(session)
  const pairs = groupPairs(db, slice).map((pair) => ({ period: pair.period, ...asPair(pair, known) }))
  const confusions = confusionsOf(pairs)
  return {
    scheme: used.scheme,
    total: agreementOf(pairs),
    byMonth: [...Map.groupBy(pairs, (pair) => pair.period)].map(([month, same]) => ({
      period: period(month),
      counts: agreementOf(same),
    })),
    confusions: confusions.slice(0, LISTED_CONFUSIONS).map((confusion) => ({
      ...confusion,
      officialName: nameOf(confusion.official),
      localName: nameOf(confusion.local),
    })),
    confusionsTotal: confusions.length,
  }
}

const asPair = (
  { schemeId, official, n, status, mdc, adrg, drg }: StoredPair,
  known: (schemeId: number) => KnownGroups,
): GroupPair => ({ official, n, local: { status, mdc, adrg, drg }, known: known(schemeId) })

/** The engine says which pairs of groups disagree, and why; the store finds the cases that have one of them. */
function disagreements(
  session: Session,
  db: ReadableDb,
  { slice, cause, official, local, offset, limit }: ParsedOf<'grouping.disagreements'>,
): { readonly total: number; readonly rows: readonly DisagreeingCase[] } {
  const known = knowledge(session)
  const wanted = groupPairs(db, slice).filter((pair) => {
    const found =
      pair.official === null
        ? null
        : compareGroups(pair.official, asPair(pair, known).local, known(pair.schemeId)).cause
    return (
      found !== null &&
      (cause === undefined || found === cause) &&
      (official === undefined || pair.official === official) &&
      (local === undefined || pair.drg === local)
    )
  })
  const keys = wanted.flatMap(({ schemeId, official, status, drg }) =>
    official === null ? [] : [{ schemeId, official, status, drg }],
  )
  return {
    total: wanted.reduce((sum, { n }) => sum + n, 0),
    rows: casesOfPairs(db, slice, keys, offset, limit).flatMap((row) => disagreeingCase(row, known(row.schemeId))),
  }
}

function disagreeingCase(row: StoredDisagreement, known: KnownGroups): DisagreeingCase[] {
  const { schemeId: _scheme, mdc, adrg, paymentFen, paymentFrac, charge, drg, status, official, ...same } = row
  const { cause } = compareGroups(official, { status, mdc, adrg, drg }, known)
  if (cause === null) return []
  return [
    {
      ...same,
      period: period(row.period),
      official,
      local: drg,
      localStatus: status,
      cause,
      charge: fen(charge),
      payment: paymentFen === null ? null : fromParts({ fen: paymentFen, frac: paymentFrac ?? 0 }).toFixed(),
    },
  ]
}
