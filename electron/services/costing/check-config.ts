import type { CostingData } from '#shared/contract/costing.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { problem } from '#shared/domain/problem.ts'

const invalid = (zh: string, en: string, details?: Readonly<Record<string, string>>) =>
  problem('costing-invalid', zh, en, details)

/**
 * Settings that contradict themselves, whatever the book holds.
 * @throws ProblemError `costing-invalid`, saying what to change
 */
export function checkConfig({ from, to, allocation, department, pools, methods, preferred }: CostingConfig): void {
  if (from > to)
    throw invalid(`起始月份 ${from} 晚于结束月份 ${to}，请调换`, `${from} comes after ${to}; exchange the two`, {
      from,
      to,
    })
  if (!department.centers.includes(department.main))
    throw invalid(
      `本科室的成本中心里没有病房“${department.main}”，请加入`,
      `the ward “${department.main}” is not among the centers of the department; add it`,
      { center: department.main },
    )
  const twice = repeated(department.centers) ?? repeated(pools.map(({ center }) => center))
  if (twice !== undefined)
    throw invalid(`“${twice}”出现两次，请只保留一次`, `“${twice}” stands twice; keep it once`, { center: twice })
  const closing = new Set(allocation.levels.flat().map(({ center }) => center))
  const both = department.centers.find((center) => closing.has(center))
  if (both !== undefined)
    throw invalid(
      `“${both}”既属于本科室，又要分摊出去，请二者取一`,
      `“${both}” is a center of the department and also hands its cost on; choose one`,
      { center: both },
    )
  const stranger = pools.find(({ center }) => !department.centers.includes(center))
  if (stranger !== undefined)
    throw invalid(
      `成本池“${stranger.center}”不在本科室的成本中心里，请加入或删去`,
      `the pool “${stranger.center}” is no center of the department; add it there or remove the pool`,
      { center: stranger.center },
    )
  if (!methods.includes(preferred))
    throw invalid(
      '首选方法不在要核算的方法里，请勾选它或改选',
      'the preferred method is not among those to cost by; add it or choose another',
      { method: preferred },
    )
}

const repeated = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index)

/** What in the settings meets nothing in the book as it is now: a run goes on without it, or refuses. */
export function findingsOf(config: CostingConfig, data: CostingData, sheetCodes: ReadonlySet<string>): Bilingual[] {
  const findings: Bilingual[] = []
  const centers = new Set(data.centers.map(({ center }) => center))
  const drivers = new Map(data.drivers.map(({ driver, centers: reported }) => [driver, new Set(reported)]))
  const say = (zh: string, en: string) => findings.push({ zh, en })
  if (centers.size > 0)
    for (const center of new Set([
      ...config.department.centers,
      ...config.allocation.levels.flat().map((closed) => closed.center),
      ...Object.values(config.places),
    ]))
      if (!centers.has(center)) say(`成本台账中没有“${center}”`, `there is no “${center}” in the ledger`)
  for (const { center, driver } of config.allocation.levels.flat()) {
    if (driver.kind !== 'quantity') continue
    const reported = drivers.get(driver.driver)
    if (reported === undefined)
      say(
        `“${center}”的分摊动因“${driver.driver}”没有数据，其成本将无法分摊`,
        `nobody reported the driver “${driver.driver}” of “${center}”: its cost could not be handed on`,
      )
    for (const receiver of reported ?? [])
      if (centers.size > 0 && !centers.has(receiver))
        say(
          `动因“${driver.driver}”中的“${receiver}”不在成本台账中，分摊会被拒绝`,
          `“${receiver}” of the driver “${driver.driver}” is not in the ledger: the allocation would be refused`,
        )
  }
  for (const { center, total } of config.pools) {
    const named =
      total.from === 'driver'
        ? total.driver
        : total.from === 'capacity' && 'driver' in total.theoretical
          ? total.theoretical.driver
          : null
    if (named !== null && !drivers.get(named)?.has(center))
      say(
        `“${center}”没有上报“${named}”，将改用本科病例的用量合计`,
        `“${center}” did not report “${named}”: what the department's own cases used would stand in`,
      )
  }
  for (const { code } of config.sheets)
    if (!sheetCodes.has(code)) say(`没有作业清单 ${code}`, `there is no activity sheet ${code}`)
  return [...new Map(findings.map((finding) => [finding.zh, finding])).values()]
}
