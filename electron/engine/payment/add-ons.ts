import { type Exact, exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import { addFen, type Fen, fen, ZERO_FEN } from '#shared/domain/money.ts'
import type { AddOn } from './policy-extras.ts'

/** An item of charge lines, as far as add-ons look at it. */
export interface ChargedItem {
  readonly code: string
  readonly insurerCode: string
  readonly name: string
  readonly category: string
}

/**
 * Tells the add-on that a line belongs to: the first of the policy that it fits, so that no money counts twice. Null: none.
 * @param negotiated whether the line is marked as a negotiated drug
 */
export function addOnFinder(addOns: readonly AddOn[]): (item: ChargedItem, negotiated: boolean) => string | null {
  const tests = addOns.map((addOn) => {
    const items = new Set(addOn.items ?? [])
    const categories = new Set<string>(addOn.categories ?? [])
    const names = addOn.names ?? []
    return {
      code: addOn.code,
      fits: (item: ChargedItem, negotiated: boolean) =>
        items.has(item.code) ||
        (item.insurerCode !== '' && items.has(item.insurerCode)) ||
        categories.has(item.category) ||
        (negotiated && addOn.negotiated === true) ||
        names.some((name) => item.name.includes(name)),
    }
  })
  return (item, negotiated) => tests.find(({ fits }) => fits(item, negotiated))?.code ?? null
}

/** What one add-on comes to in one case. */
export interface AddOnPart {
  readonly addOn: AddOn
  /** What the case was charged for it. */
  readonly charged: Fen
  /** Yuan paid for it beside the standard. */
  readonly paid: Exact
}

/** What is paid beside the standard of a case. */
export interface BesideStandard {
  readonly parts: readonly AddOnPart[]
  /** Taken out of the charge and paid by item. */
  readonly excluded: Fen
  /** Yuan on top of a payment that rests on the standard. */
  readonly added: Exact
}

export const NOTHING_BESIDE: BesideStandard = { parts: [], excluded: ZERO_FEN, added: ZERO }

/**
 * Works out the add-ons of a case. Nothing is excluded beyond the charge itself, and an add-on whose lines were all refunded pays
 * nothing.
 * @param charged net sums of its lines by code of the add-on
 */
export function besideStandard(
  addOns: readonly AddOn[],
  charged: ReadonlyMap<string, Fen> | undefined,
  charge: Fen,
): BesideStandard {
  if (charged === undefined || charged.size === 0) return NOTHING_BESIDE
  const parts: AddOnPart[] = []
  let excluded = ZERO_FEN
  let added = ZERO
  for (const addOn of addOns) {
    const sum = charged.get(addOn.code) ?? ZERO_FEN
    if (sum <= 0) continue
    if (addOn.settle === 'exclude') {
      const out = fen(Math.max(0, Math.min(sum, charge - excluded)))
      excluded = addFen(excluded, out)
      parts.push({ addOn, charged: sum, paid: exactFromFen(out) })
      continue
    }
    const paid = addedPayment(addOn, exactFromFen(sum))
    added = added.plus(paid)
    parts.push({ addOn, charged: sum, paid })
  }
  return { parts, excluded, added }
}

function addedPayment({ settle, amount, ratio, cap }: AddOn, charged: Exact): Exact {
  if (settle === 'add-amount') return exact(amount ?? '0')
  const share = charged.times(ratio ?? '0')
  return cap !== undefined && share.gt(cap) ? exact(cap) : share
}
