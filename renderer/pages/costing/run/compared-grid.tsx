import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { fenCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ComparedCost } from '#shared/contract/costing.ts'

/** Every case with the cost in force and the new one, the largest change first; a row opens the case. */
export function ComparedGrid({ runId }: { readonly runId: number }) {
  const { t } = useText()
  const go = useGo()
  const { bridge } = useCore()
  const revision = useRevision()
  const columns = useMemo<readonly GridColumn<ComparedCost>[]>(() => {
    const money = (id: 'before' | 'after' | 'change', label: string): GridColumn<ComparedCost> => ({
      id,
      header: t('common.withUnit', { label, unit: t('unit.yuan') }),
      width: 150,
      numeric: true,
      cell: (row) => fenCell(row[id], 'yuan', t('run.noneBefore')),
    })
    return [
      { id: 'caseNo', header: t('run.caseNo'), width: 160, pinned: true, cell: ({ caseNo }) => ({ text: caseNo }) },
      { id: 'period', header: t('costing.month'), width: 100, cell: ({ period }) => ({ text: period }) },
      { id: 'drg', header: t('methods.group'), width: 120, cell: ({ drg }) => textCell(drg, t('missing.group')) },
      money('before', t('run.before')),
      money('after', t('run.after')),
      money('change', t('run.change')),
    ]
  }, [t])
  return (
    <section className="panel" data-testid="compared-costs">
      <div className="lines-grid">
        <DataGrid
          id="compared-costs"
          columns={columns}
          source={{
            kind: 'paged',
            key: JSON.stringify([runId, revision]),
            fetch: (offset, limit) => callValue(bridge, 'costing.comparedCases', { runId, offset, limit }),
          }}
          rowId={({ caseNo }) => caseNo}
          onOpenRow={({ caseNo }) => go.toCase(caseNo, { text: caseNo })}
          label={t('run.comparedCases')}
          heading={t('run.comparedCases')}
        />
      </div>
    </section>
  )
}
