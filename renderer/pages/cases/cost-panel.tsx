import { useState } from 'react'
import { useText } from '#renderer/app/text.tsx'
import { Async } from '#renderer/components/async.tsx'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import { EmptyState } from '#renderer/components/empty-state.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { useCall } from '#renderer/data/use-call.ts'
import { decimalCell, fenCell, textCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CaseCosting, CaseCostSide } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { CostDrawer, type CostStory } from '../costing/cost-drawer.tsx'
import { CaseActivities } from './case-activities.tsx'
import { CaseItems } from './case-items.tsx'
import { type CaseStories, caseStories } from './cost-stories.ts'

/** What the case cost by the method in force: by element, by pool with what it used, by activity where a sheet is about it. */
export function CostPanel({ caseNo }: { readonly caseNo: string }) {
  const { t } = useText()
  const query = useCall('costing.case', { caseNo })
  return (
    <Async query={query} rows={3}>
      {(costing) => {
        const side = costing.sides.find(({ inForce }) => inForce) ?? costing.sides[0]
        return side === undefined ? (
          <EmptyState title={t('caseCost.none')} teach={t('caseCost.noneTeach')} testId="case-no-cost" />
        ) : (
          <Cost costing={costing} side={side} />
        )
      }}
    </Async>
  )
}

function Cost({ costing, side }: { readonly costing: CaseCosting; readonly side: CaseCostSide }) {
  const { t } = useText()
  const [story, setStory] = useState<CostStory | null>(null)
  const stories = caseStories(useText(), costing.caseNo, side)
  return (
    <section className="panel" data-testid="case-cost">
      <header>
        <h2>{t('caseCost.title', { amount: formatFen(side.total, 'yuan') })}</h2>
        <CostTags tag={side} />
      </header>
      <div className="columns-2">
        {side.elements !== null && (
          <Elements side={side} elements={side.elements} stories={stories} onOpen={setStory} />
        )}
        <Parts side={side} stories={stories} onOpen={setStory} />
      </div>
      {costing.activities === null ? (
        <p className="muted panel-note">{t('caseCost.noSheet')}</p>
      ) : (
        <CaseActivities activities={costing.activities} onOpen={setStory} />
      )}
      {costing.items.length > 0 && <CaseItems items={costing.items} onOpen={setStory} />}
      {story !== null && <CostDrawer story={story} tags={<CostTags tag={side} />} onClose={() => setStory(null)} />}
    </section>
  )
}

interface Amount {
  readonly id: string
  readonly label: string
  readonly amount: Fen
}

function Elements({
  side,
  elements,
  stories,
  onOpen,
}: {
  readonly side: CaseCostSide
  readonly elements: NonNullable<CaseCostSide['elements']>
  readonly stories: CaseStories
  readonly onOpen: (story: CostStory) => void
}) {
  const { t, say } = useText()
  const rows: readonly Amount[] = [
    ...COST_ELEMENTS.map((element) => ({
      id: element,
      label: say(COST_ELEMENT_NAMES[element]),
      amount: elements[element],
    })),
    ...(side.unsplit === 0 ? [] : [{ id: 'unsplit', label: t('methods.unsplit'), amount: side.unsplit }]),
  ]
  const columns: readonly GridColumn<Amount>[] = [
    {
      id: 'element',
      header: t('costing.element'),
      width: 160,
      cell: ({ label }) => ({ text: label }),
      total: { text: t('common.total') },
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('costing.amount'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, 'yuan'),
      open: ({ label, amount }) => onOpen(stories.element(label, amount)),
      total: fenCell(side.total, 'yuan'),
      openTotal: () => onOpen(stories.total()),
    },
  ]
  return (
    <SimpleTable
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      label={t('caseCost.byElement')}
      testId="case-cost-elements"
    />
  )
}

type Part = CaseCostSide['parts'][number]

/** Goods first, then what each pool put on the case and why. */
function Parts({
  side,
  stories,
  onOpen,
}: {
  readonly side: CaseCostSide
  readonly stories: CaseStories
  readonly onOpen: (story: CostStory) => void
}) {
  const { t, say } = useText()
  const goods = (id: string, pool: string, amount: Fen): Part & { readonly id: string } => ({
    id,
    pool,
    amount,
    used: null,
    unit: null,
    rate: null,
  })
  const rows = [
    ...(side.goods === null
      ? []
      : [
          goods('goods drugs', t('caseCost.goodsDrugs'), side.goods.drugs),
          goods('goods materials', t('caseCost.goodsMaterials'), side.goods.materials),
        ]),
    ...side.parts.map((part) => ({ ...part, id: part.pool })),
  ]
  const open = (part: (typeof rows)[number]): void => onOpen(stories.part(part, poolName(t, say, part.pool)))
  const columns: readonly GridColumn<(typeof rows)[number]>[] = [
    { id: 'pool', header: t('units.pool'), width: 150, cell: ({ pool }) => ({ text: poolName(t, say, pool) }) },
    {
      id: 'used',
      header: t('caseCost.used'),
      width: 120,
      numeric: true,
      cell: ({ used, unit }) =>
        used === null || unit === null
          ? textCell(null, t('caseCost.notKept'))
          : { text: t('caseCost.usedUnit', { used: formatDecimal(used, 2), unit: say(unit) }) },
      open,
    },
    {
      id: 'rate',
      header: t('caseCost.rate'),
      width: 100,
      numeric: true,
      cell: ({ rate }) => decimalCell(rate, 4, t('caseCost.notKept')),
      open,
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('costing.amount'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, 'yuan'),
      open,
    },
  ]
  const label = t('caseCost.byPart', { method: t(`costing.method.${side.method}`) })
  return <SimpleTable columns={columns} rows={rows} rowId={({ id }) => id} label={label} testId="case-cost-parts" />
}
