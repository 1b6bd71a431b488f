import type { VarianceDrill, VarianceDrillRow, VarianceRow, VarianceTable } from '#shared/contract/variance.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'

/** What lies open below a group: the group itself, a resource of it, or an item of that. */
export interface DrillRef {
  readonly group: string
  readonly resource?: string
  readonly item?: string
}

export const refId = ({ group, resource, item }: DrillRef): string => JSON.stringify([group, resource, item])

/** A row of the variance grid, at its depth. `open` null: nothing lies below it. */
export type TreeRow = { readonly id: string; readonly depth: number; readonly open: boolean | null } & (
  | { readonly kind: 'section'; readonly presence: 'new' | 'vanished'; readonly rows: readonly VarianceRow[] }
  | { readonly kind: 'group'; readonly row: VarianceRow }
  | { readonly kind: 'drill'; readonly row: VarianceDrillRow; readonly group: string; readonly below: DrillRef | null }
  | { readonly kind: 'rest'; readonly rows: readonly VarianceDrillRow[] }
  | { readonly kind: 'waiting' }
)

/** Rows of one level that are shown; what is beyond stands in one row, so that the level still sums. */
const SHOWN = 200

/** The table as rows under each other: lasting groups, then new and vanished ones apart, each opened level below its row. */
export function treeRows(
  table: VarianceTable,
  open: ReadonlySet<string>,
  drilled: (ref: DrillRef) => VarianceDrill | undefined,
): readonly TreeRow[] {
  const of = (presence: VarianceRow['presence']) => table.rows.filter((row) => row.presence === presence)
  const groups = (rows: readonly VarianceRow[], depth: number) =>
    rows.flatMap((row) => groupRows(row, depth, open, drilled))
  const apart = (presence: 'new' | 'vanished'): readonly TreeRow[] => {
    const rows = of(presence)
    if (rows.length === 0) return []
    const id = `#${presence}`
    const shown = !open.has(id)
    return [{ kind: 'section', id, depth: 0, open: shown, presence, rows }, ...(shown ? groups(rows, 1) : [])]
  }
  return [...groups(of('both'), 0), ...apart('new'), ...apart('vanished')]
}

function groupRows(
  row: VarianceRow,
  depth: number,
  open: ReadonlySet<string>,
  drilled: (ref: DrillRef) => VarianceDrill | undefined,
): readonly TreeRow[] {
  const ref: DrillRef = { group: row.key }
  const id = refId(ref)
  const opened = row.opens && open.has(id)
  const own: TreeRow = { kind: 'group', id, depth, open: row.opens ? opened : null, row }
  return opened ? [own, ...levelRows(ref, depth + 1, open, drilled)] : [own]
}

function levelRows(
  ref: DrillRef,
  depth: number,
  open: ReadonlySet<string>,
  drilled: (ref: DrillRef) => VarianceDrill | undefined,
): readonly TreeRow[] {
  const drill = drilled(ref)
  const parent = refId(ref)
  if (drill === undefined) return [{ kind: 'waiting', id: `${parent} …`, depth, open: null }]
  const rest = drill.rows.slice(SHOWN)
  const rows = drill.rows.slice(0, SHOWN).flatMap((row): readonly TreeRow[] => {
    const below = row.opens ? belowOf(ref, drill.level, row.key) : null
    const id = below === null ? `${parent} ${row.key}` : refId(below)
    const opened = below !== null && open.has(id)
    const own: TreeRow = {
      kind: 'drill',
      id,
      depth,
      open: below === null ? null : opened,
      row,
      group: ref.group,
      below,
    }
    return opened ? [own, ...levelRows(below, depth + 1, open, drilled)] : [own]
  })
  return rest.length === 0 ? rows : [...rows, { kind: 'rest', id: `${parent} rest`, depth, open: null, rows: rest }]
}

const belowOf = ({ group, resource }: DrillRef, level: VarianceDrill['level'], key: string): DrillRef | null =>
  level === 'resource' ? { group, resource: key } : level === 'item' && resource ? { group, resource, item: key } : null

/** What the effects columns show of a row that lies below a group; null for effects that have no level below. */
export function drillAmounts(
  rows: readonly VarianceDrillRow[],
): Readonly<Record<'efficiency' | 'price' | 'unit' | 'spentChange' | 'change', Fen>> {
  const sum = (pick: (row: VarianceDrillRow) => Fen) => sumFen(rows.map(pick))
  const spentChange = sum((row) => row.change)
  return {
    efficiency: sum((row) => row.efficiency),
    price: sum((row) => row.price),
    unit: sum((row) => row.unit),
    spentChange,
    // Spending more lowers the surplus by as much.
    change: fen(-spentChange),
  }
}
