import { exactFromFen } from '#shared/domain/exact.ts'
import type { SliceTotals } from '#shared/domain/slice.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { rounded } from '../payment/number-text.ts'
import {
  always,
  both,
  countTerm,
  fenTerm,
  type Indicator,
  NO_CASES,
  NO_COST,
  NO_LINES,
  NO_PAYMENT,
  quotient,
  SOURCES,
  yuanTerm,
} from './measure.ts'
import { surplusSides } from './surplus.ts'

const charge = ({ charge }: SliceTotals) => fenTerm('医疗总费用', 'Charges', charge)
const payment = ({ payment }: SliceTotals) => yuanTerm('结算金额', 'Payment', payment)
const cost = ({ cost }: SliceTotals) => fenTerm('成本', 'Cost', cost)

/** Why a figure on the basis cannot be formed, and the two sides of its surplus. */
export const missingSide = (basis: ComputedBasis) => (basis === 'B1' ? NO_PAYMENT : NO_COST)
export const spentTerm = (totals: SliceTotals, basis: ComputedBasis) => {
  const { spent } = surplusSides(totals, basis)
  return basis === 'B1'
    ? yuanTerm('已结算病例的费用', 'Charges of the settled cases', spent)
    : yuanTerm('成本', 'Cost', spent)
}
export const paidTerm = (totals: SliceTotals, basis: ComputedBasis) => {
  const { payment } = surplusSides(totals, basis)
  return basis === 'B1'
    ? yuanTerm('结算金额', 'Payment', payment)
    : yuanTerm('有成本病例的结算金额', 'Payment of the cases with a cost', payment)
}
const sidesCases = (n: number, basis: ComputedBasis) =>
  basis === 'B1' ? countTerm('已结算病例数', 'Settled cases', n) : countTerm('有成本病例数', 'Cases with a cost', n)

const byBasis = (b1: readonly [string, string], b3: readonly [string, string]) => (basis: ComputedBasis) =>
  basis === 'B1' ? both(...b1) : both(...b3)

const asAsked = (basis: ComputedBasis) => basis

