import { ApartmentOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useGlobalSlice, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { countCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { GroupingCoverage } from '#shared/contract/grouping.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { rowSlice } from '../surplus/row-slice.ts'
import { CountTile } from './count-tile.tsx'
import { shareText } from './ratio.ts'
import { Worklist } from './worklist.tsx'

export function CoverageTab() {
  const slice = useGlobalSlice()
  const query = useCall('grouping.coverage', { slice })
  return (
    <Async query={query} rows={10}>
      {(coverage) => (coverage.n === 0 ? <NoCases /> : <Coverage coverage={coverage} slice={slice} />)}
    </Async>
  )
}

function Coverage({ coverage, slice }: { readonly coverage: GroupingCoverage; readonly slice: Slice }) {
  const { t } = useText()
  const { n, counts, nOfficial } = coverage
  const open = n - counts.grouped
  return (
    <div className="stack">
      <h1 className="headline" data-testid="headline">
        {open === 0
          ? t('coverage.headlineAll', { n: formatCount(n) })
          : t('coverage.headline', {
              n: formatCount(n),
              grouped: formatCount(counts.grouped),
              rate: shareText(counts.grouped, n),
              open: formatCount(open),
            })}
      </h1>
      {nOfficial > 0 && <p className="muted">{t('coverage.official', { n: formatCount(nOfficial) })}</p>}
      <Tiles coverage={coverage} slice={slice} />
      <div className="columns-months">
        <Months coverage={coverage} slice={slice} />
        <Worklist coverage={coverage} slice={slice} />
      </div>
    </div>
  )
}

function Tiles({ coverage, slice }: { readonly coverage: GroupingCoverage; readonly slice: Slice }) {
  const { t } = useText()
  const go = useGo()
  const explain = useExplain()
  const { n, counts } = coverage
  return (
    <div className="tiles tiles-5">
      <CountTile
        id="grouped-rate"
        label={t('grouping.rate')}
        value={shareText(counts.grouped, n)}
        foot={t('n.cases', { n: formatCount(n) })}
        onOpen={() => explain({ kind: 'indicator', id: 'grouped-rate', slice })}
      />
      {GROUPING_STATUSES.map((status) => (
        <CountTile
          key={status}
          id={status}
          label={t(`status.${status}`)}
          value={formatCount(counts[status])}
          foot={t('coverage.share', { share: shareText(counts[status], n) })}
          onOpen={() => go.toCases({ ...slice, status })}
        />
      ))}
    </div>
  )
}

type Month = GroupingCoverage['byMonth'][number]

function Months({ coverage, slice }: { readonly coverage: GroupingCoverage; readonly slice: Slice }) {
  const { t } = useText()
  const go = useGo()
  const explain = useExplain()
  const columns = useMemo<readonly GridColumn<Month>[]>(
    () => [
      { id: 'month', header: t('grouping.month'), width: 80, cell: ({ period }) => textCell(period) },
      {
        id: 'n',
        header: t('grouping.n'),
        width: 70,
        numeric: true,
        cell: ({ n }) => countCell(n),
        open: ({ period }) => go.toCases(rowSlice(slice, 'month', period)),
      },
      ...GROUPING_STATUSES.map(
        (status): GridColumn<Month> => ({
          id: status,
          header: t(`status.${status}`),
          width: 80,
          numeric: true,
          cell: ({ counts }) => countCell(counts[status]),
          open: ({ period }) => go.toCases({ ...rowSlice(slice, 'month', period), status }),
        }),
      ),
      {
        id: 'rate',
        header: t('grouping.rate'),
        width: 80,
        numeric: true,
        cell: ({ n, counts }) => textCell(shareText(counts.grouped, n)),
        open: ({ period }) =>
          explain({ kind: 'indicator', id: 'grouped-rate', slice: rowSlice(slice, 'month', period) }),
      },
    ],
    [t, go, slice, explain],
  )
  return (
    <section className="panel" data-testid="coverage-months">
      <header>
        <h2>{t('coverage.months')}</h2>
      </header>
      <SimpleTable
        columns={columns}
        rows={coverage.byMonth}
        rowId={({ period }) => period}
        label={t('coverage.months')}
        onOpenRow={({ period }) => go.toCases(rowSlice(slice, 'month', period))}
      />
    </section>
  )
}

/** No computed case in sight: the way to data, scheme and recompute. */
export function NoCases() {
  const { t } = useText()
  const go = useGo()
  return (
    <EmptyState title={t('grouping.empty')} teach={t('grouping.emptyTeach')} icon={<ApartmentOutlined />}>
      <Button type="primary" onClick={() => go.toPage('/data')}>
        {t('nav.data')}
      </Button>
    </EmptyState>
  )
}
