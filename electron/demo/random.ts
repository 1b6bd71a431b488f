import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A deterministic stream of draws. Two streams made from the same seed and keys give the same values for ever. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly unit: () => number
  /** Whole number, both ends included. */
  readonly int: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  /** Normal with mean 0 and standard deviation 1 (Box–Muller). */
  readonly normal: () => number
  /** Right-skewed positive number: the shape of hospital stays and charges. */
  readonly lognormal: (median: number, sigma: number) => number
  readonly pick: <T>(choices: readonly T[]) => T
  readonly weighted: <T>(choices: Weighted<T>) => T
}

/** Choices with the running sum of their weights, so that one draw finds one choice. */
export interface Weighted<T> {
  readonly values: readonly T[]
  readonly cumulative: readonly number[]
}

export function weightedChoices<T>(pairs: Iterable<readonly [T, number]>): Weighted<T> {
  const values: T[] = []
  const cumulative: number[] = []
  let sum = 0
  for (const [value, weight] of pairs) {
    if (weight <= 0) continue
    sum += weight
    values.push(value)
    cumulative.push(sum)
  }
  return { values, cumulative }
}

/**
 * Every case draws from a stream of its own, keyed by its place, so a change in one case's tables does not shift
 * the draws of all cases after it.
 */
export function randomStream(seed: number, ...keys: readonly number[]): Random {
  const generator = xoroshiro128plus(mixSeed(seed, keys))
  const unit = () => uniformFloat64(generator)
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  return {
    unit,
    int: (from, to) => from + Math.floor(unit() * (to - from + 1)),
    chance: (probability) => probability > 0 && unit() < probability,
    normal,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    pick: (choices) => choices[Math.floor(unit() * choices.length)]!,
    weighted: ({ values, cumulative }) => {
      const at = unit() * cumulative.at(-1)!
      return values[cumulative.findIndex((limit) => at < limit)]!
    },
  }
}

/** Folds the keys into one 32-bit seed; neighbouring keys land far apart (the finaliser of MurmurHash3). */
function mixSeed(seed: number, keys: readonly number[]): number {
  let hash = seed | 0
  for (const key of [...keys, keys.length]) {
    hash = Math.imul(hash ^ key, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash
}
