import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { TableChange } from '#shared/contract/sync.ts'
import { totalsWords } from '../package-words.ts'

/** Table by table: how many rows, how many of them replace what is there, of which months, with their control totals. */
export function TableChanges({ tables }: { readonly tables: readonly TableChange[] }) {
  const { t } = useText()
  const columns = useMemo<readonly GridColumn<TableChange>[]>(() => {
    const months = ({ periods }: TableChange): string => {
      const [from, to] = [periods[0], periods.at(-1)]
      if (from === undefined || to === undefined) return ''
      return from === to ? from : t('inbox.monthSpan', { from, to })
    }
    return [
      { id: 'name', header: t('inbox.table'), width: 140, cell: ({ name }) => textCell(t(`sync.table.${name}`)) },
      { id: 'rows', header: t('inbox.rows'), width: 90, numeric: true, cell: ({ rows }) => countCell(rows) },
      {
        id: 'replaces',
        header: t('inbox.replaces'),
        width: 90,
        numeric: true,
        cell: ({ replaces }) => countCell(replaces),
      },
      { id: 'months', header: t('inbox.months'), width: 150, cell: (table) => textCell(months(table)) },
      {
        id: 'totals',
        header: t('inbox.totals'),
        width: 360,
        cell: (table) => textCell(totalsWords(t, table).join(t('common.listComma'))),
      },
    ]
  }, [t])
  return (
    <section className="panel" data-testid="table-changes">
      <header>
        <h2>{t('inbox.tables')}</h2>
      </header>
      <SimpleTable columns={columns} rows={tables} rowId={({ name }) => name} label={t('inbox.tables')} />
    </section>
  )
}
