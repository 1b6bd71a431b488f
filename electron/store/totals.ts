import { assertNever } from '#shared/domain/assert-never.ts'
import { exact, fromParts } from '#shared/domain/exact.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { SliceDimension, SliceTotals } from '#shared/domain/slice.ts'
import type { ReadableDb } from './database.ts'
import { factSource } from './fact-cells.ts'
import { BLANK_KEY, type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** Sums an exact amount without losing a digit: both parts are integers, and the carry is brought over in SQL. */
const exactSum = (name: string, when = ''): string => {
  const of = (part: string) => `coalesce(sum(${name}_${part})${when}, 0)`
  return `${of('fen')} + ${of('frac')} / 1000000000000 AS ${alias(name, when)}_fen, ${of('frac')} % 1000000000000 AS ${alias(name, when)}_frac`
}
const alias = (name: string, when: string) => (when === '' ? name : `${name}_costed`)
const count = (condition: string) => `coalesce(sum(f.n) FILTER (WHERE ${condition}), 0)`

const MEASURES: Sql = {
  text: `coalesce(sum(f.n), 0) AS n,
    ${count("f.status = 'grouped'")} AS nGrouped, ${count("f.status = 'ambiguous'")} AS nAmbiguous,
    ${count("f.status = 'ungrouped'")} AS nUngrouped, ${count("f.status = 'rejected'")} AS nRejected,
    ${count("f.class = 'low'")} AS nLow, ${count("f.class IN ('high', 'extreme')")} AS nHigh, ${count("f.class = 'exempt'")} AS nExempt,
    ${count("f.class = 'unpriced'")} AS nUnpriced, ${count('payment_fen IS NOT NULL')} AS nPriced,
    coalesce(sum(f.charge_fen) FILTER (WHERE payment_fen IS NOT NULL), 0) AS chargePriced,
    ${count('f.cost_fen IS NOT NULL AND payment_fen IS NOT NULL')} AS nWithCost, ${count('rw_micro IS NOT NULL')} AS nWeighted,
    coalesce(sum(rw_micro), 0) AS rwMicro, coalesce(sum(f.charge_fen), 0) AS charge,
    coalesce(sum(f.cost_fen) FILTER (WHERE payment_fen IS NOT NULL), 0) AS cost,
    ${exactSum('payment')}, ${exactSum('payment', ' FILTER (WHERE f.cost_fen IS NOT NULL)')}, ${exactSum('fund')},
    coalesce(sum(paid_fen), 0) AS paymentPaid, coalesce(sum(f.patient_fen), 0) AS patient,
    coalesce(sum(f.los), 0) AS bedDays, coalesce(sum(f.n_los), 0) AS nWithLos, coalesce(sum(f.n_patient), 0) AS nWithPatient,
    coalesce(sum(category_09 + category_10 + category_11), 0) AS drug, coalesce(sum(category_10), 0) AS herbal,
    coalesce(sum(category_08), 0) AS consumable,
    coalesce(sum(f.charge_fen) FILTER (WHERE lines > 0), 0) AS chargeWithLines,
    ${count('lines > 0')} AS nWithLines, coalesce(sum(f.death), 0) AS nDeaths`,
  values: [],
}

interface Row extends Record<string, number | string | null> {
  key: string | null
}

const asTotals = (row: Row): SliceTotals => {
  const number = (name: string) => row[name] as number
  const parts = (name: string) => fromParts({ fen: number(`${name}_fen`), frac: number(`${name}_frac`) })
  return {
    n: number('n'),
    nGrouped: number('nGrouped'),
    nAmbiguous: number('nAmbiguous'),
    nUngrouped: number('nUngrouped'),
    nRejected: number('nRejected'),
    nLow: number('nLow'),
    nHigh: number('nHigh'),
    nExempt: number('nExempt'),
    nUnpriced: number('nUnpriced'),
    nPriced: number('nPriced'),
    chargePriced: fen(number('chargePriced')),
    nWithCost: number('nWithCost'),
    nWeighted: number('nWeighted'),
    rw: exact(`${number('rwMicro')}e-6`),
    charge: fen(number('charge')),
    cost: fen(number('cost')),
    payment: parts('payment'),
    paymentPaid: fen(number('paymentPaid')),
    paymentWithCost: parts('payment_costed'),
    patient: fen(number('patient')),
    fund: parts('fund'),
    bedDays: number('bedDays'),
    nWithLos: number('nWithLos'),
    nWithPatient: number('nWithPatient'),
    drug: fen(number('drug')),
    herbal: fen(number('herbal')),
    consumable: fen(number('consumable')),
    chargeWithLines: fen(number('chargeWithLines')),
    nWithLines: number('nWithLines'),
    nDeaths: number('nDeaths'),
  }
}

/** Sums over every fact of a filter. */
export function totalsOf(db: ReadableDb, filter: FactFilter): SliceTotals {
  return asTotals(
    db.one<Row>(sql`SELECT ${MEASURES} FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}`),
  )
}

export interface KeyedTotals {
  readonly key: string
  readonly totals: SliceTotals
}

/** The column of `case_fact AS f`, or of its cells, behind a dimension. */
export function dimensionColumn(by: SliceDimension): Sql {
  switch (by) {
    case 'drg':
      return sql`f.drg`
    case 'adrg':
      return sql`f.adrg`
    case 'mdc':
      return sql`f.mdc`
    case 'team':
      return sql`f.team`
    case 'physician':
      return sql`f.physician`
    case 'month':
      return sql`f.period`
    case 'insurance':
      return sql`f.insurance`
    default:
      return assertNever(by)
  }
}

/** The same sums for each value of a dimension, in key order; a blank value has the key `BLANK_KEY`. */
export function totalsBy(db: ReadableDb, by: SliceDimension, filter: FactFilter): KeyedTotals[] {
  const column = dimensionColumn(by)
  return db
    .all<Row>(sql`SELECT ${column} AS key, ${MEASURES} FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))}
      GROUP BY ${column} ORDER BY ${column}`)
    .map((row) => ({ key: row.key ?? BLANK_KEY, totals: asTotals(row) }))
}

/** The same sums for each group with its ADRG and MDC; a code that cases lack is empty. */
export function totalsByPath(
  db: ReadableDb,
  filter: FactFilter,
): { readonly mdc: string; readonly adrg: string; readonly drg: string; readonly totals: SliceTotals }[] {
  return db
    .all<Row & { readonly mdc: string; readonly adrg: string; readonly drg: string }>(sql`SELECT f.mdc, f.adrg, f.drg,
      ${MEASURES} FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
    .map((row) => ({ mdc: row.mdc, adrg: row.adrg, drg: row.drg, totals: asTotals(row) }))
}

/** Net charges by fee category for each value of a dimension, for finding what a group spends more on. */
export function categoriesBy(
  db: ReadableDb,
  by: SliceDimension,
  filter: FactFilter,
): { readonly key: string; readonly amounts: Readonly<Record<FeeCategory, Fen>> }[] {
  const column = dimensionColumn(by)
  return db
    .all<Record<string, number | string | null>>(sql`SELECT ${column} AS key, ${CATEGORY_SUMS}
      FROM ${factSource(filter)} AS f ${sqlWhere(factConditions(filter))} GROUP BY ${column}`)
    .map((row) => ({
      key: (row.key as string | null) ?? BLANK_KEY,
      amounts: Object.fromEntries(
        FEE_CATEGORIES.map((code) => [code, fen(row[`category_${code}`] as number)]),
      ) as Record<FeeCategory, Fen>,
    }))
}

const CATEGORY_SUMS: Sql = {
  text: FEE_CATEGORIES.map((code) => `sum(category_${code}) AS category_${code}`).join(', '),
  values: [],
}
