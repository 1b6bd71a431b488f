import { assertNever } from '#shared/domain/assert-never.ts'
import { buildPostings, type CodeSets, type Postings } from './code-index.ts'
import type { CodeField, Rule } from './rule.ts'

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
  readonly pdx: Postings
  readonly sdx: Postings
  readonly proc1: Postings
  readonly procRest: Postings
}

export function buildCandidates(rules: readonly Rule[], codes: CodeSets): Candidates {
  const always: number[] = []
  const pairs = { pdx: [] as number[], sdx: [] as number[], proc1: [] as number[], procRest: [] as number[] }
  for (const [row, rule] of rules.entries()) {
    const anchors = anchorsOf(rule, codes)
    if (anchors === null) {
      always.push(row)
      continue
    }
    for (const { field, list } of anchors) {
      for (const code of codes.lists.get(list)?.codes ?? []) {
        for (const position of POSITIONS[field]) pairs[position].push(code, row)
      }
    }
  }
  return {
    always: Int32Array.from(always),
    pdx: buildPostings(codes.dx.size, pairs.pdx),
    sdx: buildPostings(codes.dx.size, pairs.sdx),
    proc1: buildPostings(codes.proc.size, pairs.proc1),
    procRest: buildPostings(codes.proc.size, pairs.procRest),
  }
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
    case 'count': {
      const holdsForNone =
        rule.op === '<' ||
        rule.op === '<=' ||
        (rule.op === '=' && rule.value === 0) ||
        (rule.op === '>=' && rule.value === 0)
      return holdsForNone ? null : rule.lists.map((list) => ({ field: 'dx', list }))
    }
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
