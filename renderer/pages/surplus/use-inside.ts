import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import type { Compare } from '#shared/domain/compare.ts'

interface Inside {
  /** The groups inside a row; undefined where a row holds none of its own. */
  readonly of: (node: SurplusNode) => readonly SurplusNode[] | 'waiting' | undefined
  /** Asks for them, once. */
  readonly ask: (node: SurplusNode) => void
}

/** The groups inside a team, a physician, a month: asked for when the row is opened. Trees of groups have all their rows already. */
export function useInside(tree: SurplusTree): Inside {
  const { bridge } = useCore()
  const { by, basis, compare } = tree
  const [asked, setAsked] = useState<readonly SurplusNode[]>([])
  const opens = by !== 'group' && by !== 'drg' && by !== 'adrg' && by !== 'mdc'
  // The same months as the row itself: those of a month are its own months compared with.
  const months: Compare =
    compare?.from === undefined || compare.to === undefined || by === 'month'
      ? 'none'
      : { from: compare.from, to: compare.to }
  const answers = useQueries({
    queries: asked.map((node) => {
      const request = { slice: node.slice ?? {}, by: 'drg' as const, basis, compare: months }
      return { queryKey: ['surplus.tree', request], queryFn: () => callValue(bridge, 'surplus.tree', request) }
    }),
    combine: (results) => results.map(({ data }) => data),
  })
  const found = useMemo(() => {
    const rows = new Map<string, readonly SurplusNode[]>()
    asked.forEach((node, index) => {
      const below = answers[index]?.rows
      if (below !== undefined)
        rows.set(
          node.id,
          below.map((row) => ({ ...row, id: `${node.id}/${row.id}`, parent: node.id })),
        )
    })
    return rows
  }, [asked, answers])
  const of = useCallback(
    (node: SurplusNode) => (!opens || node.level !== by ? undefined : (found.get(node.id) ?? 'waiting')),
    [opens, by, found],
  )
  const ask = useCallback((node: SurplusNode) => {
    setAsked((before) => (before.some(({ id }) => id === node.id) ? before : [...before, node]))
  }, [])
  return { of, ask }
}
