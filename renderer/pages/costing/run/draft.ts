import type { CostingConfig, PoolConfig } from '#shared/contract/costing-config.ts'
import { COST_ELEMENTS, type CostElement } from '#shared/domain/costing.ts'
import { exact } from '#shared/domain/exact.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'

export type Driver = CostingConfig['allocation']['levels'][number][number]['driver']

/** A center that hands its cost on, with the step it closes in; centers of one step close together. */
export interface ClosedCenter {
  readonly center: string
  readonly step: number
  readonly driver: Driver
}

export function closedCenters({ allocation }: CostingConfig): readonly ClosedCenter[] {
  return allocation.levels.flatMap((level, at) => level.map(({ center, driver }) => ({ center, driver, step: at + 1 })))
}

/** The same as levels in the order of their steps; step numbers may have gaps. */
export function withClosed(config: CostingConfig, closed: readonly ClosedCenter[]): CostingConfig {
  const steps = [...new Set(closed.map(({ step }) => step))].toSorted((a, b) => a - b)
  return {
    ...config,
    allocation: {
      ...config.allocation,
      levels: steps.map((wanted) =>
        closed.filter(({ step }) => step === wanted).map(({ center, driver }) => ({ center, driver })),
      ),
    },
  }
}

const QUANTITY = 'quantity:'
const DIRECT = 'direct:'

/** A driver as the value of a select. Receivers named in a file (`among`) are kept by `driverOf`, which gets the old one. */
export function driverKey(driver: Driver): string {
  return driver.kind === 'quantity' ? QUANTITY + driver.driver : DIRECT + driver.elements.join('+')
}

export const DIRECT_CHOICES: readonly (readonly CostElement[])[] = [COST_ELEMENTS, ['staff']]

export function driverOf(key: string, old: Driver): Driver {
  if (key.startsWith(QUANTITY)) return { kind: 'quantity', driver: key.slice(QUANTITY.length) }
  const named = key.slice(DIRECT.length).split('+')
  return {
    kind: 'direct-cost',
    elements: COST_ELEMENTS.filter((element) => named.includes(element)),
    among: old.kind === 'direct-cost' ? old.among : null,
  }
}

/** `0.125` → `12.5`, for a field with a percent sign. */
export function toPercent(share: string): string {
  return exact(share).times(100).toFixed()
}

/** Back again; text that is no number of 0 to 100 with at most four decimals is null. */
export function fromPercent(text: string): string | null {
  if (!/^\d{1,3}(\.\d{1,4})?$/.test(text.trim())) return null
  const share = exact(text.trim()).div(100)
  return share.gt(1) ? null : share.toFixed()
}

/** A plain decimal of zero or more with at most six places. */
export const isDecimal = (text: string): boolean => /^\d{1,12}(\.\d{1,6})?$/.test(text)

export function replaceAt<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((old, index) => (index === at ? value : old))
}

/** How the volume of a pool is known, as the value of a select. */
export type TotalKind = PoolConfig['total']['from']

export function totalOf(kind: TotalKind, driver: string | null): PoolConfig['total'] {
  switch (kind) {
    case 'cases':
      return { from: 'cases' }
    case 'driver':
      return { from: 'driver', driver: driver ?? '' }
    case 'capacity':
      return {
        from: 'capacity',
        theoretical: driver === null ? { units: '0' } : { driver },
        practicalShare: '0.8',
      }
  }
}

/** Stated ratios with one changed; a blank one is taken out, so that the default counts again. */
export function withRatio(config: CostingConfig, category: FeeCategory, text: string): CostingConfig {
  const ratios: Partial<Record<FeeCategory, string>> = {}
  for (const code of FEE_CATEGORIES) {
    const value = code === category ? text.trim() : config.ratios[code]
    if (value !== undefined && value !== '') ratios[code] = value
  }
  return { ...config, ratios }
}

/** Equivalents as lines `item equivalent`. */
export function equivalentsText(equivalents: CostingConfig['items']['equivalents']): string {
  return Object.entries(equivalents)
    .map(([item, value]) => `${item} ${value}`)
    .join('\n')
}

/** Lines read back; null when one is not an item code and a number. */
export function readEquivalents(text: string): CostingConfig['items']['equivalents'] | null {
  const read: Record<string, string> = {}
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const [item, value, ...more] = line.split(/[\s,，=]+/)
    if (item === undefined || value === undefined || more.length > 0 || !isDecimal(value)) return null
    read[item] = value
  }
  return read
}

/** Numbers typed so far that are none: the settings cannot be used before they are put right. */
export function wrongNumbers(config: CostingConfig): boolean {
  const decimals = [
    ...Object.values(config.ratios),
    ...config.pools.flatMap(({ total }) =>
      total.from === 'capacity' && 'units' in total.theoretical ? [total.theoretical.units] : [],
    ),
  ]
  return decimals.some((text) => text === undefined || !isDecimal(text))
}
