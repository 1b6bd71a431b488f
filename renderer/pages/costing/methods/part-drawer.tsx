import { Button } from 'antd'
import { useText } from '#renderer/app/text.tsx'
import { useFilters } from '#renderer/app/use-filters.ts'
import { CostTags } from '#renderer/components/cost-tags.tsx'
import type { MethodComparison, MethodSide } from '#shared/contract/costing-reports.ts'
import { exactFromFen } from '#shared/domain/exact.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import { CostDrawer } from '../cost-drawer.tsx'
import { shareOf } from '../ledger/ledger-words.ts'
import { LEFT_BEHIND } from '../place.ts'

/** What one method put on the cases from one pool. */
export function PartDrawer({
  side,
  pool,
  onClose,
}: {
  readonly side: MethodSide
  readonly pool: string
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const amount = side.parts.find((part) => part.pool === pool)?.amount ?? fen(0)
  return (
    <CostDrawer
      onClose={onClose}
      tags={<CostTags tag={side} n={side.n} />}
      story={{
        title: t('methods.part.title', { pool: poolName(t, say, pool), method: t(`costing.method.${side.method}`) }),
        result: { text: formatFen(amount, unit), unit: t(`unit.${unit}`), negative: amount < 0 },
        formula: t(`methods.part.formula.${side.method}`),
        substituted: t('methods.part.substituted', {
          n: formatCount(side.n),
          mean: meanOf(amount, side.n),
          amount: formatFen(amount, 'yuan'),
          total: formatFen(side.total, 'yuan'),
          share: shareOf(amount, side.total),
        }),
        inputs: [
          { label: t('methods.cases'), value: formatCount(side.n) },
          { label: t('methods.part.perCase'), value: meanOf(amount, side.n) },
          { label: t('methods.total'), value: formatFen(side.total, 'yuan') },
          { label: t('ledger.share'), value: shareOf(amount, side.total) },
        ],
        source: t('units.source'),
      }}
    >
      <ToUnits method={side.method} />
    </CostDrawer>
  )
}

/** Why two methods differ at a pool: what each of them put on the cases. */
export function ReasonDrawer({
  reason,
  comparison,
  onClose,
}: {
  readonly reason: MethodComparison['reasons'][number]
  readonly comparison: MethodComparison
  readonly onClose: () => void
}) {
  const { t, say } = useText()
  const { unit } = useFilters()
  const [a, b] = reason.between
  const sideOf = (method: typeof a) => comparison.sides.find((side) => side.method === method)
  const of = (method: typeof a): Fen => sideOf(method)?.parts.find(({ pool }) => pool === reason.pool)?.amount ?? fen(0)
  const names = { a: t(`costing.method.${a}`), b: t(`costing.method.${b}`) }
  const tagged = [sideOf(a), sideOf(b)].filter((side) => side !== undefined)
  return (
    <CostDrawer
      onClose={onClose}
      tags={tagged.map((side) => <CostTags key={side.method} tag={side} n={side.n} />)}
      story={{
        title: t('methods.reason.title', { pool: poolName(t, say, reason.pool), ...names }),
        result: { text: formatFen(reason.amount, unit), unit: t(`unit.${unit}`), negative: reason.amount < 0 },
        formula: t('methods.reason.formula', names),
        substituted: t('costing.minus', {
          a: formatFen(of(a), 'yuan'),
          b: formatFen(of(b), 'yuan'),
          c: formatFen(reason.amount, 'yuan'),
        }),
        inputs: [
          { label: names.a, value: formatFen(of(a), 'yuan') },
          { label: names.b, value: formatFen(of(b), 'yuan') },
          { label: t('methods.cases'), value: formatCount(comparison.n) },
        ],
        source: t('units.source'),
      }}
    >
      <section>
        <h3>{t('methods.why')}</h3>
        <div>{say(reason.text)}</div>
      </section>
      <ToUnits method={a} />
    </CostDrawer>
  )
}

function ToUnits({ method }: { readonly method: MethodSide['method'] }) {
  const { t } = useText()
  const { change } = useFilters()
  if (method === 'given') return null
  return <Button onClick={() => change({ ...LEFT_BEHIND, tab: 'units', method })}>{t('costing.toUnits')}</Button>
}

const meanOf = (amount: Fen, n: number): string =>
  n === 0 ? MISSING : formatYuan(exactFromFen(amount).div(n).toFixed(6), 'yuan')
