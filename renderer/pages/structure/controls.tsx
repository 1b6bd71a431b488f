import { Segmented, Select, Tooltip } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CaseTags } from '#renderer/components/cost-tags.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { rowLabel } from '#renderer/pages/surplus/row-slice.ts'
import { STRUCTURE_VIEWS, type StructureReport, type StructureView } from '#shared/contract/structure.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { MEASURES, type Measure, useStructurePlace } from './place.ts'

/** Which parts, which figures, whose: all of it in the address. */
export function StructureControls({ report }: { readonly report: StructureReport }) {
  const { t } = useText()
  const { view, measure, change } = useStructurePlace()
  return (
    <div className="page-controls">
      <Segmented<StructureView>
        value={view}
        onChange={(value) => change({ view: value, part: null })}
        options={STRUCTURE_VIEWS.map((value) => ({ value, label: t(`structure.view.${value}`) }))}
        aria-label={t('structure.view')}
        data-testid="structure-view"
      />
      <Segmented<Measure>
        value={measure}
        onChange={(value) => change({ measure: value })}
        options={MEASURES.map((value) => ({ value, label: t(`structure.measure.${value}`) }))}
        aria-label={t('structure.measure')}
        data-testid="structure-measure"
      />
      <GroupSelect />
      {report.scopes.length > 1 && (
        <Select
          value={report.scope}
          onChange={(value: string | null) => change({ scope: value })}
          options={report.scopes.map((value) => ({ value, label: value }))}
          aria-label={t('structure.scope')}
          data-testid="structure-scope"
          popupMatchSelectWidth={false}
          style={{ minWidth: 140 }}
        />
      )}
      <Tooltip title={t(`structure.of.${report.of}.what`)}>
        <span className="basis-tag" data-testid="structure-of">
          {t(`structure.of.${report.of}`)}
        </span>
      </Tooltip>
      <CaseTags tags={report.costTags} />
      <SliceChips />
    </div>
  )
}

function GroupSelect() {
  const { t } = useText()
  const { slice, change } = useFilters()
  const { view } = useStructurePlace()
  const { drg, ...open } = slice
  // Asked for in the view at hand: the small radars need the same rows.
  const rows = useCall('structure.by', { slice: open, view, compare: 'none', by: 'drg' }).data?.rows
  const options = useMemo(
    () =>
      (rows ?? []).map((row) => ({
        value: row.key,
        label: `${rowLabel(row, 'drg') || t('missing.blank')} · ${t('n.cases', { n: formatCount(row.n) })}`,
      })),
    [rows, t],
  )
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={drg ?? null}
      onChange={(value: string | null | undefined) => change({ drg: value ?? null, part: null })}
      options={options}
      placeholder={t('structure.groupAll')}
      aria-label={t('structure.group')}
      data-testid="structure-group"
      popupMatchSelectWidth={false}
      style={{ width: 260 }}
    />
  )
}
