import { z } from 'zod'
import {
  BLANK_SETTLES,
  CHOICES,
  type DipHeader,
  type DipMatching,
  type DipSettlementRules,
  type TypePriority,
} from '#engine/dip/tables.ts'
import { checkKeys } from '#exchange/scheme/header.ts'
import { DIP_TYPES, OPERATION_CLASSES } from '#shared/domain/dip.ts'

const PRIORITIES: readonly TypePriority[] = DIP_TYPES.flatMap((type): readonly TypePriority[] =>
  type === 'blank' ? ['blank'] : OPERATION_CLASSES.map((opClass): TypePriority => `${type}-${opClass}`),
)

const decimal = z.string().regex(/^\d{1,10}(?:\.\d{1,8})?$/, 'a decimal in quotes, such as "0.5"')
const opClass = z.enum(OPERATION_CLASSES)
const once = <Value>(values: readonly Value[]) => new Set(values).size === values.length

/** Unknown keys are refused here: a misspelt rule must not be silently without effect. */
const matching = z
  .strictObject({
    candidates: z.enum(['in-order', 'together']),
    terms: z.enum(['all', 'some']),
    choose: z.array(z.enum(CHOICES)).refine(once, 'a criterion stands twice'),
    type_priority: z.array(z.enum(PRIORITIES)).refine(once, 'a type stands twice'),
    class_order: z
      .array(opClass)
      .refine((order) => once(order) && order.length === OPERATION_CLASSES.length, 'each of the five classes once'),
    interventional_as: z.enum(['interventional', 'surgical', 'therapeutic']),
    unlisted_operation: opClass.nullable(),
  })
  .transform(
    (value): DipMatching => ({
      candidates: value.candidates,
      terms: value.terms,
      choose: value.choose,
      typePriority: value.type_priority,
      classOrder: value.class_order,
      interventionalAs: value.interventional_as,
      unlistedOperation: value.unlisted_operation,
    }),
  )

const above = { above: decimal, inclusive: z.boolean() }
const settlement = z
  .strictObject({
    low: z.strictObject({ below: decimal, inclusive: z.boolean(), hospital: z.boolean() }).nullable(),
    high: z.strictObject({ ...above, add: z.enum(['one', 'h']) }).nullable(),
    extreme: z.strictObject({ ...above, settle: z.enum(['formula', 'normal', 'by-actual']) }).nullable(),
    blank: z.strictObject({ settle: z.enum(BLANK_SETTLES), ratio: decimal.default('1') }),
    zero_score: z.enum(['by-actual', 'zero']),
    score_decimals: z.int().min(0).max(8).nullable(),
    exempt_insurances: z.array(z.string()).default([]),
  })
  .refine(
    ({ low, high, extreme }) => {
      const lines = [low?.below, high?.above, extreme?.above].filter((line) => line !== undefined).map(Number)
      return lines.every((line, at) => at === 0 || line > (lines[at - 1] as number))
    },
    { message: 'low.below, high.above and extreme.above must ascend' },
  )
  .transform(
    (value): DipSettlementRules => ({
      low: value.low,
      high: value.high,
      extreme: value.extreme,
      blank: value.blank,
      zeroScore: value.zero_score,
      scoreDecimals: value.score_decimals,
      exemptInsurances: value.exempt_insurances,
    }),
  )

/** Keys of scheme.json of a package of kind DIP; other unknown keys at its top are ignored. */
const headerSchema = z
  .object({
    format: z.literal('grouping-scheme/1'),
    kind: z.literal('DIP'),
    code: z.string().min(1),
    name: z.string(),
    region: z.string().default(''),
    year: z.int().nullable().default(null),
    status: z.enum(['official', 'reference', 'demonstration']),
    source: z.string().default(''),
    matching,
    settlement,
  })
  .transform((value): DipHeader => value)

/**
 * @param value the keys and values of scheme.json, from whichever form of package
 * @throws ProblemError `scheme-invalid` naming the key
 */
export function checkDipHeader(place: string, value: unknown): DipHeader {
  return checkKeys(place, headerSchema, value)
}
