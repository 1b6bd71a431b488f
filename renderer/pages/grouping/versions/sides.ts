import type { Compared, ComparisonRows, Trial } from '#shared/contract/trials.ts'

/** The two sides of a comparison as the address keeps them: `current`, or the number of a trial. */
export interface Sides {
  readonly before: Compared
  readonly after: Compared
}

/** A trial beside the figures; one that was accepted keeps what was there before it, so it stands before them. */
export function sidesOfTrial({ id, acceptedAt }: Pick<Trial, 'id' | 'acceptedAt'>): {
  readonly before: string
  readonly after: string
} {
  return acceptedAt === null ? { before: 'current', after: String(id) } : { before: String(id), after: 'current' }
}

/**
 * What the address says, where it says something there is; else the trial a reader is most likely to be after: the newest
 * that waits and is true of the data, then the newest of all. Null without any trial.
 */
export function sidesOf(params: URLSearchParams, trials: readonly Trial[]): Sides | null {
  const likely = trials.toSorted((a, b) => rank(a) - rank(b) || b.id - a.id)[0]
  if (likely === undefined) return null
  const fallback = sidesOfTrial(likely)
  const said = (name: 'before' | 'after'): Compared | null => sideOf(params.get(name), trials)
  const before = said('before')
  const after = said('after')
  if (before === null && after === null) return { before: parsed(fallback.before), after: parsed(fallback.after) }
  return { before: before ?? 'current', after: after ?? 'current' }
}

const rank = ({ acceptedAt, outdated }: Trial): number => (acceptedAt !== null ? 1 : outdated ? 2 : 0)

const parsed = (text: string): Compared => (text === 'current' ? text : Number(text))

function sideOf(text: string | null, trials: readonly Trial[]): Compared | null {
  if (text === 'current') return 'current'
  return trials.find(({ id }) => String(id) === text)?.id ?? null
}

/** What the rows of a comparison may stand for; the list itself lives with the validator, which the page does not carry. */
const ROW_KINDS: Readonly<Record<ComparisonRows, true>> = {
  group: true,
  month: true,
  team: true,
  physician: true,
  insurance: true,
  settlement: true,
}
export const ROWS = Object.keys(ROW_KINDS) as readonly ComparisonRows[]
