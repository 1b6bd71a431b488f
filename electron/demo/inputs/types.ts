import type { Weighted } from '../random.ts'

export type Season = 'elective' | 'fracture' | 'other'

/** A kind of patient the department treats, with everything that shapes the stay (`groups.csv`). */
export interface Profile {
  readonly code: string
  /** Adjacent group it should fall in; `0000` for those that should not be groupable. */
  readonly adrg: string
  readonly family: string
  readonly season: Season
  readonly share: number
  readonly femaleShare: number
  readonly age: { readonly mean: number; readonly sd: number; readonly min: number; readonly max: number }
  readonly frailty: number
  readonly team: Weighted<string>
  readonly dx: Weighted<string>
  readonly otherDx: readonly (readonly [string, number])[]
  readonly proc: Weighted<string>
  readonly otherProc: readonly (readonly [string, number])[]
  readonly losMedian: number
  readonly losSigma: number
  readonly preopDays: number
  /** 0 for a stay without an operation. */
  readonly opMinutes: number
  readonly anaesthesia: string
  readonly icuChance: number
  readonly pathway: string
  readonly orders: readonly Order[]
}

/** When a charged item is given during a stay. Days count from admission (`stay`) or from the operation (`post`). */
export type Phase =
  | { readonly kind: 'stay' | 'post'; readonly from: number; readonly to: number }
  | { readonly kind: 'every'; readonly days: number }
  | {
      readonly kind:
        | 'admit'
        | 'daily'
        | 'ward'
        | 'icu'
        | 'acute'
        | 'stable'
        | 'preop'
        | 'op'
        | 'discharge'
        | 'op-hour'
        | 'anaesthesia-hour'
    }

/** One line of `bundles.csv` with nested bundles unfolded. */
export interface Order {
  readonly pool: Pool
  readonly phase: Phase
  /** In thousandths of a unit, both ends included. */
  readonly minQuantity: number
  readonly maxQuantity: number
  readonly wholeUnits: boolean
  readonly caseChance: number
  readonly dayChance: number
  /** Use depends on the team's habit (`consumables_factor`). */
  readonly optional: boolean
}

export interface Item {
  readonly index: number
  readonly code: string
  readonly name: string
  readonly pool: string
  readonly category: string
  readonly spec: string
  readonly unit: string
  readonly priceFen: number
  /** 0 for services, which are not bought. */
  readonly purchaseFen: number
  readonly costElement: string
  readonly origin: '' | 'import' | 'domestic'
  readonly alternatives: string
  readonly highValue: boolean
  readonly negotiatedDrug: boolean
  readonly antibiotic: boolean
  readonly performingDept: string
  readonly insurerCode: string
  readonly selfPayRatio: string
}

/** Items that can stand in for each other in an order. */
export interface Pool {
  readonly name: string
  readonly all: readonly Item[]
  readonly imported: readonly Item[]
  readonly domestic: readonly Item[]
}

export interface Team {
  readonly code: string
  readonly name: string
  readonly physicians: readonly string[]
  readonly losFactor: number
  readonly consumablesFactor: number
  readonly domesticFactor: number
}

export interface Comorbidity {
  readonly code: string
  readonly when: 'any' | 'surgical' | 'male'
  /** Chance by age: under 45, 45–64, 65–79, 80 and over. */
  readonly chances: readonly [number, number, number, number]
  readonly losFactor: number
  readonly orders: readonly Order[]
}

/** A value that moves from `before` to `after` over `rampDays` from `fromDay` on. */
export interface StoryLine {
  readonly theme: string
  readonly target: string
  readonly fromDay: number
  readonly rampDays: number
  readonly before: number
  readonly after: number
}

/** Patients who come back: which earlier profiles, how many of this profile's cases, how long after. */
export interface ReturnRule {
  readonly previous: readonly string[]
  readonly share: number
  readonly minDays: number
  readonly maxDays: number
}

export interface LedgerRule {
  readonly costCenter: string
  readonly centerType: string
  readonly element: string
  readonly driver: string
  readonly rate: number
  readonly monthly: number
}

/** What the generator needs of the scheme: names, severity and the final groups of each adjacent group. */
export interface SchemeTables {
  readonly names: ReadonlyMap<string, string>
  readonly severity: ReadonlyMap<string, readonly { readonly level: string; readonly exclusion: string }[]>
  readonly exclusions: ReadonlySet<string>
  readonly groups: ReadonlyMap<string, readonly { readonly drg: string; readonly rule: string }[]>
}

export interface DemoInputs {
  readonly folder: string
  readonly items: readonly Item[]
  readonly profiles: readonly Profile[]
  readonly teams: ReadonlyMap<string, Team>
  readonly anaesthesia: ReadonlyMap<string, readonly Order[]>
  readonly comorbidities: readonly Comorbidity[]
  /** By calendar month, 1–12. */
  readonly seasons: ReadonlyMap<number, Readonly<Record<Season, number>>>
  readonly story: readonly StoryLine[]
  readonly returns: ReadonlyMap<string, ReturnRule>
  readonly costRates: ReadonlyMap<string, number>
  readonly ledger: readonly LedgerRule[]
  readonly staff: ReadonlyMap<string, number>
  readonly scheme: SchemeTables
}
