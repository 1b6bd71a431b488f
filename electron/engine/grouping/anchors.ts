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
  /** The MDC of each row. */
  readonly mdcOf: Int32Array
  /** For each row, 1 where having found it proves the row's own rule, which then need not be tested. */
  readonly proven: Uint8Array
  /**
   * For each principal diagnosis, which MDCs it leaves open: bit `mdc % 32`. Rows of other MDCs need not be tried, so that a
   * procedure of many groups costs only those of the case's own MDC.
   */
  readonly openMdcs: Int32Array
  /** For each MDC, 1 where being open proves its rule. */
  readonly provenMdcs: Uint8Array
  readonly pdx: Postings
  readonly sdx: Postings
  readonly proc1: Postings
  readonly procRest: Postings
}

/** `mdcs`: the rule of each MDC. `rows`: what each row asks besides; both must be true. */
export function buildCandidates(mdcs: readonly Rule[], rows: readonly RowRule[], codes: CodeSets): Candidates {
  const always: number[] = []
  const proven = new Uint8Array(rows.length)
  const openMdcs = findOpenMdcs(mdcs, codes)
  const pairs = { pdx: [] as number[], sdx: [] as number[], proc1: [] as number[], procRest: [] as number[] }
  const mdcAnchors = mdcs.map((rule) => anchorsOf(rule, codes))
  for (const [row, { mdc, rule }] of rows.entries()) {
    const ownAnchors = anchorsOf(rule, codes)
    const byMdc = mdcAnchors[mdc] ?? null
    const byOwn = costOf(ownAnchors, codes) <= costOf(byMdc, codes)
    const anchors = byOwn ? ownAnchors : byMdc
    if (anchors === null) {
      always.push(row)
      continue
    }
    if (byOwn && isMembership(rule)) proven[row] = 1
    for (const { field, list } of anchors) {
      for (const id of codes.lists.get(list)?.ids ?? []) {
        for (const position of POSITIONS[field]) pairs[position].push(id, row)
      }
    }
  }
  return {
    always: Int32Array.from(always),
    mdcOf: Int32Array.from(rows, ({ mdc }) => mdc),
    proven,
    openMdcs,
    // Above 32 two MDCs share a bit, which then proves nothing.
    provenMdcs: Uint8Array.from(mdcs, (rule) => (mdcs.length <= 32 && looksAtPrincipalOnly(rule) ? 1 : 0)),
    pdx: buildPostings(codes.dx.size, pairs.pdx),
    sdx: buildPostings(codes.dx.size, pairs.sdx),
    proc1: buildPostings(codes.proc.size, pairs.proc1),
    procRest: buildPostings(codes.proc.size, pairs.procRest),
  }
}

export interface RowRule {
  readonly mdc: number
  readonly rule: Rule
}

/** Whether an MDC is among those of `Candidates.openMdcs`. */
export const isOpen = (openMdcs: number, mdc: number): boolean => ((openMdcs >>> (mdc & 31)) & 1) !== 0

function findOpenMdcs(mdcs: readonly Rule[], codes: CodeSets): Int32Array {
  const openMdcs = new Int32Array(codes.dx.size)
  for (const [mdc, rule] of mdcs.entries()) {
    const anchors = anchorsOf(rule, codes)
    const byPrincipal = anchors?.every(({ field }) => field === 'pdx')
    const ids = byPrincipal ? anchors?.flatMap(({ list }) => [...(codes.lists.get(list)?.ids ?? [])]) : openMdcs.keys()
    for (const id of ids ?? []) openMdcs[id] = (openMdcs[id] as number) | (1 << (mdc & 31))
  }
  return openMdcs
}

/** Whether a rule is a test of the principal diagnosis against lists, and nothing more. */
function looksAtPrincipalOnly(rule: Rule): boolean {
  if (rule.kind === 'or') return rule.parts.every(looksAtPrincipalOnly)
  return rule.kind === 'in' && rule.field === 'pdx'
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
    cost += weight * (codes.lists.get(list)?.codes ?? 0)
  }
  return cost
}
