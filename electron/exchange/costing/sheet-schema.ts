import { z } from 'zod'
import { type ActivitySheet, FLAG_FACTS, NUMERIC_FACTS, TEXT_FACTS } from '#shared/domain/activity-sheet.ts'
import { CARE_STAGES, COST_ELEMENTS } from '#shared/domain/costing.ts'

const PLAIN = /^-?\d{1,10}(\.\d{1,6})?$/

/** A plain decimal in quotes with at most six places. */
const decimal = ({ signed = false, positive = false } = {}) =>
  z.string().check((context) => {
    const { value } = context
    const fault = (zh: string, en: string) =>
      context.issues.push({ code: 'custom', input: value, message: en, params: { zh } })
    if (!PLAIN.test(value))
      fault(
        `“${value}”不是最多六位小数的普通数字，请写成如 "12.50" 的形式`,
        `“${value}” is no plain decimal with at most six places; write it like "12.50"`,
      )
    else if (!signed && Number(value) < 0) fault('不能为负', 'must not be negative')
    else if (positive && Number(value) === 0) fault('必须大于 0', 'must be above 0')
  })

const share = decimal().refine((text) => !PLAIN.test(text) || Number(text) <= 1, {
  message: 'must lie between 0 and 1',
  params: { zh: '必须在 0 到 1 之间' },
})

const text = z.string().trim().min(1).max(200)
const name = z.strictObject({ zh: text, en: text })
const id = z.string().regex(/^[a-z0-9-]{1,40}$/, {
  message: 'use lower-case letters, digits and hyphens',
})

const condition = z.union([
  z.strictObject({ fact: z.enum(TEXT_FACTS), is: z.array(text).min(1) }),
  z.strictObject({ fact: z.enum(FLAG_FACTS), is: z.boolean() }),
  z.strictObject({
    fact: z.enum(NUMERIC_FACTS),
    from: decimal().nullable().default(null),
    below: decimal().nullable().default(null),
  }),
])

const equation = z.strictObject({
  base: decimal(),
  terms: z
    .array(
      z.strictObject({
        add: decimal({ signed: true }),
        when: z.array(condition).default([]),
        per: z.enum(NUMERIC_FACTS).nullable().default(null),
        otherwise: decimal().nullable().default(null),
      }),
    )
    .max(50)
    .default([]),
})

const element = z.enum(COST_ELEMENTS)

const cost = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('time'),
    resource: text,
    members: decimal({ positive: true }),
    minutes: equation,
  }),
  z.strictObject({ kind: z.literal('quantity'), element, unit: name, unitCost: decimal(), quantity: equation }),
  z.strictObject({ kind: z.literal('share'), element, rate: decimal(), of: z.array(text).min(1) }),
])

/** The shape of `activity-sheet/1`; unknown keys are refused, so that a misspelt condition is never silently without effect. */
export const sheetSchema = z.strictObject({
  format: z.literal('activity-sheet/1'),
  code: id,
  name,
  status: z.enum(['hospital', 'demonstration']),
  source: text,
  resources: z
    .array(
      z.strictObject({
        id,
        name,
        element,
        monthlyCost: decimal(),
        members: decimal({ positive: true }),
        theoreticalMinutes: decimal({ positive: true }),
        practicalShare: share.refine((value) => Number(value) !== 0, {
          message: 'must be above 0',
          params: { zh: '必须大于 0' },
        }),
      }),
    )
    .max(100),
  lines: z
    .array(z.strictObject({ id, name, stage: z.enum(CARE_STAGES), cost }))
    .min(1)
    .max(200),
}) satisfies z.ZodType<ActivitySheet>