/** Charges, payment, cost, and what is left between them. */
export const MONEY = {
  charge: {
    label: always('医疗总费用', 'Charges'),
    definition: always('全部病例账单费用之和', 'Sum of the bills of all cases'),
    numerator: always('Σ 病例总费用', 'Σ charge of each case'),
    smallNumbers: 'sum',
    unit: 'yuan',
    direction: 'neutral',
    source: SOURCES.record,
    measure: (totals) => ({ total: charge(totals), n: totals.n }),
  },
  payment: {
    label: always('结算金额', 'Payment'),
    definition: always(
      '已结算病例按支付政策应得的结算金额之和（基金与个人合计）',
      'What the settled cases are worth under the payment policy, fund and patient together',
    ),
    numerator: always('Σ 病例结算金额（未舍入）', 'Σ payment of each case, before rounding'),
    smallNumbers: 'sum',
    unit: 'yuan',
    direction: 'neutral',
    source: SOURCES.payment,
    measure: (totals) =>
      totals.n > 0 && totals.nPriced === 0
        ? { missing: NO_PAYMENT, n: 0 }
        : { total: payment(totals), n: totals.nPriced },
    notes: (totals) => {
      const paid = exactFromFen(totals.paymentPaid)
      const difference = rounded(paid.minus(totals.payment), 4)
      return [
        both(
          `先求和后舍入为 ${rounded(totals.payment, 2)} 元；逐例先舍入到分再求和为 ${rounded(paid, 2)} 元，相差 ${difference} 元。前者用于分析，后者等于逐例实付之和。`,
          `Summed and then rounded it is ${rounded(totals.payment, 2)} yuan; rounded to fen case by case and then summed it is ${rounded(paid, 2)} yuan, ${difference} yuan apart. The first is used for analysis; the second is what single payments add up to.`,
        ),
      ]
    },
  },
  cost: {
    label: always('成本', 'Cost'),
    definition: always('有成本数据的已结算病例的成本之和', 'Cost of the settled cases whose cost is known'),
    numerator: always('Σ 病例成本', 'Σ cost of each case'),
    smallNumbers: 'sum',
    unit: 'yuan',
    direction: 'neutral',
    source: SOURCES.record,
    measure: (totals) =>
      totals.nWithCost === 0 ? { missing: NO_COST, n: 0 } : { total: cost(totals), n: totals.nWithCost },
  },
  surplus: {
    label: byBasis(['医保盈亏', 'Surplus on charges'], ['成本结余', 'Surplus on cost']),
    definition: byBasis(
      ['结算金额减去同一批病例的医疗总费用（B1 费用口径）', 'Payment less the charges of the same cases (basis B1)'],
      ['结算金额减去同一批病例的成本（B3 成本口径）', 'Payment less the cost of the same cases (basis B3)'],
    ),
    numerator: byBasis(['结算金额 − 费用', 'Payment − charges'], ['结算金额 − 成本', 'Payment − cost']),
    smallNumbers: 'sum',
    unit: 'yuan',
    direction: 'up',
    source: SOURCES.basis,
    basis: asAsked,
    measure: (totals, basis) => {
      const { n } = surplusSides(totals, basis)
      return n === 0
        ? { missing: missingSide(basis), n }
        : { total: paidTerm(totals, basis), less: spentTerm(totals, basis), n }
    },
  },
  'surplus-rate': {
    label: byBasis(['盈亏率', 'Surplus rate on charges'], ['支付结余率', 'Surplus rate on cost']),
    definition: byBasis(
      ['医保盈亏占结算金额的比例（B1 费用口径）', 'Surplus on charges as a share of the payment (basis B1)'],
      ['成本结余占结算金额的比例（B3 成本口径）', 'Surplus on cost as a share of the payment (basis B3)'],
    ),
    numerator: byBasis(['结算金额 − 费用', 'Payment − charges'], ['结算金额 − 成本', 'Payment − cost']),
    denominator: byBasis(['结算金额', 'payment'], ['结算金额', 'payment']),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'up',
    source: SOURCES.basis,
    basis: asAsked,
    measure: (totals, basis) => {
      const { n } = surplusSides(totals, basis)
      const paid = paidTerm(totals, basis)
      return n === 0 ? { missing: missingSide(basis), n } : quotient(paid, paid, n, { less: spentTerm(totals, basis) })
    },
  },
  'cost-return': {
    label: always('成本收益率', 'Return on cost'),
    definition: always(
      '成本结余占成本的比例，固定用 B3 成本口径；与支付结余率分母不同',
      'Surplus on cost as a share of the cost, always on basis B3; its denominator differs from the surplus rate',
    ),
    numerator: always('结算金额 − 成本', 'Payment − cost'),
    denominator: always('成本', 'cost'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'up',
    source: SOURCES.basis,
    basis: () => 'B3',
    measure: (totals) => {
      const { n } = surplusSides(totals, 'B3')
      const spent = spentTerm(totals, 'B3')
      return n === 0 ? { missing: NO_COST, n } : quotient(paidTerm(totals, 'B3'), spent, n, { less: spent })
    },
  },
  'charge-per-case': {
    label: always('次均费用', 'Charge per case'),
    definition: always('每个病例的平均医疗费用', 'Mean charge of a case'),
    numerator: always('医疗总费用', 'Charges'),
    denominator: always('病例数', 'cases'),
    smallNumbers: 'mean',
    unit: 'yuan',
    direction: 'down',
    source: SOURCES.record,
    measure: (totals) =>
      totals.n === 0
        ? { missing: NO_CASES, n: 0 }
        : quotient(charge(totals), countTerm('病例数', 'Cases', totals.n), totals.n),
  },
  'payment-per-case': {
    label: always('例均结算金额', 'Payment per case'),
    definition: always('每个已结算病例的平均结算金额', 'Mean payment of a settled case'),
    numerator: always('结算金额', 'Payment'),
    denominator: always('已结算病例数', 'settled cases'),
    smallNumbers: 'mean',
    unit: 'yuan',
    direction: 'neutral',
    source: SOURCES.payment,
    measure: (totals) =>
      totals.nPriced === 0
        ? { missing: NO_PAYMENT, n: 0 }
        : quotient(payment(totals), sidesCases(totals.nPriced, 'B1'), totals.nPriced),
  },
  'cost-per-case': {
    label: always('例均成本', 'Cost per case'),
    definition: always('每个有成本数据病例的平均成本', 'Mean cost of a case whose cost is known'),
    numerator: always('成本', 'Cost'),
    denominator: always('有成本病例数', 'cases with a cost'),
    smallNumbers: 'mean',
    unit: 'yuan',
    direction: 'down',
    source: SOURCES.record,
    measure: (totals) =>
      totals.nWithCost === 0
        ? { missing: NO_COST, n: 0 }
        : quotient(cost(totals), sidesCases(totals.nWithCost, 'B3'), totals.nWithCost),
  },
  'surplus-per-case': {
    label: byBasis(['例均医保盈亏', 'Surplus per case on charges'], ['例均成本结余', 'Surplus per case on cost']),
    definition: byBasis(
      ['每个已结算病例的平均医保盈亏（B1 费用口径）', 'Mean surplus on charges of a settled case (basis B1)'],
      ['每个有成本数据病例的平均成本结余（B3 成本口径）', 'Mean surplus on cost of a case with a cost (basis B3)'],
    ),
    numerator: byBasis(['结算金额 − 费用', 'Payment − charges'], ['结算金额 − 成本', 'Payment − cost']),
    denominator: byBasis(['已结算病例数', 'settled cases'], ['有成本病例数', 'cases with a cost']),
    smallNumbers: 'mean',
    unit: 'yuan',
    direction: 'up',
    source: SOURCES.basis,
    basis: asAsked,
    measure: (totals, basis) => {
      const { n } = surplusSides(totals, basis)
      return n === 0
        ? { missing: missingSide(basis), n }
        : quotient(paidTerm(totals, basis), sidesCases(n, basis), n, { less: spentTerm(totals, basis) })
    },
  },
  fund: {
    label: always('基金支付', 'Fund part'),
    definition: always(
      '结算金额减去个人负担；只含个人负担已知的病例',
      'Payment less the patient part, over the cases whose patient part is known',
    ),
    numerator: always('Σ（结算金额 − 个人负担）', 'Σ (payment − patient part)'),
    smallNumbers: 'sum',
    unit: 'yuan',
    direction: 'neutral',
    source: SOURCES.payment,
    measure: (totals) =>
      totals.nWithPatient > 0
        ? { total: yuanTerm('基金支付', 'Fund part', totals.fund), n: totals.nWithPatient }
        : { missing: NO_PATIENT, n: 0 },
  },
  patient: {
    label: always('个人负担', 'Patient part'),
    definition: always('已结算病例中患者方支付的部分', 'What the patient side pays of the settled cases'),
    numerator: always('Σ 个人负担', 'Σ patient part'),
    smallNumbers: 'sum',
    unit: 'yuan',
    direction: 'neutral',
    source: SOURCES.payment,
    measure: (totals) =>
      totals.nWithPatient > 0
        ? { total: fenTerm('个人负担', 'Patient part', totals.patient), n: totals.nWithPatient }
        : { missing: NO_PATIENT, n: 0 },
  },
  'drug-share': {
    label: always('药占比', 'Drug share'),
    definition: always(
      '西药、中药饮片、中成药费用占有明细病例费用的比例',
      'Western drugs, herbal slices and patent Chinese drugs as a share of the charges of the cases that have lines',
    ),
    numerator: always('09+10+11 类费用', 'Categories 09+10+11'),
    denominator: always('有明细病例的费用', 'charges of the cases with lines'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.category,
    measure: (totals) => shareOfCharge(totals, fenTerm('药品费', 'Drugs', totals.drug)),
  },
  'drug-share-no-herbal': {
    label: always('药占比（不含中药饮片）', 'Drug share without herbal slices'),
    definition: always(
      '西药与中成药费用占有明细病例费用的比例；两种药占比口径并存',
      'Western and patent Chinese drugs as a share of the charges of the cases that have lines; both variants are in use',
    ),
    numerator: always('09+11 类费用', 'Categories 09+11'),
    denominator: always('有明细病例的费用', 'charges of the cases with lines'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.category,
    measure: (totals) =>
      shareOfCharge(
        totals,
        fenTerm('药品费', 'Drugs', totals.drug),
        fenTerm('中药饮片费', 'Herbal slices', totals.herbal),
      ),
  },
  'consumable-share': {
    label: always('耗占比', 'Consumable share'),
    definition: always(
      '卫生材料费占有明细病例费用的比例',
      'Consumables as a share of the charges of the cases that have lines',
    ),
    numerator: always('08 类费用', 'Category 08'),
    denominator: always('有明细病例的费用', 'charges of the cases with lines'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.category,
    measure: (totals) => shareOfCharge(totals, fenTerm('卫生材料费', 'Consumables', totals.consumable)),
  },
} as const satisfies Record<string, Indicator>

const NO_PATIENT = both('没有个人支付数据', 'no data on what patients paid')

/** A patient part of zero leaves the whole payment to the fund, so both sums are zero only when neither is known. */
function shareOfCharge(totals: SliceTotals, part: ReturnType<typeof fenTerm>, less?: ReturnType<typeof fenTerm>) {
  const whole = fenTerm('有明细病例的费用', 'Charges of the cases with lines', totals.chargeWithLines)
  if (whole.value.eq(0)) return { missing: NO_LINES, n: totals.nWithLines }
  return quotient(part, whole, totals.nWithLines, less === undefined ? {} : { less })
}
