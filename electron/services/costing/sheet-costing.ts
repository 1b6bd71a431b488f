import { ratio, toDecimal } from '#engine/arithmetic/rational.ts'
import { plannedRate } from '#engine/costing/capacity.ts'
import { costBySheet, minutesBySheet, plannedRates } from '#engine/costing/sheet-cost.ts'
import type { SheetCosting } from '#shared/contract/costing-reports.ts'
import type { ActivitySheet, SheetFacts } from '#shared/domain/activity-sheet.ts'
import { eachElement } from '#shared/domain/costing.ts'
import { sumFen } from '#shared/domain/money.ts'

export const NO_FACTS: SheetFacts = {
  anaesthesia: null,
  approach: null,
  daySurgery: null,
  converted: null,
  age: null,
  operationMinutes: null,
  anaesthesiaMinutes: null,
  los: null,
  icuHours: null,
}

const MINUTES = { zh: '分钟', en: 'min' }
const YUAN = { zh: '元', en: 'yuan' }

/** What a sheet comes to for a case with these facts, at the planned rates of its resources. */
export function sheetCosting(sheet: ActivitySheet, facts: SheetFacts): SheetCosting {
  const { lines, total, byStage, assumed } = costBySheet(sheet, facts, plannedRates(sheet))
  const minutes = minutesBySheet(sheet, facts)
  return {
    total,
    status: sheet.status,
    lines: lines.map(({ line, element, quantity, rate, amount, equation }) => ({
      id: line.id,
      name: line.name,
      stage: line.stage,
      element,
      kind: line.cost.kind,
      quantity: toDecimal(quantity, 6),
      unit: line.cost.kind === 'quantity' ? line.cost.unit : line.cost.kind === 'time' ? MINUTES : YUAN,
      rate: toDecimal(rate, 6),
      amount,
      counted: equation?.counted ?? [],
    })),
    byStage,
    byElement: eachElement((element) =>
      sumFen(lines.filter((line) => line.element === element).map(({ amount }) => amount)),
    ),
    assumed,
    certainty: assumed.length > 0 || sheet.status === 'demonstration' ? 'estimated' : 'costed',
    facts,
    resources: sheet.resources.map((resource) => {
      const { practical, perMinute } = plannedRate(resource)
      return {
        id: resource.id,
        name: resource.name,
        perMinute: toDecimal(perMinute, 6),
        practicalMinutes: toDecimal(practical, 6),
        minutes: toDecimal(ratio(minutes.get(resource.id) ?? 0, 1000), 3),
      }
    }),
  }
}
