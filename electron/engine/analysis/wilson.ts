/** 97.5th percentile of the standard normal distribution: a two-sided 95% interval. */
const Z = 1.959963984540054

interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * 95% Wilson score interval of the proportion k of n (Wilson 1927). Unlike the textbook interval it stays within 0 and 1
 * and has a width at k = 0, which is what small departments need.
 * @throws RangeError unless 0 ≤ k ≤ n and n > 0, both whole
 */
export function wilsonInterval(k: number, n: number): Interval {
  if (!Number.isSafeInteger(k) || !Number.isSafeInteger(n) || n <= 0 || k < 0 || k > n)
    throw new RangeError(`not a proportion: ${k} of ${n}`)
  const p = k / n
  const z2 = Z * Z
  const middle = p + z2 / (2 * n)
  const reach = Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  const scale = 1 + z2 / n
  return {
    low: k === 0 ? 0 : Math.max(0, (middle - reach) / scale),
    high: k === n ? 1 : Math.min(1, (middle + reach) / scale),
  }
}

/** A proportion with its interval. */
export interface Estimate extends Interval {
  readonly value: number
}

/**
 * 95% interval of the difference now − before of two independent proportions, from their Wilson intervals (Newcombe 1998, method 10).
 * Zero within it: the difference may be chance.
 */
export function differenceInterval(before: Estimate, now: Estimate): Interval {
  const difference = now.value - before.value
  return {
    low: difference - Math.hypot(now.value - now.low, before.high - before.value),
    high: difference + Math.hypot(now.high - now.value, before.value - before.low),
  }
}
