import type { DipAuxiliaryResult, DipInput, DipResult, DipTrail } from '#shared/domain/dip.ts'
import type { TrailStep } from '#shared/domain/grouping.ts'
import { triggeredBy } from './auxiliary.ts'
import {
  type Candidate,
  comprehensiveCandidates,
  namedCandidates,
  type UsableOperations,
  usableOperations,
} from './candidates.ts'
import { choose } from './choose.ts'
import type { CompiledDip, DipEntry } from './compile.ts'
import {
  blankStep,
  candidateStep,
  choiceStep,
  excludedStep,
  operationsStep,
  resultStep,
  triggeredSteps,
} from './trail-steps.ts'

/**
 * Finds the disease (病种) of a case in the order 排除 → 核心 → 基层 → 综合 → 空白病组, then the auxiliary entry that counts.
 * Never throws for a case: without a diagnosis or with unknown codes it comes to the blank group, or is ungrouped.
 */
export function groupDip(scheme: CompiledDip, input: DipInput): DipResult {
  return match(scheme, input, null)
}

/** The same, telling how in the order things were tried. */
export function groupDipWithTrail(scheme: CompiledDip, input: DipInput): DipTrail {
  const steps: TrailStep[] = []
  const result = match(scheme, input, steps)
  return { result, steps }
}

function match(scheme: CompiledDip, input: DipInput, steps: TrailStep[] | null): DipResult {
  const principal = input.dx[0] ?? ''
  if (scheme.excludedDiagnoses.has(principal)) {
    steps?.push(excludedStep(principal))
    return finish(steps, without('excluded'))
  }
  const operations = usableOperations(scheme, input)
  steps?.push(operationsStep(operations))
  const found = find(scheme, input, principal, operations, steps)
  if (found !== null) return finish(steps, withAuxiliary(scheme, input, found, operations, 'grouped', steps))
  steps?.push(blankStep(scheme.blank, principal))
  if (scheme.blank === null) return finish(steps, without('ungrouped'))
  return finish(steps, withAuxiliary(scheme, input, scheme.blank, operations, 'blank', steps))
}

function finish(steps: TrailStep[] | null, result: DipResult): DipResult {
  steps?.push(resultStep(result))
  return result
}

function find(
  scheme: CompiledDip,
  input: DipInput,
  principal: string,
  operations: UsableOperations,
  steps: TrailStep[] | null,
): DipEntry | null {
  const { matching } = scheme.tables.header
  const together: Candidate[] = []
  for (const level of ['core', 'basic', 'comprehensive'] as const) {
    const candidates =
      level === 'comprehensive'
        ? comprehensiveCandidates(scheme, principal, operations)
        : namedCandidates(scheme, level, principal, operations)
    steps?.push(candidateStep(level, scheme, principal, operations, candidates))
    together.push(...candidates)
    if (together.length > 0 && matching.candidates === 'in-order') break
  }
  const chosen = choose(matching, together, operations.codes.length, input.charge)
  if (chosen === null) return null
  for (const made of chosen.made) steps?.push(choiceStep(made))
  return chosen.chosen.entry
}

function withAuxiliary(
  scheme: CompiledDip,
  input: DipInput,
  entry: DipEntry,
  operations: UsableOperations,
  status: 'grouped' | 'blank',
  steps: TrailStep[] | null,
): DipResult {
  const triggered = triggeredBy(scheme, input, entry)
  if (steps !== null) steps.push(...triggeredSteps(scheme, triggered))
  const { row } = entry
  return {
    status,
    dip: row.dip,
    name: row.name,
    type: row.type,
    operationClass: operations.opClass,
    score: row.score,
    auxiliary: triggered.counted,
    triggered: triggered.all,
  }
}

const NONE: readonly DipAuxiliaryResult[] = []

const without = (status: 'ungrouped' | 'excluded'): DipResult => ({
  status,
  dip: '',
  name: '',
  type: null,
  operationClass: null,
  score: null,
  auxiliary: null,
  triggered: NONE,
})
