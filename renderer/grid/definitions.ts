import type { ColDef, ICellRendererParams } from 'ag-grid-community'
import { createElement } from 'react'
import type { Cell, GridColumn } from './column.ts'
import { compareCells } from './column.ts'

const EMPTY: Cell = { text: '' }

/** Who puts the rows in order: the grid by its columns, the core page by page, or whoever gives the rows. */
export type RowOrder = 'grid' | 'core' | 'given'

/** Our columns as AG Grid's. */
export function toColDefs<Row>(columns: readonly GridColumn<Row>[], order: RowOrder): ColDef<Row>[] {
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
    // The heading shows the sort; the rows come in its order already.
    if (order === 'given') def.comparator = () => 0
    const { draw, onKey } = column
    if (draw !== undefined)
      def.cellRenderer = ({ data, value, node }: ICellRendererParams<Row, string>) =>
        data === undefined || node.rowPinned === 'bottom'
          ? value
          : createElement('span', { className: 'drawn-cell' }, draw(data), createElement('span', null, value))
    if (onKey !== undefined)
      def.suppressKeyboardEvent = ({ event, data, node }) =>
        data !== undefined && node.rowPinned !== 'bottom' && event.type === 'keydown' && onKey(event.key, data)
    if (order === 'grid' && sortValue !== undefined) {
      def.comparator = (_a, _b, nodeA, nodeB, descending) =>
        nodeA.data === undefined || nodeB.data === undefined
          ? 0
          : compareCells(sortValue(nodeA.data), sortValue(nodeB.data), column.numeric === true, descending)
    }
    return def
  })
}
