import { Tag } from 'antd'
import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { fenCell, textCell, yuanCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { RepricedCase, RepricedTable } from '#shared/contract/settlement-reprice.ts'
import { nameOf } from './repriced-grid.tsx'

/** The cases behind a row, the greatest change first; yuan, because a case is looked at to the fen. */
export function RepricedCases({ table }: { readonly table: RepricedTable }) {
  const { t } = useText()
  const { bridge } = useCore()
  const { slice, change } = useFilters()
  const go = useGo()
  const revision = useRevision()
  const [params] = useSearchParams()
  const { by, repricing } = table
  const key = params.get('row') ?? ''
  const asked = useMemo(
    () => ({ repricingId: repricing.id, slice, row: { by, key }, changedOnly: false }),
    [repricing.id, slice, by, key],
  )
  const fetch = useCallback(
    (offset: number, limit: number) => callValue(bridge, 'settlement.repricedCases', { ...asked, offset, limit }),
    [bridge, asked],
  )
  const columns = useMemo((): readonly GridColumn<RepricedCase>[] => {
    const yuan = (label: string) => t('common.withUnit', { label, unit: t('unit.yuan') })
    const column = (
      id: string,
      header: string,
      width: number,
      cell: GridColumn<RepricedCase>['cell'],
      numeric = false,
    ): GridColumn<RepricedCase> => ({ id, header, width, cell, numeric, sortable: false, pinned: id === 'caseNo' })
    return [
      column('caseNo', t('settle.column.caseNo'), 136, ({ caseNo }) => ({ text: caseNo })),
      column('month', t('settle.column.month'), 92, ({ month }) => ({ text: month })),
      column('group', t('settle.column.group'), 92, ({ group }) => textCell(group === '' ? null : group)),
      column('beforeClass', t('settle.price.classBefore'), 96, (row) => ({ text: t(`settlement.${row.beforeClass}`) })),
      column('afterClass', t('settle.price.classAfter'), 96, (row) => ({ text: t(`settlement.${row.afterClass}`) })),
      column(
        'before',
        yuan(t('settle.price.before')),
        124,
        (row) => yuanCell(row.before, 'yuan', t('missing.payment')),
        true,
      ),
      column(
        'after',
        yuan(t('settle.price.after')),
        124,
        (row) => yuanCell(row.after, 'yuan', t('missing.payment')),
        true,
      ),
      column('change', yuan(t('settle.price.change')), 116, (row) => yuanCell(row.change, 'yuan'), true),
      column('cause', t('settle.column.cause'), 150, ({ cause }) => ({ text: t(`settle.price.why.${cause}`) })),
      column('charge', yuan(t('settle.column.charge')), 124, ({ charge }) => fenCell(charge, 'yuan'), true),
      column('team', t('settle.price.by.team'), 100, ({ team }) => textCell(team)),
      column('insurance', t('settle.price.by.insurance'), 80, ({ insurance }) => textCell(insurance)),
    ]
  }, [t])
  const label = table.rows.find((row) => row.key === key)?.label ?? ''
  return (
    <div className="panel settle-grid">
      <DataGrid
        id="repriced-cases"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${JSON.stringify(asked)}`, fetch }}
        rowId={({ caseNo }) => caseNo}
        onOpenRow={({ caseNo }) => go.toCase(caseNo, { text: caseNo })}
        label={t('settle.view.cases')}
        heading={
          <Tag
            closable={{ 'aria-label': t('settle.price.back') }}
            onClose={(event) => {
              event.preventDefault()
              change({ row: null })
            }}
            data-testid="chip-row"
          >
            {nameOf(t, by, { key, label })}
          </Tag>
        }
      />
    </div>
  )
}
