import { assertNever } from '#shared/domain/assert-never.ts'
import { buildPostings, type CodeSets, type Postings } from './code-index.ts'
import type { CodeField, Comparison, Rule } from './rule.ts'

/** A membership test of which at least one must be true for a rule to be true. */
interface Anchor {
  readonly field: CodeField
  readonly list: string
}

/**
 * Which rows a case can reach, found from its codes: for each position a code can stand in, code → rows. A row whose
 * rule does not depend on any code (`always`) is tried for every case.
 */
export interface Candidates {
  readonly always: Int32Array
  /** For each row, 1 where having found it proves the row's own rule, which then need not be tested. */
  readonly proven: Uint8Array
  readonly pdx: Postings
  readonly sdx: Postings
  readonly proc1: Postings
  readonly procRest: Postings
}

/** `rows`: what each row asks, its own rule and that of its MDC; both must be true. */
export function buildCandidates(rows: readonly RowRules[], codes: CodeSets): Candidates {
  const always: number[] = []
  const proven = new Uint8Array(rows.length)
  const pairs = { pdx: [] as number[], sdx: [] as number[], proc1: [] as number[], procRest: [] as number[] }
  for (const [row, { mdc, own }] of rows.entries()) {
    const ownAnchors = anchorsOf(own, codes)
    const mdcAnchors = anchorsOf(mdc, codes)
    const byOwn = costOf(ownAnchors, codes) <= costOf(mdcAnchors, codes)
    const anchors = byOwn ? ownAnchors : mdcAnchors
    if (anchors === null) {
      always.push(row)
      continue
    }
    if (byOwn && isMembership(own)) proven[row] = 1
    for (const { field, list } of anchors) {
      for (const code of codes.lists.get(list)?.codes ?? []) {
        for (const position of POSITIONS[field]) pairs[position].push(code, row)
      }
    }
  }
  return {
    always: Int32Array.from(always),
    proven,
    pdx: buildPostings(codes.dx.size, pairs.pdx),
    sdx: buildPostings(codes.dx.size, pairs.sdx),
    proc1: buildPostings(codes.proc.size, pairs.proc1),
    procRest: buildPostings(codes.proc.size, pairs.procRest),
  }
}

export interface RowRules {
  readonly mdc: Rule
  readonly own: Rule
}

/** Whether a rule asks for nothing but one of its anchors. */
function isMembership(rule: Rule): boolean {
  return rule.kind === 'in' || (rule.kind === 'or' && rule.parts.every(isMembership))
}

const POSITIONS: Readonly<Record<CodeField, readonly ('pdx' | 'sdx' | 'proc1' | 'procRest')[]>> = {
  pdx: ['pdx'],
  dx: ['pdx', 'sdx'],
  sdx: ['sdx'],
  proc1: ['proc1'],
  proc: ['proc1', 'procRest'],
  proc_rest: ['procRest'],
}

/** The cheapest set of anchors of a rule, or null when the rule can hold whatever the codes are. */
function anchorsOf(rule: Rule, codes: CodeSets): readonly Anchor[] | null {
  switch (rule.kind) {
    case 'in':
      return [rule]
    case 'and':
      return rule.parts
        .map((part) => anchorsOf(part, codes))
        .reduce((best, next) => (costOf(next, codes) < costOf(best, codes) ? next : best))
    case 'or': {
      const parts = rule.parts.map((part) => anchorsOf(part, codes))
      return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? [])
    }
    case 'count':
      return holdsForNone(rule.op, rule.value) ? null : rule.lists.map((list) => ({ field: 'dx', list }))
    case 'count_codes':
      return holdsForNone(rule.op, rule.value) ? null : [rule]
    case 'surgical':
      return rule.holds ? [{ field: 'proc1', list: rule.list }] : null
    case 'true':
    case 'not':
    case 'number':
    case 'sex':
    case 'text':
    case 'mcc':
    case 'cc':
      return null
    default:
      return assertNever(rule)
  }
}

/** Whether a count of nothing found may satisfy the comparison. */
function holdsForNone(op: Comparison, value: number): boolean {
  return op === '<' || op === '<=' || ((op === '=' || op === '>=') && value === 0)
}

/** Roughly how often a case meets the anchors: by codes listed, a test of any position counting as several. */
function costOf(anchors: readonly Anchor[] | null, codes: CodeSets): number {
  if (anchors === null) return Number.POSITIVE_INFINITY
  let cost = 0
  for (const { field, list } of anchors) {
    const weight = field === 'pdx' || field === 'proc1' ? 1 : 4
    cost += weight * (codes.lists.get(list)?.codes.length ?? 0)
  }
  return cost
}
