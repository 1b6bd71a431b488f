import type { GroupingResult } from '#shared/domain/grouping.ts'
import {
  AGREEMENT_LEVELS,
  type AgreementCounts,
  type AgreementLevel,
  type Confusion,
  DISAGREEMENT_CAUSES,
  type DisagreementCause,
} from '#shared/domain/grouping-review.ts'
import type { CompiledScheme } from './compile.ts'
import { givenGroup } from './given-group.ts'

/** Every group a scheme can answer, by the code it reports as DRG. */
export type KnownGroups = ReadonlyMap<string, GroupingResult>

/** `n` cases that a scheme put in `local` and that came with the group `official`; null: none came. */
export interface GroupPair {
  readonly official: string | null
  readonly local: GroupingResult
  readonly n: number
  /** Of the scheme that grouped them. */
  readonly known: KnownGroups
}

export function knownGroups({ outcomes }: CompiledScheme): KnownGroups {
  return new Map(outcomes.filter(({ drg }) => drg !== '').map((outcome) => [outcome.drg, outcome]))
}

export interface GroupComparison {
  /** Null: the official group does not tell this level. */
  readonly levels: Readonly<Record<AgreementLevel, boolean | null>>
  /** Null: the groups agree. */
  readonly cause: DisagreementCause | null
}

const holdsNoGroup = (status: GroupingResult['status']) => status === 'ungrouped' || status === 'rejected'

const atAllLevels = (agrees: boolean) => ({ mdc: agrees, adrg: agrees, drg: agrees })

/**
 * Compares a case's group with the official one. MDC and ADRG of the official group are those the scheme gives that
 * code; of a code the scheme does not know, what the national pattern tells. Ungrouped here and there agrees.
 */
export function compareGroups(official: string, local: GroupingResult, known: KnownGroups): GroupComparison {
  const listed = known.get(official)
  const without = { official: listed !== undefined && holdsNoGroup(listed.status), local: holdsNoGroup(local.status) }
  if (official === local.drg || (without.official && without.local)) return { levels: atAllLevels(true), cause: null }
  if (without.local) return { levels: atAllLevels(false), cause: 'local-ungrouped' }
  if (without.official) return { levels: atAllLevels(false), cause: 'official-ungrouped' }
  const given = listed ?? givenGroup(official)
  const told = given.mdc !== ''
  const mdc = told ? plainMdc(given.mdc) === plainMdc(local.mdc) : null
  const adrg = told ? given.adrg === local.adrg : null
  return { levels: { mdc, adrg, drg: false }, cause: causeOf(local, listed, mdc, adrg) }
}

/** `MDCI` and `I` are the same category. */
const plainMdc = (code: string) => code.replace(/^MDC(?=.)/, '')

function causeOf(
  local: GroupingResult,
  listed: GroupingResult | undefined,
  mdc: boolean | null,
  adrg: boolean | null,
): DisagreementCause {
  if (local.status === 'ambiguous') return 'local-ambiguous'
  if (listed === undefined) return 'not-in-scheme'
  if (listed.adrg === '') return 'disease'
  if (mdc === false) return 'mdc'
  return adrg === false ? 'adrg' : 'severity'
}

/** Agreement of a set of cases at the three levels, and how often each cause stands behind a different DRG. */
export function agreementOf(pairs: readonly GroupPair[]): AgreementCounts {
  const levels = { mdc: { n: 0, agree: 0 }, adrg: { n: 0, agree: 0 }, drg: { n: 0, agree: 0 } }
  const causes = Object.fromEntries(DISAGREEMENT_CAUSES.map((cause) => [cause, 0])) as Record<DisagreementCause, number>
  let cases = 0
  let officialMissing = 0
  for (const { official, local, n, known } of pairs) {
    cases += n
    if (official === null) {
      officialMissing += n
      continue
    }
    const compared = compareGroups(official, local, known)
    for (const level of AGREEMENT_LEVELS) {
      const agrees = compared.levels[level]
      if (agrees !== null) levels[level].n += n
      if (agrees === true) levels[level].agree += n
    }
    if (compared.cause !== null) causes[compared.cause] += n
  }
  return { cases, officialMissing, levels, causes }
}

/** The confusion table off its diagonal, most cases first; equal counts in order of the codes. */
export function confusionsOf(pairs: readonly GroupPair[]): readonly Confusion[] {
  const cells = new Map<string, Confusion>()
  for (const { official, local, n, known } of pairs) {
    if (official === null) continue
    const { cause } = compareGroups(official, local, known)
    if (cause === null) continue
    const key = JSON.stringify([official, local.drg, cause])
    cells.set(key, { official, local: local.drg, n: n + (cells.get(key)?.n ?? 0), cause })
  }
  const byCode = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  return [...cells.values()].sort((a, b) => b.n - a.n || byCode(a.official, b.official) || byCode(a.local, b.local))
}
