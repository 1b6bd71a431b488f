import type { Bilingual } from './bilingual.ts'
import type { CareStage, CostElement } from './costing.ts'

/**
 * `activity-sheet/1`: what one kind of case uses, line by line (作业清单). Data, editable by the hospital; numbers are decimal texts.
 * Its resources carry planned cost and capacity, so that a sheet has a unit cost of its own; a month's real rates replace them.
 */
export interface ActivitySheet {
  readonly format: 'activity-sheet/1'
  readonly code: string
  readonly name: Bilingual
  /** `demonstration`: amounts are invented and every figure made from them says so. */
  readonly status: 'hospital' | 'demonstration'
  readonly source: string
  readonly resources: readonly SheetResource[]
  readonly lines: readonly SheetLine[]
}

/** A resource group (资源组) that supplies time: surgeons, theatre nurses, a theatre room, a device. */
export interface SheetResource {
  readonly id: string
  readonly name: Bilingual
  readonly element: CostElement
  /** Yuan a month, all members together. */
  readonly monthlyCost: string
  /** People or pieces. */
  readonly members: string
  /** Minutes a month that one of them is there. */
  readonly theoreticalMinutes: string
  /** Share of it that can be worked (实际产能), usually 0.80–0.85. */
  readonly practicalShare: string
}

export interface SheetLine {
  readonly id: string
  readonly name: Bilingual
  readonly stage: CareStage
  readonly cost: LineCost
}

/**
 * `time`: members × minutes × rate of a resource. `quantity`: quantity × unit cost. `share`: a rate on other lines (管理分摊), which
 * are not shares themselves.
 */
export type LineCost =
  | { readonly kind: 'time'; readonly resource: string; readonly members: string; readonly minutes: Equation }
  | {
      readonly kind: 'quantity'
      readonly element: CostElement
      readonly unit: Bilingual
      readonly unitCost: string
      readonly quantity: Equation
    }
  | { readonly kind: 'share'; readonly element: CostElement; readonly rate: string; readonly of: readonly string[] }

/** Time equation t = β0 + Σ βi·Xi (Kaplan & Anderson 2004), for quantities too. A result below zero counts as zero. */
export interface Equation {
  readonly base: string
  readonly terms: readonly EquationTerm[]
}

/** `add` counts when all conditions hold (Xi is 0 or 1); with `per`, that many times the fact (Xi is its value). */
export interface EquationTerm {
  readonly add: string
  readonly when: readonly SheetCondition[]
  readonly per: NumericFact | null
  /** Value of the fact for cases that do not record it; given with `per`, else null. */
  readonly otherwise: string | null
}

export const TEXT_FACTS = ['anaesthesia', 'approach'] as const
export const FLAG_FACTS = ['daySurgery', 'converted'] as const
export const NUMERIC_FACTS = ['age', 'operationMinutes', 'anaesthesiaMinutes', 'los', 'icuHours'] as const
export type NumericFact = (typeof NUMERIC_FACTS)[number]

/** Ages and minutes from `from` (included) to `below` (not included); either may be null. */
export type SheetCondition =
  | { readonly fact: (typeof TEXT_FACTS)[number]; readonly is: readonly string[] }
  | { readonly fact: (typeof FLAG_FACTS)[number]; readonly is: boolean }
  | { readonly fact: NumericFact; readonly from: string | null; readonly below: string | null }

/** What a sheet asks of a case; null is not recorded. `converted`: from closed to open approach (中转开腹). */
export interface SheetFacts {
  readonly anaesthesia: string | null
  readonly approach: string | null
  readonly daySurgery: boolean | null
  readonly converted: boolean | null
  readonly age: number | null
  readonly operationMinutes: number | null
  readonly anaesthesiaMinutes: number | null
  readonly los: number | null
  readonly icuHours: number | null
}
