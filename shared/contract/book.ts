import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { SchemeKind } from '#shared/domain/grouping.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'

export interface AppInfo {
  readonly name: 'keheng'
  readonly version: string
  readonly node: string
  /** Where the shell keeps settings; shown so that a person can find them. */
  readonly settingsFile: string | null
}

export interface VersionInForce {
  readonly id: number
  readonly code: string
  readonly name: string
}

/** A grouping scheme by its name: a DRG scheme or a DIP directory. */
export interface SchemeVersion extends VersionInForce {
  readonly kind: SchemeKind
}

/** Which local file is open, and what state its figures are in. */
export type BookStatus =
  | { readonly open: false }
  | {
      readonly open: true
      readonly path: string
      readonly name: string
      readonly demonstration: boolean
      /** Another window or command is writing to the book: it can be looked at only. */
      readonly readOnly: boolean
      readonly schemaVersion: number
      readonly cases: number
      readonly chargeLines: number
      readonly firstPeriod: Period | null
      readonly lastPeriod: Period | null
      readonly teams: readonly string[]
      readonly physicians: readonly string[]
      readonly insurances: readonly string[]
      /** Of the latest months, where schemes take turns. */
      readonly scheme: SchemeVersion | null
      readonly policy: VersionInForce | null
      readonly lastImportAt: string | null
      readonly lastRecomputeAt: string | null
      /** True when data, scheme or policy changed after the last recompute: the figures are out of date. */
      readonly stale: boolean
    }

export interface RecentBook {
  readonly path: string
  readonly name: string
  readonly openedAt: string
  readonly exists: boolean
}

export interface VerifyCheck {
  readonly id: string
  readonly label: Bilingual
  readonly ok: boolean
  readonly detail: Bilingual
}
export interface VerifyReport {
  readonly ok: boolean
  readonly checks: readonly VerifyCheck[]
}

export interface SchemeSummary {
  readonly id: number
  readonly kind: SchemeKind
  readonly code: string
  readonly name: string
  readonly region: string
  readonly year: number | null
  readonly sha256: string
  readonly addedAt: string
  /** It groups some months: those of `spans`, an open end being null. */
  readonly inForce: boolean
  readonly spans: readonly { readonly from: Period | null; readonly to: Period | null }[]
  /** Of a DIP directory `drgs` counts its diseases, and there are no MDCs and ADRGs. */
  readonly mdcs: number
  readonly adrgs: number
  readonly drgs: number
}

export interface PolicySummary {
  readonly id: number
  readonly code: string
  readonly name: Bilingual
  readonly status: 'official' | 'reference' | 'demonstration'
  readonly source: string
  readonly validFrom: Period
  readonly validTo: Period | null
  /** Code of the scheme whose groups it prices; null: the groups that came with the data. */
  readonly scheme: string | null
  /** Which one of its code and scheme it is, counted in the order they were added. */
  readonly version: number
  /** Of its content, however its file was written: two files that say the same have the same. */
  readonly sha256: string
  readonly addedAt: string
  readonly groups: number
}

/** Cases that fit the review lines (特病单议) of one policy; null: of none, by the lines the request gave. */
export interface ReviewCandidates {
  readonly policy: { readonly id: number; readonly code: string } | null
  /** Share of the discharges that may be put up, and how many cases that is. */
  readonly share: ExactText
  readonly discharges: number
  readonly quota: number
  /** The largest loss first. */
  readonly rows: readonly {
    readonly caseNo: string
    readonly month: Period
    readonly drg: string
    readonly drgName: string | null
    readonly team: string | null
    readonly charge: Fen
    /** Yuan of charge beyond the payment; null while the case is not settled. */
    readonly loss: ExactText | null
    readonly reasons: readonly Bilingual[]
    readonly withinQuota: boolean
  }[]
}

/** Months with cases and no policy to settle them. */
export interface PolicyGap {
  readonly schemeCode: string | null
  readonly from: Period
  readonly to: Period
  readonly cases: number
}

export interface RecomputeSummary {
  readonly cases: number
  readonly grouped: number
  readonly ambiguous: number
  readonly ungrouped: number
  readonly rejected: number
  readonly unpriced: number
  /** Cases of closed months, which were left as they are and are in no other count here. */
  readonly closedCases: number
  readonly payment: string
  readonly charge: Fen
  readonly milliseconds: number
}

export interface CommandEntry {
  readonly id: number
  readonly kind: string
  readonly label: Bilingual
  readonly at: string
  readonly undoneAt: string | null
  readonly undoable: boolean
}

export interface DemoReport {
  readonly path: string
  readonly files: readonly { readonly path: string; readonly rows: number }[]
  readonly steps: readonly { readonly label: Bilingual; readonly milliseconds: number }[]
}
