import { FundOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { SurplusRow, SurplusTable } from '#shared/contract/figures.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { SLICE_DIMENSIONS, type SliceDimension } from '#shared/domain/slice.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import type { ItemStart } from '../sync/items/drafts.ts'
import { ItemDrawer } from '../sync/items/item-drawer.tsx'
import { surplusColumns } from './columns.ts'
import { RoundingNote } from './rounding-note.tsx'
import { insideOf, rowSlice } from './row-slice.ts'
import { splitRows } from './split.ts'
import { SurplusChart } from './surplus-chart.tsx'

/** 病组盈亏: one table of surplus by whatever dimension, its picture, and the way down to the cases. */
export function SurplusPage() {
  const [params] = useSearchParams()
  const { slice, basis } = useFilters()
  const by = SLICE_DIMENSIONS.find((dimension) => dimension === params.get('by')) ?? 'drg'
  const query = useCall('surplus.table', { slice, by, basis })
  return (
    <div className="page page-fill" data-testid="page-surplus">
      <Async query={query} rows={12}>
        {(table) => (table.total.n === 0 ? <NoCases /> : <SurplusView table={table} slice={slice} />)}
      </Async>
    </div>
  )
}

function SurplusView({ table, slice }: { readonly table: SurplusTable; readonly slice: Slice }) {
  const { t, say, language } = useText()
  const { unit, change } = useFilters()
  const go = useGo()
  const explain = useExplain()
  const { by, basis, total } = table
  const [start, setStart] = useState<ItemStart | null>(null)
  // Months read in time; everything else from the largest loss on, as the core sorts it.
  const rows = useMemo(
    () => (by === 'month' ? [...table.rows].sort((a, b) => (a.key < b.key ? -1 : 1)) : table.rows),
    [by, table.rows],
  )
  const columns = useMemo(() => {
    const inside = insideOf(by)
    const sliceOf = (row: SurplusRow): Slice => rowSlice(slice, by, row.key)
    return surplusColumns({
      t,
      by,
      basis,
      unit,
      total: { row: total, explain: (id) => explain({ kind: 'indicator', id, slice, basis }) },
      explain: (id, row) => explain({ kind: 'indicator', id, slice: sliceOf(row), basis }),
      openRow: (row) => (inside === null ? go.toCases(sliceOf(row)) : go.toSurplus(sliceOf(row), inside)),
      openCases: (row) => go.toCases(sliceOf(row)),
      write:
        by === 'drg'
          ? (row) => setStart({ kind: 'explanations', caseNo: null, group: row.key, period: slice.to ?? null })
          : undefined,
    })
  }, [t, by, basis, unit, total, slice, explain, go])
  return (
    <>
      <SurplusHeadline table={table} />
      <div className="page-controls">
        <Segmented<SliceDimension>
          value={by}
          onChange={(value) => change({ by: value })}
          options={SLICE_DIMENSIONS.map((value) => ({ value, label: t(`surplus.by.${value}`) }))}
          aria-label={t('surplus.by')}
          data-testid="surplus-by"
        />
        <span className="muted" data-testid="basis-full">
          {t('surplus.basisFull', { basis: say(BASIS_NAMES[basis]) })}
        </span>
        <SliceChips />
        <CostLead tags={table.costTags} />
        <RoundingNote rounding={table.rounding} />
      </div>
      <SurplusChart table={table} slice={slice} />
      <DataGrid
        id={`surplus-${by}`}
        key={by}
        columns={columns}
        source={{ kind: 'rows', rows }}
        rowId={(row) => row.key}
        totals
        label={t('nav.surplus')}
        heading={t('grid.rows', { n: formatCount(rows.length) })}
        extra={() => (
          <ExportButton
            method="surplus.export"
            request={() => ({ slice, by, basis, language })}
            fileName={() => `${t('nav.surplus')}_${t(`surplus.by.${by}`)}_${basis}_${stamp(new Date())}.csv`}
          />
        )}
      />
      {start !== null && <ItemDrawer start={start} onClose={() => setStart(null)} />}
    </>
  )
}

function SurplusHeadline({ table }: { readonly table: SurplusTable }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { total, basis, rows } = table
  const { losing, earning } = splitRows(rows)
  const words = { n: formatCount(total.n), basis: t(`basis.inline.${basis}`) }
  return (
    <h1 className="headline" data-testid="headline">
      {total.surplus === null
        ? t('surplus.headlineUnknown', words)
        : t('surplus.headline', {
            ...words,
            amount: formatYuan(total.surplus, unit),
            unit: t(`unit.${unit}`),
            losing: losing.length,
            earning: earning.length,
          })}
    </h1>
  )
}

function NoCases() {
  const { t } = useText()
  const { change } = useFilters()
  const go = useGo()
  return (
    <EmptyState title={t('surplus.empty')} teach={t('surplus.emptyTeach')} icon={<FundOutlined />}>
      <Button
        type="primary"
        onClick={() =>
          change({
            team: null,
            insurance: null,
            mdc: null,
            adrg: null,
            drg: null,
            physician: null,
            settlement: null,
            status: null,
            principalDx: null,
            text: null,
          })
        }
      >
        {t('filter.reset')}
      </Button>
      <Button onClick={() => go.toPage('/data')}>{t('nav.data')}</Button>
    </EmptyState>
  )
}
