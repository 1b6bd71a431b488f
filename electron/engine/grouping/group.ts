import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import type { Postings } from './code-index.ts'
import { type CompiledRow, type CompiledScheme, REJECTED, UNDECIDED, UNGROUPED } from './compile.ts'
import { type CaseFrame, fillFrame } from './frame.ts'
import type { RuleTest } from './rule-test.ts'

/** Groups one case as section 3 of `grouping-scheme/1` says. The result is shared between calls: do not change it. */
export function groupCase(scheme: CompiledScheme, input: GroupingInput): GroupingResult {
  const { frame } = scheme.scratch
  fillFrame(frame, scheme.index, input)
  return scheme.outcomes[groupFrame(scheme, frame)] as GroupingResult
}

/**
 * Groups a case already turned into numbers by `fillFrame` with the index of the same scheme.
 * Returns a place in `scheme.outcomes`; allocates nothing.
 */
export function groupFrame(scheme: CompiledScheme, frame: CaseFrame): number {
  if (failsChecks(frame)) return REJECTED
  const procedures = frame.procTo
  let outcome = walk(scheme, frame)
  if (outcome !== UNDECIDED) return outcome
  if (!scheme.definition.header.retrySecondaryProcedures) return UNGROUPED
  for (let i = 1; i < procedures && outcome === UNDECIDED; i++) {
    frame.procFrom = i
    frame.procTo = i + 1
    outcome = walk(scheme, frame)
  }
  frame.procFrom = 0
  frame.procTo = procedures
  return outcome === UNDECIDED ? UNGROUPED : outcome
}

/** The checks of section 3 step 1; nothing else about a case makes a scheme refuse it. */
export function failsChecks(frame: CaseFrame): boolean {
  if (frame.sex === null || Number.isNaN(frame.age)) return true
  if (frame.age !== 0) return false
  return Number.isNaN(frame.ageDays) || (frame.ageDays <= 28 && Number.isNaN(frame.birthWeight))
}

/**
 * The walk over all MDCs and ADRGs, trying only rows the case's codes can reach. Those rows are tried in the order of
 * the full walk, so the first that decides is the one the full walk would have stopped at.
 */
function walk(scheme: CompiledScheme, frame: CaseFrame): number {
  const { found } = scheme.scratch
  const count = findCandidates(scheme, frame)
  let mdc = -1
  let mdcHolds = false
  for (let i = 0; i < count; i++) {
    const row = scheme.rows[found[i] as number] as CompiledRow
    if (row.mdc !== mdc) {
      mdc = row.mdc
      mdcHolds = (scheme.mdcTests[mdc] as RuleTest)(frame)
    }
    if (!mdcHolds || !row.test(frame)) continue
    const { drgTests } = row
    for (let d = 0; d < drgTests.length; d++) {
      if ((drgTests[d] as RuleTest)(frame)) return row.drgOutcomes[d] as number
    }
    if (row.otherwise !== UNDECIDED) return row.otherwise
  }
  return UNDECIDED
}

/** Leaves the rows to try in `scratch.found`, ascending and each once; returns how many. */
function findCandidates(scheme: CompiledScheme, frame: CaseFrame): number {
  const { always, pdx, sdx, proc1, procRest } = scheme.candidates
  const { found, marked } = scheme.scratch
  let count = 0
  const { length } = always
  for (let i = 0; i < length; i++) found[count++] = always[i] as number
  count = addRows(found, marked, count, pdx, frame.dx[0] as number)
  for (let i = 1; i < frame.dxCount; i++) count = addRows(found, marked, count, sdx, frame.dx[i] as number)
  if (frame.procFrom < frame.procTo) {
    count = addRows(found, marked, count, proc1, frame.proc[frame.procFrom] as number)
    for (let i = frame.procFrom + 1; i < frame.procTo; i++) {
      count = addRows(found, marked, count, procRest, frame.proc[i] as number)
    }
  }
  for (let i = 0; i < count; i++) marked[found[i] as number] = 0
  return count
}

/** Inserts the rows of one code in their places. Few rows are found per case, so insertion beats any cleverer sort. */
function addRows(found: Int32Array, marked: Uint8Array, count: number, postings: Postings, code: number): number {
  const end = postings.starts[code + 1] as number
  let size = count
  for (let i = postings.starts[code] as number; i < end; i++) {
    const row = postings.values[i] as number
    if (marked[row] === 1) continue
    marked[row] = 1
    let at = size++
    while (at > 0 && (found[at - 1] as number) > row) {
      found[at] = found[at - 1] as number
      at--
    }
    found[at] = row
  }
  return size
}
