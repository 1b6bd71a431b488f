import { DIFFERENCE_FILTERS, type DifferenceFilter } from '#shared/contract/settlement.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'
import { DIFFERENCE_CAUSE_IDS, type DifferenceCause } from '#shared/domain/settlement-difference.ts'

export const TABS = ['reconcile', 'plan', 'reprice'] as const
export type Tab = (typeof TABS)[number]

/** Parameters that belong to one tab alone. */
export const LEFT_BEHIND = {
  cause: null,
  month: null,
  state: null,
  view: null,
  year: null,
  by: null,
  row: null,
} as const

export const VIEWS = ['months', 'cases'] as const

export function oneOf<T extends string>(known: readonly T[], text: string | null): T | null {
  return known.find((value) => value === text) ?? null
}

/** Which differences the address asks for. */
export interface DifferencePlace {
  readonly cause?: DifferenceCause
  readonly month?: Period
  readonly state?: DifferenceFilter
}

export function differencePlace(params: URLSearchParams): DifferencePlace {
  const cause = oneOf(DIFFERENCE_CAUSE_IDS, params.get('cause'))
  const state = oneOf(DIFFERENCE_FILTERS, params.get('state'))
  const month = params.get('month')
  return {
    ...(cause === null ? {} : { cause }),
    ...(month === null || !isPeriod(month) ? {} : { month }),
    ...(state === null ? {} : { state }),
  }
}
