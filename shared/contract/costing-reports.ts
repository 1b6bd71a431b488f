import type { ActivitySheet, SheetFacts } from '#shared/domain/activity-sheet.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type {
  AllocationMethod,
  CareStage,
  CenterClass,
  Certainty,
  CostElement,
  CostMethod,
  CostSource,
  Elements,
} from '#shared/domain/costing.ts'
import type { ExactText } from '#shared/domain/figure.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { CostTag, RunRef, TaggedCases } from './costing.ts'

export interface LedgerCell {
  readonly element: CostElement
  readonly amount: Fen
  readonly before: Fen | null
}

export interface LedgerReport {
  readonly from: Period
  readonly to: Period
  /** Null without compare. */
  readonly before: { readonly from: Period; readonly to: Period } | null
  readonly rows: readonly {
    readonly center: string
    readonly class: CenterClass
    readonly elements: readonly LedgerCell[]
    readonly total: Fen
    readonly totalBefore: Fen | null
  }[]
  readonly elements: readonly LedgerCell[]
  readonly total: Fen
  readonly totalBefore: Fen | null
  /** Every month of the span, for a trend. */
  readonly trend: readonly { readonly period: Period; readonly elements: Elements<Fen>; readonly total: Fen }[]
  /** Names the ledger has for elements that are none of the seven: their rows are in no figure. */
  readonly unknown: readonly { readonly element: string; readonly amount: Fen }[]
  /** Rounding rows (尾差) of files with amounts finer than a fen: exact yuan, rounded total − the file's own. */
  readonly roundings: readonly {
    readonly batchId: number
    readonly source: string
    readonly amount: ExactText
    readonly message: Bilingual
  }[]
}

export interface AllocationStepRow {
  readonly index: number
  readonly level: number
  readonly center: string
  readonly class: CenterClass
  /** `direct-cost:staff+…` for a cost driver. */
  readonly driver: string
  readonly driverTotal: ExactText
  /** Own cost and what it received before closing. */
  readonly pool: Elements<Fen>
  readonly poolTotal: Fen
  /** Yuan per unit of the driver, six decimals. */
  readonly rate: ExactText
  readonly parts: readonly {
    readonly receiver: string
    readonly quantity: ExactText
    readonly amount: Elements<Fen>
    readonly total: Fen
  }[]
}

/**
 * A band of the flow picture. Nodes are `center:NAME`, `department`, `others`, `unallocated`, `cases`, `goods`, `unused`, `other-users`,
 * `no-pool`, `difference`. `opens`: the allocation step it is a part of, or the pool whose unit cost it leads to, or the statement.
 */
export interface AllocationLink {
  readonly from: string
  readonly to: string
  readonly total: Fen
  readonly elements: Elements<Fen>
  readonly opens:
    | { readonly kind: 'step'; readonly index: number }
    | { readonly kind: 'pool'; readonly center: string }
    | { readonly kind: 'reconciliation' }
}

export interface AllocationReport {
  readonly run: RunRef
  readonly period: Period
  readonly method: AllocationMethod
  /** The method whose pools the last links show; null without pools. */
  readonly costMethod: CostMethod | null
  /** Of those costs, as sure as the least sure case of the month; null without pools. */
  readonly tag: CostTag | null
  readonly steps: readonly AllocationStepRow[]
  readonly centers: readonly {
    readonly center: string
    readonly class: CenterClass
    readonly open: boolean
    readonly department: boolean
    readonly own: Elements<Fen>
    readonly received: Elements<Fen>
    /** What it ends with; zero for a center that closed. */
    readonly cost: Elements<Fen>
    readonly total: Fen
  }[]
  readonly unallocated: readonly {
    readonly center: string
    readonly driver: string
    readonly reason: Bilingual
    readonly amount: Elements<Fen>
    readonly total: Fen
  }[]
  readonly links: readonly AllocationLink[]
  readonly ledger: Fen
}

/** What a unit of a pool's driver costs in a month. */
export interface UnitCost {
  readonly period: Period
  readonly method: CostMethod
  /** Cost center, or fee category of a stated ratio. */
  readonly pool: string
  readonly kind: 'volume' | 'capacity' | 'charge' | 'stated'
  /** 床日, 分钟, … ; `元` for a ratio. */
  readonly unit: Bilingual
  readonly cost: Elements<Fen>
  readonly costTotal: Fen
  /** Units, or yuan of revenue; what the cases used of it. */
  readonly quantity: ExactText
  readonly used: ExactText
  /** Yuan per unit, or cost per yuan charged, six decimals; null where nothing was used. */
  readonly rate: ExactText | null
  readonly assigned: Fen
  /** Not assigned: unused capacity of a capacity pool, else used by others or nobody. */
  readonly left: Elements<Fen>
  readonly leftTotal: Fen
  /** used ÷ quantity of a capacity pool. */
  readonly utilisation: ExactText | null
}

