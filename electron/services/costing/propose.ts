import type { CostingData } from '#shared/contract/costing.ts'
import type { CostingConfig, PoolConfig, PoolMeasure } from '#shared/contract/costing-config.ts'
import { type CenterClass, COST_ELEMENTS, COST_METHODS } from '#shared/domain/costing.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { type Period, period } from '#shared/domain/period.ts'

/** Names finance offices give to volumes that a case's own record, or its lines, can tell too; the finest first. */
const MEASURES: readonly (readonly [RegExp, PoolMeasure])[] = [
  [/麻醉.*(分钟|时长)|anaesth.*min/i, { by: 'anaesthesia-minutes' }],
  [/手术.*(分钟|时长)|theatre.*min/i, { by: 'operation-minutes' }],
  [/(重症|监护|icu).*(小时|时长|hour)/i, { by: 'icu-hours' }],
  [/呼吸机.*(小时|时长)|ventilator.*hour/i, { by: 'ventilator-hours' }],
  [/床日|bed.?day/i, { by: 'bed-days' }],
  [/手术.*(台次|例数|人次)|operations/i, { by: 'operations' }],
  [/(检验|化验).*(项|次)|lab.*items/i, lines('04')],
  [/(检查|影像).*(人次|次|项)|exams/i, lines('03')],
  [/出院.*(人次|人数|例)|discharges/i, { by: 'discharges' }],
]

function lines(category: FeeCategory): PoolMeasure {
  return { by: 'line-quantity', categories: [category], ownLines: false }
}

/** Time a center could work, not what was used of it: theoretical capacity, of which a share is practical. */
const CAPACITY = /可用|开放|产能|capacity|available/i
const PRACTICAL_SHARE = '0.8'

/** Staff by center, the driver of administration in the standard. */
const STAFF = /职工|人数|员工|staff|headcount/i

const SERVICE_STEPS: readonly CenterClass[] = ['admin', 'support', 'technical']

export interface ProposalWishes {
  readonly from?: Period | undefined
  readonly to?: Period | undefined
}

/**
 * Settings the book suggests: the three steps of the standard with the drivers there are; what the ward costs by the minute, hour
 * or test stays open and reaches cases by what they used; shares and margins at their starting values.
 * @param department as most cases name it
 */
export function proposeConfig(data: CostingData, department: string | null, wishes: ProposalWishes): CostingConfig {
  const withLedger = data.months.filter(({ ledger }) => ledger !== null)
  const months = withLedger.length > 0 ? withLedger : data.months
  const main = wardOf(data, department)
  const pools = poolsOf(data, main)
  const open = new Set([main, ...pools.map(({ center }) => center)])
  return {
    format: 'costing-config/1',
    from: wishes.from ?? months[0]?.period ?? period('2000-01'),
    to: wishes.to ?? months.at(-1)?.period ?? wishes.from ?? period('2000-01'),
    allocation: { method: 'step-down', levels: levelsOf(data, open) },
    department: { main, centers: [...open] },
    pools,
    places: placesOf(data, main, open),
    items: { method: 'income', equivalents: {} },
    ratios: {},
    methods: [...COST_METHODS],
    preferred: data.centers.length > 0 ? 'top-down' : 'cost-to-charge',
    sheets: [],
    fixedShares: {
      staff: '1',
      materials: '0',
      drugs: '0',
      depreciation: '1',
      amortisation: '1',
      'risk-fund': '0',
      other: '0.5',
    },
    targetMargin: NO_MARGIN,
    tolerance: '0.1',
    daySurgeryBeds: data.dayBeds,
  }
}

/** Until the department says what should be left of a payment, all of it may be spent. */
export const NO_MARGIN = '0'

/** The clinical center named as the cases' department; else the one that costs most. */
function wardOf({ centers }: CostingData, department: string | null): string {
  const clinical = centers.filter((center) => center.class === 'clinical')
  const named = clinical.find(({ center }) => center === department)
  const largest = clinical.toSorted((a, b) => b.amount - a.amount)[0]
  return (named ?? largest)?.center ?? department ?? '本科室'
}

/**
 * The ward, and technical centers that report a volume cases tell too. Where a ledger has several wards, a center without a volume
 * of its own serves all of them, and its cost is not this department's alone: it is allocated.
 */
