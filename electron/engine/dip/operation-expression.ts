import { covers, isFullCode } from './code-cover.ts'

/** Operations a disease is defined by: every term must be met, each by any of its codes. Empty: no operation. */
export type OperationTerms = readonly (readonly string[])[]

/**
 * Reads an operation expression: `/` joins codes of which any will do, `+` joins terms of which all count, and `/` binds
 * tighter, as directories print it (`81.54+00.15/00.16`). Null when a code is missing beside a sign.
 */
export function parseOperations(text: string): OperationTerms | null {
  if (text === '') return []
  const terms = text.split('+').map((term) => term.split('/'))
  const written = terms.flat().every((code) => /^[0-9A-Za-z.]+$/.test(code))
  return written ? terms : null
}

export interface OperationMatch {
  readonly terms: number
  readonly metTerms: number
  /** Operations of the case that meet some term. */
  readonly metOperations: number
  /** Operations named by their full code among those. */
  readonly fullCodes: number
  readonly meetsMain: boolean
}

/** How the operations of a case (the main one first) meet an expression. */
export function matchOperations(terms: OperationTerms, operations: readonly string[]): OperationMatch {
  const meeting = (operation: string) => terms.flatMap((term) => term.filter((code) => covers(code, operation)))
  const met = operations.map(meeting)
  return {
    terms: terms.length,
    metTerms: terms.filter((term) => operations.some((operation) => term.some((code) => covers(code, operation))))
      .length,
    metOperations: met.filter((codes) => codes.length > 0).length,
    fullCodes: met.filter((codes) => codes.some(isFullCode)).length,
    meetsMain: (met[0]?.length ?? 0) > 0,
  }
}
