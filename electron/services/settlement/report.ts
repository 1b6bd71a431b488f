import type { CauseSum, DifferenceFilter, ReconciledMonth, Reconciliation } from '#shared/contract/settlement.ts'
import { fromParts } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import {
  DIFFERENCE_CAUSE_IDS,
  type DifferenceCause,
  type DifferenceNote,
} from '#shared/domain/settlement-difference.ts'
import { surplusOn, surplusText } from '#shared/domain/surplus-on-basis.ts'
import { differenceOf, type LedgerEntry } from './ledger.ts'

export type Notes = ReadonlyMap<string, DifferenceNote>

/** A note speaks of the amount it was written about; of another one nothing has been said yet. */
export function stateOf(entry: LedgerEntry, notes: Notes): DifferenceFilter {
  const note = notes.get(entry.caseNo)
  return note === undefined || note.difference !== differenceOf(entry) ? 'open' : note.state
}

/** @param entries of one slice; @param returns rows of returns in the whole book */
export function reconciliation(entries: readonly LedgerEntry[], returns: number, notes: Notes): Reconciliation {
  const compared = entries.filter(isCompared)
  const differing = compared.filter(({ parts }) => parts.length > 0)
  const count = (state: LedgerEntry['state']) => entries.reduce((n, entry) => n + (entry.state === state ? 1 : 0), 0)
  return {
    ...sidesOf(compared),
    n: compared.length,
    agree: compared.length - differing.length,
    differ: differing.length,
    awaiting: count('awaiting'),
    exempt: count('exempt'),
    returns,
    causes: causesOf(differing),
    months: monthsOf(entries),
    surplus: surplusOf(compared),
    states: statesOf(differing, notes),
  }
}

const isCompared = ({ state }: LedgerEntry): boolean => state !== 'awaiting' && state !== 'exempt'

function sidesOf(entries: readonly LedgerEntry[]) {
  const official = sumFen(entries.map((entry) => entry.official))
  const local = sumFen(entries.map((entry) => entry.local))
  return { official, local, difference: fen(official - local) }
}

/** In the order of the closed list; a cause that nothing came under is left out. */
function causesOf(entries: readonly LedgerEntry[]): readonly CauseSum[] {
  const sums = new Map<DifferenceCause, { n: number; amount: number }>()
  for (const { parts } of entries)
    for (const { cause, amount } of parts) {
      const known = sums.get(cause) ?? { n: 0, amount: 0 }
      sums.set(cause, { n: known.n + 1, amount: known.amount + amount })
    }
  return DIFFERENCE_CAUSE_IDS.flatMap((cause) => {
    const sum = sums.get(cause)
    return sum === undefined ? [] : [{ cause, n: sum.n, amount: fen(sum.amount) }]
  })
}

function monthsOf(entries: readonly LedgerEntry[]): readonly ReconciledMonth[] {
  return [...Map.groupBy(entries, ({ month }) => month)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, all]) => {
      const compared = all.filter(isCompared)
      return {
        month,
        ...sidesOf(compared),
        n: compared.length,
        differ: compared.filter(({ parts }) => parts.length > 0).length,
        awaiting: all.filter(({ state }) => state === 'awaiting').length,
        causes: causesOf(compared),
      }
    })
    .filter(({ n, awaiting }) => n + awaiting > 0)
}

function surplusOf(entries: readonly LedgerEntry[]): Reconciliation['surplus'] {
  const both = entries.flatMap(({ surplus }) => (surplus === null ? [] : [surplus]))
  const whole = (amount: Fen, rest: number) => {
    const carried = Math.floor(rest / 1e12)
    return fromParts({ fen: amount + carried, frac: rest - carried * 1e12 })
  }
  const official = whole(sumFen(both.map((each) => each.official)), 0)
  const local = addParts(both)
  return {
    n: both.length,
    official: { basis: 'B2', amount: surplusText(surplusOn('B2', official)) },
    local: { basis: 'B1', amount: surplusText(surplusOn('B1', whole(fen(local.fen), local.frac))) },
  }
}

/** Carries while it sums: a hundred thousand fractions do not fit into a safe integer. */
function addParts(both: readonly { readonly local: Fen; readonly localFrac: number }[]) {
  let [whole, frac] = [0, 0]
  for (const each of both) {
    whole += each.local
    frac += each.localFrac
    if (frac >= 1e12) {
      frac -= 1e12
      whole++
    }
  }
  return { fen: whole, frac }
}

function statesOf(differing: readonly LedgerEntry[], notes: Notes): Reconciliation['states'] {
  const states = { open: { n: 0, amount: 0 }, asked: { n: 0, amount: 0 }, explained: { n: 0, amount: 0 } }
  for (const entry of differing) {
    const state = states[stateOf(entry, notes)]
    state.n++
    state.amount += differenceOf(entry)
  }
  const told = ({ n, amount }: { n: number; amount: number }) => ({ n, amount: fen(amount) })
  return { open: told(states.open), asked: told(states.asked), explained: told(states.explained) }
}
