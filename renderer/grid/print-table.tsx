import { useText } from '#renderer/app/text.tsx'
import { formatCount } from '#shared/format/decimal.ts'
import type { Cell, GridColumn } from './column.ts'

/** Rows that go on paper; a longer table says so and is exported instead. */
export const PRINT_LIMIT = 2000

/** A grid on paper: the columns on screen, every row up to the limit, the totals last. */
export function PrintTable<Row extends object>({
  columns,
  rows,
  total,
  label,
  totals,
}: {
  readonly columns: readonly GridColumn<Row>[]
  readonly rows: readonly Row[]
  /** All rows there are. */
  readonly total: number
  readonly label: string
  readonly totals: boolean
}) {
  const { t } = useText()
  const shown = rows.slice(0, PRINT_LIMIT)
  return (
    <div className="print-table" data-testid="print-table">
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
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table that is drawn once
            <tr key={index}>
              {columns.map((column) => (
                <PrintCell key={column.id} column={column} cell={column.cell(row)} drawn={column.draw?.(row)} />
              ))}
            </tr>
          ))}
          {totals && (
            <tr className="print-total">
              {columns.map((column) => (
                <PrintCell key={column.id} column={column} cell={column.total ?? { text: '' }} />
              ))}
            </tr>
          )}
        </tbody>
      </table>
      {total > shown.length && <p>{t('print.limit', { shown: formatCount(shown.length), n: formatCount(total) })}</p>}
    </div>
  )
}

function PrintCell<Row>({
  column,
  cell,
  drawn,
}: {
  readonly column: GridColumn<Row>
  readonly cell: Cell
  readonly drawn?: React.ReactNode
}) {
  const classes = [column.numeric === true ? 'num-cell' : '', cell.negative === true ? 'negative' : '']
  return <td className={classes.join(' ').trim() || undefined}>{drawn ?? cell.text}</td>
}
