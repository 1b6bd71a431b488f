import type { BaseRate, PolicyDocument } from '#engine/payment/policy.ts'
import { at, type PolicyFault, repeated } from './fault.ts'

/** Rates by insurance type and month, the monthly ones and those of the whole year. */
export function* rateFaults({ pricing, validFrom, validTo, yearEnd }: PolicyDocument): Generator<PolicyFault> {
  if (pricing.mode !== 'weight') return
  const { baseRates } = pricing
  const path = ['pricing', 'baseRates']
  yield* listFaults(path, baseRates)
  for (const [index, { from, insurance }] of baseRates.entries()) {
    const outside = from !== undefined && (from < validFrom || (validTo !== null && from > validTo))
    if (outside)
      yield at(
        [...path, index, 'from'],
        `险种“${insurance}”的费率自 ${from} 起，不在政策的执行月份之内`,
        `the rate of “${insurance}” starts in ${from}, outside the months of the policy`,
      )
  }
  if (yearEnd?.finalRates !== undefined) yield* listFaults(['yearEnd', 'finalRates'], yearEnd.finalRates)
}

function* listFaults(path: PolicyFault['path'], rates: readonly BaseRate[]): Generator<PolicyFault> {
  for (const index of repeated(rates.map(({ insurance, from }) => JSON.stringify([insurance, from ?? null])))) {
    const { insurance, from } = rates[index]!
    const since = from === undefined ? '' : ` ${from} `
    yield at(
      [...path, index],
      `险种“${insurance}”${since}的费率出现两次`,
      `the rate of “${insurance}”${since} is listed twice`,
    )
  }
  for (const [index, { insurance, rate, budget, weight }] of rates.entries()) {
    const floating = budget !== undefined && weight !== undefined
    const either = rate === undefined ? floating : budget === undefined && weight === undefined
    if (!either)
      yield at(
        [...path, index, 'rate'],
        `险种“${insurance}”请填写 rate，或同时填写 budget 与 weight，不能混用`,
        `give “${insurance}” a rate, or both budget and weight, not a mixture`,
      )
  }
}
