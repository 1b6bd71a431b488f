import { z } from 'zod'
import { HIGH_FORMULAS, LOW_FORMULAS, type PolicyDocument, UNGROUPED_FORMULAS } from '#engine/payment/policy.ts'
import { ADD_ON_RULES, LONG_STAY_RULES } from '#engine/payment/policy-extras.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { isPeriod, type Period } from '#shared/domain/period.ts'

/** A fault with its own sentence in both languages, carried through zod's issue list. */
const fault = (message: Bilingual): { readonly message: string; readonly params: Record<string, unknown> } => ({
  message: message.en,
  params: { zh: message.zh },
})

const PLAIN = /^\d{1,10}(\.\d+)?$/

/**
 * A plain decimal text, not negative. The places are limited so that a standard fits the 14 decimals of a yuan that are
 * kept, and is exact (the product of a group is checked again as a whole, see checks.ts).
 */
const decimal = (places: number, { positive = true } = {}) =>
  z.string().check((context) => {
    const text = context.value
    const issue = (zh: string, en: string) => context.issues.push({ code: 'custom', input: text, ...fault({ zh, en }) })
    if (!PLAIN.test(text))
      issue(
        `“${text}”不是普通小数，请写成如 "0.9300" 的形式`,
        `“${text}” is not a plain decimal; write it like "0.9300"`,
      )
    else if ((text.split('.')[1] ?? '').length > places)
      issue(
        `“${text}”超过 ${places} 位小数，请按文件公布的位数填写`,
        `“${text}” has more than ${places} decimals; enter it as published`,
      )
    else if (positive && Number(text) === 0) issue('必须大于 0', 'must be above 0')
  })

const share = decimal(4, { positive: false }).refine(
  (text) => !PLAIN.test(text) || Number(text) <= 1,
  fault({ zh: '必须在 0 到 1 之间', en: 'must lie between 0 and 1' }),
)

/** What is empty says nothing: it is left out, so that a policy has one form whichever file it came from. */
const present = <Value extends string | readonly unknown[] | object | undefined>(value: z.ZodType<Value>) =>
  value
    .transform((found) => (found === undefined || Object.keys(Object(found)).length === 0 ? undefined : found))
    .optional()

const text = z.string().trim().min(1).max(400)
/** A part of a list, which a workbook keeps in one cell. */
const part = text.refine((found) => !found.includes('|'), fault({ zh: '不能含有 |', en: 'must not contain |' }))
const month = z.custom<Period>(
  (value) => typeof value === 'string' && isPeriod(value),
  fault({ zh: '请写成年月，如 "2026-01"', en: 'write a month, like "2026-01"' }),
)

const rate = {
  insurance: text,
  rate: decimal(4).optional(),
  budget: decimal(4).optional(),
  weight: decimal(6).optional(),
}

const pricing = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('weight'),
    baseRates: z.array(z.strictObject({ ...rate, from: month.optional() })).min(1),
    defaultInsurance: text.nullable(),
    hospitalCoefficient: decimal(4),
  }),
  z.strictObject({
    mode: z.literal('direct'),
    prices: z.array(z.strictObject({ drg: text, insurance: text.nullable(), price: decimal(8) })).min(1),
  }),
])

const group = z.strictObject({
  drg: text,
  name: present(z.string().trim().max(400).optional()),
  rw: decimal(6),
  coefficient: decimal(4).optional(),
  meanCharge: decimal(4).optional(),
  qualityReduction: share
    .refine(
      (text) => Number(text) !== 1,
      fault({ zh: '必须小于 1，否则支付标准为 0', en: 'must be below 1, or the standard is nothing' }),
    )
    .optional(),
})

const outliers = z.strictObject({
  ratioBase: z.enum(['standard', 'groupMean']),
  low: z.strictObject({ below: decimal(4), settle: z.enum(LOW_FORMULAS), ratio: decimal(4).optional() }).nullable(),
  high: z
    .strictObject({
      bands: z.array(z.strictObject({ rwBelow: decimal(6).nullable(), above: decimal(4) })).min(1),
      settle: z.enum(HIGH_FORMULAS),
      ratio: decimal(4).optional(),
    })
    .nullable(),
  averageCharge: decimal(4).optional(),
  controlCoefficient: decimal(8).optional(),
  levelCoefficient: decimal(4).optional(),
})

const addOn = z.strictObject({
  code: text,
  name: text,
  items: z.array(part).min(1).optional(),
  names: z.array(part).min(1).optional(),
  categories: z.array(z.enum(FEE_CATEGORIES)).min(1).optional(),
  negotiated: z.literal(true).optional(),
  settle: z.enum(ADD_ON_RULES),
  amount: decimal(4).optional(),
  ratio: decimal(4).optional(),
  cap: decimal(4).optional(),
})

const days = z.int().min(1).max(10_000)
const bands = z.array(z.strictObject({ upToDay: days.nullable(), rate: decimal(4) })).min(1)

/** The shape of `payment-policy/1`; unknown keys are refused, so that a misspelt rule is never silently without effect. */
export const policySchema = z.strictObject({
  format: z.literal('payment-policy/1'),
  kind: z.literal('DRG'),
  code: text,
  name: z.strictObject({ zh: text, en: text }),
  region: z.string().max(400),
  year: z.int().min(1990).max(2200),
  status: z.enum(['official', 'reference', 'demonstration']),
  source: text,
  validFrom: month,
  validTo: month.nullable(),
  scheme: text.nullable(),
  pricing,
  groups: z.array(group).min(1),
  outliers: outliers.nullable(),
  ungrouped: z.strictObject({ settle: z.enum(UNGROUPED_FORMULAS), ratio: decimal(4).optional() }),
  ambiguous: z.strictObject({ settle: z.enum([...UNGROUPED_FORMULAS, 'weight']), ratio: decimal(4).optional() }),
  exemptInsurances: present(z.array(part)),
  addOns: present(z.array(addOn)),
  perDiem: present(z.array(z.strictObject({ drg: text.optional(), insurance: text.optional(), bands }))),
  longStay: z
    .strictObject({
      overDays: days,
      settle: z.enum(LONG_STAY_RULES),
      ratio: decimal(4).optional(),
      bands: bands.optional(),
    })
    .optional(),
  quality: present(
    z.strictObject({
      retention: share.optional(),
      coefficient: decimal(4).optional(),
      perPoint: share.optional(),
    }),
  ),
  review: z
    .strictObject({
      quota: share,
      ratioAbove: decimal(4).optional(),
      daysAbove: days.optional(),
      icuHoursAbove: z.int().min(1).optional(),
      lossAbove: decimal(2).optional(),
    })
    .optional(),
  yearEnd: present(
    z.strictObject({ advanceRatio: share.optional(), finalRates: z.array(z.strictObject(rate)).min(1).optional() }),
  ),
  patientShare: z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('from-case') }),
    z.strictObject({ mode: z.literal('ratio'), fundRatio: share }),
  ]),
}) satisfies z.ZodType<PolicyDocument>
