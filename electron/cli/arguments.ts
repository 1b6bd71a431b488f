import { InvalidArgumentError } from 'commander'
import { isPeriod, type Period } from '#shared/domain/period.ts'

/** A number as the lists show it; anything else is bad use, not a missing row. */
export function asId(text: string): number {
  const id = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id) || id === 0)
    throw new InvalidArgumentError('a number from the list')
  return id
}

export function asPeriod(text: string): Period {
  if (!isPeriod(text)) throw new InvalidArgumentError('YYYY-MM')
  return text
}

/** Months asked for; an open end is left out. */
export interface MonthOptions {
  readonly from?: Period
  readonly to?: Period
}

/** As requests take them: an option that was not given has no key at all. */
export function monthsOf({ from, to }: MonthOptions): MonthOptions {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
