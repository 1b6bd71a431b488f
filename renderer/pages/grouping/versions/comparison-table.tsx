import { Checkbox, Input } from 'antd'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { useSetting } from '#renderer/data/use-setting.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { Slice } from '#shared/contract/slice.ts'
import type { Compared, ComparisonRows, SchemeComparison } from '#shared/contract/trials.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { ComparisonChart } from './comparison-chart.tsx'
import { comparisonColumns } from './comparison-columns.ts'
import { groupWords, keyWords } from './group-words.ts'
import { findRows, isChanged, type NamedRow, nameRows, sumRows } from './named-rows.ts'
import { placeOfRow, sliceOfRow } from './place.ts'

/** The migration table with its picture; a row opens the cases behind it, below. */
export function ComparisonTable({
  comparison,
  by,
  before,
  slice,
}: {
  readonly comparison: SchemeComparison
  readonly by: ComparisonRows
  readonly before: Compared
  readonly slice: Slice
}) {
  const { t } = useText()
  const { unit, change } = useFilters()
  const [params] = useSearchParams()
  const [everything, setEverything] = useSetting('ui.comparisonEverything')
  const find = params.get('find') ?? ''
  const { sameKind, rowsTotal } = comparison
  // Groups that stay where they are hide those that move, so they are asked for.
  const onlyChanged = by === 'group' && sameKind && everything !== true
  const named = useMemo(
    () =>
      nameRows(
        comparison.rows,
        (group) => groupWords(t, group),
        (key) => keyWords(t, by, key),
      ),
    [comparison.rows, by, t],
  )
  const kept = useMemo(() => (onlyChanged ? named.filter(isChanged) : named), [named, onlyChanged])
  const rows = useMemo(() => findRows(kept, find), [kept, find])
  const whole = rows.length === named.length
  const columns = useMemo(
    () => comparisonColumns({ t, by, unit, total: whole ? comparison.total : sumRows(rows) }),
    [t, by, unit, whole, comparison.total, rows],
  )
  const keys = named.map(({ key }) => key)
  const open = (row: NamedRow): void => {
    if (row.pair === null && sliceOfRow(slice, { by, keys }, row.key, before) === null) return
    change({ ...placeOfRow(row), find: find === '' ? null : find })
    document.getElementById('compared-cases')?.scrollIntoView({ block: 'start' })
  }
  return (
    <>
      {comparison.total.nBoth > 0 && <ComparisonChart rows={rows} onOpen={open} />}
      <div className="comparison-grid" style={{ height: gridHeight(rows.length) }}>
        <DataGrid
          id={`comparison-${by}`}
          key={by}
          columns={columns}
          source={{ kind: 'rows', rows }}
          rowId={({ id }) => id}
          onOpenRow={open}
          totals
          label={t('compare.title')}
          heading={
            <span className="page-controls">
              <Input
                allowClear
                size="small"
                value={find}
                onChange={(event) => change({ find: event.target.value === '' ? null : event.target.value })}
                placeholder={t('compare.find')}
                aria-label={t('compare.find')}
                maxLength={100}
                style={{ width: 240 }}
                data-testid="comparison-find"
              />
              {by === 'group' && sameKind && (
                <Checkbox
                  checked={onlyChanged}
                  onChange={(event) => setEverything(!event.target.checked)}
                  data-testid="comparison-only-changed"
                >
                  {t('compare.onlyChanged')}
                </Checkbox>
              )}
              <span className="muted" data-testid="comparison-count">
                {rowsTotal > named.length
                  ? t('compare.cut', { shown: formatCount(named.length), n: formatCount(rowsTotal) })
                  : t('compare.shown', { shown: formatCount(rows.length), n: formatCount(rowsTotal) })}
              </span>
            </span>
          }
        />
      </div>
    </>
  )
}

/** As tall as its rows, within what leaves room for the cases below. */
function gridHeight(rows: number): number {
  return Math.min(440, Math.max(240, rows * 32 + 120))
}
