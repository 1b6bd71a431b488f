import { ZERO } from '#shared/domain/exact.ts'
import type { FeeCategory } from '#shared/domain/fee-category.ts'
import { sumFen } from '#shared/domain/money.ts'
import { missingSide, paidTerm, spentTerm } from './indicators-money.ts'
import {
  always,
  both,
  countTerm,
  fenTerm,
  type Indicator,
  NO_LINES,
  notSupplied,
  quotient,
  SOURCES,
  yuanTerm,
} from './measure.ts'
import { surplusSides } from './surplus.ts'

/** What is paid for work and not for goods or tests: bed, consultation, treatment, surgery, nursing, general treatment, registration. */
const SERVICES: readonly FeeCategory[] = ['01', '02', '05', '06', '07', '12', '13']

/** What charges are made of, and how much of the work loses. */
export const STRUCTURE = {
  'service-share': {
    label: always('医疗服务收入占比', 'Medical-service share'),
    definition: always(
      '床位、诊察、治疗、手术、护理、一般诊疗、挂号（01、02、05、06、07、12、13 类）占有明细病例费用的比例；不含药品、耗材、检查、化验和其他',
      'Bed, consultation, treatment, surgery, nursing, general treatment and registration (01, 02, 05, 06, 07, 12, 13) as a share of the charges of the cases that have lines; without drugs, consumables, examinations, laboratory and other',
    ),
    numerator: always('01+02+05+06+07+12+13 类费用', 'Categories 01+02+05+06+07+12+13'),
    denominator: always('有明细病例的费用', 'charges of the cases with lines'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'up',
    source: SOURCES.category,
    measure: ({ chargeWithLines, nWithLines }, _basis, further) => {
      const { categories } = further
      if (categories === undefined) return notSupplied(further, 'categories')
      if (chargeWithLines === 0) return { missing: NO_LINES, n: nWithLines }
      return quotient(
        fenTerm('医疗服务费用', 'Medical services', sumFen(SERVICES.map((category) => categories[category]))),
        fenTerm('有明细病例的费用', 'Charges of the cases with lines', chargeWithLines),
        nWithLines,
      )
    },
  },
  'self-pay-share': {
    label: always('医保外费用占比', 'Share outside insurance'),
    definition: always(
      '医保目录外由患者全额自付的费用（自付比例为 100% 的明细）占同一批病例费用的比例；不是个人负担占比',
      'What patients pay in full outside the catalogue (lines whose self-pay ratio is 100%) as a share of the charges of the same cases; not the patient part of the payment',
    ),
    numerator: always('目录外自费金额', 'Amount outside the catalogue'),
    denominator: always('同一批病例的费用', 'charges of the same cases'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.payment,
    measure: (_totals, _basis, further) =>
      further.selfPay === undefined
        ? notSupplied(further, 'selfPay')
        : quotient(
            fenTerm('目录外自费金额', 'Amount outside the catalogue', further.selfPay.amount),
            fenTerm('同一批病例的费用', 'Charges of the same cases', further.selfPay.charge),
            further.selfPay.n,
          ),
  },
  'loss-rate-cases': {
    label: always('亏损例数占比（a）', 'Share of losing cases (a)'),
    definition: always(
      '结算金额低于费用（B1）或成本（B3）的病例占同口径病例的比例',
      'Share of the cases whose payment is below their charges (B1) or cost (B3)',
    ),
    numerator: always('亏损病例数', 'Losing cases'),
    denominator: (basis) =>
      basis === 'B3' ? both('有成本病例数', 'cases with a cost') : both('已结算病例数', 'settled cases'),
    smallNumbers: 'proportion',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.basis,
    basis: (asked) => asked,
    measure: (totals, basis, further) => {
      const { losing } = further
      if (losing === undefined || losing.basis !== basis) return notSupplied(further, 'losing')
      const { n } = surplusSides(totals, basis)
      return n === 0
        ? { missing: missingSide(basis), n }
        : quotient(
            countTerm('亏损病例数', 'Losing cases', losing.cases),
            countTerm('同口径病例数', 'Cases on the basis', n),
            n,
          )
    },
  },
  'loss-rate': {
    label: always('亏损率（b）', 'Loss rate (b)'),
    definition: always(
      '亏损金额占结算金额的比例；有结余时为 0。亏损率默认用此口径，例数口径见（a）',
      'Loss as a share of the payment, 0 where there is none. The default of the two loss rates; (a) counts cases',
    ),
    numerator: (basis) =>
      basis === 'B3'
        ? both('max(0, 成本 − 结算金额)', 'max(0, cost − payment)')
        : both('max(0, 费用 − 结算金额)', 'max(0, charges − payment)'),
    denominator: always('结算金额', 'payment'),
    smallNumbers: 'mean',
    unit: 'ratio',
    direction: 'down',
    source: SOURCES.basis,
    basis: (asked) => asked,
    measure: (totals, basis) => {
      const { n } = surplusSides(totals, basis)
      if (n === 0) return { missing: missingSide(basis), n }
      const [paid, spent] = [paidTerm(totals, basis), spentTerm(totals, basis)]
      return spent.value.gt(paid.value)
        ? quotient(spent, paid, n, { less: paid })
        : quotient(yuanTerm('亏损', 'Loss', ZERO), paid, n)
    },
  },
} as const satisfies Record<string, Indicator>
