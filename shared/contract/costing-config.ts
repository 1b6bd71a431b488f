import { z } from 'zod'
import { ALLOCATION_METHODS, COST_ELEMENTS, COST_METHODS } from '#shared/domain/costing.ts'
import { FEE_CATEGORIES } from '#shared/domain/fee-category.ts'
import { periodSchema } from './slice.ts'

const name = z.string().trim().min(1).max(200)
/** Plain decimal of zero or more, at most six places. */
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/)
/** The same, 0 to 1: `0.1` is 10%. */
const share = z.string().regex(/^(0(\.\d{1,6})?|1(\.0{1,6})?)$/)

/** What a service center's cost is shared by (分摊参数); the engine's `Driver`. */
const driverSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quantity'), driver: name }),
  z.strictObject({
    kind: z.literal('direct-cost'),
    /** Cost in these elements at the receivers, before anything is allocated; staff alone is a wage sum. */
    elements: z.array(z.enum(COST_ELEMENTS)).min(1),
    /** Only these centers receive; null: all that are open. */
    among: z.array(name).nullable(),
  }),
])

/** What a case's own record says it used. */
export const CASE_MEASURES = [
  'discharges',
  'bed-days',
  'operations',
  'operation-minutes',
  'anaesthesia-minutes',
  'icu-hours',
  'ventilator-hours',
] as const
export type CaseMeasure = (typeof CASE_MEASURES)[number]

const measureSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.enum(CASE_MEASURES) }),
  /** Quantities of its charge lines in these fee categories; `ownLines`: only lines the center itself performed. */
  z.strictObject({
    by: z.literal('line-quantity'),
    categories: z.array(z.enum(FEE_CATEGORIES)).min(1),
    ownLines: z.boolean(),
  }),
])

const totalSchema = z.discriminatedUnion('from', [
  /** What the cases of the month used together: nothing is left over. */
  z.strictObject({ from: z.literal('cases') }),
  /** The center's own quantity of a driver: what all patients used; the rest belongs to others. */
  z.strictObject({ from: z.literal('driver'), driver: name }),
  /** Practical capacity = theoretical × share (实际产能); what is not used is unused capacity, which no case pays for. */
  z.strictObject({
    from: z.literal('capacity'),
    /** Units a month: a number, or the center's own quantity of a driver. */
    theoretical: z.union([z.strictObject({ units: decimal }), z.strictObject({ driver: name })]),
    practicalShare: share,
  }),
])

const closedCenterSchema = z.strictObject({ center: name, driver: driverSchema })
const poolSchema = z.strictObject({ center: name, measure: measureSchema, total: totalSchema })

/**
 * How the department is costed (核算设置): kept in the book, changed as a whole, and copied into every run made by it. Names of
 * centers and drivers are those of the ledger and the driver table.
 */
export const costingConfigSchema = z.strictObject({
  format: z.literal('costing-config/1'),
  /** Months to be costed, both included. */
  from: periodSchema,
  to: periodSchema,
  allocation: z.strictObject({
    method: z.enum(ALLOCATION_METHODS),
    /** In order; centers of one level close together. A center in no level stays open. */
    levels: z.array(z.array(closedCenterSchema).min(1)).max(100),
  }),
  department: z.strictObject({
    /** The ward: lines that name no place were performed here. */
    main: name,
    /** Open centers whose cost is the department's: the ward, and what it costs by the minute or test. */
    centers: z.array(name).min(1).max(200),
  }),
  /** How the cost of each center of the department reaches cases, top-down. A center in no pool stays on no case and is shown. */
  pools: z.array(poolSchema).max(200),
  /** Performing departments of charge lines that are written unlike their cost center: place → center. */
  places: z.record(name, name),
  /** How item costs are made from what each center costs (成本比例系数法 by income or workload, 成本当量法). */
  items: z.strictObject({
    method: z.enum(['income', 'workload', 'equivalents']),
    /** Of `equivalents`: item code → equivalent, the typical item being 1. Items without one have no cost. */
    equivalents: z.record(name, decimal),
  }),
  /** Cost-to-charge ratios the hospital states, by fee category: for months without a ledger. */
  ratios: z.partialRecord(z.enum(FEE_CATEGORIES), decimal),
  /** Methods to cost by, and the one whose costs become the figures when a run is accepted. */
  methods: z.array(z.enum(COST_METHODS)).min(1),
  preferred: z.enum(COST_METHODS),
  /** Activity sheets and the groups they are about: codes of groups (DRG or ADRG). */
  sheets: z.array(z.strictObject({ code: z.string().max(40), groups: z.array(name).max(200) })).max(200),
  /** Share of each element that does not follow the number of cases (固定成本). */
  fixedShares: z.record(z.enum(COST_ELEMENTS), share),
  /** Part of the payment that should be left: the budget of a group is its payment × (1 − margin). */
  targetMargin: share,
  /** An excess over budget beyond this share of it is an alert. */
  tolerance: share,
  /** Beds of the day-surgery unit; null: there is none. */
  daySurgeryBeds: z.number().int().min(1).max(10_000).nullable(),
})
export type CostingConfig = z.infer<typeof costingConfigSchema>
export type PoolConfig = CostingConfig['pools'][number]
export type PoolMeasure = PoolConfig['measure']
