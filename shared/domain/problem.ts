import type { Bilingual } from './bilingual.ts'

/**
 * Something that could not be done, as a value: what happened and what to do next, for the person who asked.
 * `code` is stable and is what automation tests; `details` are the facts behind it (file, row, column, limits).
 */
export interface Problem {
  readonly code: ProblemCode
  readonly message: Bilingual
  readonly details?: Readonly<Record<string, string | number | boolean | null>>
}

export const PROBLEM_CODES = [
  'bad-request',
  'unknown-method',
  'not-allowed',
  'no-book',
  'book-not-found',
  'book-exists',
  'book-newer',
  'book-foreign',
  'book-damaged',
  'book-locked',
  'file-not-found',
  'file-unreadable',
  'file-encoding',
  'file-empty',
  'file-already-imported',
  'column-missing',
  'table-not-used',
  'rows-rejected',
  'patient-key',
  'template-not-found',
  'template-invalid',
  'scheme-invalid',
  'scheme-missing',
  'policy-invalid',
  'policy-missing',
  'policy-overlap',
  'ledger-invalid',
  'allocation-invalid',
  'sheet-invalid',
  'costing-invalid',
  'costing-missing',
  'not-found',
  'undo-blocked',
  'period-closed',
  'figures-stale',
  'backup-failed',
  'backup-damaged',
  'backup-folder',
  'backup-other-book',
  'key-invalid',
  'key-passphrase',
  'key-exists',
  'fingerprint-mismatch',
  'package-damaged',
  'package-unsafe',
  'package-format',
  'package-sender',
  'package-signature',
  'package-receiver',
  'package-replayed',
  'package-gap',
  'package-altered',
  'package-rows',
  'package-totals',
  'package-conflict',
  'identity-missing',
  'file-exists',
  'cancelled',
  'busy',
  'internal',
] as const

export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** A `Problem` on its way up to the contract, which turns it into an error reply. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message.en)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

export function problem(code: ProblemCode, zh: string, en: string, details?: Problem['details']): ProblemError {
  return new ProblemError({ code, message: { zh, en }, ...(details === undefined ? {} : { details }) })
}
