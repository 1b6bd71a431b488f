import './setup.ts'
import type {
  CellClickedEvent,
  CellFocusedEvent,
  CellKeyDownEvent,
  FullWidthCellKeyDownEvent,
  GridApi,
  IDatasource,
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { onBeforePrint, usePrinting } from '#renderer/app/print.ts'
import { useText } from '#renderer/app/text.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { useCopy } from '#renderer/components/use-copy.ts'
import { problemOf } from '#renderer/data/call.ts'
import type { Problem } from '#shared/domain/problem.ts'
import { cellText, type GridColumn, toTsv } from './column.ts'
import { toColDefs } from './definitions.ts'
import { GridToolbar } from './grid-toolbar.tsx'
import { PRINT_LIMIT, PrintTable } from './print-table.tsx'
import { GRID_THEME } from './setup.ts'
import { useColumnMemory } from './use-column-memory.ts'

export interface PageSort {
  readonly column: string
  readonly descending: boolean
}

/** Where the rows are: all here, or paged from the core a block at a time. */
type GridSource<Row> =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | {
      readonly kind: 'paged'
      /** Another key is another question: the grid starts over from the top. */
      readonly key: string
      readonly fetch: (offset: number, limit: number, sort: PageSort | null) => Promise<PagedRows<Row>>
    }

interface PagedRows<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

export interface DataGridProps<Row> {
  readonly id: string
  readonly columns: readonly GridColumn<Row>[]
  readonly source: GridSource<Row>
  readonly rowId: (row: Row) => string
  readonly onOpenRow?: (row: Row) => void
  readonly label: string
  /** Beside copy and columns: export and the like. `state` tells the columns on screen and the sort in effect. */
  readonly extra?: (state: { readonly columns: readonly string[]; readonly sort: PageSort | null }) => ReactNode
  readonly heading?: ReactNode
  readonly totals?: boolean
  /** Rows that stay above all others while these scroll. */
  readonly top?: readonly Row[]
  /** Rows come in the order they stand in, and are put in another one by whoever gives them, told of the sort here. */
  readonly onSort?: (sort: PageSort | null) => void
  /** The row that the cursor has come to; null on the totals. */
  readonly onFocusRow?: (row: Row | null) => void
}

const BLOCK = 200
const TOTAL_ROW = [{}]
const CORE_LIMIT = 1000
const COPY_LIMIT = 20_000

export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { id, columns, source, rowId, onOpenRow, label, heading, totals = false, top, onSort, onFocusRow } = props
  const { t, language } = useText()
  const copy = useCopy()
  const [api, setApi] = useState<GridApi<Row> | null>(null)
  const [selected, setSelected] = useState(0)
  const [problem, setProblem] = useState<Problem | null>(null)
  const memory = useColumnMemory(id, api)
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const order = source.kind === 'paged' ? 'core' : onSort === undefined ? 'grid' : 'given'
  const defs = useMemo(() => toColDefs(columns, order), [columns, order])
  const sortText = JSON.stringify(memory.sort)
  useEffect(() => onSort?.(JSON.parse(sortText) as PageSort | null), [onSort, sortText])

  const fetch = source.kind === 'paged' ? source.fetch : null
  const key = source.kind === 'paged' ? source.key : ''
  const fetchRef = useRef(fetch)
  fetchRef.current = fetch
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question that `fetch` asks
  const datasource = useMemo<IDatasource | undefined>(
    () =>
      fetch === null
        ? undefined
        : {
            getRows: ({ startRow, endRow, sortModel, successCallback, failCallback }) => {
              const first = sortModel[0]
              const sort = first === undefined ? null : { column: first.colId, descending: first.sort === 'desc' }
              fetchRef.current?.(startRow, endRow - startRow, sort).then(
                (page) => {
                  setProblem(null)
                  successCallback([...page.rows], page.total)
                },
                (error: unknown) => {
                  setProblem(problemOf(error))
                  failCallback()
                },
              )
            },
          },
    [key],
  )

  // Cells read their texts through the columns: new units or language redraw them, not the rows.
  useEffect(() => {
    // A grid that was just replaced is gone before its successor is ready.
    if (columns.length > 0 && api?.isDestroyed() === false) api.refreshCells({ force: true })
  }, [api, columns])

  const currentSort = useCallback((): PageSort | null => {
    const sorted = api?.getColumnState().find((column) => column.sort === 'asc' || column.sort === 'desc')
    return sorted === undefined ? null : { column: sorted.colId, descending: sorted.sort === 'desc' }
  }, [api])

  const shownColumns = useCallback(
    (): GridColumn<Row>[] =>
      (api?.getAllDisplayedColumns() ?? [])
        .map((column) => byId.get(column.getColId()))
        .filter((column) => column !== undefined && column.action !== true) as GridColumn<Row>[],
    [api, byId],
  )

  const copyRows = useCallback(async () => {
    if (api === null) return
    const chosen = api.getSelectedRows()
    const rows = chosen.length > 0 ? chosen : await allRows(source, api, currentSort())
    const whole = chosen.length === 0
    copy(
      toTsv(shownColumns(), rows.slice(0, COPY_LIMIT), whole && totals),
      rows.length > COPY_LIMIT ? t('grid.copyLimit', { n: COPY_LIMIT }) : t('common.copiedRows', { n: rows.length }),
    )
  }, [api, copy, currentSort, shownColumns, source, t, totals])

  const open = useCallback(
    (row: Row | undefined, columnId: string, total: boolean) => {
      const column = byId.get(columnId)
      if (total) column?.openTotal?.()
      else if (row === undefined) return
      else if (column?.open !== undefined) column.open(row)
      else if (column !== undefined) onOpenRow?.(row)
    },
    [byId, onOpenRow],
  )

  const printing = usePrinting()
  const [fetched, setFetched] = useState<PagedRows<Row> | null>(null)
  useEffect(
    () =>
      onBeforePrint(async () => {
        if (source.kind === 'paged') setFetched(await firstRows(source, currentSort()))
      }),
    [source, currentSort],
  )
  const onPaper = (): PagedRows<Row> => {
    if (source.kind === 'paged') return fetched ?? { total: 0, rows: [] }
    const rows = order === 'grid' && api !== null ? inDisplayOrder(api) : source.rows
    return { total: rows.length, rows }
  }

  const onCellClicked = useCallback(
    ({ data, column, node }: CellClickedEvent<Row>) => {
      open(data, column.getColId(), node.rowPinned === 'bottom')
    },
    [open],
  )

  const onCellKeyDown = useCallback(
    (event: CellKeyDownEvent<Row> | FullWidthCellKeyDownEvent<Row>) => {
      if (!('column' in event) || !(event.event instanceof KeyboardEvent)) return
      const { key: pressed, ctrlKey, metaKey } = event.event
      const pinned = event.node.rowPinned === 'bottom'
      if (pressed === 'Enter') open(event.data, event.column.getColId(), pinned)
      if (pressed.toLowerCase() === 'c' && (ctrlKey || metaKey)) {
        event.event.preventDefault()
        const column = byId.get(event.column.getColId())
        if (event.api.getSelectedRows().length > 0) void copyRows()
        else if (column !== undefined && pinned) copy(cellText(column, column.total ?? { text: '' }))
        else if (column !== undefined && event.data !== undefined) copy(cellText(column, column.cell(event.data)))
      }
    },
    [byId, copy, copyRows, open],
  )

  return (
    <section className="grid-frame" aria-label={label} data-testid={`grid-${id}`}>
      <GridToolbar
        heading={heading}
        selected={selected}
        columns={columns}
        memory={memory}
        onCopy={() => void copyRows()}
        extra={props.extra?.({ columns: memory.visible, sort: memory.sort })}
      />
      {problem !== null && <ProblemAlert problem={problem} onRetry={() => api?.refreshInfiniteCache()} />}
      {printing && <PrintTable columns={shownColumns()} {...onPaper()} label={label} totals={totals} />}
      <div className="grid-body">
        <AgGridReact<Row>
          key={`${source.kind}-${language}`}
          theme={GRID_THEME}
          rowModelType={source.kind === 'paged' ? 'infinite' : 'clientSide'}
          {...(source.kind === 'rows' ? { rowData: source.rows as Row[] } : {})}
          {...(datasource === undefined ? {} : { datasource, cacheBlockSize: BLOCK, maxBlocksInCache: 20 })}
          columnDefs={defs}
          maintainColumnOrder
          getRowId={({ data }) => ((data as object) === TOTAL_ROW[0] ? '#total' : rowId(data))}
          pinnedBottomRowData={totals ? (TOTAL_ROW as Row[]) : []}
          {...(top === undefined ? {} : { pinnedTopRowData: top as Row[] })}
          rowSelection={{ mode: 'multiRow', checkboxes: true, headerCheckbox: false, enableClickSelection: false }}
          selectionColumnDef={{
            pinned: 'left',
            width: 36,
            minWidth: 36,
            maxWidth: 36,
            resizable: false,
            suppressHeaderMenuButton: true,
          }}
          suppressCellFocus={false}
          suppressDragLeaveHidesColumns
          suppressMovableColumns={false}
          tooltipShowDelay={400}
          localeText={{ loadingOoo: t('common.loading'), noRowsToShow: t('grid.empty') }}
          onGridReady={(event) => setApi(event.api)}
          onGridPreDestroyed={() => setApi(null)}
          onSelectionChanged={(event) => setSelected(event.api.getSelectedRows().length)}
          onCellClicked={onCellClicked}
          {...(onFocusRow === undefined ? {} : { onCellFocused: (event) => onFocusRow(focusedRow<Row>(event)) })}
          onCellKeyDown={onCellKeyDown}
        />
      </div>
    </section>
  )
}

