import type { BridgeRow, BridgeSide } from '#engine/analysis/bridge.ts'
import { PAYMENT_COLUMNS, SPENT_COLUMNS, type VarianceAmounts } from '#shared/contract/variance.ts'
import { roundToFen, sumExact } from '#shared/domain/exact.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { surplusFen } from '#shared/domain/surplus-on-basis.ts'
import type { Cell } from './cells.ts'
import type { Comparison } from './compare.ts'

/** A group of a comparison: its cells, and their rows of the bridge summed. */
export interface GroupVariance {
  readonly drg: string
  readonly presence: BridgeRow['presence']
  readonly cells: readonly { readonly cell: Cell; readonly row: BridgeRow }[]
  readonly amounts: VarianceAmounts
  readonly base: { readonly payment: Fen; readonly spent: Fen }
}

/** The worst change of the surplus first; groups that only one side has come after. */
export function groupsOf({ cells, bridge }: Comparison): readonly GroupVariance[] {
  const rows = new Map(bridge.rows.map((row) => [row.key, row]))
  const grouped = Map.groupBy(cells, ({ drg }) => drg)
  return [...grouped]
    .map(([drg, members]): GroupVariance => {
      const pairs = members.map((cell) => ({ cell, row: rows.get(cell.bridge.key)! }))
      return {
        drg,
        // Cells of one group are all on both sides, or all on the same one (see `cellsOf`).
        presence: pairs[0]!.row.presence,
        cells: pairs,
        amounts: sumRows<ComputedBasis>(
          bridge.basis,
          pairs.map(({ row }) => row),
        ),
        base: sumSides(members.flatMap(({ bridge: { base } }) => base ?? [])),
      }
    })
    .toSorted(
      (a, b) =>
        ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) ||
        a.amounts.change - b.amounts.change ||
        (a.drg < b.drg ? -1 : 1),
    )
}

const ORDER: readonly BridgeRow['presence'][] = ['both', 'new', 'vanished']

function sumRows<B extends ComputedBasis>(basis: B, rows: readonly VarianceAmounts<B>[]): VarianceAmounts<B> {
  const total = (pick: (row: VarianceAmounts<B>) => Fen) => sumFen(rows.map(pick))
  const count = (side: 'base' | 'actual') => rows.reduce((sum, { n }) => sum + n[side], 0)
  return {
    n: { base: count('base'), actual: count('actual') },
    payment: record(PAYMENT_COLUMNS, (id) => total((row) => row.payment[id])),
    spent: record(SPENT_COLUMNS, (id) => total((row) => row.spent[id])),
    paymentChange: total((row) => row.paymentChange),
    spentChange: total((row) => row.spentChange),
    change: surplusFen(
      basis,
      total((row) => row.change),
    ),
  }
}

const record = <Id extends string>(ids: readonly Id[], amount: (id: Id) => Fen): Record<Id, Fen> =>
  Object.fromEntries(ids.map((id) => [id, amount(id)])) as Record<Id, Fen>

function sumSides(sides: readonly BridgeSide[]): { readonly payment: Fen; readonly spent: Fen } {
  return {
    payment: roundToFen(sumExact(sides.map(({ payment }) => payment))),
    spent: fen(sides.reduce((sum, { spent }) => sum + spent, 0)),
  }
}
