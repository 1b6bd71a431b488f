import type { OutlierPolicy, PolicyDocument } from '#engine/payment/policy.ts'
import { exact, STORED_PLACES } from '#shared/domain/exact.ts'
import { extraFaults } from './extra-checks.ts'
import { at, type PolicyFault, repeated } from './fault.ts'
import { rateFaults } from './rate-checks.ts'

/** What the shape alone cannot say: duplicates, order of bands, rules that miss a number they need. */
export function policyFaults(policy: PolicyDocument): PolicyFault[] {
  return [
    ...validityFaults(policy),
    ...groupFaults(policy),
    ...pricingFaults(policy),
    ...outlierFaults(policy),
    ...ruleFaults(policy),
    ...extraFaults(policy),
  ]
}

function* validityFaults({ validFrom, validTo }: PolicyDocument): Generator<PolicyFault> {
  if (validTo !== null && validTo < validFrom)
    yield at(
      ['validTo'],
      `失效月 ${validTo} 早于生效月 ${validFrom}`,
      `ends in ${validTo}, before it starts in ${validFrom}`,
    )
}

function* groupFaults({ groups }: PolicyDocument): Generator<PolicyFault> {
  for (const index of repeated(groups.map(({ drg }) => drg))) {
    const { drg } = groups[index]!
    yield at(
      ['groups', index, 'drg'],
      `病组 ${drg} 出现两次，请只保留一行`,
      `group ${drg} is listed twice; keep one row`,
    )
  }
}

const places = (text: string | undefined) => (text?.split('.')[1] ?? '').length

function* pricingFaults(policy: PolicyDocument): Generator<PolicyFault> {
  const { pricing, groups } = policy
  if (pricing.mode === 'weight') {
    const { baseRates, defaultInsurance, hospitalCoefficient } = pricing
    const insurances = baseRates.map(({ insurance }) => insurance)
    yield* rateFaults(policy)
    if (defaultInsurance !== null && !insurances.includes(defaultInsurance))
      yield at(
        ['pricing', 'defaultInsurance'],
        `“${defaultInsurance}”在 baseRates 中没有费率`,
        `“${defaultInsurance}” has no rate in baseRates`,
      )
    // A floating rate is rounded to four decimals, but a quotient may come out even: count what it can have at most.
    const shared =
      Math.max(...baseRates.map(({ rate }) => (rate === undefined ? 4 : places(rate)))) + places(hospitalCoefficient)
    for (const [index, group] of groups.entries()) {
      const total = shared + places(group.rw) + places(group.coefficient) + places(group.qualityReduction)
      if (total > STORED_PLACES)
        yield at(
          ['groups', index, 'rw'],
          `病组 ${group.drg} 的权重、费率与系数合计 ${total} 位小数，支付标准最多保留 ${STORED_PLACES} 位，请去掉末尾多余的 0`,
          `weight, rate and coefficients of group ${group.drg} have ${total} decimals together; a standard keeps ${STORED_PLACES}, so drop trailing zeros`,
        )
    }
    return
  }
  const known = new Set(groups.map(({ drg }) => drg))
  for (const index of repeated(pricing.prices.map(({ drg, insurance }) => JSON.stringify([drg, insurance])))) {
    const { drg } = pricing.prices[index]!
    yield at(
      ['pricing', 'prices', index],
      `病组 ${drg} 同一险种的价格出现两次`,
      `group ${drg} has two prices for one insurance type`,
    )
  }
  for (const [index, { drg }] of pricing.prices.entries())
    if (!known.has(drg))
      yield at(
        ['pricing', 'prices', index, 'drg'],
        `病组 ${drg} 有价格但不在 groups 中，请补上它的权重`,
        `group ${drg} has a price but is not in groups; add its weight there`,
      )
  for (const [index, { drg, coefficient }] of groups.entries())
    if (coefficient !== undefined)
      yield at(
        ['groups', index, 'coefficient'],
        `价格表方式下不再乘系数，请删去病组 ${drg} 的 coefficient`,
        `a table price is not multiplied again; remove the coefficient of group ${drg}`,
      )
}

