import { useText } from '#renderer/app/text.tsx'
import type { ItemCostRow } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import type { Period } from '#shared/domain/period.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { CostDrawer } from '../cost-drawer.tsx'

/** An item cost with its numbers put in and the elements it is made of. */
export function ItemDrawer({
  item,
  month,
  onClose,
}: {
  readonly item: ItemCostRow
  readonly month: Period
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const cost = exact(item.unitCost).times(item.volume)
  const margin = item.meanPrice === null ? null : exact(item.meanPrice).minus(item.unitCost).toFixed()
  return (
    <CostDrawer
      onClose={onClose}
      tags={<span className="basis-tag">{t('costing.method.bottom-up')}</span>}
      story={{
        title: t('items.title.of', { item: item.name === '' ? item.item : item.name, month }),
        result: {
          text: formatDecimal(item.unitCost, 6),
          unit: t('items.perUnit'),
          negative: item.unitCost.startsWith('-'),
        },
        formula: t('items.formula'),
        substituted: t('items.substituted', {
          cost: formatYuan(cost.toFixed(), 'yuan'),
          volume: formatDecimal(item.volume, 2),
          unitCost: formatDecimal(item.unitCost, 6),
        }),
        inputs: [
          { label: t('ledger.center'), value: item.center },
          { label: t('items.volume'), value: formatDecimal(item.volume, 2) },
          { label: t('items.assigned'), value: formatYuan(cost.toFixed(), 'yuan') },
          { label: t('items.income'), value: formatFen(item.income, 'yuan') },
          { label: t('items.price'), value: item.meanPrice === null ? MISSING : formatDecimal(item.meanPrice, 2) },
          { label: t('items.margin'), value: margin === null ? MISSING : formatYuan(margin, 'yuan', true) },
          ...COST_ELEMENTS.map((element) => ({
            label: say(COST_ELEMENT_NAMES[element]),
            value: formatDecimal(item.elements[element], 4),
          })),
        ],
        source: t('units.source'),
      }}
    />
  )
}
