import { InvalidArgumentError } from 'commander'

/** A number as the lists show it; anything else is bad use, not a missing row. */
export function asId(text: string): number {
  const id = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id) || id === 0)
    throw new InvalidArgumentError('a number from the list')
  return id
}
