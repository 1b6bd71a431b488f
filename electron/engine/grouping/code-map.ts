import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import { type CompiledScheme, REJECTED } from './compile.ts'
import { knownForm } from './definition.ts'
import { groupCase } from './group.ts'
import type { CodeKind } from './tables.ts'

export interface MappedCode {
  readonly kind: CodeKind
  readonly from: string
  /** null: dropped, the scheme deliberately has no target for it. */
  readonly to: string | null
}

/** A case in the scheme's own codes, or the first code that has none. `changes` lists the codes that became others. */
export type Mapping =
  | { readonly status: 'mapped'; readonly input: GroupingInput; readonly changes: readonly MappedCode[] }
  | { readonly status: 'dx_unmapped' | 'proc_unmapped'; readonly code: string }

export type MappedStatus = GroupingResult['status'] | 'dx_unmapped' | 'proc_unmapped'

export interface MappedResult extends Omit<GroupingResult, 'status'> {
  readonly status: MappedStatus
}

const NO_TARGET = '-'

/** Translates a case by the scheme's code_map (section 6 of `grouping-scheme/1`): each code by itself, once. */
export function mapCodes(scheme: CompiledScheme, input: GroupingInput): Mapping {
  const changes: MappedCode[] = []
  const dx = mapList(scheme, 'dx', input.dx.length === 0 ? [''] : input.dx, changes)
  if ('unmapped' in dx) return { status: 'dx_unmapped', code: dx.unmapped }
  const proc = mapList(scheme, 'proc', input.proc, changes)
  if ('unmapped' in proc) return { status: 'proc_unmapped', code: proc.unmapped }
  return { status: 'mapped', input: { ...input, dx: dx.codes, proc: proc.codes }, changes }
}

/** Maps, then groups. A case that cannot be mapped is reported as the scheme reports a rejected one. */
export function groupMappedCase(scheme: CompiledScheme, input: GroupingInput): MappedResult {
  const mapping = mapCodes(scheme, input)
  return mapping.status === 'mapped' ? groupCase(scheme, mapping.input) : unmappedResult(scheme, mapping.status)
}

export function unmappedResult(scheme: CompiledScheme, status: 'dx_unmapped' | 'proc_unmapped'): MappedResult {
  return { ...(scheme.outcomes[REJECTED] as GroupingResult), status }
}

function mapList(
  scheme: CompiledScheme,
  kind: CodeKind,
  codes: readonly string[],
  changes: MappedCode[],
): { readonly codes: readonly string[] } | { readonly unmapped: string } {
  const { codeMap, names } = scheme.definition
  const targets: string[] = []
  for (const [position, from] of codes.entries()) {
    const known = knownForm(scheme.definition, from)
    const to = codeMap[kind].get(known) ?? (names[kind].has(known) ? from : '')
    if (to === '' || (to === NO_TARGET && position === 0)) return { unmapped: from }
    if (to !== NO_TARGET) targets.push(to)
    if (to !== from) changes.push({ kind, from, to: to === NO_TARGET ? null : to })
  }
  return { codes: targets }
}