function poolsOf({ centers, drivers }: CostingData, main: string): PoolConfig[] {
  const reported = (center: string) =>
    drivers.filter((driver) => driver.centers.includes(center)).map(({ driver }) => driver)
  const pools: PoolConfig[] = []
  for (const { center, class: centerClass } of centers) {
    if (center !== main && centerClass !== 'technical') continue
    const named = (name: RegExp, capacity: boolean) =>
      reported(center).filter((driver) => name.test(driver) && CAPACITY.test(driver) === capacity)
    const known = MEASURES.flatMap(([name, measure]) =>
      named(name, false).map((driver) => ({ measure, driver, capacity: named(name, true)[0] })),
    )[0]
    if (known !== undefined) pools.push({ center, measure: known.measure, total: totalOf(known) })
    else if (center === main) pools.push({ center, measure: { by: 'bed-days' }, total: { from: 'cases' } })
  }
  return pools
}

/** Practical capacity where the center reports what it could work; else what all patients used. */
const totalOf = ({ driver, capacity }: { driver: string; capacity: string | undefined }): PoolConfig['total'] =>
  capacity === undefined
    ? { from: 'driver', driver }
    : { from: 'capacity', theoretical: { driver: capacity }, practicalShare: PRACTICAL_SHARE }

/** What a performing department that the ledger does not have does, by its name, and the center that books such work. */
const ALIKE: readonly (readonly [RegExp, RegExp])[] = [
  [/超声|放射|核医学|心电|电生理|介入|内镜|影像|检查/, /影像|放射|检查/],
  [/病理|输血|检验|化验/, /检验|化验/],
  [/麻醉|疼痛/, /麻醉/],
  [/手术/, /手术/],
  [/重症|监护|icu/i, /重症|监护|icu/i],
]

/** Places that are no center of the ledger: with the center of the department that books such work, else with the ward. */
function placesOf({ places, centers }: CostingData, main: string, open: ReadonlySet<string>): CostingConfig['places'] {
  if (centers.length === 0) return {}
  const known = new Set(centers.map(({ center }) => center))
  const alike = (place: string): string => {
    const [, booked] = ALIKE.find(([name]) => name.test(place)) ?? []
    return (booked === undefined ? undefined : [...open].find((center) => booked.test(center))) ?? main
  }
  return Object.fromEntries(places.filter((place) => !known.has(place)).map((place) => [place, alike(place)]))
}

/** Every service center that is not open hands on by staff where that is reported, else by the direct cost of the receivers. */
function levelsOf({ centers, drivers }: CostingData, open: ReadonlySet<string>): CostingConfig['allocation']['levels'] {
  const known = new Set(centers.map(({ center }) => center))
  const staff = drivers.find(
    ({ driver, centers: reported }) =>
      STAFF.test(driver) && reported.length > 1 && reported.every((center) => known.has(center)),
  )
  const shared = (center: string) =>
    drivers.find(
      ({ driver, centers: reported }) =>
        !STAFF.test(driver) &&
        reported.includes(center) === false &&
        reported.length > 1 &&
        reported.every((receiver) => known.has(receiver)) &&
        driver.includes(center),
    )
  return SERVICE_STEPS.map((step) =>
    centers
      .filter(({ center, class: centerClass }) => centerClass === step && !open.has(center))
      .map(({ center }) => {
        const driver = shared(center) ?? staff
        return driver === undefined
          ? { center, driver: { kind: 'direct-cost' as const, elements: [...COST_ELEMENTS], among: null } }
          : { center, driver: { kind: 'quantity' as const, driver: driver.driver } }
      }),
  ).filter((level) => level.length > 0)
}

/** Without the word for operation and what comes after a comma: “膝关节置换术，伴并发症” is “膝关节置换”. */
const stemOf = (name: string): string => name.replace(/[，,].*$/, '').replace(/手?术$/, '')

/**
 * Activity sheets with the groups their names are about: “全膝关节置换术” is about “膝关节置换术，伴…”. One for day surgery (日间) is
 * about part of a group only and waits to be given one.
 */
export function sheetsByName(
  sheets: readonly { readonly code: string; readonly name: string }[],
  groups: ReadonlyMap<string, string>,
): CostingConfig['sheets'] {
  return sheets.flatMap(({ code, name }) => {
    const stem = stemOf(name)
    if (stem.startsWith('日间')) return []
    const alike = (group: string) => group !== '' && (group.includes(stem) || stem.includes(group))
    const named = [...groups].filter(([, group]) => alike(stemOf(group))).map(([group]) => group)
    // A group stands for the finer ones under it.
    const widest = named.filter((group) => !named.some((other) => other !== group && group.startsWith(other)))
    return widest.length === 0 ? [] : [{ code, groups: widest }]
  })
}
