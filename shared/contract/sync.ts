import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type {
  ActionRow,
  AnsweredTable,
  AnswerRow,
  CodeCorrectionRow,
  DocumentRole,
  ExplanationRow,
  PackageKind,
  ReviewRow,
  SignOffMeasure,
  SignOffRow,
  SyncRole,
  SyncTableName,
} from '#shared/domain/sync.ts'

/** Who this installation is to others. The secrets stay in the key file. */
export interface OwnIdentity {
  readonly name: string
  readonly role: SyncRole
  /** As the finance office writes it; null of the office. */
  readonly department: string | null
  readonly createdAt: string
  /** Forty digits. */
  readonly fingerprint: string
  /** The same in eight groups of five, as it is shown and read aloud. */
  readonly spoken: string
  /** A passphrase guards the key file. */
  readonly protected: boolean
  /** Packages can be opened and written only once it is unlocked; always false without a passphrase. */
  readonly locked: boolean
  /** Where the key file lies: what a person keeps a copy of. */
  readonly keyFile: string
}

/** Someone of the book's trust list. Packages are exchanged with `trusted` ones only. */
export interface ListedParty {
  readonly fingerprint: string
  readonly spoken: string
  readonly name: string
  readonly role: SyncRole
  readonly department: string | null
  readonly standing: 'unconfirmed' | 'trusted' | 'revoked'
  readonly addedAt: string
  readonly confirmedAt: string | null
  readonly revokedAt: string | null
}

/** The other end of a package. */
export interface PackageEnd {
  readonly name: string
  readonly role: SyncRole
  readonly fingerprint: string
  readonly spoken: string
}

/** What is on the outside of a package, and what it says it holds; all of it verified. */
export interface PackageOutline {
  /** SHA-256 of its manifest: what it is known by to both sides. */
  readonly packageId: string
  readonly fileName: string
  readonly kind: PackageKind
  readonly department: string
  readonly period: Period
  readonly sequence: number
  readonly createdAt: string
  readonly encrypted: boolean
  readonly sender: PackageEnd
  readonly receiver: PackageEnd
}

/** A table of a package with its control totals: column → sum. */
export interface TableOutline {
  readonly name: SyncTableName
  readonly rows: number
  readonly totals: Readonly<Record<string, Fen>>
}

/** What taking in a table of records would do. */
export interface TableChange extends TableOutline {
  /** Rows whose key the book has already: they replace what is there. Of cases only. */
  readonly replaces: number
  /** Months its rows are about, in order. */
  readonly periods: readonly string[]
  /** Cases that have charge lines of the same days already; taken in once more, they would count twice. */
  readonly repeated: { readonly cases: number; readonly example: string; readonly batchId: number } | null
}

/** What taking in a scheme or policy would do. */
export interface DocumentChange {
  readonly role: Exclude<DocumentRole, 'evidence'>
  readonly fileName: string
  readonly bytes: number
  readonly code: string
  readonly name: Bilingual
  /** Months it would be in force; nulls of a scheme: it is added and waits, unless it is the book's first. */
  readonly from: Period | null
  readonly to: Period | null
  /** The book has it: only its months may change. */
  readonly known: boolean
}

/** An answer and the item it would land on. */
export interface AnswerChange {
  readonly answer: AnswerRow
  /** Null: the book has no such item; the answer is kept and shows once it has. */
  readonly item: ReturnItem | null
}

export interface PackagePreview extends PackageOutline {
  /** Its sender starts a new chain of numbers, and that was confirmed. */
  readonly newChain: boolean
  readonly tables: readonly TableChange[]
  readonly documents: readonly DocumentChange[]
  readonly answers: readonly AnswerChange[]
  /** Why it cannot be applied as things stand; empty when it can. */
  readonly obstacles: readonly Bilingual[]
}

/** A package in the history. */
export interface PackageEntry extends PackageOutline {
  readonly id: number
  readonly direction: 'in' | 'out'
  /** When it was applied or written. */
  readonly at: string
  readonly state: 'applied' | 'undone' | 'written' | 'answered'
  readonly tables: readonly TableOutline[]
  readonly documents: readonly { readonly role: DocumentRole; readonly fileName: string }[]
  /** Of a return: items in it that were not sent again since, and how many of them have an answer. */
  readonly items: number
  readonly answered: number
  /** What takes an applied package back (`commands.undo`); null of a package that was written or undone. */
  readonly commandId: number | null
  /** Null when it can be undone now, else why not. */
  readonly undoBlocked: Bilingual | null
}

export interface PackageHistory {
  readonly total: number
  /** Newest first. */
  readonly rows: readonly PackageEntry[]
}

export interface ItemAnswer extends Omit<AnswerRow, 'itemId' | 'subject'> {
  /** When the package with it was applied. */
  readonly at: string
  /** It is about the item as it went out last; an older one stays visible beside what was changed since. */
  readonly current: boolean
}

export interface EvidenceFile {
  readonly name: string
  readonly title: string
  readonly bytes: number
  readonly sha256: string
}

interface ItemState {
  /** Given once and for all; the office's answer names it. */
  readonly id: string
  readonly period: Period
  readonly state: 'draft' | 'sent' | 'answered'
  readonly createdAt: string
  readonly changedAt: string
  /** The last return it went out in. */
  readonly sent: { readonly sequence: number; readonly at: string } | null
  /** Newest first. */
  readonly answers: readonly ItemAnswer[]
}

interface ItemContents {
  readonly explanations: { readonly row: ExplanationRow }
  readonly reviews: { readonly row: ReviewRow; readonly evidence: readonly EvidenceFile[] }
  readonly code_corrections: { readonly row: CodeCorrectionRow }
  readonly actions: { readonly row: ActionRow }
  readonly sign_off: { readonly rows: readonly SignOffRow[] }
}

/** An item of the outbox: what the department has to say, and what the office said to it. */
export type ReturnItem = {
  readonly [K in AnsweredTable]: ItemState & { readonly kind: K } & ItemContents[K]
}[AnsweredTable]

/** The figures a month's sign-off stands for. */
export interface SignOffFigures {
  readonly period: Period
  readonly rows: readonly {
    readonly measure: SignOffMeasure
    readonly count: number | null
    readonly amount: Fen | null
  }[]
  /** Data changed since the last recompute: nothing can be signed before it. */
  readonly stale: boolean
  /** The sign-off of this month, and whether the figures are still those that were signed. */
  readonly signed: { readonly itemId: string; readonly current: boolean } | null
}

export interface WrittenReturn {
  readonly path: string
  readonly entry: PackageEntry
}
