import { DashboardOutlined } from '@ant-design/icons'
import { Button, Input, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { useExplain } from '#renderer/components/explain.tsx'
import { ExportButton } from '#renderer/components/export-button.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { IndicatorList } from '#shared/contract/indicators.ts'
import { stamp } from '#shared/format/date.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { type IndicatorWords, indicatorColumns } from './columns.ts'
import { IndicatorDrawer } from './drawer.tsx'
import { movesOf, shownRows } from './findings.ts'
import { KINDS, ORDERS, type Order, useIndicatorPlace } from './place.ts'
import { IndicatorTable } from './table.tsx'

/** 指标: every indicator of the closed list over the slice, what it is, and its months between control limits. */
export function IndicatorsPage() {
  const { slice, compare, basis } = useFilters()
  const query = useCall('indicators.list', { slice, compare, basis })
  return (
    <div className="page" data-testid="page-indicators">
      <Async query={query} rows={14}>
        {(list) => (list.n === 0 ? <NoCases /> : <IndicatorsView list={list} />)}
      </Async>
    </div>
  )
}

function IndicatorsView({ list }: { readonly list: IndicatorList }) {
  const { t, say } = useText()
  const { unit, slice, basis } = useFilters()
  const explain = useExplain()
  const { kind, order, find, open, change } = useIndicatorPlace()
  const words = useMemo<IndicatorWords>(() => ({ t, say, unit }), [t, say, unit])
  const columns = useMemo(() => indicatorColumns(words), [words])
  const rows = useMemo(
    () =>
      shownRows(
        list.rows,
        { kind, order, find },
        ({ id, figure, definition }) => `${id} ${say(figure.label)} ${say(definition)}`,
      ),
    [list.rows, kind, order, find, say],
  )
  const opened = list.rows.find(({ id }) => id === open)
  const explainRow = (id: string): void => explain({ kind: 'indicator', id, slice, basis })
  return (
    <>
      <Headline list={list} />
      <IndicatorControls list={list} />
      {rows.length === 0 ? (
        <p className="muted">{t('indicators.none')}</p>
      ) : (
        <IndicatorTable
          rows={rows}
          columns={columns}
          grouped={order === 'list' && kind === 'all'}
          onOpen={({ id }) => change({ indicator: id })}
          onExplain={({ id }) => explainRow(id)}
        />
      )}
      {opened !== undefined && (
        <IndicatorDrawer
          key={opened.id}
          row={opened}
          words={words}
          onExplain={() => explainRow(opened.id)}
          onClose={() => change({ indicator: null })}
        />
      )}
    </>
  )
}

function IndicatorControls({ list }: { readonly list: IndicatorList }) {
  const { t, language } = useText()
  const { slice, compare, basis } = useFilters()
  const { kind, order, find, change } = useIndicatorPlace()
  return (
    <div className="page-controls">
      <Segmented
        value={kind}
        onChange={(value) => change({ kind: value === 'all' ? null : value })}
        options={KINDS.map((value) => ({ value, label: t(`indicators.kind.${value}`) }))}
        aria-label={t('indicators.kind')}
        data-testid="indicator-kind"
      />
      <Select<Order>
        value={order}
        onChange={(value) => change({ order: value === 'list' ? null : value })}
        options={ORDERS.map((value) => ({ value, label: t(`indicators.order.${value}`) }))}
        aria-label={t('indicators.order')}
        popupMatchSelectWidth={false}
        data-testid="indicator-order"
      />
      <Input.Search
        allowClear
        defaultValue={find}
        onSearch={(value) => change({ find: value.trim() === '' ? null : value })}
        placeholder={t('indicators.find')}
        aria-label={t('indicators.find')}
        style={{ width: 200 }}
        data-testid="indicator-find"
      />
      <ExportButton
        method="indicators.export"
        request={() => ({ slice, compare, basis, language })}
        fileName={() => `${t('nav.indicators')}_${stamp(new Date())}.xlsx`}
        label={t('indicators.export')}
      />
      <SliceChips />
      <CostLead tags={list.costTags} />
    </div>
  )
}

function Headline({ list }: { readonly list: IndicatorList }) {
  const { t, say } = useText()
  const { known, better, worse, beyond, judged } = movesOf(list.rows)
  const words = { n: formatCount(list.n), known, all: list.rows.length }
  const { compare } = list
  if (compare === null || compare.from === undefined || compare.to === undefined)
    return (
      <h1 className="headline" data-testid="headline">
        {t('indicators.headline', words)}
      </h1>
    )
  const names = beyond.map(({ figure }) => say(figure.label)).join(t('common.listComma'))
  return (
    <h1 className="headline" data-testid="headline">
      {t('indicators.headlineCompared', { ...words, from: compare.from, to: compare.to, better, worse })}
      {beyond.length > 0 ? t('indicators.beyond', { names }) : judged ? t('indicators.beyondNone') : ''}
    </h1>
  )
}

function NoCases() {
  const { t } = useText()
  const { change } = useFilters()
  const go = useGo()
  return (
    <EmptyState title={t('indicators.empty')} teach={t('indicators.emptyTeach')} icon={<DashboardOutlined />}>
      <Button
        type="primary"
        onClick={() => change({ drg: null, team: null, insurance: null, physician: null, mdc: null, adrg: null })}
      >
        {t('filter.reset')}
      </Button>
      <Button onClick={() => go.toPage('/data')}>{t('nav.data')}</Button>
    </EmptyState>
  )
}
