import { Button, Select, Tag } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useRevision } from '#renderer/data/use-revision.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import { DIFFERENCE_FILTERS, type DifferingCase, type Reconciliation } from '#shared/contract/settlement.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { DIFFERENCE_CAUSES } from '#shared/domain/settlement-difference.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { differencePlace } from '../place.ts'
import { caseColumns } from './case-columns.ts'
import { NoteDrawer } from './note-drawer.tsx'
import { ReconcileExport } from './reconcile-export.tsx'

/** Most cases that one note can be put on at once. */
const MOST_NOTED = 500

/** The cases behind a cause, a month or a state of the talk, the largest difference first. */
export function CaseGrid({ report }: { readonly report: Reconciliation }) {
  const { t, say } = useText()
  const { bridge } = useCore()
  const { slice } = useFilters()
  const go = useGo()
  const revision = useRevision()
  const [params] = useSearchParams()
  const place = useMemo(() => differencePlace(params), [params])
  const [noted, setNoted] = useState<readonly DifferingCase[] | null>(null)
  const asked = useMemo(() => ({ slice, ...place }), [slice, place])
  const sums = useCall('settlement.cases', { ...asked, offset: 0, limit: 1 }).data
  const fetch = useCallback(
    (offset: number, limit: number) => callValue(bridge, 'settlement.cases', { ...asked, offset, limit }),
    [bridge, asked],
  )
  const noteAll = useCallback(async () => {
    const { rows } = await callValue(bridge, 'settlement.cases', { ...asked, offset: 0, limit: MOST_NOTED })
    setNoted(rows)
  }, [bridge, asked])
  const columns = useMemo(
    () =>
      caseColumns({
        t,
        say,
        openCase: (row) => {
          if (row.local !== null) go.toCase(row.caseNo, { text: row.caseNo })
        },
        note: (row) => setNoted([row]),
      }),
    [t, say, go],
  )
  const total = sums?.total ?? null
  return (
    <div className="panel settle-grid">
      <DataGrid
        id="settle-cases"
        columns={columns}
        source={{ kind: 'paged', key: `${revision} ${JSON.stringify(asked)}`, fetch }}
        rowId={({ caseNo }) => caseNo}
        label={t('settle.view.cases')}
        heading={
          <>
            <CaseFilters report={report} />
            {sums !== undefined && (
              <span className="muted" data-testid="settle-cases-sum">
                {t('settle.casesSum', {
                  n: formatCount(sums.total),
                  amount: formatYuan(fenToYuan(sums.difference), 'yuan', true),
                })}
              </span>
            )}
          </>
        }
        extra={() => (
          <>
            <Button
              size="small"
              disabled={total === null || total === 0 || total > MOST_NOTED}
              title={total !== null && total > MOST_NOTED ? t('settle.note.most', { n: MOST_NOTED }) : undefined}
              onClick={() => void noteAll()}
              data-testid="note-all"
            >
              {t('settle.note.all')}
            </Button>
            <ReconcileExport />
          </>
        )}
      />
      {noted !== null && noted.length > 0 && (
        <NoteDrawer key={noted.map(({ caseNo }) => caseNo).join()} rows={noted} onClose={() => setNoted(null)} />
      )}
    </div>
  )
}

function CaseFilters({ report }: { readonly report: Reconciliation }) {
  const { t, say } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const place = differencePlace(params)
  const all = { value: '', label: t('common.all') }
  return (
    <span className="page-controls">
      <Select
        size="small"
        value={place.cause ?? ''}
        onChange={(value: string) => change({ cause: value === '' ? null : value })}
        options={[
          { ...all, label: t('settle.allCauses') },
          ...report.causes.map(({ cause, n }) => ({
            value: cause as string,
            label: t('settle.causeCount', { cause: say(DIFFERENCE_CAUSES[cause]), n: formatCount(n) }),
          })),
        ]}
        aria-label={t('settle.column.cause')}
        data-testid="filter-cause"
        popupMatchSelectWidth={false}
        style={{ width: 190 }}
      />
      <Select
        size="small"
        value={place.state ?? ''}
        onChange={(value: string) => change({ state: value === '' ? null : value })}
        options={[
          { ...all, label: t('settle.allStates') },
          ...DIFFERENCE_FILTERS.map((value) => ({ value: value as string, label: t(`settle.state.${value}`) })),
        ]}
        aria-label={t('settle.column.note')}
        data-testid="filter-state"
        popupMatchSelectWidth={false}
        style={{ width: 110 }}
      />
      {place.month !== undefined && (
        <Tag
          closable={{ 'aria-label': t('settle.monthOff') }}
          onClose={(event) => {
            event.preventDefault()
            change({ month: null })
          }}
          data-testid="chip-month"
        >
          {place.month}
        </Tag>
      )}
    </span>
  )
}
