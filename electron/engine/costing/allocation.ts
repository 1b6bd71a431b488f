import type { AllocationMethod, CenterClass, Elements } from '#shared/domain/costing.ts'
import type { Period } from '#shared/domain/period.ts'
import type { Rational } from '../arithmetic/rational.ts'
import type { Driver } from './drivers.ts'

/** A service center and what its cost is shared by. */
export interface ClosedCenter {
  readonly center: string
  readonly driver: Driver
}

/**
 * Which centers hand their cost on, and in what order. Centers of one level close together: none of them receives from
 * another, nor from any later level. A chain where each center also gives to the next is a level per center.
 */
export interface AllocationRules {
  readonly method: AllocationMethod
  readonly levels: readonly (readonly ClosedCenter[])[]
}

export interface AllocationPart<T> {
  readonly receiver: string
  /** Of the driver, at the receiver; zero where it receives through others only (reciprocal). */
  readonly quantity: Rational
  readonly amount: Elements<T>
}

/** One center closing: pool × quantity ÷ driver total, for each receiver and element. */
export interface AllocationStep<T> {
  /** Counted from 0. */
  readonly level: number
  readonly center: string
  readonly driver: string
  /** Over the receivers. */
  readonly driverTotal: Rational
  /** What is handed on: own cost and, in a step-down, what came from levels before. */
  readonly pool: Elements<T>
  /** Yuan to be covered by the driver. Reciprocal: own cost and what the other service centers send, themselves included. */
  readonly gross: Rational
  /** Yuan per unit of the driver: gross ÷ driver total. */
  readonly rate: Rational
  /** They sum to the pool, element by element. Reciprocal: where the pool ends after all mutual services. */
  readonly parts: readonly AllocationPart<T>[]
}

/** Cost that could not be handed on, and why; it is shown and never spread over others. */
export interface Unallocated<T> {
  readonly center: string
  readonly driver: string
  /** `no-receiver`: no open center has any of the driver. `closed-circle`: its services never reach a center that stays open. */
  readonly reason: 'no-receiver' | 'closed-circle'
  readonly amount: Elements<T>
}

/** A center that stays open: cost = own cost + what it received. */
export interface AllocatedCenter<T> {
  readonly center: string
  readonly class: CenterClass
  readonly own: Elements<T>
  readonly received: Elements<T>
  readonly cost: Elements<T>
}

/** Σ cost of the open centers + Σ unallocated = the ledger, for every element. */
export interface Allocation<T> {
  readonly period: Period
  readonly method: AllocationMethod
  readonly steps: readonly AllocationStep<T>[]
  readonly centers: readonly AllocatedCenter<T>[]
  readonly unallocated: readonly Unallocated<T>[]
}

/** What the steps of a run came to, before it is summed by center. */
export interface Handed<T> {
  readonly steps: readonly AllocationStep<T>[]
  readonly unallocated: readonly Unallocated<T>[]
}
