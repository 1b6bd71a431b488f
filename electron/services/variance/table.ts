import { CONVENTION_NAMES, PAYMENT_EFFECTS, SPENT_EFFECTS } from '#engine/analysis/bridge-effects.ts'
import { DEFAULT_MATERIALITY, type MaterialityLimits, materiality } from '#engine/analysis/materiality.ts'
import type { VarianceLimits, VarianceRow, VarianceTable } from '#shared/contract/variance.ts'
import { exact } from '#shared/domain/exact.ts'
import { fen } from '#shared/domain/money.ts'
import { groupNames } from '#store/book-queries.ts'
import type { ReadableDb } from '#store/database.ts'
import { benchmarkScopes, budgetMeans } from '#store/variance-cells.ts'
import { notesOn } from '#store/variance-notes.ts'
import { costTags } from '../costing/tags.ts'
import type { Comparison } from './compare.ts'
import type { ChangeHistory } from './history.ts'
import { noteSubject } from './notes.ts'
import { type GroupVariance, groupsOf } from './rows.ts'
import { canSplit } from './uses.ts'

/** A comparison as the page shows it. */
export function varianceTable(
  db: ReadableDb,
  comparison: Comparison,
  asked: VarianceLimits | undefined,
): VarianceTable {
  const { query, sides, bridge, left } = comparison
  const { basis } = query
  const groups = groupsOf(comparison)
  const names = groupNames(db)
  const limits: MaterialityLimits =
    asked === undefined ? DEFAULT_MATERIALITY : { share: exact(asked.share), amount: fen(asked.amount) }
  const subjectOf = (drg: string) => noteSubject(query, drg)
  const notes = notesOn(
    db,
    groups.map(({ drg }) => subjectOf(drg)),
  )
  const baseSlice = sides.base.kind === 'cases' ? sides.base.slice : null
  return {
    query,
    basis,
    convention: CONVENTION_NAMES[bridge.convention],
    base: { label: sides.base.label, slice: baseSlice, ...bridge.base, left: left.base },
    actual: { label: sides.label, slice: sides.slice, ...bridge.actual, left: left.actual },
    rows: groups.map((group) => ({
      key: group.drg,
      label: names.get(group.drg) ?? '',
      presence: group.presence,
      ...group.amounts,
      look: looksAt(group, comparison.history(group.drg), limits),
      note: notes.get(subjectOf(group.drg)) ?? null,
      opens: sides.base.kind === 'cases' && group.cells.some(({ cell }) => canSplit(cell, basis)),
    })),
    total: bridge.total,
    limits: { share: limits.share.toFixed(), amount: limits.amount },
    notes: comparison.notes,
    effects: { payment: PAYMENT_EFFECTS, spent: SPENT_EFFECTS },
    costTags: basis === 'B3' ? costTags(db, sides.slice) : [],
    offers: { benchmarks: benchmarkScopes(db), budget: budgetMeans(db, null, basis).size > 0 },
  }
}

function looksAt(
  { amounts, base }: GroupVariance,
  history: ChangeHistory,
  limits: MaterialityLimits,
): VarianceRow['look'] {
  return {
    payment: materiality(amounts.paymentChange, base.payment, history.payment, limits),
    spent: materiality(amounts.spentChange, base.spent, history.spent, limits),
    change: materiality(amounts.change, fen(base.payment - base.spent), history.change, limits),
  }
}
