import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import { NONE, type Postings, SEVERAL } from './code-index.ts'
import { type CompiledRow, type CompiledScheme, REJECTED, UNDECIDED, UNGROUPED } from './compile.ts'
import type { Complications } from './complications.ts'
import { type CaseFrame, fillFrame } from './frame.ts'
import { ANY_SEVERITY, type RuleTest, severityOf } from './rule-test.ts'

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
  if (failsChecks(scheme, frame)) return REJECTED
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

/** What a scheme checks before the walk (`Evaluation.checks`); nothing else about a case makes it refuse one. */
export function failsChecks({ definition }: CompiledScheme, frame: CaseFrame): boolean {
  if (frame.sex === null) return true
  if (definition.evaluation.checks === 'principal') return !frame.principal
  if (Number.isNaN(frame.age)) return true
  if (frame.age !== 0) return false
  return Number.isNaN(frame.ageDays) || (frame.ageDays <= 28 && Number.isNaN(frame.birthWeight))
}

/**
 * The walk over all MDCs and ADRGs, trying only rows the case's codes can reach. Those rows are tried in the order of
 * the full walk, so the first that decides is the one the full walk would have stopped at.
 */
function walk(scheme: CompiledScheme, frame: CaseFrame): number {
  const { rows } = scheme
  const { found } = scheme.scratch
  const { proven } = scheme.candidates
  const { complications } = scheme.context
  const count = findCandidates(scheme, frame)
  let mdc = -1
  let mdcHolds = false
  for (let i = 0; i < count; i++) {
    const at = found[i] as number
    const row = rows[at] as CompiledRow
    if (row.mdc !== mdc) {
      mdc = row.mdc
      mdcHolds = (scheme.mdcTests[mdc] as RuleTest)(frame)
    }
    if (!mdcHolds || (proven[at] !== 1 && !row.test(frame))) continue
    const { drgMasks } = row
    for (let d = 0; d < drgMasks.length; d++) {
      const mask = drgMasks[d] as number
      const holds = mask === 0 ? (row.drgTests[d] as RuleTest)(frame) : holdsFor(mask, frame, complications)
      if (holds) return row.drgOutcomes[d] as number
    }
    if (row.otherwise !== UNDECIDED) return row.otherwise
  }
  return UNDECIDED
}

function holdsFor(mask: number, frame: CaseFrame, complications: Complications): boolean {
  return (mask & ANY_SEVERITY) !== 0 || (severityOf(frame, complications) & mask) !== 0
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

/** Adds the rows of one code and returns how many there are now. */
function addRows(found: Int32Array, marked: Uint8Array, count: number, postings: Postings, code: number): number {
  const single = postings.single[code] as number
  if (single === NONE) return count
  if (single !== SEVERAL) return addRow(found, marked, count, single)
  const { starts, values } = postings
  const end = starts[code + 1] as number
  let size = count
  for (let i = starts[code] as number; i < end; i++) size = addRow(found, marked, size, values[i] as number)
  return size
}

/** Puts a row in its place, once. Few rows are found per case, so insertion beats any cleverer sort. */
function addRow(found: Int32Array, marked: Uint8Array, count: number, row: number): number {
  if (marked[row] === 1) return count
  marked[row] = 1
  let at = count
  while (at > 0 && (found[at - 1] as number) > row) {
    found[at] = found[at - 1] as number
    at--
  }
  found[at] = row
  return count + 1
}
