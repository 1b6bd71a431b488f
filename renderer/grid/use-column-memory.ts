import type { ColumnState, GridApi } from 'ag-grid-community'
import { useEffect, useRef, useState } from 'react'
import { useSetting } from '#renderer/data/use-setting.ts'
import type { PageSort } from './data-grid.tsx'

const SAVE_AFTER_MS = 500
const EVENTS = ['columnMoved', 'columnResized', 'columnVisible', 'sortChanged'] as const

export interface ColumnMemory {
  /** Ids of the columns on screen, left to right. */
  readonly visible: readonly string[]
  readonly sort: PageSort | null
  show(id: string, visible: boolean): void
  reset(): void
}

/** Remembers order, width, choice and sorting of a grid's columns from one day to the next. */
export function useColumnMemory<Row>(id: string, api: GridApi<Row> | null): ColumnMemory {
  const [saved, save] = useSetting(`grid.${id}`)
  const [state, setState] = useState<readonly ColumnState[]>([])
  const initial = useRef(saved)

  useEffect(() => {
    if (api === null) return
    const remembered = readState(initial.current)
    if (remembered.length > 0) api.applyColumnState({ state: remembered, applyOrder: true })
    setState(api.getColumnState())
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = (): void => {
      clearTimeout(timer)
      const next = api.getColumnState()
      setState(next)
      initial.current = next.map(keep)
      timer = setTimeout(() => save(next.map(keep)), SAVE_AFTER_MS)
    }
    for (const event of EVENTS) api.addEventListener(event, changed)
    return () => clearTimeout(timer)
  }, [api, save])

  const own = state.filter((column) => !column.colId.startsWith('ag-Grid'))
  const sorted = own.find((column) => column.sort === 'asc' || column.sort === 'desc')
  return {
    visible: own.filter((column) => column.hide !== true).map((column) => column.colId),
    sort: sorted === undefined ? null : { column: sorted.colId, descending: sorted.sort === 'desc' },
    show: (column, visible) => api?.setColumnsVisible([column], visible),
    reset: () => api?.resetColumnState(),
  }
}

interface Remembered {
  readonly [field: string]: string | number | boolean | null
  readonly colId: string
}

function keep(column: ColumnState): Remembered {
  return {
    colId: column.colId,
    hide: column.hide ?? false,
    width: column.width ?? null,
    sort: column.sort ?? null,
    sortIndex: column.sortIndex ?? null,
  }
}

/** Settings are a file that a person may edit: anything unexpected in it is ignored. */
function readState(saved: unknown): ColumnState[] {
  if (!Array.isArray(saved)) return []
  return saved.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !('colId' in entry) || typeof entry.colId !== 'string') return []
    const { colId } = entry
    const { hide, width, sort, sortIndex } = entry as Record<string, unknown>
    const column: ColumnState = { colId }
    if (typeof hide === 'boolean') column.hide = hide
    if (typeof width === 'number' && width > 0) column.width = width
    if (sort === 'asc' || sort === 'desc') column.sort = sort
    if (typeof sortIndex === 'number') column.sortIndex = sortIndex
    return [column]
  })
}
