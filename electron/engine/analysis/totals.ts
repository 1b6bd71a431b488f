import { type Exact, ZERO } from '#shared/domain/exact.ts'
import { addFen, type Fen, ZERO_FEN } from '#shared/domain/money.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'

export function emptyTotals(): SliceTotals {
  return combine(
    () => 0,
    () => ZERO_FEN,
    () => ZERO,
  )
}

/** Totals of two sets of cases that have no case in common. Associative and commutative; `emptyTotals()` adds nothing. */
export function addTotals(a: SliceTotals, b: SliceTotals): SliceTotals {
  return combine(
    (key) => a[key] + b[key],
    (key) => addFen(a[key], b[key]),
    (key) => a[key].plus(b[key]),
  )
}

type KeysOf<T> = { [K in keyof SliceTotals]: SliceTotals[K] extends T ? K : never }[keyof SliceTotals]
type FenKey = KeysOf<Fen>
type CountKey = Exclude<KeysOf<number>, FenKey>
type ExactKey = KeysOf<Exact>

/** Written out field by field: a field added to the totals does not compile until it is summed here. */
function combine(
  count: (key: CountKey) => number,
  fen: (key: FenKey) => Fen,
  exact: (key: ExactKey) => Exact,
): SliceTotals {
  return {
    n: count('n'),
    nGrouped: count('nGrouped'),
    nAmbiguous: count('nAmbiguous'),
    nUngrouped: count('nUngrouped'),
    nRejected: count('nRejected'),
    nLow: count('nLow'),
    nHigh: count('nHigh'),
    nExempt: count('nExempt'),
    nUnpriced: count('nUnpriced'),
    nPriced: count('nPriced'),
    chargePriced: fen('chargePriced'),
    nWithCost: count('nWithCost'),
    nWeighted: count('nWeighted'),
    rw: exact('rw'),
    charge: fen('charge'),
    cost: fen('cost'),
    payment: exact('payment'),
    paymentPaid: fen('paymentPaid'),
    paymentWithCost: exact('paymentWithCost'),
    patient: fen('patient'),
    fund: exact('fund'),
    bedDays: count('bedDays'),
    nWithLos: count('nWithLos'),
    nWithPatient: count('nWithPatient'),
    drug: fen('drug'),
    herbal: fen('herbal'),
    consumable: fen('consumable'),
    chargeWithLines: fen('chargeWithLines'),
    nWithLines: count('nWithLines'),
    nDeaths: count('nDeaths'),
  }
}
