import { Tag } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { SimpleTable } from '#renderer/components/simple-table.tsx'
import { decimalCell, fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { CaseCosting } from '#shared/contract/costing-reports.ts'
import { CARE_STAGE_NAMES, COST_ELEMENT_NAMES } from '#shared/domain/costing.ts'
import { formatDecimal } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import type { CostStory } from '../costing/cost-drawer.tsx'

type ActivityCost = NonNullable<CaseCosting['activities']>
type ActivityLine = ActivityCost['lines'][number]

/** The case by the activities of the sheet about its group. */
export function CaseActivities({
  activities,
  onOpen,
}: {
  readonly activities: ActivityCost
  readonly onOpen: (story: CostStory) => void
}) {
  const { t, say } = useText()
  const title = t('caseCost.activities', { name: say(activities.name), amount: formatFen(activities.total, 'yuan') })
  const open = (line: ActivityLine): void =>
    onOpen({
      title: say(line.name),
      result: { text: formatFen(line.amount, 'yuan'), unit: t('unit.yuan'), negative: line.amount < 0 },
      formula: t(`caseCost.explain.activity.${line.kind}`),
      substituted: t('caseCost.explain.partNumbers', {
        used: formatDecimal(line.quantity, 2),
        unit: say(line.unit),
        rate: formatDecimal(line.rate, 6),
        amount: formatFen(line.amount, 'yuan'),
      }),
      inputs: [
        { label: t('caseCost.stage'), value: say(CARE_STAGE_NAMES[line.stage]) },
        { label: t('costing.element'), value: say(COST_ELEMENT_NAMES[line.element]) },
      ],
      source: t('units.source'),
    })
  const columns: readonly GridColumn<ActivityLine>[] = [
    {
      id: 'name',
      header: t('caseCost.activity'),
      width: 180,
      cell: ({ name }) => ({ text: say(name) }),
      total: { text: t('common.total') },
    },
    {
      id: 'stage',
      header: t('caseCost.stage'),
      width: 90,
      cell: ({ stage }) => ({ text: say(CARE_STAGE_NAMES[stage]) }),
    },
    {
      id: 'element',
      header: t('costing.element'),
      width: 110,
      cell: ({ element }) => ({ text: say(COST_ELEMENT_NAMES[element]) }),
    },
    {
      id: 'quantity',
      header: t('caseCost.quantity'),
      width: 120,
      numeric: true,
      cell: ({ quantity, unit }) => ({
        text: t('caseCost.usedUnit', { used: formatDecimal(quantity, 2), unit: say(unit) }),
      }),
      open,
    },
    {
      id: 'rate',
      header: t('caseCost.rate'),
      width: 100,
      numeric: true,
      cell: ({ rate }) => decimalCell(rate, 4),
      open,
    },
    {
      id: 'amount',
      header: t('common.withUnit', { label: t('costing.amount'), unit: t('unit.yuan') }),
      width: 120,
      numeric: true,
      cell: ({ amount }) => fenCell(amount, 'yuan'),
      open,
      total: fenCell(activities.total, 'yuan'),
    },
  ]
  return (
    <div data-testid="case-activities">
      <h3 className="settings-head">
        {title} {activities.status === 'demonstration' && <Tag color="gold">{t('caseCost.demonstration')}</Tag>}
      </h3>
      {activities.assumed.length > 0 && (
        <p className="muted panel-note">
          {t('caseCost.assumed', {
            facts: activities.assumed.map((fact) => t(`sheets.fact.${fact}`)).join(t('common.listComma')),
          })}
        </p>
      )}
      <SimpleTable columns={columns} rows={activities.lines} rowId={({ id }) => id} label={title} />
    </div>
  )
}
