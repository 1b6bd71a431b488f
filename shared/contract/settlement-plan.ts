import { z } from 'zod'
import type { ExactText } from '#shared/domain/figure.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import { language, path } from './method-spec.ts'
import { periodSchema } from './slice.ts'

const year = z.string().regex(/^\d{4}$/)
const rate = z.string().regex(/^\d{1,10}(\.\d{1,8})?$/)
const share = z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)
const LIMIT = 1e13
const signed = z.number().int().min(-LIMIT).max(LIMIT).transform(fen)
const amount = z.number().int().min(0).max(LIMIT).transform(fen)
const insurance = z.string().max(100)

/** What a person types of a month of one insurance type; left out: as the book has it. */
const monthInputs = z.strictObject({
  month: periodSchema,
  insurance,
  /** Yuan per weight or point. */
  rate: rate.optional(),
  advanceRatio: share.optional(),
  patientPaid: amount.optional(),
  deductions: amount.optional(),
  /** What was paid out, where it isn't what was to be advanced. */
  paid: amount.optional(),
})

/** Of an insurance type for the year: its final rate, or what it follows from. */
const insuranceInputs = z.strictObject({
  insurance,
  finalRate: rate.optional(),
  /** final rate = fund ÷ share of the fund ÷ total weight or points of the region. */
  fund: amount.optional(),
  fundShare: share.optional(),
  regionTotal: rate.optional(),
  /** 基金支付比例: the fund pays this share of the payment, and patients' payments are not taken off. */
  fundRatio: share.optional(),
})

export const planInputsSchema = z.strictObject({
  advanceRatio: share,
  coefficient: rate,
  assessment: signed,
  depositRatio: share,
  depositReturned: amount,
  months: z.array(monthInputs).max(600),
  insurances: z.array(insuranceInputs).max(50),
})
export type PlanInputs = z.output<typeof planInputsSchema>

/** Until somebody says otherwise: all of a month is advanced, nothing is withheld, the year has no assessment. */
export const DEFAULT_PLAN: PlanInputs = {
  advanceRatio: '1',
  coefficient: '1',
  assessment: fen(0),
  depositRatio: '0',
  depositReturned: fen(0),
  months: [],
  insurances: [],
}

/** Requests of `settlement.…` about advances and clearing. Without a year the last one of the book. */
export const PLAN_REQUESTS = {
  plan: z.strictObject({ year: year.optional() }),
  /** Null inputs take back what was typed for the year. */
  savePlan: z.strictObject({ year, inputs: planInputsSchema.nullable() }),
  exportPlan: z.strictObject({ year, language, path: path.optional() }),
} as const

/** Each in fen; see engine/payment/clearing.ts. */
interface PlanAmounts {
  readonly floating: Fen
  readonly floatingAtFinal: Fen
  readonly drift: Fen
  readonly fixed: Fen
  readonly advance: Fen
  readonly advanceAtFinal: Fen
  readonly paid: Fen
  readonly due: Fen
  readonly patientPaid: Fen
  readonly deductions: Fen
}

/** `none`: the rules of the month have neither a rate nor a point value; one may be typed. */
export type RateKind = 'weight' | 'points' | 'none'

/** A month of one insurance type. */
export interface PlanRow extends PlanAmounts {
  readonly month: Period
  readonly insurance: string
  readonly kind: RateKind
  readonly n: number
  /** Cases without a payment: in no amount. */
  readonly unpriced: number
  /** Cases whose patient part is known, of `n`. */
  readonly withPatient: number
  /** Weight with its coefficients, or points, of what floats; four decimals. */
  readonly weight: ExactText
  readonly rate: ExactText | null
  readonly finalRate: ExactText | null
  readonly advanceRatio: ExactText
  /** What of it was typed. */
  readonly typed: readonly ('rate' | 'advanceRatio' | 'patientPaid' | 'deductions' | 'paid')[]
}

export interface PlanReport {
  readonly year: string
  /** Years that have cases, the last first. */
  readonly years: readonly string[]
  readonly rows: readonly PlanRow[]
  readonly total: PlanAmounts & { readonly n: number; readonly unpriced: number }
  readonly insurances: readonly {
    readonly insurance: string
    readonly kind: RateKind
    /** Null while the months keep their own rates. */
    readonly finalRate: ExactText | null
    readonly source: 'typed' | 'fund' | 'monthly'
  }[]
  readonly assessment: Fen
  readonly deposit: Fen
  readonly depositReturned: Fen
  /** Above zero is owed to the hospital, below zero to the insurer. */
  readonly balance: Fen
  readonly inputs: PlanInputs
  /** Somebody typed something for this year. */
  readonly kept: boolean
}
