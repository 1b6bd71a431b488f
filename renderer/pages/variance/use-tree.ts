import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import type { VarianceDrill, VarianceTable } from '#shared/contract/variance.ts'
import { type Problem, ProblemError } from '#shared/domain/problem.ts'
import { type DrillRef, refId, type TreeRow, treeRows } from './tree.ts'

interface Tree {
  readonly rows: readonly TreeRow[]
  readonly problem: Problem | null
  readonly toggle: (id: string, below: DrillRef | null) => void
}

/** The rows of a table with whatever levels a person has opened; levels are asked for when they open. */
export function useTree(table: VarianceTable): Tree {
  const { bridge } = useCore()
  const { query } = table
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [refs, setRefs] = useState<readonly DrillRef[]>([])
  const answers = useQueries({
    queries: refs.map((ref) => ({
      queryKey: ['variance.drill', { ...query, ...ref }],
      queryFn: () => callValue(bridge, 'variance.drill', { ...query, ...ref }),
    })),
    combine: (results) => ({
      levels: results.map(({ data }) => data),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  })
  const toggle = useCallback((id: string, below: DrillRef | null) => {
    setOpen((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
    if (below !== null) setRefs((before) => (before.some((ref) => refId(ref) === id) ? before : [...before, below]))
  }, [])
  const rows = useMemo(() => {
    const found = new Map<string, VarianceDrill>()
    refs.forEach((ref, index) => {
      const level = answers.levels[index]
      if (level !== undefined) found.set(refId(ref), level)
    })
    return treeRows(table, open, (ref) => found.get(refId(ref)))
  }, [table, open, refs, answers.levels])
  return { rows, problem: answers.error instanceof ProblemError ? answers.error.problem : null, toggle }
}
