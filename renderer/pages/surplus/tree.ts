import { compareCells } from '#renderer/grid/column.ts'
import type { PageSort } from '#renderer/grid/data-grid.tsx'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'

/** A row of the grid at its depth. `open` null: nothing lies below it; `node` null: what lies below is on its way. */
export interface ShownRow {
  readonly id: string
  readonly depth: number
  readonly open: boolean | null
  readonly node: SurplusNode | null
  readonly pinned: boolean
}

/** How a person has the tree in front of them. */
export interface TreeState {
  readonly open: ReadonlySet<string>
  /** Only rows whose name holds this, with the rows above them; empty shows all. */
  readonly text: string
  readonly sort: PageSort | null
  /** What a column sorts by; undefined for a column that does not sort. */
  readonly sortValue: (column: string, node: SurplusNode) => string | number | null | undefined
  readonly labelOf: (node: SurplusNode) => string
  /** Groups inside a row of another kind (a team, a month), once they are there; undefined for a row that has none. */
  readonly inside: (node: SurplusNode) => readonly SurplusNode[] | 'waiting' | undefined
}

/** The rows on screen: each below its parent, siblings in the order asked for, what is closed left out. */
export function shownRows(tree: SurplusTree, state: TreeState): readonly ShownRow[] {
  const children = Map.groupBy(tree.rows, ({ parent }) => parent)
  const needle = state.text.trim().toLowerCase()
  const fits = (node: SurplusNode): boolean =>
    needle === '' ||
    state.labelOf(node).toLowerCase().includes(needle) ||
    (children.get(node.id) ?? []).some((child) => fits(child))
  const order = (rows: readonly SurplusNode[]): readonly SurplusNode[] => sorted(rows, state)
  const under = (rows: readonly SurplusNode[], depth: number, all: boolean): readonly ShownRow[] =>
    order(rows.filter((node) => all || fits(node))).flatMap((node) => {
      const own = state.labelOf(node).toLowerCase().includes(needle)
      const below = children.get(node.id) ?? state.inside(node)
      // A search shows what it found, however closed the rows above it were.
      const found = needle !== '' && !own && children.has(node.id)
      const open = below === undefined ? null : state.open.has(node.id) || found
      const row: ShownRow = { id: node.id, depth, open, node, pinned: false }
      if (open !== true) return [row]
      if (below === 'waiting')
        return [row, { id: `${node.id} …`, depth: depth + 1, open: null, node: null, pinned: false }]
      return [row, ...under(below ?? [], depth + 1, all || own)]
    })
  return under(children.get(null) ?? [], 0, needle === '')
}

function sorted(rows: readonly SurplusNode[], { sort, sortValue }: TreeState): readonly SurplusNode[] {
  if (sort === null) return rows
  const { column, descending } = sort
  return rows.toSorted((a, b) => {
    const [left, right] = [sortValue(column, a), sortValue(column, b)]
    if (left === undefined || right === undefined) return 0
    const order = compareCells(left, right, column !== 'label', descending)
    return descending ? -order : order
  })
}

/** The rows above the bottom level: what “open all” opens. */
export const parentsOf = (tree: SurplusTree): readonly string[] => [
  ...new Set(tree.rows.flatMap(({ parent }) => (parent === null ? [] : [parent]))),
]

/** Open at first: the top of the tree, so that a department of one MDC does not begin with a single line. */
export function firstOpen(tree: SurplusTree): ReadonlySet<string> {
  const roots = new Set(tree.rows.flatMap(({ id, parent }) => (parent === null ? [id] : [])))
  return new Set(parentsOf(tree).filter((id) => roots.has(id)))
}

/** The groups at the bottom of a tree of groups; the rows themselves of any other. */
export function leavesOf(tree: SurplusTree): readonly SurplusNode[] {
  const parents = new Set(parentsOf(tree))
  return tree.rows.filter(({ id }) => !parents.has(id))
}

/** What pins a row, whatever the slice; null for rows that are no group. */
export function pinOf({ level, key }: SurplusNode): string | null {
  return (level === 'mdc' || level === 'adrg' || level === 'drg') && key !== '' ? `${level}:${key}` : null
}

/** Pinned rows that the tree has, in the order they were pinned. */
export function pinnedRows(tree: SurplusTree, pins: readonly string[]): readonly ShownRow[] {
  return pins.flatMap((pin) => {
    const node = tree.rows.find((row) => pinOf(row) === pin)
    return node === undefined ? [] : [{ id: `top ${node.id}`, depth: 0, open: null, node, pinned: true }]
  })
}
