import { assertNever } from '#shared/domain/assert-never.ts'
import type { DemoInputs, Item, Order, Phase, Pool } from '../inputs/types.ts'
import type { Random } from '../random.ts'
import { storyValue } from './story.ts'
import type { ChargeLine, Stay } from './types.ts'

/** Days after the operation (or after admission without one) that are nursed at level one. */
const ACUTE_DAYS = 3
const DRUGS_AND_EXAMS = new Set(['03', '04', '09', '11'])

/**
 * The charge lines of a stay, in the order of their days; refunds come last on the day they were booked.
 *
 * A line's amount is quantity × unit price rounded to the fen (half away from zero), as the cashier's system does.
 */
export function simulateCharges(inputs: DemoInputs, random: Random, stay: Stay): ChargeLine[] {
  const days: ChargeLine[][] = Array.from({ length: stay.los }, () => [])
  const domesticShare = storyValue(inputs.story, 'domestic_share', stay.profile.family, stay.dischargedDay) ?? 0.5
  const domestic = random.chance(Math.min(0.97, domesticShare * stay.team.domesticFactor))
  const anaesthesia = stay.operationDay >= 0 ? inputs.anaesthesia.get(stay.profile.anaesthesia)! : []
  for (const orders of [stay.profile.orders, anaesthesia, stay.extraOrders]) {
    for (const order of orders) chargeOrder(inputs, random, stay, order, domestic, days)
  }
  const lines = days.flat()
  return addRefunds(random, stay, lines)
}

function chargeOrder(
  inputs: DemoInputs,
  random: Random,
  stay: Stay,
  order: Order,
  domestic: boolean,
  days: readonly ChargeLine[][],
): void {
  if (!random.chance(chanceOfUse(stay, order))) return
  const item = chooseItem(random, order.pool, domestic)
  const priceFen = priceOn(inputs, item, stay.dischargedDay)
  const fixed = fixedQuantity(order.phase, stay)
  if (fixed === 0) return
  for (const day of daysOf(order.phase, stay)) {
    if (order.dayChance < 1 && !random.chance(order.dayChance)) continue
    const quantity = fixed ?? drawQuantity(random, order)
    days[day]!.push({ day, item, quantity, priceFen, amountFen: lineAmount(quantity, priceFen) })
  }
}

/** Consumables left to the surgeon follow the team's habit; drugs and examinations the case's intensity. */
function chanceOfUse(stay: Stay, order: Order): number {
  if (order.optional) return Math.min(0.97, order.caseChance * stay.team.consumablesFactor)
  if (order.caseChance >= 1 || !DRUGS_AND_EXAMS.has(order.pool.all[0]!.category)) return order.caseChance
  return 1 - (1 - order.caseChance) ** stay.intensity
}

function chooseItem(random: Random, pool: Pool, domestic: boolean): Item {
  if (pool.imported.length === 0) return random.pick(pool.all)
  return random.pick(domestic ? pool.domestic : pool.imported)
}

function priceOn(inputs: DemoInputs, item: Item, day: number): number {
  const factor = storyValue(inputs.story, 'price', item.pool, day)
  return factor === null || factor === 1 ? item.priceFen : Math.round(item.priceFen * factor)
}

function drawQuantity(random: Random, order: Order): number {
  if (order.minQuantity === order.maxQuantity) return order.minQuantity
  if (order.wholeUnits) return 1000 * random.int(order.minQuantity / 1000, order.maxQuantity / 1000)
  return 10 * random.int(order.minQuantity / 10, order.maxQuantity / 10)
}

/** Quantities that follow from the operation itself; null where the order states one. */
function fixedQuantity(phase: Phase, stay: Stay): number | null {
  if (phase.kind === 'op-hour') return 1000 * Math.max(0, Math.ceil(stay.opMinutes / 60) - 2)
  if (phase.kind === 'anaesthesia-hour') return 1000 * Math.ceil(stay.anaesthesiaMinutes / 60)
  return null
}

function lineAmount(quantity: number, priceFen: number): number {
  const exactThousandths = quantity * priceFen
  return Math.sign(exactThousandths) * Math.round(Math.abs(exactThousandths) / 1000)
}

/** Days after admission on which an order of this phase is charged; every day lies within the stay. */
function* daysOf(phase: Phase, stay: Stay): Generator<number> {
  const last = stay.los - 1
  const op = stay.operationDay
  const acuteFrom = Math.max(0, op)
  const icuDays = Math.ceil(stay.icuHours / 24)
  switch (phase.kind) {
    case 'admit':
      yield 0
      return
    case 'discharge':
      yield last
      return
    case 'preop':
      if (op >= 0) yield Math.max(0, op - 1)
      return
    case 'op':
    case 'op-hour':
    case 'anaesthesia-hour':
      if (op >= 0) yield op
      return
    case 'every':
      for (let day = 1; day <= last; day += phase.days) yield day
      return
    case 'stay':
      for (let day = phase.from; day <= Math.min(last, phase.to); day++) yield day
      return
    case 'post':
      if (op < 0) return
      for (let day = op + phase.from; day <= Math.min(last, op + phase.to); day++) yield day
      return
    case 'daily':
    case 'ward':
    case 'icu':
    case 'acute':
    case 'stable':
      for (let day = 0; day <= last; day++) {
        const inIcu = day > acuteFrom && day <= acuteFrom + icuDays
        const acute = day >= acuteFrom && day <= acuteFrom + ACUTE_DAYS
        if (phase.kind === 'daily') yield day
        else if (phase.kind === 'icu' ? inIcu : !inIcu && (phase.kind === 'ward' || (phase.kind === 'acute') === acute))
          yield day
      }
      return
    default:
      assertNever(phase)
  }
}

/** About one stay in five has drugs or materials taken back, in part or whole, always below what was charged. */
function addRefunds(random: Random, stay: Stay, lines: ChargeLine[]): ChargeLine[] {
  if (!random.chance(0.2)) return lines
  const returnable = lines.filter((line) => ['08', '09', '11'].includes(line.item.category))
  const chosen = new Set<ChargeLine>()
  for (let count = random.int(1, 3); count > 0 && returnable.length > 0; count--) chosen.add(random.pick(returnable))
  const refunds = [...chosen].map((line): ChargeLine => {
    const whole = random.chance(0.5) || line.quantity < 2000
    const quantity = whole ? -line.quantity : -1000 * random.int(1, Math.floor(line.quantity / 1000) - 1)
    const day = Math.min(stay.los - 1, line.day + random.int(0, 2))
    return { ...line, day, quantity, amountFen: lineAmount(quantity, line.priceFen) }
  })
  return [...lines, ...refunds].sort((a, b) => a.day - b.day)
}
