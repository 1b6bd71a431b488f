import type { PolicyDocument } from '#engine/payment/policy.ts'
import type { AddOn, DayBand } from '#engine/payment/policy-extras.ts'
import { at, type PolicyFault, repeated } from './fault.ts'

/** Add-ons, bed-days, long stays and reviews: rules that miss a number they need, or have one they do not use. */
export function* extraFaults(policy: PolicyDocument): Generator<PolicyFault> {
  const { addOns = [], perDiem = [], longStay, review } = policy
  for (const index of repeated(addOns.map(({ code }) => code))) {
    const { code } = addOns[index]!
    yield at(['addOns', index, 'code'], `另付项目 ${code} 出现两次`, `add-on ${code} is listed twice`)
  }
  for (const [index, addOn] of addOns.entries()) yield* addOnFaults(['addOns', index], addOn)
  for (const index of repeated(perDiem.map(({ drg, insurance }) => JSON.stringify([drg ?? null, insurance ?? null]))))
    yield at(['perDiem', index], '同一病组与险种的床日标准出现两次', 'this group and insurance type is listed twice')
  for (const [index, { drg, insurance, bands }] of perDiem.entries()) {
    if (drg === undefined && insurance === undefined)
      yield at(
        ['perDiem', index],
        '请至少填写 drg 或 insurance 之一，否则所有病例都会按床日付费',
        'give drg or insurance, or every case would be paid by bed-day',
      )
    yield* bandFaults(['perDiem', index, 'bands'], bands)
  }
  if (longStay !== undefined) {
    const byDay = longStay.settle === 'per-diem'
    if (byDay !== (longStay.bands !== undefined))
      yield at(
        ['longStay', 'bands'],
        byDay ? '按床日结算时必须填写 bands' : `结算方式 ${longStay.settle} 不使用 bands，请删去`,
        byDay ? 'paying by bed-day needs bands' : `${longStay.settle} does not use bands; remove them`,
      )
    yield* bandFaults(['longStay', 'bands'], longStay.bands ?? [])
  }
  if (review !== undefined && Object.values(review).filter((value) => value !== undefined).length < 2)
    yield at(
      ['review'],
      '除申请比例外，请至少填写一条提请特病单议的界限',
      'beside the quota give at least one line that puts a case up for review',
    )
}

function* addOnFaults(path: PolicyFault['path'], addOn: AddOn): Generator<PolicyFault> {
  const { code, items, names, categories, negotiated, settle } = addOn
  if ([items, names, categories, negotiated].every((mark) => mark === undefined))
    yield at(
      path,
      `另付项目 ${code} 没有写明哪些收费属于它：请填写 items、names、categories 或 negotiated`,
      `add-on ${code} does not say which lines are its own: give items, names, categories or negotiated`,
    )
  for (const key of ['amount', 'ratio', 'cap'] as const) {
    const needed = (key === 'amount' && settle === 'add-amount') || (key === 'ratio' && settle === 'add-ratio')
    const allowed = needed || (key === 'cap' && settle === 'add-ratio')
    if (needed && addOn[key] === undefined)
      yield at([...path, key], `结算方式 ${settle} 必须填写 ${key}`, `${settle} needs ${key}`)
    if (!allowed && addOn[key] !== undefined)
      yield at([...path, key], `结算方式 ${settle} 不使用 ${key}，请删去`, `${settle} does not use ${key}; remove it`)
  }
}

function* bandFaults(path: PolicyFault['path'], bands: readonly DayBand[]): Generator<PolicyFault> {
  for (const [index, { upToDay }] of bands.entries()) {
    const last = index === bands.length - 1
    const before = bands[index - 1]?.upToDay ?? 0
    const here = [...path, index, 'upToDay']
    if (last && upToDay !== null)
      yield at(
        here,
        '最后一档必须为 null，否则更长的住院没有标准',
        'the last band must be null, or longer stays have no rate',
      )
    else if (!last && upToDay === null) yield at(here, '只有最后一档可以为 null', 'only the last band may be null')
    else if (upToDay !== null && upToDay <= before)
      yield at(
        here,
        `各档必须由小到大：${upToDay} 不大于 ${before}`,
        `bands must ascend: ${upToDay} is not above ${before}`,
      )
  }
}
