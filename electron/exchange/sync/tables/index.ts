import type { DocumentRole, PackageKind, SyncRow, SyncTableName } from '#shared/domain/sync.ts'
import { ANSWERS } from './answer-tables.ts'
import { BENCHMARKS, BUDGETS, CASES, CHARGES, DRIVERS, ITEMS, LEDGER, SETTLEMENTS, TARGETS } from './import-tables.ts'
import { ACTIONS, CODE_CORRECTIONS, EVIDENCE, EXPLANATIONS, REVIEWS, SIGN_OFF } from './return-tables.ts'
import type { SyncTable } from './table.ts'

/** The columns of every table as of `TABLE_SCHEMA`; any change of them is a new schema. */
export const SYNC_TABLES: { readonly [T in SyncTableName]: SyncTable<SyncRow[T]> } = {
  cases: CASES,
  charges: CHARGES,
  items: ITEMS,
  ledger: LEDGER,
  drivers: DRIVERS,
  benchmarks: BENCHMARKS,
  budgets: BUDGETS,
  targets: TARGETS,
  settlements: SETTLEMENTS,
  explanations: EXPLANATIONS,
  reviews: REVIEWS,
  evidence: EVIDENCE,
  code_corrections: CODE_CORRECTIONS,
  actions: ACTIONS,
  sign_off: SIGN_OFF,
  answers: ANSWERS,
}

export const TABLE_SCHEMA = 1

/** In this order everywhere, so that the same content gives the same bytes. */
export const TABLE_ORDER = Object.keys(SYNC_TABLES) as readonly SyncTableName[]

interface KindContents {
  readonly tables: readonly SyncTableName[]
  readonly documents: readonly DocumentRole[]
}

/** What a package of each kind may hold. */
export const CONTENTS: Readonly<Record<PackageKind, KindContents>> = {
  issue: {
    tables: ['cases', 'charges', 'items', 'ledger', 'drivers', 'benchmarks', 'budgets', 'targets', 'settlements'],
    documents: ['scheme', 'policy'],
  },
  return: {
    tables: ['explanations', 'reviews', 'evidence', 'code_corrections', 'actions', 'sign_off'],
    documents: ['evidence'],
  },
  answer: { tables: ['answers'], documents: [] },
}

/** Forms a document may have, by the ending of its name. Nothing that runs when it is opened. */
export const DOCUMENT_FORMS: Readonly<Record<DocumentRole, readonly string[]>> = {
  scheme: ['zip', 'xlsx'],
  policy: ['json', 'xlsx'],
  evidence: ['pdf', 'png', 'jpg', 'jpeg', 'docx', 'xlsx', 'csv', 'txt'],
}
