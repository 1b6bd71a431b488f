import type { Fen } from './money.ts'
import type { Period } from './period.ts'
import type { LedgerRecord, RecordOf } from './records.ts'
import type { SurplusBasis } from './surplus.ts'

/** Signed packages between the finance office and its departments; formats in docs/sync-packages.md. */
export const SYNC_ROLES = ['office', 'department'] as const
export type SyncRole = (typeof SYNC_ROLES)[number]

/** `issue` and `answer` go from the office to a department, `return` goes back. */
export const PACKAGE_KINDS = ['issue', 'return', 'answer'] as const
export type PackageKind = (typeof PACKAGE_KINDS)[number]

/** What an identity shows to others (`.khid`): its name, its two public keys, signed with the first of them. */
export interface IdentityCard {
  readonly format: 'khid/1'
  readonly name: string
  readonly role: SyncRole
  /** Of a department: the name its packages carry. Null of the office. */
  readonly department: string | null
  /** Ed25519 public key, 32 bytes in base64url. */
  readonly signingKey: string
  /** X25519 recipient of age, `age1…`. */
  readonly encryptionKey: string
  /** Local time, `2026-03-15 08:30:00`. */
  readonly createdAt: string
  /** Ed25519 over the other fields, 64 bytes in base64url. */
  readonly signature: string
}

/** Someone whose card was taken in. Packages are exchanged only once the fingerprint has been confirmed and not revoked. */
export interface SyncParty {
  readonly card: IdentityCard
  /** 40 decimal digits, see `cardFingerprint`. */
  readonly fingerprint: string
  readonly addedAt: string
  /** When the fingerprint was compared with the one read aloud. */
  readonly confirmedAt: string | null
  readonly revokedAt: string | null
}

export type TrustList = readonly SyncParty[]

/** An end of a package as its manifest names it. */
export interface PackageParty {
  readonly name: string
  readonly role: SyncRole
  readonly fingerprint: string
}

/** Packages are numbered from 1 per sender, receiver and department. */
export interface SyncStream {
  readonly sender: string
  readonly receiver: string
  readonly department: string
}

/** The last package taken from a stream. */
export interface LastPackage {
  readonly sequence: number
  /** SHA-256 of its manifest. */
  readonly id: string
}

export interface PackageTable {
  readonly name: SyncTableName
  readonly path: string
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
  /** Column → sum in fen. */
  readonly totals: Readonly<Record<string, number>>
}

export const DOCUMENT_ROLES = ['scheme', 'policy', 'evidence'] as const
export type DocumentRole = (typeof DOCUMENT_ROLES)[number]

/** A file that travels as it is: a grouping scheme, a payment policy, a piece of evidence. */
export interface PackageDocument {
  readonly role: DocumentRole
  readonly path: string
  /** What the sender's file was called. */
  readonly name: string
  readonly sha256: string
  readonly bytes: number
  /** First month a scheme or policy is in force, where the office says so. */
  readonly validFrom: Period | null
}

export interface PackageManifest {
  readonly format: 'khpkg/1'
  /** Version of the tables' columns. */
  readonly schema: number
  readonly kind: PackageKind
  readonly department: string
  readonly period: Period
  readonly sequence: number
  /** Id of the stream's package before this one; null where the numbering begins. */
  readonly previous: string | null
  /** Of an answer: id of the return it answers. */
  readonly inReplyTo: string | null
  readonly createdAt: string
  readonly sender: PackageParty
  readonly receiver: PackageParty
  readonly tables: readonly PackageTable[]
  readonly documents: readonly PackageDocument[]
}

/** Why a case or group gained or lost; `surplus` is the figure explained, on `basis`. */
export interface ExplanationRow {
  readonly itemId: string
  readonly period: Period
  readonly subject: 'case' | 'group'
  readonly caseNo: string | null
  readonly group: string | null
  readonly basis: SurplusBasis
  readonly surplus: Fen
  readonly reason: string
  readonly statement: string
  readonly writtenBy: string
  readonly writtenAt: string
}

