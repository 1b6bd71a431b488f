import { type Rational, rational, times } from '#engine/arithmetic/rational.ts'
import { roundInto } from '#engine/arithmetic/round-parts.ts'
import { type Exact, exactFromFen, roundToFen, sumExact, ZERO } from '#shared/domain/exact.ts'
import { type Fen, subFen, sumFen } from '#shared/domain/money.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'

/**
 * Sums of the cases of one row (a group, or a case) in one settlement class. `standard` and its charge are of the cases that have both
 * a payment standard and a payment; money charged or spent is fen, payments are exact yuan.
 */
export interface WaterfallCell {
  readonly key: string
  readonly class: SettlementClass
  readonly n: number
  readonly charge: Fen
  readonly nStandard: number
  readonly standard: Exact
  readonly chargeStandard: Fen
  readonly nPaid: number
  readonly payment: Exact
  readonly chargePaid: Fen
  readonly nCosted: number
  readonly paymentCosted: Exact
  readonly cost: Fen
}

/** What the charges (B1, of paid cases) or the cost (B3) of a row went into; they sum to it. */
export interface WaterfallParts {
  readonly key: string
  readonly amounts: Readonly<Record<string, Fen>>
}

type ClassStep = `class:${SettlementClass}`
type PartStep = `part:${string}`
export type Step = 'charge' | 'standard' | ClassStep | 'payment' | 'without-cost' | PartStep | 'surplus'

interface StepAmount {
  readonly id: Step
  readonly kind: 'total' | 'change'
  readonly amount: Fen
  readonly n: number
}

interface Input {
  readonly basis: ComputedBasis
  readonly cells: readonly WaterfallCell[]
  readonly parts: readonly WaterfallParts[]
}

/**
 * From charges to surplus: charges, + what the standards are beyond them, + what the rules of each class add or leave out, = payment;
 * − payment of cases without a cost (B3 only), − what the money went into, = surplus. Each change is rounded so that every total is
 * reached to the fen; changes that are zero are left out.
 */
export function waterfall(input: Input): readonly StepAmount[] {
  const { basis, cells, parts } = input
  const total = (id: Step): StepAmount => ({ id, kind: 'total', amount: totalFen(id, input), n: countOf(id, input) })
  const [charge, payment, surplus] = [total('charge'), total('payment'), total('surplus')]
  const classes = [...new Set(cells.map((cell) => cell.class))].map((name): Step => `class:${name}`)
  const rules: readonly Step[] = ['standard', ...classes]
  const added = roundInto(
    subFen(payment.amount, charge.amount),
    rules.map((id) => inFen(sumExact(cells.map((cell) => cellAmount(id, basis, cell))))),
  )
  const keys = [...new Set(parts.flatMap(({ amounts }) => Object.keys(amounts)))]
  const changes = (ids: readonly Step[], amounts: readonly Fen[]): readonly StepAmount[] =>
    ids
      .map((id, index): StepAmount => ({ id, kind: 'change', amount: amounts[index]!, n: countOf(id, input) }))
      .filter(({ amount }) => amount !== 0)
  const spending: readonly Step[] = [...(basis === 'B3' ? (['without-cost'] as const) : []), ...keys.map(partStep)]
  return [
    charge,
    ...changes(rules, added),
    payment,
    ...changes(
      spending,
      spending.map((id) => totalFen(id, input)),
    ),
    surplus,
  ]
}

const partStep = (key: string): PartStep => `part:${key}`

/** What each row has in a step; the amounts sum to the step to the fen. Rows that have nothing in it are left out. */
export function stepRows(
  step: Step,
  input: Input,
): readonly { readonly key: string; readonly n: number; readonly amount: Fen }[] {
  const whole = waterfall(input).find(({ id }) => id === step)
  if (whole === undefined) return []
  const cells = Map.groupBy(input.cells, ({ key }) => key)
  const parts = Map.groupBy(input.parts, ({ key }) => key)
  const keys = [...cells.keys()]
  const inputs = keys.map((key) => ({ basis: input.basis, cells: cells.get(key)!, parts: parts.get(key) ?? [] }))
  const amounts = roundInto(
    whole.amount,
    inputs.map((own) => inFen(exactOf(step, own))),
  )
  return keys
    .map((key, index) => ({ key, n: countOf(step, inputs[index]!), amount: amounts[index]! }))
    .filter(({ amount }) => amount !== 0)
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || (a.key < b.key ? -1 : 1))
}

const HUNDRED = rational('100')
const inFen = (yuan: Exact): Rational => times(rational(yuan.toFixed()), HUNDRED)

/** A total, or a change that lies between whole fen on both sides. */
function totalFen(id: Step, input: Input): Fen {
  const { basis, cells, parts } = input
  const paid = roundToFen(sumExact(cells.map(({ payment }) => payment)))
  const costed = roundToFen(sumExact(cells.map(({ paymentCosted }) => paymentCosted)))
  if (id === 'payment') return paid
  if (id === 'without-cost') return subFen(costed, paid)
  if (id === 'charge') return sumFen(cells.map(({ charge }) => charge))
  if (id === 'surplus')
    return basis === 'B1'
      ? subFen(paid, sumFen(cells.map(({ chargePaid }) => chargePaid)))
      : subFen(costed, sumFen(cells.map(({ cost }) => cost)))
  return roundToFen(ZERO.minus(exactFromFen(sumFen(parts.map(({ amounts }) => amounts[nameOf(id)] ?? (0 as Fen))))))
}

const nameOf = (id: Step): string => id.slice(id.indexOf(':') + 1)

/** The same before it is rounded. */
function exactOf(id: Step, { basis, cells, parts }: Input): Exact {
  if (id.startsWith('part:'))
    return ZERO.minus(exactFromFen(sumFen(parts.map(({ amounts }) => amounts[nameOf(id)] ?? (0 as Fen)))))
  return sumExact(cells.map((cell) => cellAmount(id, basis, cell)))
}

function cellAmount(id: Step, basis: ComputedBasis, cell: WaterfallCell): Exact {
  if (id === 'charge') return exactFromFen(cell.charge)
  if (id === 'standard') return cell.standard.minus(exactFromFen(cell.chargeStandard))
  if (id === 'payment') return cell.payment
  if (id === 'without-cost') return cell.paymentCosted.minus(cell.payment)
  if (id === 'surplus')
    return basis === 'B1'
      ? cell.payment.minus(exactFromFen(cell.chargePaid))
      : cell.paymentCosted.minus(exactFromFen(cell.cost))
  if (id !== `class:${cell.class}`) return ZERO
  // With a standard: what the rules add to it. Without one: payment beyond charges, all charges where nothing was paid.
  return cell.payment.minus(cell.standard).minus(exactFromFen(subFen(cell.charge, cell.chargeStandard)))
}

function countOf(id: Step, { basis, cells }: Input): number {
  const of = (count: (cell: WaterfallCell) => number): number => cells.reduce((sum, cell) => sum + count(cell), 0)
  if (id === 'charge') return of(({ n }) => n)
  if (id === 'standard') return of(({ nStandard }) => nStandard)
  if (id === 'payment') return of(({ nPaid }) => nPaid)
  if (id === 'without-cost') return of(({ nPaid, nCosted }) => nPaid - nCosted)
  if (id.startsWith('class:')) return of((cell) => (id === `class:${cell.class}` ? cell.n : 0))
  return of((cell) => (basis === 'B1' ? cell.nPaid : cell.nCosted))
}