export interface UnitCosts {
  readonly run: RunRef
  readonly rows: readonly UnitCost[]
  /** Of capacity pools over the months together (未利用产能): reported, and on no case. */
  readonly unused: readonly {
    readonly pool: string
    readonly unit: Bilingual
    readonly practical: ExactText
    readonly used: ExactText
    readonly unusedUnits: ExactText
    readonly unusedCost: Fen
    readonly utilisation: ExactText | null
  }[]
  /** Cost of all centers of the department after allocation ÷ bed-days of its cases, by month (床日成本). */
  readonly bedDay: readonly {
    readonly period: Period
    readonly cost: ExactText | null
    readonly costTotal: Fen
    readonly bedDays: number
  }[]
}

export interface ItemCostRow {
  readonly item: string
  readonly name: string
  readonly center: string
  readonly volume: ExactText
  readonly income: Fen
  /** Yuan, six decimals. */
  readonly unitCost: ExactText
  readonly meanPrice: ExactText | null
  readonly elements: Elements<ExactText>
}

export interface ItemCosts {
  readonly run: RunRef
  readonly total: number
  readonly rows: readonly ItemCostRow[]
}

/** One method over the cases of a slice. */
export interface MethodSide extends CostTag {
  /** Cases it costs. */
  readonly n: number
  readonly total: Fen
  /** Per case, yuan; null without cases. */
  readonly mean: ExactText | null
  /** Null for the given cost, whose elements are not known. */
  readonly elements: Elements<Fen> | null
  /** Cost whose element is not known. */
  readonly unsplit: Fen
  readonly goods: { readonly drugs: Fen; readonly materials: Fen } | null
  /** By cost center or, of stated ratios, fee category. */
  readonly parts: readonly { readonly pool: string; readonly amount: Fen }[]
  /** Payment − cost of the cases that have both. */
  readonly surplus: ExactText | null
  readonly inForce: boolean
  readonly tags: readonly TaggedCases[]
}

export interface MethodComparison {
  readonly run: RunRef | null
  readonly n: number
  readonly payment: ExactText
  readonly charge: Fen
  readonly sides: readonly MethodSide[]
  /** Why two methods differ: a center the group uses more of than it is charged for, and the like; largest amount first. */
  readonly reasons: readonly {
    readonly pool: string
    readonly between: readonly [CostSource, CostSource]
    readonly amount: Fen
    readonly text: Bilingual
  }[]
}

export interface StatementLine {
  readonly id: string
  readonly label: Bilingual
  readonly elements: Elements<Fen>
  readonly total: Fen
}

export interface StatementPart {
  readonly whole: StatementLine
  readonly parts: readonly StatementLine[]
  readonly difference: Elements<Fen>
  readonly differenceTotal: Fen
}

/** Ledger → department → cases, of one method; each equation closes to the fen or says by how much not. */
export interface ReconciliationStatement extends CostTag {
  readonly run: RunRef
  readonly method: CostMethod
  readonly ledger: StatementPart
  readonly department: StatementPart
  readonly unsplit: Fen
  readonly closes: boolean
  readonly months: readonly { readonly period: Period; readonly closes: boolean; readonly difference: Fen }[]
  /** What cases were given of drugs and materials beyond the ledger of the month. */
  readonly excess: { readonly drugs: Fen; readonly materials: Fen }
}

export interface CaseCostSide extends CostTag {
  readonly total: Fen
  readonly elements: Elements<Fen> | null
  readonly unsplit: Fen
  readonly goods: { readonly drugs: Fen; readonly materials: Fen } | null
  readonly parts: readonly {
    readonly pool: string
    readonly amount: Fen
    /** What the case used, in what; yuan charged for a ratio; null where nothing tells it. */
    readonly used: ExactText | null
    readonly unit: Bilingual | null
    readonly rate: ExactText | null
  }[]
  readonly inForce: boolean
}

export interface CaseCosting {
  readonly caseNo: string
  readonly period: Period
  readonly run: RunRef | null
  readonly sides: readonly CaseCostSide[]
  /** Service items of the case at item cost; largest first. Empty without item costs. */
  readonly items: readonly {
    readonly item: string
    readonly name: string
    readonly center: string
    readonly quantity: ExactText
    /** Null: the item has no cost. */
    readonly unitCost: ExactText | null
    readonly cost: Fen
    readonly charge: Fen
  }[]
  /** By activity, where a sheet is about its group (作业). */
  readonly activities: (SheetCosting & { readonly code: string; readonly name: Bilingual }) | null
}

