import { useCallback, useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useRevision } from '#renderer/data/use-revision.ts'
import { DataGrid, type PageSort } from '#renderer/grid/data-grid.tsx'
import type { CasePage, CaseRow } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { CaseDrawer } from './case-drawer.tsx'
import { CaseFilters } from './case-filters.tsx'
import { type CaseSort, caseColumns, type ExportColumn, isCaseSort } from './columns.ts'
import { useCaseWalk } from './use-case-walk.ts'

/** 病例: every case, paged from the core, down to its lines, evidence and arithmetic. */
export function CasesPage() {
  const { t, say, language } = useText()
  const { bridge } = useCore()
  const explain = useExplain()
  const { slice } = useFilters()
  const [page, setPage] = useState<Pick<CasePage, 'total' | 'totals'> | null>(null)
  const revision = useRevision()
  const walk = useCaseWalk()
  const { read } = walk

  const fetch = useCallback(
    async (offset: number, limit: number, sort: PageSort | null) => {
      const answer = await callValue(bridge, 'cases.page', { slice, ...sortOf(sort), offset, limit })
      const found = { total: answer.total, totals: answer.totals }
      // Every block brings the same totals; only others redraw the columns.
      setPage((known) => (JSON.stringify(known) === JSON.stringify(found) ? known : found))
      read(offset, answer.rows)
      return answer
    },
    [bridge, slice, read],
  )
  const totals = page?.totals ?? null
  const columns = useMemo(
    () =>
      caseColumns(t, say, totals, explain, (id, basis) =>
        explain({ kind: 'indicator', id, slice, ...(basis === undefined ? {} : { basis }) }),
      ),
    [t, say, totals, explain, slice],
  )

  return (
    <div className="page page-fill" data-testid="page-cases">
      <h1 className="headline" data-testid="headline">
        {page === null
          ? t('cases.loading')
          : t('cases.title', {
              n: formatCount(page.total),
              charge: formatFen(page.totals.charge, 'yuan'),
              payment: formatYuan(page.totals.payment, 'yuan'),
            })}
      </h1>
      <CaseFilters />
      <DataGrid
        id="cases"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${JSON.stringify(slice)}`, fetch }}
        rowId={(row) => row.caseNo}
        onOpenRow={(row: CaseRow) => walk.show(row.caseNo)}
        totals
        label={t('nav.cases')}
        heading={
          page?.total === 0 ? (
            <span data-testid="cases-empty">
              {t('cases.empty')} <span className="muted">{t('cases.emptyTeach')}</span>
            </span>
          ) : (
            <>
              <span className="muted">{t('cases.hint')}</span> <CostLead tags={totals?.costTags ?? []} />
            </>
          )
        }
        extra={({ columns: shown, sort }) => (
          <ExportButton
            method="cases.export"
            request={() => exportRequest(slice, shown, sort, language)}
            fileName={() => `${t('nav.cases')}_${stamp(new Date())}.csv`}
          />
        )}
      />
      <CaseDrawer
        caseNo={walk.caseNo}
        previous={walk.previous}
        next={walk.next}
        onShow={walk.show}
        onClose={walk.close}
      />
    </div>
  )
}

function sortOf(sort: PageSort | null): { sort?: { column: CaseSort; descending: boolean } } {
  return sort !== null && isCaseSort(sort.column) ? { sort: { column: sort.column, descending: sort.descending } } : {}
}

/** The columns on screen, in their order; grid ids are the export's names. */
function exportRequest(slice: Slice, columns: readonly string[], sort: PageSort | null, language: 'zh' | 'en') {
  return { slice, ...sortOf(sort), columns: columns as ExportColumn[], language }
}
