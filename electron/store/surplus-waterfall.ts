import { COST_ELEMENTS } from '#shared/domain/costing.ts'
import { type Exact, fromParts } from '#shared/domain/exact.ts'
import { FEE_CATEGORIES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { type Fen, fen } from '#shared/domain/money.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import { elementColumns, sumElementColumns } from './cost-elements.ts'
import type { ReadableDb } from './database.ts'
import { caseSource, costedCaseSource, costedSource, factSource } from './fact-cells.ts'
import { type FactFilter, factConditions } from './slices.ts'
import { type Sql, sql, sqlWhere } from './sql.ts'

/** What a row of the sums stands for: a group, or a case. */
export type WaterfallKey = 'group' | 'case'

const keyOf = (by: WaterfallKey): Sql =>
  by === 'group' ? sql`f.drg` : sql`(SELECT case_no FROM case_ref WHERE id = f.case_id)`

const PAID = sql`f.payment_fen IS NOT NULL`

/** An exact sum without losing a digit, over the rows that fit `when`. */
const exactSum = (name: string, as: string, when: string): string => {
  const of = (part: string) => `coalesce(sum(f.${name}_${part}) FILTER (WHERE ${when}), 0)`
  return `${of('fen')} + ${of('frac')} / 1000000000000 AS ${as}_fen, ${of('frac')} % 1000000000000 AS ${as}_frac`
}

const HAS_STANDARD = 'f.payment_fen IS NOT NULL AND f.standard_fen IS NOT NULL'
const HAS_COST = 'f.payment_fen IS NOT NULL AND f.cost_fen IS NOT NULL'
const SUMS: Sql = {
  text: `sum(f.n) AS n, sum(f.charge_fen) AS charge,
    coalesce(sum(f.n) FILTER (WHERE ${HAS_STANDARD}), 0) AS nStandard, ${exactSum('standard', 'standard', HAS_STANDARD)},
    coalesce(sum(f.charge_fen) FILTER (WHERE ${HAS_STANDARD}), 0) AS chargeStandard,
    coalesce(sum(f.n) FILTER (WHERE ${PAID.text}), 0) AS nPaid, ${exactSum('payment', 'payment', 'true')},
    coalesce(sum(f.charge_fen) FILTER (WHERE ${PAID.text}), 0) AS chargePaid,
    coalesce(sum(f.n) FILTER (WHERE ${HAS_COST}), 0) AS nCosted, ${exactSum('payment', 'costed', HAS_COST)},
    coalesce(sum(f.cost_fen) FILTER (WHERE ${HAS_COST}), 0) AS cost`,
  values: [],
}

type Row = Readonly<Record<string, number | string>>

/** What the cases of each group (or each case) were charged, may be paid and were paid, by settlement class. */
export function settlementSums(
  db: ReadableDb,
  filter: FactFilter,
  by: WaterfallKey,
): {
  readonly key: string
  readonly class: SettlementClass
  readonly n: number
  readonly charge: Fen
  readonly nStandard: number
  readonly standard: Exact
  readonly chargeStandard: Fen
  readonly nPaid: number
  readonly payment: Exact
  readonly chargePaid: Fen
  readonly nCosted: number
  readonly paymentCosted: Exact
  readonly cost: Fen
}[] {
  return db
    .all<Row>(sql`SELECT ${keyOf(by)} AS key, f.class, ${SUMS}
      FROM ${by === 'group' ? factSource(filter) : caseSource} AS f ${sqlWhere(factConditions(filter))} GROUP BY 1, 2 ORDER BY 1, 2`)
    .map((row) => {
      const count = (name: string) => row[name] as number
      const amount = (name: string) => fen(count(name))
      const parts = (name: string) => fromParts({ fen: count(`${name}_fen`), frac: count(`${name}_frac`) })
      return {
        key: row.key as string,
        class: row.class as SettlementClass,
        n: count('n'),
        charge: amount('charge'),
        nStandard: count('nStandard'),
        standard: parts('standard'),
        chargeStandard: amount('chargeStandard'),
        nPaid: count('nPaid'),
        payment: parts('payment'),
        chargePaid: amount('chargePaid'),
        nCosted: count('nCosted'),
        paymentCosted: parts('costed'),
        cost: amount('cost'),
      }
    })
}

const CATEGORIES: Sql = {
  text: FEE_CATEGORIES.map((code) => `sum(f.category_${code}) AS category_${code}`).join(', '),
  values: [],
}

/** Fee categories of the charges of paid cases, and what of their charges no line tells. */
export function paidCategories(
  db: ReadableDb,
  filter: FactFilter,
  by: WaterfallKey,
): { readonly key: string; readonly amounts: Readonly<Record<FeeCategory, Fen>>; readonly unlisted: Fen }[] {
  return db
    .all<Row>(sql`SELECT ${keyOf(by)} AS key, sum(f.charge_fen) AS charge, ${CATEGORIES}
      FROM ${by === 'group' ? factSource(filter) : caseSource} AS f ${sqlWhere([...factConditions(filter), PAID])} GROUP BY 1 ORDER BY 1`)
    .map((row) => {
      const amount = (code: FeeCategory) => row[`category_${code}`] as number
      const listed = FEE_CATEGORIES.reduce((sum, code) => sum + amount(code), 0)
      return {
        key: row.key as string,
        amounts: Object.fromEntries(FEE_CATEGORIES.map((code) => [code, fen(amount(code))])) as Record<
          FeeCategory,
          Fen
        >,
        unlisted: fen((row.charge as number) - listed),
      }
    })
}

/** Cost elements of the paid cases that have a cost; `unsplit`: what no run took apart. */
export function paidElements(
  db: ReadableDb,
  filter: FactFilter,
  by: WaterfallKey,
): { readonly key: string; readonly amounts: Readonly<Record<string, Fen>> }[] {
  const columns = elementColumns()
  return db
    .all<Row>(sql`SELECT ${keyOf(by)} AS key, ${sumElementColumns('f')}, coalesce(sum(f.unsplit_fen), 0) AS unsplit
      FROM ${by === 'group' ? costedSource(filter) : costedCaseSource} AS f
        ${sqlWhere([...factConditions(filter), sql`f.cost_fen IS NOT NULL`, PAID])} GROUP BY 1 ORDER BY 1`)
    .map((row) => ({
      key: row.key as string,
      amounts: Object.fromEntries([
        ...COST_ELEMENTS.map((element, index) => [element, fen(row[columns[index]!] as number)] as const),
        ['unsplit', fen(row.unsplit as number)] as const,
      ]),
    }))
}
