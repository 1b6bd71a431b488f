import type { ColDef } from 'ag-grid-community'
import type { Cell, GridColumn } from './column.ts'
import { compareCells } from './column.ts'

const EMPTY: Cell = { text: '' }

/** Our columns as AG Grid's. `paged` leaves sorting to the core. */
export function toColDefs<Row>(columns: readonly GridColumn<Row>[], paged: boolean): ColDef<Row>[] {
  return columns.map((column) => {
    const shown = (data: Row | undefined, pinned: boolean): Cell =>
      pinned ? (column.total ?? EMPTY) : data === undefined ? EMPTY : column.cell(data)
    const def: ColDef<Row> = {
      colId: column.id,
      headerName: column.header,
      headerTooltip: column.hint ?? column.header,
      wrapHeaderText: true,
      initialWidth: column.width,
      initialHide: column.hidden === true,
      initialPinned: column.pinned === true ? 'left' : false,
      lockPinned: column.pinned === true,
      sortable: column.sortable === true,
      sortingOrder: column.numeric === true ? ['desc', 'asc', null] : ['asc', 'desc', null],
      valueGetter: ({ data, node }) => shown(data, node?.rowPinned === 'bottom').text,
      tooltipValueGetter: ({ data, node }) => {
        const cell = shown(data, node !== undefined && 'rowPinned' in node && node.rowPinned === 'bottom')
        return cell.title ?? (column.numeric === true ? null : cell.text)
      },
      cellClass: ({ data, node }) => {
        const classes = column.numeric === true ? ['num-cell'] : []
        const pinned = node.rowPinned === 'bottom'
        const cell = shown(data, pinned)
        if (cell.negative === true) classes.push('negative')
        if (cell.mark === 'F' || cell.mark === 'U') classes.push(`mark-${cell.mark}`)
        if (cell.look === true) classes.push('look')
        if ((pinned ? column.openTotal : column.open) !== undefined) classes.push('open-cell')
        return classes
      },
      // A new row at the same place may change the colour of a cell whose text is the same.
      equals: () => false,
    }
    if (column.numeric === true) def.headerClass = 'num-header'
    const sortValue = column.sortValue
    if (!paged && sortValue !== undefined) {
      def.comparator = (_a, _b, nodeA, nodeB, descending) =>
        nodeA.data === undefined || nodeB.data === undefined
          ? 0
          : compareCells(sortValue(nodeA.data), sortValue(nodeB.data), column.numeric === true, descending)
    }
    return def
  })
}
