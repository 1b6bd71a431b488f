import { DiffOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { ProblemAlert } from '#renderer/components/problem-alert.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { VarianceRow, VarianceTable } from '#shared/contract/variance.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { BasePicker } from './base-picker.tsx'
import { varianceColumns } from './columns.ts'
import { LimitsButton, useLimits } from './limits-button.tsx'
import { NoteDrawer } from './note-drawer.tsx'
import { baseOf } from './place.ts'
import type { TreeRow } from './tree.ts'
import { useTree } from './use-tree.ts'
import { signedFen, Waterfall } from './waterfall.tsx'

/** 差异分析: why the surplus of a slice differs from another's, down to resource, item and case. */
export function VariancePage() {
  const [params] = useSearchParams()
  const { slice, basis, compare } = useFilters()
  const base = baseOf(params, compare)
  const limits = useLimits()
  const query = useCall(
    'variance.table',
    { slice, basis, base: base ?? { kind: 'previous' }, ...(limits === undefined ? {} : { limits }) },
    base !== null,
  )
  return (
    <div className="page page-fill" data-testid="page-variance">
      {(base === null || query.isError) && (
        <div className="page-controls">
          <BasePicker offers={query.data?.offers} />
        </div>
      )}
      {base !== null && (
        <Async query={query} rows={12}>
          {(table) => <VarianceView key={JSON.stringify(table.query)} table={table} />}
        </Async>
      )}
    </div>
  )
}

function VarianceView({ table }: { readonly table: VarianceTable }) {
  const { say, t } = useText()
  const empty = table.base.n === 0 || table.actual.n === 0
  return (
    <>
      {empty ? null : <VarianceHeadline table={table} />}
      <div className="page-controls">
        <BasePicker offers={table.offers} />
        <span className="muted" data-testid="basis-full">
          {t('surplus.basisFull', { basis: say(BASIS_NAMES[table.basis]) })}
        </span>
        <CaseTags tags={table.costTags} />
        <SliceChips />
        <NotesButton table={table} />
        <LimitsButton limits={table.limits} />
      </div>
      {empty ? (
        <NoCases table={table} />
      ) : (
        <>
          <p className="muted panel-note" data-testid="variance-convention">
            {t('variance.convention', { convention: say(table.convention) })}　{t('variance.marks')}
          </p>
          <Waterfall table={table} />
          <VarianceGrid table={table} />
        </>
      )}
    </>
  )
}

function VarianceHeadline({ table }: { readonly table: VarianceTable }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const { basis, base, actual, total } = table
  return (
    <h1 className="headline" data-testid="headline">
      {t('variance.headline', {
        actual: say(actual.label),
        base: say(base.label),
        basis: t(`basis.inline.${basis}`),
        before: formatFen(base.surplus, unit),
        after: formatFen(actual.surplus, unit),
        unit: t(`unit.${unit}`),
        change: signedFen(total.change, unit),
        payment: signedFen(total.paymentChange, unit),
        spent: t(`variance.spent.${basis}`),
        spentChange: signedFen(total.spentChange, unit),
      })}
    </h1>
  )
}

/** What is left out or stands unsplit, and why. */
function NotesButton({ table }: { readonly table: VarianceTable }) {
  const { t, say } = useText()
  const left = table.base.left + table.actual.left
  const notes = [
    ...(left === 0 ? [] : [t('variance.left', { n: formatCount(left), what: t(`variance.left.${table.basis}`) })]),
    ...table.notes.map(say),
  ]
  if (notes.length === 0) return null
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <ul className="variance-notes" data-testid="variance-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      }
    >
      <Button size="small" type="text" data-testid="variance-notes-open">
        {t('variance.notes', { n: notes.length })}
      </Button>
    </Popover>
  )
}

function VarianceGrid({ table }: { readonly table: VarianceTable }) {
  const { t, say, language } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const explain = useExplain()
  const { rows, problem, toggle } = useTree(table)
  const [noted, setNoted] = useState<VarianceRow | null>(null)
  const { query } = table
  const columns = useMemo(
    () =>
      varianceColumns({
        t,
        say,
        table,
        unit,
        toggle: (row) => toggle(row.id, belowOf(row)),
        explain: (figure, group) =>
          explain({ kind: 'variance', query: table.query, ...figure, ...(group === null ? {} : { group }) }),
        openCase: go.toCase,
        openCases: (row) => {
          const slice = row.presence === 'vanished' ? table.base.slice : table.actual.slice
          if (slice !== null) go.toCases({ ...slice, drg: row.key })
        },
        note: setNoted,
      }),
    [t, say, table, unit, toggle, explain, go],
  )
  return (
    <>
      {problem !== null && <ProblemAlert problem={problem} />}
      <DataGrid
        id={`variance-${table.basis}`}
        columns={columns}
        source={{ kind: 'rows', rows }}
        rowId={(row) => row.id}
        totals
        label={t('nav.variance')}
        heading={t('variance.rows', { n: formatCount(table.rows.length) })}
        extra={() => (
          <ExportButton
            method="variance.export"
            request={() => ({ ...query, language })}
            fileName={() => `${t('nav.variance')}_${query.basis}_${stamp(new Date())}.xlsx`}
            label={t('variance.exportXlsx')}
          />
        )}
      />
      {noted !== null && <NoteDrawer key={noted.key} table={table} row={noted} onClose={() => setNoted(null)} />}
    </>
  )
}

/** What a row opens to; sections fold without asking anything. */
function belowOf(row: TreeRow) {
  if (row.kind === 'group') return { group: row.row.key }
  return row.kind === 'drill' ? row.below : null
}

function NoCases({ table }: { readonly table: VarianceTable }) {
  const { t, say } = useText()
  const go = useGo()
  const lacking = table.actual.n === 0 ? table.actual : table.base
  return (
    <EmptyState
      title={t('variance.emptyBase', { base: say(lacking.label) })}
      teach={t('variance.emptyTeach')}
      icon={<DiffOutlined />}
    >
      <Button onClick={() => go.toPage('/data')}>{t('nav.data')}</Button>
    </EmptyState>
  )
}
