import { Button } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { ChartPanel } from '#renderer/charts/chart-panel.tsx'
import { DivergingBars } from '#renderer/charts/diverging-bars.tsx'
import { BasisTag } from '#renderer/components/basis-tag.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import type { Overview, SurplusRow } from '#shared/contract/figures.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { surplusLength, surplusReach } from '../surplus/lengths.ts'
import { shortColumns } from '../surplus/row-columns.ts'
import { rowLabel, rowSlice } from '../surplus/row-slice.ts'
import { groupsFinding } from './findings.ts'

/** The groups that lost or earned most; a bar or row opens the cases of that group. */
export function GroupPanel({ overview, side }: { readonly overview: Overview; readonly side: 'losing' | 'earning' }) {
  const { t } = useText()
  const { unit } = useFilters()
  const go = useGo()
  const explain = useExplain()
  const { slice, basis } = overview
  const rows = overview[side]
  const { n, sum } = groupsFinding(rows)
  const title =
    n === 0
      ? t(side === 'losing' ? 'overview.losingNone' : 'overview.earningNone')
      : t(side === 'losing' ? 'overview.losing' : 'overview.earning', {
          n,
          amount: formatYuan(sum, unit),
          unit: t(`unit.${unit}`),
        })
  const bars = useMemo(
    () =>
      rows.map((row) => ({
        key: row.key,
        label: rowLabel(row, 'drg'),
        value: surplusLength(row),
        text: row.surplus === null ? MISSING : formatYuan(row.surplus, unit),
      })),
    [rows, unit],
  )
  const columns = useMemo(
    () =>
      shortColumns({
        t,
        by: 'drg',
        basis,
        unit,
        explain: (id, row) => explain({ kind: 'indicator', id, slice: rowSlice(slice, 'drg', row.key), basis }),
        openRow: (row: SurplusRow) => go.toCases(rowSlice(slice, 'drg', row.key)),
      }),
    [t, basis, unit, slice, explain, go],
  )
  const openGroup = useMemo(() => (key: string) => go.toCases(rowSlice(slice, 'drg', key)), [go, slice])
  return (
    <ChartPanel
      testId={`panel-${side}`}
      title={title}
      extra={
        <>
          <BasisTag basis={basis} />
          <Button size="small" type="link" onClick={() => go.toSurplus(slice, 'drg')}>
            {t('overview.toSurplus')}
          </Button>
        </>
      }
      chart={
        <DivergingBars
          bars={bars}
          reach={surplusReach(overview.losing, overview.earning)}
          label={title}
          onOpen={openGroup}
        />
      }
      table={
        <SimpleTable columns={columns} rows={rows} rowId={(row) => row.key} label={title} testId={`table-${side}`} />
      }
    />
  )
}
