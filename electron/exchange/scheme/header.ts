import { z } from 'zod'
import type { GroupTriple, SchemeHeader } from '#engine/grouping/tables.ts'
import { packageProblem } from './raw-table.ts'

const triple = z
  .tuple([z.string(), z.string(), z.string()])
  .transform(([mdc, adrg, drg]): GroupTriple => ({ mdc, adrg, drg }))

/** Keys of scheme.json, section 2 of `grouping-scheme/1`; unknown keys are ignored. */
const headerSchema = z
  .object({
    format: z.literal('grouping-scheme/1'),
    kind: z.literal('DRG'),
    code: z.string().min(1),
    name: z.string(),
    region: z.string().default(''),
    year: z.int().nullable().default(null),
    adrg_without_drg: z.enum(['stop', 'continue']),
    retry_secondary_procedures: z.boolean().default(false),
    ungrouped: triple,
    rejected: triple,
    source: z.string().default(''),
  })
  .transform(
    (value): SchemeHeader => ({
      format: value.format,
      kind: value.kind,
      code: value.code,
      name: value.name,
      region: value.region,
      year: value.year,
      adrgWithoutDrg: value.adrg_without_drg,
      retrySecondaryProcedures: value.retry_secondary_procedures,
      ungrouped: value.ungrouped,
      rejected: value.rejected,
      source: value.source,
    }),
  )

export function parseJson(place: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw packageProblem(place, null, null, { zh: `不是有效的 JSON（${why}）`, en: `not valid JSON (${why})` })
  }
}

/** `value`: the keys and values of scheme.json, from whichever form of package. */
export function checkHeader(place: string, value: unknown): SchemeHeader {
  return checkKeys(place, headerSchema, value)
}

/** @throws ProblemError `scheme-invalid` naming the first key that is missing or wrong */
export function checkKeys<Header>(place: string, schema: z.ZodType<Header>, value: unknown): Header {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const key = issue?.path.join('.') ?? ''
  throw packageProblem(place, null, null, {
    zh: `“${key}”缺失或取值不对（${issue?.message ?? ''}）`,
    en: `“${key}” is missing or has a wrong value (${issue?.message ?? ''})`,
  })
}
