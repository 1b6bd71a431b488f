import type { Handlers } from '#core/handler.ts'
import {
  agreementOf,
  compareGroups,
  confusionsOf,
  type GroupPair,
  type KnownGroups,
  knownGroups,
} from '#engine/grouping/agreement.ts'
import { groupAt, groupsBelow, searchGroups } from '#engine/grouping/browse.ts'
import type { CompiledScheme } from '#engine/grouping/compile.ts'
import { groupCaseWithTrail, nameOfDrg } from '#engine/grouping/trail.ts'
import { whatToCheck } from '#engine/grouping/worklist.ts'
import type { VersionInForce } from '#shared/contract/book.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { DisagreeingCase, GroupingAgreement, GroupingCoverage, StatusCounts } from '#shared/contract/grouping.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { fromParts } from '#shared/domain/exact.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import { computedUnder } from '#store/book-queries.ts'
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
import { readSettings } from '#store/settings.ts'
import { alternativesOfCase } from './alternatives.ts'
import { compiledScheme, requireScheme } from './schemes.ts'
import type { Session } from './session.ts'

type GroupingHandlers = Pick<
  Handlers,
  | 'grouping.coverage'
  | 'grouping.agreement'
  | 'grouping.disagreements'
  | 'grouping.alternatives'
  | 'grouping.calculate'
  | 'grouping.browse'
  | 'grouping.search'
>

const LISTED_WORK = 500
const LISTED_CONFUSIONS = 100

/** What grouping left undone, where it differs from the insurer, and the scheme itself to look into. */
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

    'grouping.calculate': ({ schemeId, input }) => {
      const { scheme, compiled } = askedScheme(session, schemeId)
      const trail = groupCaseWithTrail(compiled, input)
      return { scheme, name: nameOfDrg(compiled, trail.result.drg), trail }
    },

    'grouping.browse': ({ schemeId, parent }) => {
      const { scheme, compiled } = askedScheme(session, schemeId)
      const { definition } = compiled
      if (parent === undefined) return { scheme, parent: null, nodes: groupsBelow(definition, null) }
      const node = groupAt(definition, parent)
      if (node === undefined)
        throw problem(
          'not-found',
          `方案 ${scheme.code} 中没有 ${parent.code}。`,
          `Scheme ${scheme.code} has no ${parent.code}.`,
          { code: parent.code },
        )
      return { scheme, parent: node, nodes: groupsBelow(definition, parent) }
    },

    'grouping.search': ({ schemeId, text, limit }) => {
      const { scheme, compiled } = askedScheme(session, schemeId)
      return { scheme, ...searchGroups(compiled.definition, text, limit) }
    },
  }
}

/** The scheme a request names, or the one in force. @throws ProblemError `scheme-missing` */
function askedScheme(
  session: Session,
  schemeId: number | undefined,
): { readonly scheme: VersionInForce; readonly compiled: CompiledScheme } {
  const id = schemeId ?? readSettings(session.book().reader).schemeId
  if (id === null)
    throw problem(
      'scheme-missing',
      '还没有分组方案。请先在“数据”页加入。',
      'There is no grouping scheme yet. Add one on the Data page first.',
    )
  const { code, name } = requireScheme(session, id)
  return { scheme: { id, code, name }, compiled: compiledScheme(session, id) as CompiledScheme }
}

/** The scheme the computed rows were grouped by, which is not always the one in force since. */
function usedScheme(
  session: Session,
  db: ReadableDb,
  slice: Slice,
): { readonly scheme: VersionInForce; readonly compiled: CompiledScheme } | null {
  const [id] = computedUnder(db, slice).schemeIds
  if (id === undefined || compiledScheme(session, id) === null) return null
  return askedScheme(session, id)
}

function coverage(session: Session, db: ReadableDb, slice: Slice): GroupingCoverage {
  const rows = statusByMonth(db, slice)
  const list = worklist(db, slice)
  const compiled = usedScheme(session, db, slice)?.compiled ?? null
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
      check: whatToCheck(compiled, row.status, row.principalDx),
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

const asPair = ({ official, n, status, mdc, adrg, drg }: StoredPair): GroupPair => ({
  official,
  n,
  local: { status, mdc, adrg, drg },
})

function agreement(session: Session, db: ReadableDb, slice: Slice): GroupingAgreement {
  const used = usedScheme(session, db, slice)
  if (used === null) {
    return { scheme: null, total: agreementOf([], new Map()), byMonth: [], confusions: [], confusionsTotal: 0 }
  }
  const { scheme, compiled } = used
  const known = knownGroups(compiled)
  const stored = groupPairs(db, slice)
  const pairs = stored.map(asPair)
  const confusions = confusionsOf(pairs, known)
  return {
    scheme,
    total: agreementOf(pairs, known),
    byMonth: [...Map.groupBy(stored, (pair) => pair.period)].map(([month, same]) => ({
      period: period(month),
      counts: agreementOf(same.map(asPair), known),
    })),
    confusions: confusions.slice(0, LISTED_CONFUSIONS).map((confusion) => ({
      ...confusion,
      officialName: nameOfDrg(compiled, confusion.official),
      localName: nameOfDrg(compiled, confusion.local),
    })),
    confusionsTotal: confusions.length,
  }
}

/** The engine says which pairs of groups disagree, and why; the store finds the cases that have one of them. */
function disagreements(
  session: Session,
  db: ReadableDb,
  { slice, cause, official, local, offset, limit }: ParsedOf<'grouping.disagreements'>,
): { readonly total: number; readonly rows: readonly DisagreeingCase[] } {
  const used = usedScheme(session, db, slice)
  if (used === null) return { total: 0, rows: [] }
  const known = knownGroups(used.compiled)
  const wanted = groupPairs(db, slice).filter((pair) => {
    const found = pair.official === null ? null : compareGroups(pair.official, asPair(pair).local, known).cause
    return (
      found !== null &&
      (cause === undefined || found === cause) &&
      (official === undefined || pair.official === official) &&
      (local === undefined || pair.drg === local)
    )
  })
  const keys = wanted.flatMap(({ official, status, drg }) => (official === null ? [] : [{ official, status, drg }]))
  return {
    total: wanted.reduce((sum, { n }) => sum + n, 0),
    rows: casesOfPairs(db, slice, keys, offset, limit).flatMap((row) => disagreeingCase(row, known)),
  }
}

function disagreeingCase(row: StoredDisagreement, known: KnownGroups): DisagreeingCase[] {
  const { mdc, adrg, paymentFen, paymentFrac, charge, drg, status, official, ...same } = row
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
