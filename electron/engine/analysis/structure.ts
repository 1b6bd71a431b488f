import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exactFromFen, quotient, sumExact, ZERO } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen, ZERO_FEN } from '#shared/domain/money.ts'
import { type Overlay, STRUCTURE_VIEWS, type StructureView } from './structure-views.ts'

/** Amounts of any set of cases by the parts of a view; a part left out is zero. */
export type Parts = Readonly<Partial<Record<string, Fen>>>

/** One structure: of the cases of a slice, or of the mean case of a benchmark or budget. */
export interface Profile {
  /** Cases behind it; null where the source does not say. */
  readonly n: number | null
  readonly parts: ReadonlyMap<string, ProfilePart>
  /** Yuan of a case, all parts. */
  readonly perCase: Exact
}

interface ProfilePart {
  readonly perCase: Exact
  /** Of the whole; null of a whole that is not above zero. */
  readonly share: Exact | null
}

export interface StructureRow {
  readonly key: string
  readonly name: Bilingual
  readonly amount: Fen
  readonly perCase: Exact | null
  readonly share: Exact | null
  readonly overlays: Readonly<Partial<Record<Overlay, OverlayCell>>>
}

interface OverlayCell extends ProfilePart {
  /** Actual − overlay: yuan of a case, and share points. */
  readonly perCaseGap: Exact | null
  readonly shareGap: Exact | null
}

export interface Structure {
  readonly view: StructureView
  readonly n: number
  readonly rows: readonly StructureRow[]
  /** Σ rows. */
  readonly total: Fen
  /** Charge or cost of the cases − Σ rows: what lines say more or less than the bill. Zero when they agree. */
  readonly outside: Fen
}

/**
 * What a slice spends its money on, beside up to four other structures. Every part of the view is a row, also an empty one, so that
 * rows sum to the total and radars have the same spokes.
 * @param slice `n`: the cases the parts are of, those with lines (or with a cost); `whole`: the charge (or cost) of the same cases
 * @throws RangeError when a part is none of the view's: it would vanish from the table
 */
export function structureOf(
  view: StructureView,
  slice: { readonly n: number; readonly parts: Parts; readonly whole: Fen },
  overlays: Readonly<Partial<Record<Overlay, Profile>>> = {},
): Structure {
  const profile = slice.n === 0 ? null : profileOfSums(view, slice.n, slice.parts)
  checkParts(view, slice.parts)
  const rows = STRUCTURE_VIEWS[view].parts.map(({ key, name }): StructureRow => {
    const own = profile?.parts.get(key)
    return {
      key,
      name,
      amount: slice.parts[key] ?? ZERO_FEN,
      perCase: own?.perCase ?? null,
      share: own?.share ?? null,
      overlays: Object.fromEntries(
        Object.entries(overlays).map(([id, other]) => [id, gap(own, other.parts.get(key)!)]),
      ),
    }
  })
  const total = sumFen(rows.map(({ amount }) => amount))
  return { view, n: slice.n, rows, total, outside: fen(slice.whole - total) }
}

/** Of a set of cases, such as last period or the best team. @throws RangeError without cases, or with an unknown part */
export function profileOfSums(view: StructureView, n: number, parts: Parts): Profile {
  if (n <= 0) throw new RangeError('a structure needs cases')
  return profile(view, n, parts, (amount) => quotient(exactFromFen(amount), n))
}

/** Of means per case, as a benchmark or budget states them. @throws RangeError with an unknown part */
export function profileOfMeans(view: StructureView, n: number | null, means: Parts): Profile {
  return profile(view, n, means, exactFromFen)
}

function profile(view: StructureView, n: number | null, parts: Parts, perCase: (amount: Fen) => Exact): Profile {
  checkParts(view, parts)
  const amounts = STRUCTURE_VIEWS[view].parts.map(({ key }) => [key, parts[key] ?? ZERO_FEN] as const)
  const whole = sumExact(amounts.map(([, amount]) => exactFromFen(amount)))
  const share = (amount: Fen) => (whole.gt(ZERO) ? quotient(exactFromFen(amount), whole) : null)
  return {
    n,
    parts: new Map(amounts.map(([key, amount]) => [key, { perCase: perCase(amount), share: share(amount) }])),
    perCase: perCase(sumFen(amounts.map(([, amount]) => amount))),
  }
}

function checkParts(view: StructureView, parts: Parts): void {
  const known = new Set<string>(STRUCTURE_VIEWS[view].parts.map(({ key }) => key))
  for (const key of Object.keys(parts)) if (!known.has(key)) throw new RangeError(`no part ${key} in ${view}`)
}

function gap(own: ProfilePart | undefined, other: ProfilePart): OverlayCell {
  return {
    ...other,
    perCaseGap: own?.perCase.minus(other.perCase) ?? null,
    shareGap: own?.share != null && other.share !== null ? own.share.minus(other.share) : null,
  }
}
