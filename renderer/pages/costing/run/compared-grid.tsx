import { Input, Segmented, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useGo } from '#renderer/app/use-filters.ts'
import { callValue } from '#renderer/data/call.ts'
import { useCore } from '#renderer/data/provider.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { useRevision } from '#renderer/data/use-revision.ts'
import { fenCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import { DataGrid } from '#renderer/grid/data-grid.tsx'
import type { ComparedCost } from '#shared/contract/costing.ts'
import { fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { changeShare } from '../ledger/ledger-words.ts'

const WAYS = ['all', 'up', 'down'] as const
const ALL = ''

/** Cases with the cost in force and the new one, the largest change first; by month, direction, case number or group. A row opens the case. */
export function ComparedGrid({
  runId,
  months,
  month,
  onMonth,
}: {
  readonly runId: number
  readonly months: readonly Period[]
  readonly month: Period | null
  readonly onMonth: (month: Period | null) => void
}) {
  const { t } = useText()
  const go = useGo()
  const { bridge } = useCore()
  const revision = useRevision()
  const [way, setWay] = useState<(typeof WAYS)[number]>('all')
  const [text, setText] = useState('')
  const request = {
    runId,
    ...(month === null ? {} : { month }),
    ...(way === 'all' ? {} : { way }),
    ...(text === '' ? {} : { text }),
  }
  const total = useCall('costing.comparedCases', { ...request, offset: 0, limit: 1 }).data?.total
  const columns = useMemo<readonly GridColumn<ComparedCost>[]>(() => {
    const money = (id: 'before' | 'after' | 'change', label: string): GridColumn<ComparedCost> => ({
      id,
      header: t('common.withUnit', { label, unit: t('unit.yuan') }),
      width: 140,
      numeric: true,
      cell: (row) => fenCell(row[id], 'yuan', t('run.noneBefore')),
    })
    return [
      { id: 'caseNo', header: t('run.caseNo'), width: 150, pinned: true, cell: ({ caseNo }) => ({ text: caseNo }) },
      { id: 'period', header: t('costing.month'), width: 90, cell: ({ period }) => ({ text: period }) },
      { id: 'drg', header: t('methods.group'), width: 100, cell: ({ drg }) => textCell(drg, t('missing.group')) },
      money('before', t('run.before')),
      money('after', t('run.after')),
      money('change', t('run.change')),
      {
        id: 'share',
        header: t('run.changeShare'),
        width: 100,
        numeric: true,
        cell: ({ before, after }) => {
          const shown = changeShare(after ?? fen(0), before)
          return { text: shown, negative: shown.startsWith('−') }
        },
      },
    ]
  }, [t])
  const heading = total === 0 ? t('run.comparedNone') : t('run.comparedCount', { n: formatCount(total ?? 0) })
  return (
    <section className="panel" data-testid="compared-costs">
      <div className="page-controls">
        <Select
          value={month ?? ALL}
          onChange={(value: string) => onMonth(months.find((one) => one === value) ?? null)}
          options={[
            { value: ALL, label: t('run.allMonths') },
            ...months.map((value) => ({ value: value as string, label: value as string })),
          ]}
          aria-label={t('costing.month')}
          data-testid="compared-month"
        />
        <Segmented
          value={way}
          onChange={setWay}
          options={WAYS.map((value) => ({ value, label: t(`run.way.${value}`) }))}
          aria-label={t('run.wayLabel')}
          data-testid="compared-way"
        />
        <Input.Search
          allowClear
          className="item-search"
          placeholder={t('run.comparedSearch')}
          aria-label={t('run.comparedSearch')}
          onSearch={setText}
          data-testid="compared-search"
        />
      </div>
      <div className="lines-grid">
        <DataGrid
          id="compared-costs"
          columns={columns}
          source={{
            kind: 'paged',
            key: JSON.stringify([request, revision]),
            fetch: (offset, limit) => callValue(bridge, 'costing.comparedCases', { ...request, offset, limit }),
          }}
          rowId={({ caseNo }) => caseNo}
          onOpenRow={({ caseNo }) => go.toCase(caseNo, { text: caseNo })}
          label={t('run.comparedCases')}
          heading={heading}
        />
      </div>
    </section>
  )
}
