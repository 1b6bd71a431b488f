import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Exact, exact, exactFromFen } from '#shared/domain/exact.ts'
import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { SettlementClass, SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { inWords, percent } from '../payment/number-text.ts'
import type { GroupTotals } from './group-totals.ts'
import { both } from './measure.ts'
import { surplusOf } from './surplus.ts'

/** How an alert narrows the slice of its page. */
interface AlertNarrowing {
  readonly drg?: string
  readonly settlement?: SettlementClass
  readonly status?: GroupingStatus
  readonly linesDiffer?: true
}

interface AlertFinding<S extends object> {
  /** Stable; one per rule, or per rule and group. */
  readonly id: string
  readonly severity: 'info' | 'warning' | 'critical'
  readonly message: Bilingual
  /** The page's slice, narrowed to the cases behind the alert. */
  readonly slice: S & AlertNarrowing
  readonly n: number
}

export interface AlertInput<S extends object> {
  readonly slice: S
  readonly basis: ComputedBasis
  readonly totals: SliceTotals
  readonly groups: readonly GroupTotals[]
  /** Data, scheme or policy changed after the figures were computed. */
  readonly stale: boolean
  /** Cases whose header total is not the sum of their lines, and the sum of the differences without sign. */
  readonly headerMismatch: { readonly n: number; readonly amount: Fen } | null
}

/** Starting points, not rules of the payer: a share of high outliers above 5%, consumables above half of the charges. */
const ALERT_LIMITS = {
  highShare: exact('0.05'),
  highCases: 20,
  consumableShare: exact('0.5'),
  groupCases: 10,
  groupsNamed: 3,
} as const

/** What needs a look before the figures are used, most urgent first. States facts; what to do is the reader's decision. */
export function alerts<S extends object>(input: AlertInput<S>): readonly AlertFinding<S>[] {
  const found = [...dataAlerts(input), ...outlierAlerts(input), ...groupAlerts(input), ...costAlerts(input)]
  return found.sort((a, b) => RANK[a.severity] - RANK[b.severity])
}

const RANK = { critical: 0, warning: 1, info: 2 } as const

/** `1 case has`, `5 cases have`. */
const cases = (n: number, one: string, many: string) =>
  n === 1 ? `1 case ${one}` : `${inWords(exact(n), 0)} cases ${many}`

function dataAlerts<S extends object>({ slice, totals, stale, headerMismatch }: AlertInput<S>): AlertFinding<S>[] {
  const found: AlertFinding<S>[] = []
  const add = (
    id: string,
    severity: AlertFinding<S>['severity'],
    n: number,
    message: Bilingual,
    narrowing: AlertNarrowing = {},
  ) => {
    if (n > 0) found.push({ id, severity, n, message, slice: { ...slice, ...narrowing } })
  }
  if (stale)
    add(
      'stale',
      'critical',
      totals.n,
      both(
        '数据、分组方案或支付政策已更改，图表仍是上次计算的结果，请重新计算',
        'Data, scheme or policy changed; the figures are those of the last computation. Recompute',
      ),
    )
  const { nUngrouped, nRejected, nAmbiguous, nUnpriced } = totals
  add(
    'ungrouped',
    'critical',
    nUngrouped,
    both(
      `${nUngrouped} 例未入组，请先核对主要诊断与编码`,
      `${cases(nUngrouped, 'is', 'are')} ungrouped; check principal diagnosis and codes first`,
    ),
    { status: 'ungrouped' },
  )
  add(
    'rejected',
    'critical',
    nRejected,
    both(
      `${nRejected} 例病案数据不完整或无效，不能分组`,
      `${cases(nRejected, 'has', 'have')} an incomplete or invalid record and cannot be grouped`,
    ),
    { status: 'rejected' },
  )
  add(
    'ambiguous',
    'warning',
    nAmbiguous,
    both(
      `${nAmbiguous} 例为歧义病案（主要手术与主要诊断不相关）`,
      `${cases(nAmbiguous, 'is', 'are')} ambiguous: main procedure unrelated to principal diagnosis`,
    ),
    { status: 'ambiguous' },
  )
  add(
    'unpriced',
    'critical',
    nUnpriced,
    both(
      `${nUnpriced} 例没有支付标准：病组、险种或月份不在支付政策内，未计入盈亏`,
      `${cases(nUnpriced, 'has', 'have')} no payment standard: group, insurance type or month is not covered by a policy; left out of the surplus`,
    ),
    { settlement: 'unpriced' },
  )
  if (headerMismatch !== null)
    add(
      'lines-differ',
      'warning',
      headerMismatch.n,
      both(
        `${headerMismatch.n} 例总费用与明细合计不一致，差额合计 ${inWords(exactFromFen(headerMismatch.amount), 2)} 元`,
        `The total charge of ${cases(headerMismatch.n, 'differs', 'differs')} from the sum of its lines, by ${inWords(exactFromFen(headerMismatch.amount), 2)} yuan together`,
      ),
      { linesDiffer: true },
    )
  return found
}

function outlierAlerts<S extends object>({ slice, totals }: AlertInput<S>): AlertFinding<S>[] {
  const { n, nHigh } = totals
  if (n < ALERT_LIMITS.highCases) return []
  const share = exact(nHigh).div(n)
  if (share.lte(ALERT_LIMITS.highShare)) return []
  const message = both(
    `高倍率 ${nHigh} 例，占 ${percent(share)}，超过提示线 ${percent(ALERT_LIMITS.highShare)}`,
    `${cases(nHigh, 'is a high outlier', 'are high outliers')}, ${percent(share)} of all, above the notice line of ${percent(ALERT_LIMITS.highShare)}`,
  )
  return [{ id: 'high-outliers', severity: 'warning', n: nHigh, message, slice: { ...slice, settlement: 'high' } }]
}

/** Losing groups that spend more than half of their charges on consumables, the largest losses first. */
function groupAlerts<S extends object>({ slice, groups, basis }: AlertInput<S>): AlertFinding<S>[] {
  return groups
    .flatMap((group) => {
      const { consumable, chargeWithLines, n } = group.totals
      const surplus: Exact | null = surplusOf(group.totals, basis)?.amount ?? null
      if (surplus === null || surplus.gte(0) || chargeWithLines <= 0 || n < ALERT_LIMITS.groupCases) return []
      const share = exactFromFen(consumable).div(exactFromFen(chargeWithLines))
      return share.gt(ALERT_LIMITS.consumableShare) ? [{ group, surplus, share }] : []
    })
    .sort((a, b) => a.surplus.cmp(b.surplus) || (a.group.key < b.group.key ? -1 : 1))
    .slice(0, ALERT_LIMITS.groupsNamed)
    .map(({ group, surplus, share }) => {
      const { n } = group.totals
      const amount = inWords(surplus, 0)
      const name = basis === 'B1' ? both('医保盈亏', 'surplus on charges') : both('成本结余', 'surplus on cost')
      return {
        id: `losing-consumables:${group.key}`,
        severity: 'warning' as const,
        n,
        message: both(
          `${group.label}：${n} 例，${name.zh} ${amount} 元，耗占比 ${percent(share)}`,
          `${group.label}: ${n} cases, ${name.en} ${amount} yuan, consumables ${percent(share)} of charges`,
        ),
        slice: { ...slice, drg: group.key },
      }
    })
}

function costAlerts<S extends object>({ slice, totals }: AlertInput<S>): AlertFinding<S>[] {
  const { n, nPriced, nWithCost } = totals
  if (n === 0 || nPriced === nWithCost) return []
  const lacking = nPriced - nWithCost
  const message =
    nWithCost === 0
      ? both('没有病例成本数据，不能计算成本结余', 'No case has cost data, so there is no surplus on cost')
      : both(
          `${lacking} 例已结算病例没有成本，未计入成本结余`,
          lacking === 1
            ? '1 settled case has no cost and is left out of the surplus on cost'
            : `${inWords(exact(lacking), 0)} settled cases have no cost and are left out of the surplus on cost`,
        )
  return [{ id: 'no-cost', severity: 'info', n: lacking, message, slice }]
}
