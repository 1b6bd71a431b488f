import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Exact } from '#shared/domain/exact.ts'
import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import type { AlternativeChange, AlternativeGroup } from '#shared/domain/grouping-review.ts'
import type { CompiledScheme } from './compile.ts'
import { countsAsCc, countsAsMcc } from './complications.ts'
import { nameOfCode } from './definition.ts'
import { fillFrame } from './frame.ts'
import { groupCase } from './group.ts'
import type { CodeKind } from './tables.ts'
import { nameOfDrg } from './trail.ts'

/** The payment of the case if it were in a group, in yuan; null where nothing prices that. */
export type PriceOf = (result: GroupingResult) => Exact | null

export interface PricedAlternative extends AlternativeGroup {
  readonly payment: Exact | null
  /** `payment` less the payment of the group the record leads to now. */
  readonly difference: Exact | null
}

export interface Alternatives {
  readonly current: { readonly result: GroupingResult; readonly name: string; readonly payment: Exact | null }
  readonly groups: readonly PricedAlternative[]
  /** Changes that were tried and lead to the same group. */
  readonly unchanged: number
}

/** What the record calls its codes, by position; null or absent: the scheme's name stands in. */
export interface RecordedNames {
  readonly dx: readonly (string | null)[]
  readonly proc: readonly (string | null)[]
}

/**
 * The groups next to a case: where its own record leads when one thing of it is told differently. Tried are another
 * recorded diagnosis as the principal one, another recorded procedure first, and the record without the complications
 * that count. No code that is not recorded is ever tried or named, and groups stand in the order of the record, never
 * of money: this says what to check, it advises no group.
 */
export function alternativesOf(
  scheme: CompiledScheme,
  input: GroupingInput,
  priceOf: PriceOf,
  names: RecordedNames = { dx: [], proc: [] },
): Alternatives {
  const result = groupCase(scheme, input)
  const payment = priceOf(result)
  const reached = new Map<string, { readonly result: GroupingResult; readonly changes: AlternativeChange[] }>()
  let unchanged = 0
  for (const { change, told } of changesOf(scheme, input, names)) {
    const other = groupCase(scheme, told)
    if (sameGroup(other, result)) {
      unchanged++
      continue
    }
    const key = JSON.stringify([other.status, other.mdc, other.adrg, other.drg])
    const known = reached.get(key)
    if (known === undefined) reached.set(key, { result: other, changes: [change] })
    else known.changes.push(change)
  }
  const groups = [...reached.values()].map((group): PricedAlternative => {
    const price = priceOf(group.result)
    const difference = price === null || payment === null ? null : price.minus(payment)
    return { ...group, name: nameOfDrg(scheme, group.result.drg), payment: price, difference }
  })
  return { current: { result, name: nameOfDrg(scheme, result.drg), payment }, groups, unchanged }
}

const sameGroup = (a: GroupingResult, b: GroupingResult) =>
  a.status === b.status && a.mdc === b.mdc && a.adrg === b.adrg && a.drg === b.drg

interface Told {
  readonly change: AlternativeChange
  readonly told: GroupingInput
}

function* changesOf(scheme: CompiledScheme, input: GroupingInput, names: RecordedNames): Generator<Told> {
  const called = (kind: CodeKind, position: number, code: string) => {
    const name = names[kind][position] ?? nameOfCode(scheme.definition, kind, code) ?? ''
    return name === '' ? code : `${code} ${name}`
  }
  for (const { position, code, codes } of othersFirst(input.dx)) {
    const words = principalWords(called('dx', position, code))
    yield { change: { kind: 'principal', position, code, words }, told: { ...input, dx: codes } }
  }
  for (const { position, code, codes } of othersFirst(input.proc)) {
    const words = procedureWords(called('proc', position, code))
    yield { change: { kind: 'procedure', position, code, words }, told: { ...input, proc: codes } }
  }
  yield* withoutComplications(scheme, input, called)
}

/** Each later code of a list moved to the front, the others in their order; a code told twice is moved once. */
function* othersFirst(codes: readonly string[]) {
  const tried = new Set(['', codes[0]])
  for (const [position, code] of codes.entries()) {
    if (tried.has(code)) continue
    tried.add(code)
    yield { position, code, codes: [code, ...codes.slice(0, position), ...codes.slice(position + 1)] }
  }
}

/**
 * The record without the diagnoses that count as MCC, and without all that count as MCC or CC: which group it would be
 * should those diagnoses not be borne out by the chart.
 */
function* withoutComplications(
  scheme: CompiledScheme,
  input: GroupingInput,
  called: (kind: CodeKind, position: number, code: string) => string,
): Generator<Told> {
  const { frame } = scheme.scratch
  fillFrame(frame, scheme.index, input)
  const { complications } = scheme.context
  const principal = frame.dx[0] as number
  const counted = input.dx.flatMap((code, position) => {
    const id = frame.dx[position] as number
    const mcc = countsAsMcc(complications, id, principal)
    return position === 0 || !(mcc || countsAsCc(complications, id, principal)) ? [] : [{ position, code, mcc }]
  })
  const major = counted.filter(({ mcc }) => mcc)
  for (const { level, left } of [
    { level: 'MCC' as const, left: major.length < counted.length ? major : [] },
    { level: 'CC' as const, left: counted },
  ]) {
    if (left.length === 0) continue
    const out = new Set(left.map(({ position }) => position))
    const words = withoutWords(left.map(({ position, code }) => called('dx', position, code)))
    yield {
      change: { kind: 'without', level, codes: left.map(({ code }) => code), words },
      told: { ...input, dx: input.dx.filter((_code, position) => !out.has(position)) },
    }
  }
}

function principalWords(diagnosis: string): Bilingual {
  return {
    zh: `若记录中的 ${diagnosis} 是主要诊断。请对照病历核对主要诊断的选择`,
    en: `If ${diagnosis}, which is recorded, were the principal diagnosis. Check the choice of the principal diagnosis against the chart`,
  }
}

function procedureWords(procedure: string): Bilingual {
  return {
    zh: `若记录中的 ${procedure} 是主要手术操作。请对照手术记录核对主要手术操作的选择`,
    en: `If ${procedure}, which is recorded, were the main procedure. Check the choice of the main procedure against the operation record`,
  }
}

function withoutWords(diagnoses: readonly string[]): Bilingual {
  return {
    zh: `若不计 ${diagnoses.join('、')}。请核对病历中有无依据`,
    en: `If ${diagnoses.join(', ')} did not count. Check that the chart bears ${diagnoses.length === 1 ? 'it' : 'them'} out`,
  }
}
