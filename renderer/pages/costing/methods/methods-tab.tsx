import { Select } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { MethodComparison } from '#shared/contract/costing-reports.ts'
import type { Slice } from '#shared/contract/slice.ts'
import { fen } from '#shared/domain/money.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { rowLabel } from '../../surplus/row-slice.ts'
import { Costed, NoLedger } from '../costed.tsx'
import { RunWords } from '../headline.tsx'
import { useRunChoice, useSpan } from '../place.ts'
import { MethodParts } from './method-parts.tsx'
import { MethodReasons } from './method-reasons.tsx'
import { MethodTable } from './method-table.tsx'

const ALL = ''

/** 方法对比: the three methods side by side over the cases of a group, and why they differ. */
export function MethodsTab() {
  const { slice } = useFilters()
  return useSpan() === null ? <NoLedger /> : <Methods slice={slice} />
}

function Methods({ slice }: { readonly slice: Slice }) {
  const query = useCall('costing.methods', { slice, ...useRunChoice() })
  return (
    <div className="stack" data-testid="methods">
      <div className="page-controls">
        <GroupField slice={slice} />
        <SliceChips fields={['mdc', 'adrg', 'physician', 'settlement', 'status', 'principalDx', 'text']} />
      </div>
      <Costed query={query}>{(comparison) => <Comparison comparison={comparison} />}</Costed>
    </div>
  )
}

function GroupField({ slice }: { readonly slice: Slice }) {
  const { t } = useText()
  const { basis, change } = useFilters()
  const { drg: _chosen, ...rest } = slice
  const query = useCall('surplus.table', { slice: rest, by: 'drg', basis })
  return (
    <Async query={query} rows={1}>
      {({ rows }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: antd's select is the control
        <label className="labelled">
          {t('methods.group')}
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            value={slice.drg ?? ALL}
            onChange={(value: string) => change({ drg: value === ALL ? null : value })}
            options={[
              { value: ALL, label: t('methods.allGroups') },
              ...[...rows]
                .sort((a, b) => b.n - a.n)
                .map((row) => ({
                  value: row.key,
                  label: t('methods.groupOf', { group: rowLabel(row, 'drg'), n: formatCount(row.n) }),
                })),
            ]}
            popupMatchSelectWidth={false}
            aria-label={t('methods.group')}
            data-testid="methods-group"
            className="group-field"
          />
        </label>
      )}
    </Async>
  )
}

function Comparison({ comparison }: { readonly comparison: MethodComparison }) {
  const { t } = useText()
  const { unit } = useFilters()
  const { sides, n, run } = comparison
  if (n === 0 || sides.length === 0) return <p className="muted">{t('methods.none')}</p>
  const costed = sides.filter((side) => side.n === n)
  const totals = costed.map(({ total }) => total)
  const apart = totals.length < 2 ? null : fen(Math.max(...totals) - Math.min(...totals))
  return (
    <div className="stack">
      <p className="case-result" data-testid="methods-finding">
        {apart === null
          ? t('methods.findingOne', { n: formatCount(n), methods: sides.length })
          : t('methods.finding', {
              n: formatCount(n),
              methods: costed.length,
              apart: formatFen(apart, unit),
              unit: t(`unit.${unit}`),
            })}{' '}
        {run !== null && <RunWords run={run} />}
      </p>
      <MethodTable comparison={comparison} />
      <MethodReasons comparison={comparison} />
      <MethodParts comparison={comparison} />
    </div>
  )
}
