import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import type { ComparedSide, SchemeComparison } from '#shared/contract/trials.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatYuan, type MoneyUnit } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import { CountTile } from '../count-tile.tsx'
import { shareText } from '../ratio.ts'
import { NO_PLACE } from './place.ts'

/** A side that prices no case has no payment, which is not one of 0. */
const paymentText = ({ sums }: ComparedSide, unit: MoneyUnit): string =>
  sums.nPriced === 0 ? MISSING : formatYuan(sums.payment, unit)

/** The totals of a comparison; each opens the cases it stands on, below the table. */
export function ComparisonTiles({ comparison }: { readonly comparison: SchemeComparison }) {
  const { t } = useText()
  const { unit, change } = useFilters()
  const { before, after, n, changed, total } = comparison
  const show = (stay: boolean): void => {
    change({ ...NO_PLACE, stay: stay ? '1' : '0' })
    document.getElementById('compared-cases')?.scrollIntoView({ block: 'start' })
  }
  const all = (): void => show(true)
  const money = (label: string): string => t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  const priced = (side: ComparedSide): string => t('compare.paySide', { n: formatCount(side.sums.nPriced) })
  const base = exact(total.before)
  const rate = base.eq(0) ? MISSING : formatPercent(exact(total.difference).div(base).toFixed(), true)
  return (
    <div className={changed === null ? 'tiles tiles-5' : 'tiles'}>
      <CountTile
        id="compared"
        label={t('compare.n')}
        value={formatCount(n)}
        foot={t('compare.bothCases', { n: formatCount(total.nBoth) })}
        onOpen={all}
      />
      {changed !== null && (
        <CountTile
          id="changed"
          label={t('compare.changed')}
          value={formatCount(changed)}
          foot={t('compare.changedShare', { share: shareText(changed, n) })}
          onOpen={() => show(false)}
        />
      )}
      <CountTile
        id="compared-rate"
        label={t('compare.rate')}
        value={t('compare.rateOf', {
          before: shareText(before.sums.counts.grouped, before.sums.n),
          after: shareText(after.sums.counts.grouped, after.sums.n),
        })}
        foot={t('compare.rateFoot', {
          before: formatCount(before.sums.counts.grouped),
          after: formatCount(after.sums.counts.grouped),
        })}
        onOpen={all}
      />
      <CountTile
        id="payment-before"
        label={money(t('compare.payBefore'))}
        value={paymentText(before, unit)}
        foot={priced(before)}
        onOpen={all}
      />
      <CountTile
        id="payment-after"
        label={money(t('compare.payAfter'))}
        value={paymentText(after, unit)}
        foot={priced(after)}
        onOpen={all}
      />
      <CountTile
        id="payment-difference"
        label={money(t('compare.difference'))}
        value={total.nBoth === 0 ? MISSING : formatYuan(total.difference, unit, true)}
        negative={total.difference.startsWith('-')}
        foot={total.nBoth === 0 ? '' : t('compare.differenceFoot', { rate, n: formatCount(total.nBoth) })}
        onOpen={all}
      />
    </div>
  )
}
