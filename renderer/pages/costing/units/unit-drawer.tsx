import { useText } from '#renderer/app/text.tsx'
import type { UnitCost, UnitCosts } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS } from '#shared/domain/costing.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { CostDrawer } from '../cost-drawer.tsx'

/** A unit cost with its numbers put in, its elements, and what it was in the other months. */
export function UnitDrawer({
  row,
  costs,
  onClose,
}: {
  readonly row: UnitCost
  readonly costs: UnitCosts
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const rate = row.rate === null ? MISSING : formatDecimal(row.rate, 6)
  const months = costs.rows.filter(({ method, pool }) => method === row.method && pool === row.pool)
  return (
    <CostDrawer
      onClose={onClose}
      tags={<span className="basis-tag">{t(`costing.method.${row.method}`)}</span>}
      story={{
        title: t('units.rateOf', { pool: poolName(t, say, row.pool), month: row.period }),
        result: {
          text: rate,
          unit: t('units.perUnit', { unit: say(row.unit) }),
          negative: row.rate?.startsWith('-') ?? false,
        },
        formula: t(`units.formula.${row.kind}`),
        substituted: t('units.substituted', {
          cost: formatFen(row.costTotal, 'yuan'),
          quantity: formatDecimal(row.quantity, 2),
          unit: say(row.unit),
          rate,
          used: formatDecimal(row.used, 2),
          assigned: formatFen(row.assigned, 'yuan'),
          left: formatFen(row.leftTotal, 'yuan'),
        }),
        inputs: COST_ELEMENTS.map((element) => ({
          label: say(COST_ELEMENT_NAMES[element]),
          value: formatFen(row.cost[element], 'yuan'),
        })),
        source: t('units.source'),
      }}
    >
      <section>
        <h3>{t('ledger.byMonth')}</h3>
        <ul className="explain-inputs" data-testid="unit-months">
          {months.map(({ period, rate: then }) => (
            <li key={period} className="month-line">
              <span>{period}</span>
              <span className="num">{then === null ? MISSING : formatDecimal(then, 4)}</span>
            </li>
          ))}
        </ul>
      </section>
    </CostDrawer>
  )
}
