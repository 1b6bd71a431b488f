import type { Bilingual } from '#shared/domain/bilingual.ts'
import { both } from './measure.ts'

interface Effect {
  readonly name: Bilingual
  /** Over the groups g of both slices unless said otherwise; N is their cases, S̄0 and K̄0 the means of a case in the base. */
  readonly formula: string
}

/** What changed the payment, in the order of a waterfall. The four from `rw` to `settlement` and `standard` are the change of the standard. */
export const PAYMENT_EFFECTS = {
  volume: { name: both('量', 'Volume'), formula: '(N1 − N0) × S̄0' },
  mix: { name: both('结构', 'Mix'), formula: 'Σ n1 × S0 − N1 × S̄0' },
  rw: { name: both('权重', 'Weight'), formula: 'Σ n1 × (RW1 − RW0) × k0 × R0' },
  coefficient: { name: both('系数', 'Coefficient'), formula: 'Σ n1 × RW1 × (k1 − k0) × R0' },
  rate: { name: both('费率', 'Rate'), formula: 'Σ n1 × RW1 × k1 × (R1 − R0)' },
  settlement: {
    name: both('结算规则（倍率等）', 'Settlement rules (outliers and the like)'),
    formula: 'Σ n1 × ((S1 − RW1 × k1 × R1) − (S0 − RW0 × k0 × R0))',
  },
  standard: { name: both('支付标准（未拆分）', 'Standard (not split)'), formula: 'Σ n1 × (S1 − S0)' },
  new: { name: both('新增病组', 'New groups'), formula: 'Σ n1 × S1, n0 = 0' },
  vanished: { name: both('消失病组', 'Vanished groups'), formula: '−Σ n0 × S0, n1 = 0' },
} as const satisfies Record<string, Effect>

/** What changed what was spent: charges on B1, cost on B3. The three from `efficiency` to `unit` are the change of the unit cost. */
export const SPENT_EFFECTS = {
  volume: { name: both('量', 'Volume'), formula: '(N1 − N0) × K̄0' },
  mix: { name: both('结构', 'Mix'), formula: 'Σ n1 × K0 − N1 × K̄0' },
  efficiency: { name: both('用量（效率）', 'Use (efficiency)'), formula: 'Σ n1 × (q1 − q0) × p0' },
  price: { name: both('价格', 'Price'), formula: 'Σ n1 × q1 × (p1 − p0)' },
  unit: { name: both('单位成本（未拆分）', 'Unit cost (not split)'), formula: 'Σ n1 × (K1 − K0)' },
  new: { name: both('新增病组', 'New groups'), formula: 'Σ n1 × K1, n0 = 0' },
  vanished: { name: both('消失病组', 'Vanished groups'), formula: '−Σ n0 × K0, n1 = 0' },
} as const satisfies Record<string, Effect>

export type PaymentEffect = keyof typeof PAYMENT_EFFECTS
export type SpentEffect = keyof typeof SPENT_EFFECTS
export const PAYMENT_EFFECT_IDS = Object.keys(PAYMENT_EFFECTS) as readonly PaymentEffect[]
export const SPENT_EFFECT_IDS = Object.keys(SPENT_EFFECTS) as readonly SpentEffect[]

/** Who is given what volume and price change together. Both are in use; a table must say which one it follows. */
export type BridgeConvention = 'base-price' | 'current-price'

export const CONVENTION_NAMES: Readonly<Record<BridgeConvention, Bilingual>> = {
  'base-price': both(
    '量与结构按基期价格，价格与效率按实际例数（新增、消失病组单列）',
    'Volume and mix at base prices, price and efficiency at actual cases; new and vanished groups apart',
  ),
  'current-price': both(
    '量与结构按当期价格，价格按基期例数（新增、消失病组单列）',
    'Volume and mix at current prices, price at base cases; new and vanished groups apart',
  ),
}

/** F (有利) or U (不利): more payment is good, more spent is not. Null for no change. */
export function favourable(side: 'payment' | 'spent', amount: number): 'F' | 'U' | null {
  if (amount === 0) return null
  return amount > 0 === (side === 'payment') ? 'F' : 'U'
}
