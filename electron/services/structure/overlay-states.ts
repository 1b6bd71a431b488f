import type { Profile } from '#engine/analysis/structure.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { OverlayState, StructureOverlay, StructureView } from '#shared/contract/structure.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { exact } from '#shared/domain/exact.ts'
import { formatFen, formatYuan } from '#shared/format/money.ts'
import type { Benchmarks } from './benchmark.ts'
import type { TeamProfile } from './best-team.ts'
import type { BudgetProfile } from './budget.ts'

/** Why a structure has nothing to lie beside. */
const REASONS = {
  'no-benchmarks': {
    zh: '还没有导入标杆。请在“数据”页导入带各类费用均值的标杆表。',
    en: 'No benchmarks were imported. Import a benchmark table with means by category on the Data page.',
  },
  'not-in-benchmarks': {
    zh: '标杆里没有这些病组的这种构成。',
    en: 'The benchmarks do not tell this structure of these groups.',
  },
  stages: { zh: '标杆表不分诊疗环节。', en: 'Benchmark tables do not tell stages of care.' },
  'no-payment': {
    zh: '没有已结算的病例，无法由结算金额得出预算。',
    en: 'No case is settled, so no budget follows from the payment.',
  },
  'no-shape': {
    zh: '预算要按标杆或上期的构成分摊，两者都没有。',
    en: 'A budget is spread as the benchmark or last period was; there is neither.',
  },
  'none-chosen': { zh: '上方筛选栏选择了不比较。', en: 'The filter bar above says to compare with nothing.' },
  'no-earlier': { zh: '对比期间没有病例。', en: 'There are no cases in the months compared with.' },
  'no-team': {
    zh: '没有合格的医疗组：至少 10 例，且不良结局不显著高于全部医疗组。',
    en: 'No team qualifies: at least 10 cases, and no outcome worse than all teams’ beyond chance.',
  },
} as const satisfies Record<string, Bilingual>

export const missing = (id: StructureOverlay, reason: keyof typeof REASONS): OverlayState => ({
  id,
  state: 'missing',
  reason: REASONS[reason],
})

export function benchmarkState({ found, scopes }: Benchmarks, n: number, view: StructureView): OverlayState {
  if (found === null)
    return missing(
      'benchmark',
      scopes.length === 0 ? 'no-benchmarks' : view === 'stages' ? 'stages' : 'not-in-benchmarks',
    )
  const { scope, covered, from, to, profile } = found
  const months = from === null ? '' : from === to ? ` ${from}` : ` ${from}—${to}`
  return {
    id: 'benchmark',
    state: 'shown',
    n: covered,
    perCase: profile.perCase.toFixed(),
    slice: null,
    note: {
      zh: `${scope}${months}：各病组的标杆均值按本期例数加权，${n} 例中有标杆的 ${covered} 例`,
      en: `${scope}${months}: the benchmark mean of each group, as often as there are cases of it; ${covered} of ${n} cases have one`,
    },
  }
}

export function budgetState(budget: BudgetProfile | null, byBenchmark: boolean, shaped: boolean): OverlayState {
  if (budget === null) return missing('budget', shaped ? 'no-payment' : 'no-shape')
  const { n, payment, margin, budget: amount, profile } = budget
  const sum = `${formatYuan(payment.toFixed(), 'yuan')} × (1 − ${exact(margin).toFixed()}) = ${formatFen(amount, 'yuan')}`
  return {
    id: 'budget',
    state: 'shown',
    n,
    perCase: profile.perCase.toFixed(),
    slice: null,
    note: {
      zh: `结算金额 × (1 − 目标结余率)：${sum} 元，÷ ${n} 例已结算；各项按${byBenchmark ? '标杆' : '对比期间'}的构成分摊`,
      en: `Payment × (1 − target margin): ${sum} yuan, ÷ ${n} settled cases; spread over the parts as ${byBenchmark ? 'the benchmark' : 'the months compared with'} was`,
    },
  }
}

export function previousState(slice: Slice, n: number, profile: Profile | undefined): OverlayState {
  if (profile === undefined) return missing('previous', 'no-earlier')
  const months = slice.from === slice.to ? String(slice.from) : `${slice.from}—${slice.to}`
  return {
    id: 'previous',
    state: 'shown',
    n,
    perCase: profile.perCase.toFixed(),
    slice,
    note: { zh: `${months}，同样的筛选`, en: `${months}, same filters` },
  }
}

export function bestTeamState(found: TeamProfile | null, n: number): OverlayState {
  if (found === null) return missing('best-team', 'no-team')
  const { team, covered, profile, slice } = found
  return {
    id: 'best-team',
    state: 'shown',
    n: found.n,
    perCase: profile.perCase.toFixed(),
    slice,
    note: {
      zh: `${team}（同病组花费最低且结局不差）：其各病组均值按本期例数加权，${n} 例中可比的 ${covered} 例；元/例四舍五入到分`,
      en: `${team} (least spent on like groups, outcomes no worse): its mean of each group, as often as there are cases of it; ${covered} of ${n} cases are comparable; yuan per case rounded to the fen`,
    },
  }
}