/** What fits on paper of a table that is paged from the core. */
async function firstRows<Row>(
  source: Extract<GridSource<Row>, { readonly kind: 'paged' }>,
  sort: PageSort | null,
): Promise<PagedRows<Row>> {
  const rows: Row[] = []
  for (;;) {
    const page = await source.fetch(rows.length, Math.min(CORE_LIMIT, PRINT_LIMIT - rows.length), sort)
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= Math.min(page.total, PRINT_LIMIT)) return { total: page.total, rows }
  }
}

function focusedRow<Row>({ api, rowIndex, rowPinned }: CellFocusedEvent): Row | null {
  if (rowIndex === null || rowPinned === 'bottom') return null
  const node = rowPinned === 'top' ? api.getPinnedTopRow(rowIndex) : api.getDisplayedRowAtIndex(rowIndex)
  return (node?.data as Row | undefined) ?? null
}

/** The whole view in the order on screen, up to the copy limit. */
async function allRows<Row>(source: GridSource<Row>, api: GridApi<Row>, sort: PageSort | null): Promise<Row[]> {
  const rows: Row[] = []
  if (source.kind === 'rows') {
    api.forEachNode((node) => {
      if (node.data !== undefined) rows.push(node.data)
    })
    return sort === null ? rows : inDisplayOrder(api)
  }
  for (;;) {
    const page = await source.fetch(rows.length, CORE_LIMIT, sort)
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total || rows.length > COPY_LIMIT) return rows
  }
}

function inDisplayOrder<Row>(api: GridApi<Row>): Row[] {
  const rows: Row[] = []
  for (let index = 0; index < api.getDisplayedRowCount(); index++) {
    const data = api.getDisplayedRowAtIndex(index)?.data
    if (data !== undefined) rows.push(data)
  }
  return rows
}
