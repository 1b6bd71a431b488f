import { FundOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useText } from '#renderer/app/text.tsx'
import { useFilters, useGo } from '#renderer/app/use-filters.ts'
import { Async } from '#renderer/components/async.tsx'
import { CostLead } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SliceChips } from '#renderer/components/slice-chips.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import type { SurplusTable } from '#shared/contract/figures.ts'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import { BASIS_NAMES } from '#shared/domain/surplus.ts'
import { formatCount } from '#shared/format/decimal.ts'
import { formatYuan } from '#shared/format/money.ts'
import { nodeLabel } from './node-label.ts'
import { PICTURES, type Picture, pictureOf, ROW_KINDS, type RowKind, rowKindOf } from './place.ts'
import { RoundingNote } from './rounding-note.tsx'
import { splitRows } from './split.ts'
import { SurplusChart } from './surplus-chart.tsx'
import { SurplusGrid } from './surplus-grid.tsx'
import { SurplusWaterfall } from './surplus-waterfall.tsx'
import { leavesOf } from './tree.ts'

/** 病组盈亏: the tree of groups (or teams, physicians, months, insurance types), its pictures, and the way down to the cases. */
export function SurplusPage() {
  const [params] = useSearchParams()
  const { slice, basis, compare } = useFilters()
  const query = useCall('surplus.tree', { slice, by: rowKindOf(params), basis, compare })
  return (
    <div className="page page-fill" data-testid="page-surplus">
      <Async query={query} rows={12}>
        {(tree) => (tree.total.n === 0 ? <NoCases /> : <SurplusView tree={tree} />)}
      </Async>
    </div>
  )
}

/** How long the cursor rests on a row before its picture is drawn: arrowing through does not draw each. */
const REST_MS = 250

function SurplusView({ tree }: { readonly tree: SurplusTree }) {
  const { t, say } = useText()
  const { change } = useFilters()
  const [params] = useSearchParams()
  const [pointed, setPointed] = useState<{ readonly tree: SurplusTree; readonly node: SurplusNode } | null>(null)
  const rested = useRested(pointed)
  // A row of an earlier question is no row of this one.
  const selected = rested?.tree === tree ? rested.node : null
  const select = useCallback((node: SurplusNode | null) => setPointed(node === null ? null : { tree, node }), [tree])
  const { by, basis, slice } = tree
  const picture = pictureOf(params)
  const table = useMemo(() => tableOf(tree), [tree])
  const of = selected?.slice ? selected : null
  const choice = (
    <Segmented<Picture>
      size="small"
      value={picture}
      onChange={(value) => change({ picture: value === 'sides' ? null : value })}
      options={PICTURES.map((value) => ({ value, label: t(`surplus.picture.${value}`) }))}
      aria-label={t('surplus.picture')}
      data-testid="surplus-picture"
    />
  )
  return (
    <>
      <SurplusHeadline table={table} />
      <div className="page-controls">
        <Segmented<RowKind>
          value={by}
          onChange={(value) => change({ by: value === 'group' ? null : value })}
          options={ROW_KINDS.map((value) => ({ value, label: t(`surplus.by.${value}`) }))}
          aria-label={t('surplus.by')}
          data-testid="surplus-by"
        />
        <span className="muted" data-testid="basis-full">
          {t('surplus.basisFull', { basis: say(BASIS_NAMES[basis]) })}
        </span>
        {tree.compare !== null && (
          <span className="muted" data-testid="surplus-compared">
            {t('surplus.comparedWith', { from: tree.compare.from ?? '', to: tree.compare.to ?? '' })}
          </span>
        )}
        <SliceChips />
        <CostLead tags={tree.costTags} />
        <RoundingNote rounding={tree.rounding} />
      </div>
      {picture === 'waterfall' ? (
        <SurplusWaterfall
          slice={of?.slice ?? slice}
          basis={basis}
          of={of === null ? null : nodeLabel(t, say, of)}
          extra={choice}
          onWhole={() => setPointed(null)}
        />
      ) : (
        <SurplusChart table={table} slice={slice} extra={choice} />
      )}
      <SurplusGrid key={by} tree={tree} onSelect={select} />
    </>
  )
}

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** The bottom rows of a tree, as the headline and the pictures take them. */
function tableOf(tree: SurplusTree): SurplusTable {
  const { by, basis, total, costTags, rounding } = tree
  return { by: by === 'group' ? 'drg' : by, basis, rows: leavesOf(tree), total, costTags, rounding }
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
