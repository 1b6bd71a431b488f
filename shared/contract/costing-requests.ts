import { z } from 'zod'
import type { SheetFacts } from '#shared/domain/activity-sheet.ts'
import { COST_METHODS } from '#shared/domain/costing.ts'
import { compareSchema } from './compare.ts'
import { costingConfigSchema } from './costing-config.ts'
import { dimensionSchema, periodSchema, sliceSchema } from './slice.ts'

const id = z.number().int().positive()
const months = { from: periodSchema, to: periodSchema }
const sheetCode = z.string().min(1).max(40)
const paging = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }
/** Without a number: the run in force for these months, else the newest one that costed them. */
const ofRun = { runId: id.optional() }
const method = z.enum(COST_METHODS)

/** Tables of the cost page that can be written to a file, in the order of a workbook with all of them. */
export const COST_TABLES = [
  'ledger',
  'allocation',
  'centers',
  'unit-costs',
  'unused',
  'items',
  'methods',
  'method-parts',
  'method-reasons',
  'statement',
] as const
export type CostTable = (typeof COST_TABLES)[number]

/** Requests of `costing.…`. */
export const COSTING_REQUESTS = {
  config: z.strictObject({}),
  propose: z.strictObject({ from: periodSchema.optional(), to: periodSchema.optional() }),
  saveConfig: z.strictObject({ config: costingConfigSchema }),
  /** `config`: instead of the one in the book. */
  run: z.strictObject({ config: costingConfigSchema.optional() }),
  runs: z.strictObject({}),
  /** `method`: whose costs become the figures; else the preferred one of the run. */
  accept: z.strictObject({ runId: id, method: method.optional() }),
  discard: z.strictObject({ runId: id }),
  compare: z.strictObject({ runId: id }),
  /** `text`: in the case number, or how the group's code begins. `way`: only those that cost more, or less, than before. */
  comparedCases: z.strictObject({
    runId: id,
    month: periodSchema.optional(),
    text: z.string().max(100).optional(),
    way: z.enum(['up', 'down']).optional(),
    ...paging,
  }),
  /**
   * `.xlsx`: a sheet that says where the figures are from, then one for each table; `.csv`: the first table alone. `slice` narrows the
   * comparison of methods, `month` allocation, unit and item costs; they are of all months else.
   */
  export: z.strictObject({
    ...months,
    tables: z.array(z.enum(COST_TABLES)).min(1).max(COST_TABLES.length),
    format: z.enum(['xlsx', 'csv']),
    slice: sliceSchema.optional(),
    month: periodSchema.optional(),
    method: method.optional(),
    compare: compareSchema.optional(),
    language: z.enum(['zh', 'en']),
    path: z.string().min(1).max(4096).optional(),
    ...ofRun,
  }),
  ledger: z.strictObject({ ...months, compare: compareSchema }),
  allocation: z.strictObject({ month: periodSchema, ...ofRun }),
  unitCosts: z.strictObject({ ...months, ...ofRun }),
  items: z.strictObject({ month: periodSchema, text: z.string().max(100).optional(), ...ofRun, ...paging }),
  methods: z.strictObject({ slice: sliceSchema, ...ofRun }),
  reconciliation: z.strictObject({ ...months, method: method.optional(), ...ofRun }),
  case: z.strictObject({ caseNo: z.string().min(1).max(100), ...ofRun }),
  levels: z.strictObject({ slice: sliceSchema, group: z.string().max(60).optional() }),
  behaviour: z.strictObject({ slice: sliceSchema, by: dimensionSchema.optional() }),
  daySurgery: z.strictObject({ slice: sliceSchema, beds: z.number().int().min(1).max(10_000).optional() }),
  sheets: z.strictObject({}),
  sheet: z.strictObject({ code: sheetCode, version: id.optional() }),
  /** Saves the next version of a sheet; checked as a file of `activity-sheet/1` is. */
  saveSheet: z.strictObject({ sheet: z.json() }),
  /** Reads a sheet from a file, without saving it. */
  readSheet: z.strictObject({ path: z.string().min(1).max(4096) }),
  /** What a draft costs: for the facts given, or for a case of the book. */
  sheetCost: z.strictObject({
    sheet: z.json(),
    facts: z
      .strictObject({
        anaesthesia: z.string().max(100).nullable(),
        approach: z.string().max(100).nullable(),
        daySurgery: z.boolean().nullable(),
        converted: z.boolean().nullable(),
        age: z.number().min(0).max(200).nullable(),
        operationMinutes: z.number().min(0).nullable(),
        anaesthesiaMinutes: z.number().min(0).nullable(),
        los: z.number().min(0).nullable(),
        icuHours: z.number().min(0).nullable(),
      } satisfies Record<keyof SheetFacts, z.ZodType>)
      .partial()
      .optional(),
    caseNo: z.string().min(1).max(100).optional(),
  }),
} as const
