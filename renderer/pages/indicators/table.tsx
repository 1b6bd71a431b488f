import { Fragment } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Sparkline } from '#renderer/charts/sparkline.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { CopyTable } from '#renderer/components/copy-table.tsx'
import { NumberText } from '#renderer/components/number.tsx'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { IndicatorRow } from '#shared/contract/indicators.ts'

/** The list of indicators under the headings of their kinds: the name opens what it is, the value how it came about. */
export function IndicatorTable({
  rows,
  columns,
  grouped,
  onOpen,
  onExplain,
}: {
  readonly rows: readonly IndicatorRow[]
  readonly columns: readonly GridColumn<IndicatorRow>[]
  /** Headings only make sense in the order of the list. */
  readonly grouped: boolean
  readonly onOpen: (row: IndicatorRow) => void
  readonly onExplain: (row: IndicatorRow) => void
}) {
  const { t } = useText()
  const label = t('indicators.table')
  return (
    <div className="simple-table indicator-table" data-testid="indicator-table">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, header, numeric }) => (
              <th key={id} scope="col" className={numeric === true ? 'num-header' : undefined}>
                {header}
              </th>
            ))}
            <th scope="col">{t('indicators.column.trend')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Fragment key={row.id}>
              {grouped && rows[index - 1]?.group !== row.group && (
                <tr className="indicator-kind">
                  <th colSpan={columns.length + 1} scope="colgroup">
                    {t(`indicators.kind.${row.group}`)}
                  </th>
                </tr>
              )}
              <IndicatorLine row={row} columns={columns} onOpen={onOpen} onExplain={onExplain} />
            </Fragment>
          ))}
        </tbody>
      </table>
      <CopyTable columns={columns} rows={rows} />
    </div>
  )
}

function IndicatorLine({
  row,
  columns,
  onOpen,
  onExplain,
}: {
  readonly row: IndicatorRow
  readonly columns: readonly GridColumn<IndicatorRow>[]
  readonly onOpen: (row: IndicatorRow) => void
  readonly onExplain: (row: IndicatorRow) => void
}) {
  const { t } = useText()
  const opens: Readonly<Record<string, () => void>> = { name: () => onOpen(row), value: () => onExplain(row) }
  return (
    <tr data-testid={`indicator-${row.id}`}>
      {columns.map(({ id, header, numeric, cell }) => {
        const { text, negative, title } = cell(row)
        const open = opens[id]
        return (
          <td key={id} className={classOf(row, id, numeric === true)}>
            <NumberText
              text={text}
              negative={negative === true}
              reason={title}
              label={t('common.labelled', { label: header, value: text })}
              {...(open === undefined ? {} : { onOpen: open })}
            />
            {id === 'name' && row.figure.basis !== undefined && (
              <>
                {' '}
                <BasisTag basis={row.figure.basis} />
              </>
            )}
          </td>
        )
      })}
      <td>
        <button
          type="button"
          className="trend-button"
          onClick={() => onOpen(row)}
          aria-label={t('indicators.chart')}
          tabIndex={-1}
        >
          <Sparkline values={row.trend.map((value) => (value === null ? null : Number(value)))} />
        </button>
      </td>
    </tr>
  )
}

/** Colour only where a change is more than chance, or a target is missed: everything else stays calm. */
function classOf({ change, beyondChance, target }: IndicatorRow, id: string, numeric: boolean): string | undefined {
  const classes = numeric ? ['num-cell'] : []
  if (id === 'judged' && beyondChance !== false && change === 'worse') classes.push('bad')
  if (id === 'judged' && beyondChance !== false && change === 'better') classes.push('good')
  if (id === 'target' && target?.met === false) classes.push('bad')
  return classes.length === 0 ? undefined : classes.join(' ')
}
