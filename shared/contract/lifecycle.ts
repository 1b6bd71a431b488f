import type { AuditAction, AuditCounts } from '#shared/domain/audit.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'

/** Sums of a month by which two copies of it are compared. */
export interface ControlTotals {
  readonly cases: number
  readonly lines: number
  readonly charge: Fen
  /** Sum of the exact payments of the cases that have one. */
  readonly payment: ExactText
}

/** A month of the book; `lines` and `payment` as of the last recompute. */
export interface PeriodSummary extends ControlTotals {
  readonly period: Period
  /** Cases with a payment. */
  readonly nPriced: number
  /** Data, schemes or policies changed since the last recompute; never of a closed month. */
  readonly stale: boolean
  /** Null while the month is open. */
  readonly closed: {
    readonly at: string
    readonly by: string
    readonly totals: ControlTotals
    /** Of the month's computed rows: two books that agree on it agree on every case. */
    readonly sha256: string
  } | null
}

export interface YearDeleted {
  readonly year: string
  readonly cases: number
  readonly lines: number
  /** Other rows about its months or its cases: ledger, drivers, stock, budgets, targets, returns, events. */
  readonly otherRows: number
  /** Batches that had rows of it; they cannot be undone any more. */
  readonly batches: number
  /** The backup made first: the only way back. */
  readonly backup: string
}

/** One row of the audit log; rows are never changed and never removed. */
export interface AuditEntry {
  readonly id: number
  readonly at: string
  readonly who: string
  readonly action: AuditAction
  readonly what: Bilingual
  readonly before: AuditCounts
  readonly after: AuditCounts
}

export interface AuditPage {
  readonly total: number
  /** Newest first. */
  readonly rows: readonly AuditEntry[]
}
