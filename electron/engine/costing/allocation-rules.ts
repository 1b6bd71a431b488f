import type { CenterClass } from '#shared/domain/costing.ts'
import { problem } from '#shared/domain/problem.ts'
import type { AllocationRules, ClosedCenter } from './allocation.ts'
import type { Driver } from './drivers.ts'
import { isNoCost } from './elements.ts'
import type { Ledger } from './ledger.ts'
import type { Measure } from './measure.ts'

const STEPS: readonly CenterClass[] = ['admin', 'support', 'technical']

/**
 * The three steps of 公立医院成本核算规范: 行政后勤 → 医辅、医技、临床; 医辅 → 医技、临床; 医技 → 临床.
 * @param driverOf what a service center's cost is shared by; null keeps it open: a theatre costed by the minute is itself
 *   something cases use, and need not be spread over wards
 */
export function threeStepRules<T>(
  ledger: Ledger<T>,
  driverOf: (center: string, centerClass: CenterClass) => Driver | null,
): AllocationRules {
  const levels = STEPS.map((step) =>
    ledger.centers.flatMap(({ center, class: centerClass }): ClosedCenter[] => {
      const driver = centerClass === step ? driverOf(center, centerClass) : null
      return driver === null ? [] : [{ center, driver }]
    }),
  )
  return { method: 'step-down', levels: levels.filter((level) => level.length > 0) }
}

/**
 * @throws ProblemError `allocation-invalid` when a center closes twice, or when a center that would close holds cost while others
 *   already carry the finance office's shares: its cost would count twice
 */
export function checkRules<T>(measure: Measure<T>, ledger: Ledger<T>, { levels }: AllocationRules): void {
  const closing = new Set<string>()
  for (const { center } of levels.flat()) {
    if (closing.has(center))
      throw problem(
        'allocation-invalid',
        `分摊顺序中“${center}”出现两次，请只保留一次`,
        `“${center}” closes twice in the order of allocation; keep it once`,
        { center },
      )
    closing.add(center)
  }
  const shared = ledger.centers.find(({ shares }) => !isNoCost(measure, shares))
  if (shared === undefined) return
  const again = ledger.centers.find(({ center, direct }) => closing.has(center) && !isNoCost(measure, direct))
  if (again !== undefined)
    throw problem(
      'allocation-invalid',
      `台账 ${ledger.period} 中“${shared.center}”已含财务分摊的成本，再分摊“${again.center}”会重复计入；请只导入直接成本，或不再分摊`,
      `in the ledger of ${ledger.period}, “${shared.center}” already carries shares from the finance office; allocating “${again.center}” would count it twice: import direct cost only, or allocate nothing`,
      { period: ledger.period, center: again.center },
    )
}
