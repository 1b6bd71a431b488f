import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import type { PageSort } from '#renderer/grid/data-grid.tsx'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import { sortValueOf } from './columns.ts'
import { firstOpen, parentsOf, pinnedRows, type ShownRow, shownRows } from './tree.ts'
import { useInside } from './use-inside.ts'

interface TreeRows {
  readonly rows: readonly ShownRow[]
  readonly top: readonly ShownRow[]
  readonly text: string
  readonly setText: (text: string) => void
  readonly setSort: (sort: PageSort | null) => void
  readonly toggle: (row: ShownRow) => void
  /** Opens all rows, or closes them when all are open; null where nothing opens. */
  readonly toggleAll: (() => void) | null
  readonly allOpen: boolean
}

/** The rows a person sees of a tree: what is open, searched for, sorted and pinned. */
export function useTreeRows(
  tree: SurplusTree,
  labelOf: (node: SurplusNode) => string,
  pins: readonly string[],
): TreeRows {
  const { t } = useText()
  const [open, setOpen] = useState<ReadonlySet<string>>(() => firstOpen(tree))
  const [text, setText] = useState('')
  const [sort, setSort] = useState<PageSort | null>(null)
  const inside = useInside(tree)
  const sortValue = useMemo(() => sortValueOf(t, tree, labelOf), [t, tree, labelOf])
  const ofTree = tree.by === 'group'
  const rows = useMemo(
    () => shownRows(tree, { open, text, sort, sortValue, labelOf, inside: inside.of }),
    [tree, open, text, sort, sortValue, labelOf, inside.of],
  )
  const top = useMemo(() => pinnedRows(tree, pins), [tree, pins])
  const { ask } = inside
  const toggle = useCallback(
    ({ node }: ShownRow) => {
      if (node === null) return
      if (!ofTree) ask(node)
      setOpen((before) => {
        const next = new Set(before)
        if (!next.delete(node.id)) next.add(node.id)
        return next
      })
    },
    [ofTree, ask],
  )
  const parents = useMemo(() => parentsOf(tree), [tree])
  const allOpen = parents.every((id) => open.has(id))
  return {
    ...{ rows, top, text, setText, setSort, toggle, allOpen },
    toggleAll: parents.length === 0 ? null : () => setOpen(new Set(allOpen ? [] : parents)),
  }
}
