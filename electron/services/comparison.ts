import type { Handlers } from '#core/handler.ts'
import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Compared, ComparedCase, ComparedSide, ComparisonRow, SchemeComparison } from '#shared/contract/trials.ts'
import { type Exact, fromParts } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import { problem } from '#shared/domain/problem.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import {
  comparedCases,
  comparisonBy,
  comparisonPairs,
  comparisonTotal,
  type StoredComparedCase,
  type StoredComparison,
  type StoredPairRow,
  type StoredSideSums,
} from '#store/comparison.ts'
import type { ReadableDb } from '#store/database.ts'
import { getScheme } from '#store/schemes.ts'
import { getTrial } from '#store/trials.ts'
import { asTrialSums } from './comparison-sums.ts'
import type { Session } from './session.ts'
import { schemeVersion } from './systems.ts'

const LISTED_PAIRS = 500

/** The same cases under two sets of rules: how they move between groups, and what that does to the payment. */
export function comparisonHandlers(session: Session): Pick<Handlers, 'grouping.compare' | 'grouping.comparedCases'> {
  const snapshot = <T>(read: (db: ReadableDb) => T): T => {
    const { reader } = session.book()
    return reader.snapshot(() => read(reader))
  }
  return {
    'grouping.compare': (request) => snapshot((db) => compare(db, request)),
    'grouping.comparedCases': ({ slice, before, after, pair, changedOnly, offset, limit }) =>
      snapshot((db) => {
        for (const side of [before, after]) requireSide(db, side)
        const found = comparedCases(db, slice, before, after, { pair: pair ?? null, changedOnly }, offset, limit)
        return { total: found.total, rows: found.rows.map(asComparedCase) }
      }),
  }
}

function requireSide(db: ReadableDb, side: Compared): void {
  if (side === 'current' || getTrial(db, side) !== undefined) return
  throw problem('not-found', `没有编号为 ${side} 的试算。`, `There is no trial number ${side}.`, { trialId: side })
}

function compare(db: ReadableDb, { slice, before, after, rows }: ParsedOf<'grouping.compare'>): SchemeComparison {
  for (const side of [before, after]) requireSide(db, side)
  const all = comparisonTotal(db, slice, before, after)
  const sides = { before: comparedSide(db, before, all.before), after: comparedSide(db, after, all.after) }
  const kinds = new Set([...sides.before.schemes, ...sides.after.schemes].map(({ kind }) => kind))
  const sameKind = kinds.size <= 1
  const listed = rowsOf(db, { slice, before, after, rows })
  return {
    ...sides,
    sameKind,
    n: all.total.n,
    changed: sameKind ? all.changed : null,
    total: { pair: null, key: '', ...asMeasures(all.total) },
    rows: listed.rows,
    rowsTotal: listed.total,
  }
}

function comparedSide(db: ReadableDb, side: Compared, { sums, schemeIds }: StoredSideSums): ComparedSide {
  const schemes = schemeIds.map((id) => getScheme(db, id)).filter((scheme) => scheme !== undefined)
  return { side, schemes: schemes.map(schemeVersion), sums: asTrialSums(sums) }
}

function rowsOf(
  db: ReadableDb,
  { slice, before, after, rows }: ParsedOf<'grouping.compare'>,
): { readonly rows: readonly ComparisonRow[]; readonly total: number } {
  if (rows !== 'group') {
    const keyed = comparisonBy(db, slice, before, after, rows)
    return { rows: keyed.map((row) => ({ pair: null, key: row.key, ...asMeasures(row) })), total: keyed.length }
  }
  const pairs = comparisonPairs(db, slice, before, after, LISTED_PAIRS)
  return { rows: pairs.rows.map(asPairRow), total: pairs.total }
}

const asPairRow = (row: StoredPairRow): ComparisonRow => ({
  pair: {
    before: { status: row.beforeStatus, code: row.beforeCode, name: row.beforeName ?? '' },
    after: { status: row.afterStatus, code: row.afterCode, name: row.afterName ?? '' },
  },
  key: '',
  ...asMeasures(row),
})

function asMeasures(row: StoredComparison): Omit<ComparisonRow, 'pair' | 'key'> {
  const before = fromParts({ fen: row.beforeFen, frac: row.beforeFrac })
  const after = fromParts({ fen: row.afterFen, frac: row.afterFrac })
  return {
    n: row.n,
    nBoth: row.nBoth,
    charge: fen(row.charge),
    chargeBoth: fen(row.chargeBoth),
    before: before.toFixed(),
    after: after.toFixed(),
    difference: after.minus(before).toFixed(),
  }
}

function asComparedCase(row: StoredComparedCase): ComparedCase {
  const amount = (whole: number | null, frac: number | null): Exact | null =>
    whole === null ? null : fromParts({ fen: whole, frac: frac ?? 0 })
  const before = amount(row.beforeFen, row.beforeFrac)
  const after = amount(row.afterFen, row.afterFrac)
  return {
    caseNo: row.caseNo,
    period: period(row.period),
    team: row.team,
    principalDx: row.principalDx,
    principalDxName: row.principalDxName,
    charge: fen(row.charge),
    before: {
      status: row.beforeStatus,
      code: row.beforeCode,
      name: row.beforeName ?? '',
      settlement: row.beforeClass as SettlementClass,
      payment: before?.toFixed() ?? null,
    },
    after: {
      status: row.afterStatus,
      code: row.afterCode,
      name: row.afterName ?? '',
      settlement: row.afterClass as SettlementClass,
      payment: after?.toFixed() ?? null,
    },
    difference: before === null || after === null ? null : after.minus(before).toFixed(),
  }
}