function* outlierFaults(policy: PolicyDocument): Generator<PolicyFault> {
  const { outliers, groups } = policy
  if (outliers === null) return
  if (outliers.ratioBase === 'standard' && outliers.levelCoefficient !== undefined)
    yield at(
      ['outliers', 'levelCoefficient'],
      '以支付标准为倍率基准时，标准已含等级系数，请删去 levelCoefficient',
      'the standard already contains the level coefficient; remove it, or set ratioBase to groupMean',
    )
  if (outliers.ratioBase === 'groupMean' && outliers.averageCharge === undefined)
    for (const [index, { drg, meanCharge }] of groups.entries())
      if (meanCharge === undefined)
        yield at(
          ['groups', index, 'meanCharge'],
          `倍率以病组次均费用为基准，但病组 ${drg} 没有 meanCharge，也没有 outliers.averageCharge`,
          `the ratio is taken on the group mean, but group ${drg} has no meanCharge and there is no outliers.averageCharge`,
        )
  yield* bandFaults(outliers)
  yield* controlFaults(policy, outliers)
}

function* bandFaults({ low, high }: OutlierPolicy): Generator<PolicyFault> {
  const bands = high?.bands ?? []
  for (const [index, { rwBelow, above }] of bands.entries()) {
    const last = index === bands.length - 1
    const path = ['outliers', 'high', 'bands', index, 'rwBelow']
    const before = bands[index - 1]?.rwBelow
    if (last && rwBelow !== null)
      yield at(
        path,
        '最后一档必须为 null，否则权重更高的病组没有高倍率界限',
        'the last band must be null, or heavier groups have no line',
      )
    else if (!last && rwBelow === null) yield at(path, '只有最后一档可以为 null', 'only the last band may be null')
    else if (rwBelow !== null && before && !exact(rwBelow).gt(before))
      yield at(
        path,
        `各档必须由小到大：${rwBelow} 不大于 ${before}`,
        `bands must ascend: ${rwBelow} is not above ${before}`,
      )
    if (low !== null && !exact(above).gt(low.below))
      yield at(
        ['outliers', 'high', 'bands', index, 'above'],
        `高倍率界限 ${above} 必须大于低倍率界限 ${low.below}`,
        `the high cut ${above} must lie above the low cut ${low.below}`,
      )
  }
}

/** c must be stated, or follow from rate ÷ average charge, wherever a formula cannot do without it. */
function* controlFaults({ pricing }: PolicyDocument, outliers: OutlierPolicy): Generator<PolicyFault> {
  const { low, high, ratioBase, controlCoefficient, averageCharge } = outliers
  if (controlCoefficient !== undefined || (pricing.mode === 'weight' && averageCharge !== undefined)) return
  const onMean = ratioBase === 'groupMean' && ['linear-add', 'deduct', 'cap'].includes(high?.settle ?? '')
  if (low?.settle === 'by-actual-control' || onMean)
    yield at(
      ['outliers', 'controlCoefficient'],
      '所选结算公式需要控费系数：请填写 controlCoefficient，或（按权重付费时）填写 averageCharge',
      'the chosen formula needs a control coefficient: give controlCoefficient or, with weights, averageCharge',
    )
}

function* ruleFaults(policy: PolicyDocument): Generator<PolicyFault> {
  const rules: [
    PolicyFault['path'],
    { readonly settle: string; readonly ratio?: string | undefined } | null | undefined,
  ][] = [
    [['outliers', 'low'], policy.outliers?.low],
    [['outliers', 'high'], policy.outliers?.high],
    [['ungrouped'], policy.ungrouped],
    [['ambiguous'], policy.ambiguous],
    [['longStay'], policy.longStay],
  ]
  for (const [path, rule] of rules) {
    if (!rule) continue
    const needed = rule.settle.endsWith('-ratio')
    if (needed && rule.ratio === undefined)
      yield at(
        [...path, 'ratio'],
        '按实际费用的比例结算时必须填写 ratio',
        'settling by a share of the charge needs a ratio',
      )
    if (!needed && rule.ratio !== undefined)
      yield at(
        [...path, 'ratio'],
        `结算方式 ${rule.settle} 不使用 ratio，请删去`,
        `${rule.settle} does not use a ratio; remove it`,
      )
  }
  for (const index of repeated(policy.exemptInsurances ?? []))
    yield at(['exemptInsurances', index], '险种重复', 'this insurance type is listed twice')
}
