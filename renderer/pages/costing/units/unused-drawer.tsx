import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { Money } from '#renderer/components/money.tsx'
import type { UnitCosts } from '#shared/contract/costing-reports.ts'
import { fen, sumFen } from '#shared/domain/money.ts'
import { formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatFen } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { CostDrawer } from '../cost-drawer.tsx'

type Unused = UnitCosts['unused'][number]

/** Capacity nobody used, with its numbers and what it was in each month. */
export function UnusedDrawer({
  row,
  costs,
  onClose,
}: {
  readonly row: Unused
  readonly costs: UnitCosts
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const months = costs.rows.filter(({ pool, kind }) => kind === 'capacity' && pool === row.pool)
  // A pool is listed once for every method that has it, with the same capacity.
  const [first] = months
  const own = months.filter(({ method }) => method === first?.method)
  const cost = sumFen(own.map(({ costTotal }) => costTotal))
  return (
    <CostDrawer
      onClose={onClose}
      story={{
        title: t('unused.title.of', { pool: poolName(t, say, row.pool) }),
        result: { text: formatFen(row.unusedCost, unit), unit: t(`unit.${unit}`), negative: row.unusedCost < 0 },
        formula: t('unused.formula'),
        substituted: t('unused.substituted', {
          practical: formatDecimal(row.practical, 2),
          used: formatDecimal(row.used, 2),
          left: formatDecimal(row.unusedUnits, 2),
          unit: say(row.unit),
          cost: formatFen(cost, 'yuan'),
          assigned: formatFen(fen(cost - row.unusedCost), 'yuan'),
          amount: formatFen(row.unusedCost, 'yuan'),
        }),
        inputs: [
          { label: t('unused.practical'), value: formatDecimal(row.practical, 2) },
          { label: t('unused.used'), value: formatDecimal(row.used, 2) },
          { label: t('unused.units'), value: formatDecimal(row.unusedUnits, 2) },
          {
            label: t('units.utilisation'),
            value: row.utilisation === null ? MISSING : formatPercent(row.utilisation),
          },
        ],
        source: t('units.source'),
      }}
    >
      <section>
        <h3>{t('ledger.byMonth')}</h3>
        <ul className="explain-inputs" data-testid="unused-months">
          {own.map(({ period, leftTotal }) => (
            <li key={period} className="month-line">
              <span>{period}</span>
              <Money amount={leftTotal} />
            </li>
          ))}
        </ul>
      </section>
    </CostDrawer>
  )
}
