import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { countCell, fenCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { GroupingCoverage, WorklistRow } from '#shared/contract/grouping.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'

/** Cases without a group by what they share, with what to check; a line opens exactly its cases. */
export function Worklist({ coverage, slice }: { readonly coverage: GroupingCoverage; readonly slice: Slice }) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const { worklist, worklistTotal } = coverage
  const columns = useMemo<readonly GridColumn<WorklistRow>[]>(
    () => [
      {
        id: 'principalDx',
        header: t('grouping.principalDx'),
        width: 200,
        cell: ({ principalDx, principalDxName }) =>
          textCell(principalDx === null ? t('grouping.noDx') : `${principalDx} ${principalDxName ?? ''}`.trim()),
      },
      { id: 'status', header: t('coverage.status'), width: 90, cell: ({ status }) => textCell(t(`status.${status}`)) },
      { id: 'n', header: t('grouping.n'), width: 60, numeric: true, cell: ({ n }) => countCell(n) },
      {
        id: 'charge',
        header: t('common.withUnit', { label: t('grouping.charge'), unit: t(`unit.${unit}`) }),
        width: 110,
        numeric: true,
        cell: ({ charge }) => fenCell(charge, unit),
      },
      { id: 'check', header: t('coverage.check'), width: 360, cell: ({ check }) => textCell(say(check)) },
    ],
    [t, say, unit],
  )
  return (
    <section className="panel" data-testid="worklist">
      <header>
        <h2>
          {worklistTotal === 0 ? t('coverage.worklistNone') : t('coverage.worklist', { n: formatCount(worklistTotal) })}
        </h2>
        {worklistTotal > worklist.length && (
          <span className="muted">{t('coverage.worklistShown', { shown: formatCount(worklist.length) })}</span>
        )}
      </header>
      {worklistTotal > 0 && (
        <>
          <p className="muted panel-note">{t('coverage.worklistTeach')}</p>
          <SimpleTable
            columns={columns}
            rows={worklist}
            rowId={({ status, principalDx }) => `${status} ${principalDx ?? MISSING}`}
            label={t('coverage.worklist', { n: formatCount(worklistTotal) })}
            onOpenRow={({ status, principalDx }) =>
              go.toCases({ ...slice, status, principalDx: principalDx ?? MISSING })
            }
          />
        </>
      )}
    </section>
  )
}
