import { useText } from '#renderer/app/text.tsx'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import { CopyTable } from './copy-table.tsx'
import { NumberText } from './number.tsx'

/** A short table that shows all it has: the numbers behind a chart, the lines of an account. Long ones are grids. */
export function SimpleTable<Row>({
  columns,
  rows,
  rowId,
  label,
  onOpenRow,
  testId,
}: {
  readonly columns: readonly GridColumn<Row>[]
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  readonly label: string
  readonly onOpenRow?: (row: Row) => void
  readonly testId?: string
}) {
  const totals = columns.some((column) => column.total !== undefined)
  return (
    <div className="simple-table" data-testid={testId}>
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.numeric === true ? 'num-header' : undefined}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column, index) => {
                const rowOpen = index === 0 && onOpenRow !== undefined ? () => onOpenRow(row) : undefined
                const open = column.open === undefined ? rowOpen : () => column.open?.(row)
                return (
                  <TableCell
                    key={column.id}
                    column={column}
                    cell={column.cell(row)}
                    {...(open === undefined ? {} : { open })}
                  />
                )
              })}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <TableCell
                  key={column.id}
                  column={column}
                  cell={column.total ?? { text: '' }}
                  {...(column.openTotal === undefined ? {} : { open: column.openTotal })}
                />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      <CopyTable columns={columns} rows={rows} totals={totals} />
    </div>
  )
}

function TableCell<Row>({
  column,
  cell,
  open,
}: {
  readonly column: GridColumn<Row>
  readonly cell: Cell
  readonly open?: () => void
}) {
  const { t } = useText()
  return (
    <td className={column.numeric === true ? 'num-cell' : undefined}>
      <NumberText
        text={cell.text}
        negative={cell.negative === true}
        reason={cell.title}
        label={t('common.labelled', { label: column.header, value: cell.text })}
        {...(open === undefined ? {} : { onOpen: open })}
      />
    </td>
  )
}
