import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import { type CompiledScheme, REJECTED, UNDECIDED, UNGROUPED } from './compile.ts'
import { type CaseFrame, fillFrame } from './frame.ts'

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
  let outcome = scheme.walk(frame)
  if (outcome !== UNDECIDED) return outcome
  if (!scheme.definition.header.retrySecondaryProcedures) return UNGROUPED
  for (let i = 1; i < procedures && outcome === UNDECIDED; i++) {
    frame.procFrom = i
    frame.procTo = i + 1
    outcome = scheme.walk(frame)
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