/** Grounds of an individual review as the national rules name them (DRG/DIP 2.0, 特例单议). */
export const REVIEW_GROUNDS = [
  'long-stay',
  'high-charge',
  'new-technology',
  'critical',
  'multidisciplinary',
  'other',
] as const
export type ReviewGround = (typeof REVIEW_GROUNDS)[number]

/** An application for individual review of a case (特病单议). */
export interface ReviewRow {
  readonly itemId: string
  readonly period: Period
  readonly caseNo: string
  readonly group: string | null
  readonly insurance: string | null
  readonly ground: ReviewGround
  readonly los: number | null
  readonly charge: Fen
  readonly standard: string | null
  readonly statement: string
  readonly appliedBy: string
  readonly appliedAt: string
}

/** Joins a review to a document of the package. */
export interface EvidenceRow {
  readonly itemId: string
  readonly document: string
  readonly title: string
}

/** A code added (no old code), taken out (no new code) or replaced. Place 1 is the principal diagnosis or main procedure. */
export interface CodeCorrectionRow {
  readonly itemId: string
  readonly period: Period
  readonly caseNo: string
  readonly list: 'dx' | 'proc'
  readonly place: number
  readonly oldCode: string | null
  readonly newCode: string | null
  readonly reason: string
  readonly confirmedBy: string | null
  readonly writtenBy: string
  readonly writtenAt: string
}

/** An improvement and how far it has come (PDCA). */
export interface ActionRow {
  readonly itemId: string
  readonly period: Period
  readonly title: string
  readonly group: string | null
  readonly phase: 'plan' | 'do' | 'check' | 'act'
  readonly status: 'open' | 'done' | 'dropped'
  readonly indicator: string | null
  readonly baseline: string | null
  readonly target: string | null
  readonly result: string | null
  readonly owner: string
  readonly dueOn: string | null
  readonly note: string | null
  readonly updatedAt: string
}

export const SIGN_OFF_MEASURES = [
  'cases',
  'charge-lines',
  'charge',
  'cost',
  'payment',
  'patient-pay',
  'fund-pay',
  'surplus-b1',
  'surplus-b3',
] as const
export type SignOffMeasure = (typeof SIGN_OFF_MEASURES)[number]

/** One figure of a month the department stands for: a count or an amount, the rows of one month under one item. */
export interface SignOffRow {
  readonly itemId: string
  readonly period: Period
  readonly measure: SignOffMeasure
  readonly count: number | null
  readonly amount: Fen | null
  readonly signedBy: string
  readonly signedAt: string
}

export const ANSWERED_TABLES = ['explanations', 'reviews', 'code_corrections', 'actions', 'sign_off'] as const
export type AnsweredTable = (typeof ANSWERED_TABLES)[number]

/** The office's decision on an item of a return. `settlement` and `approved` are for reviews. */
export interface AnswerRow {
  readonly itemId: string
  readonly subject: AnsweredTable
  readonly decision: 'accepted' | 'rejected' | 'more-needed' | 'noted'
  readonly settlement: 'by-group' | 'by-item' | 'repriced' | null
  readonly approved: Fen | null
  readonly comment: string | null
  readonly decidedBy: string
  readonly decidedAt: string
}

/** Tables whose rows are those of an import. */
export const RECORD_TABLES = [
  'cases',
  'charges',
  'items',
  'ledger',
  'drivers',
  'benchmarks',
  'budgets',
  'targets',
  'settlements',
] as const
type RecordTable = (typeof RECORD_TABLES)[number]

/** The row of each table a package can hold. */
export interface SyncRow extends Omit<Pick<RecordOf, RecordTable>, 'ledger'> {
  /** Whole fen: what a book holds was brought to it when it was imported. */
  readonly ledger: Omit<LedgerRecord, 'exactAmount'>
  readonly explanations: ExplanationRow
  readonly reviews: ReviewRow
  readonly evidence: EvidenceRow
  readonly code_corrections: CodeCorrectionRow
  readonly actions: ActionRow
  readonly sign_off: SignOffRow
  readonly answers: AnswerRow
}
export type SyncTableName = keyof SyncRow