export interface LevelNode {
  readonly key: string
  readonly label: Bilingual
  readonly kind: 'department' | 'group' | 'stage'
  readonly n: number
  readonly budget: Fen | null
  readonly used: Fen
  readonly left: Fen | null
  /** used ÷ budget. */
  readonly share: ExactText | null
  readonly undistributed: Fen | null
  readonly elsewhere: Fen
  /** Over budget by more than the tolerance. */
  readonly alert: boolean
  readonly children: readonly LevelNode[]
}

/** 科室 → 病组 → 诊疗环节. Stages are worked out for the group asked for. */
export interface CostLevels {
  readonly root: LevelNode
  /** `budget-lines`: from imported budgets; `target-margin`: payment × (1 − margin). */
  readonly budgetFrom: 'budget-lines' | 'target-margin'
  readonly tags: readonly TaggedCases[]
  /** How stages were told apart: cost follows charges within a case. */
  readonly stageNote: Bilingual
}

export interface BehaviourRow {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly payment: Fen
  readonly cost: Fen
  readonly fixed: Fen
  readonly variable: Fen
  /** 边际贡献 and its rate. */
  readonly contribution: Fen
  readonly contributionRate: ExactText | null
  /** 保本量, whole cases; null where no volume breaks even. */
  readonly breakEven: number | null
  readonly breakEvenExact: ExactText | null
  readonly margin: number | null
  readonly bedDays: number
  readonly bedDayCost: ExactText | null
}

export interface CostBehaviourReport {
  readonly total: BehaviourRow
  readonly rows: readonly BehaviourRow[]
  readonly fixedByElement: Elements<Fen>
  readonly variableByElement: Elements<Fen>
  readonly fixedShares: Elements<ExactText>
  /** Cases left out: no payment, or a cost whose elements are not known. */
  readonly leftOut: number
  readonly tags: readonly TaggedCases[]
}

export interface DaySurgeryReport {
  readonly n: number
  readonly beds: number | null
  readonly days: number
  readonly payment: Fen
  readonly fixed: Fen
  readonly variable: Fen
  /** Null without cases or beds. */
  readonly view: {
    readonly turnover: ExactText | null
    readonly marginalCost: ExactText
    readonly fixedPerCase: ExactText
    readonly fullCost: ExactText
    readonly marginalSurplus: ExactText
    readonly fullSurplus: ExactText
    readonly breakEven: number | null
  } | null
  /** Fixed cost of a case at other turnovers of the same beds. */
  readonly turnovers: readonly {
    readonly turnover: ExactText
    readonly cases: number
    readonly fixedPerCase: ExactText
    readonly fullSurplus: ExactText
  }[]
  readonly tags: readonly TaggedCases[]
}

export interface SheetSummary {
  readonly code: string
  readonly name: Bilingual
  readonly status: ActivitySheet['status']
  /** 0: shipped and not saved in this book yet. */
  readonly version: number
  readonly savedAt: string | null
  readonly lines: number
  /** At planned rates, for a case of which nothing is recorded. */
  readonly cost: Fen
  readonly groups: readonly string[]
}

export interface StoredSheet {
  readonly version: number
  readonly savedAt: string | null
  readonly sheet: ActivitySheet
  readonly versions: readonly { readonly version: number; readonly savedAt: string }[]
}

/** What a sheet comes to for one set of facts. */
export interface SheetCosting {
  readonly total: Fen
  readonly status: ActivitySheet['status']
  readonly lines: readonly {
    readonly id: string
    readonly name: Bilingual
    readonly stage: CareStage
    readonly element: CostElement
    readonly kind: 'time' | 'quantity' | 'share'
    readonly quantity: ExactText
    readonly unit: Bilingual
    /** Yuan a unit, six decimals. */
    readonly rate: ExactText
    readonly amount: Fen
    /** Terms of its equation that counted, by position. */
    readonly counted: readonly number[]
  }[]
  readonly byStage: Readonly<Record<CareStage, Fen>>
  readonly byElement: Elements<Fen>
  /** Facts the case does not record; the cost is an estimate then. */
  readonly assumed: readonly (keyof SheetFacts)[]
  readonly certainty: Certainty
  readonly facts: SheetFacts
  readonly resources: readonly {
    readonly id: string
    readonly name: Bilingual
    /** Yuan a minute at practical capacity. */
    readonly perMinute: ExactText
    readonly practicalMinutes: ExactText
    readonly minutes: ExactText
  }[]
}
