import { type ClearedMonth, settlementPointValue, yearEndClearing } from '#engine/payment/clearing.ts'
import {
  DEFAULT_PLAN,
  type PlanInputs,
  type PlanReport,
  type PlanRow,
  planInputsSchema,
} from '#shared/contract/settlement-plan.ts'
import { exact, exactFromFen, ZERO } from '#shared/domain/exact.ts'
import { fen, sumFen } from '#shared/domain/money.ts'
import type { ReadableDb } from '#store/database.ts'
import { settledMonths, settledYears } from '#store/settlement-months.ts'
import { planOf } from '#store/settlement-plans.ts'
import { now } from '../../clock.ts'
import type { Session } from '../../session.ts'
import { type BookMonth, bookMonths, finalRateOf } from './months.ts'

/** Decimals that a weight, a number of points and a rate are shown with. */
const PLACES = 4

/** What was typed for a year. */
function inputsOf(db: ReadableDb, year: string): PlanInputs | null {
  const content = planOf(db, year)
  return content === undefined ? null : planInputsSchema.parse(JSON.parse(content))
}

/** Advances of a year month by month, and the year cleared. */
export function planReport(session: Session, db: ReadableDb, asked: string | undefined): PlanReport {
  const years = settledYears(db)
  const year = asked ?? years[0] ?? now().slice(0, 4)
  const kept = inputsOf(db, year)
  const inputs = kept ?? DEFAULT_PLAN
  const months = bookMonths(session, settledMonths(db, year))
  const rates = new Map(
    [...new Set(months.map(({ insurance }) => insurance))].map((insurance) => [
      insurance,
      finalRateOf(inputs, insurance, settlementPointValue),
    ]),
  )
  const prepared = months.map((month) => prepare(month, inputs, rates.get(month.insurance)?.rate ?? null))
  const clearing = yearEndClearing(
    prepared.map(({ cleared }) => cleared),
    {
      coefficient: exact(inputs.coefficient),
      assessment: inputs.assessment,
      depositRatio: exact(inputs.depositRatio),
      depositReturned: inputs.depositReturned,
    },
  )
  const rows = prepared.map(({ row }, index): PlanRow => ({ ...row, ...clearing.lines[index]! }))
  return {
    year,
    years,
    rows,
    total: {
      ...clearing.total,
      n: rows.reduce((sum, { n }) => sum + n, 0),
      unpriced: rows.reduce((sum, { unpriced }) => sum + unpriced, 0),
      patientPaid: sumFen(rows.map(({ patientPaid }) => patientPaid)),
      deductions: sumFen(rows.map(({ deductions }) => deductions)),
    },
    insurances: [...rates].map(([insurance, { rate, source }]) => ({
      insurance,
      kind: months.find((month) => month.insurance === insurance)!.kind,
      finalRate: rate === null ? null : rate.toFixed(PLACES),
      source,
    })),
    assessment: clearing.assessment,
    deposit: clearing.deposit,
    depositReturned: clearing.depositReturned,
    balance: clearing.balance,
    inputs,
    kept: kept !== null,
  }
}

type Row = Pick<
  PlanRow,
  | 'month'
  | 'insurance'
  | 'kind'
  | 'n'
  | 'unpriced'
  | 'withPatient'
  | 'weight'
  | 'rate'
  | 'finalRate'
  | 'advanceRatio'
  | 'typed'
  | 'patientPaid'
  | 'deductions'
>

/** A month as it is cleared: what was typed over what the book has. Without any rate all of it is fixed. */
function prepare(
  book: BookMonth,
  inputs: PlanInputs,
  finalRate: ReturnType<typeof exact> | null,
): { readonly row: Row; readonly cleared: ClearedMonth } {
  const typed = inputs.months.find(({ month, insurance }) => month === book.month && insurance === book.insurance)
  const fundRatio = inputs.insurances.find(({ insurance }) => insurance === book.insurance)?.fundRatio
  const rate = typed?.rate === undefined ? book.rate : exact(typed.rate)
  const advanceRatio = typed?.advanceRatio ?? inputs.advanceRatio
  const patientPaid = typed?.patientPaid ?? book.patient
  const deductions = typed?.deductions ?? fen(0)
  const last = finalRate ?? rate
  return {
    row: {
      month: book.month,
      insurance: book.insurance,
      kind: book.kind,
      n: book.n,
      unpriced: book.unpriced,
      withPatient: book.withPatient,
      weight: book.weight.toFixed(PLACES),
      rate: rate?.toFixed() ?? null,
      finalRate: rate === null ? null : (last?.toFixed(PLACES) ?? null),
      advanceRatio,
      typed: (['rate', 'advanceRatio', 'patientPaid', 'deductions', 'paid'] as const).filter(
        (name) => typed?.[name] !== undefined,
      ),
      patientPaid,
      deductions,
    },
    cleared: {
      weight: rate === null ? ZERO : book.weight,
      rate: rate ?? ZERO,
      finalRate: (rate === null ? null : last) ?? ZERO,
      fixed: rate === null ? book.whole : book.fixed,
      patientPaid: exactFromFen(patientPaid),
      fundRatio: fundRatio === undefined ? null : exact(fundRatio),
      advanceRatio: exact(advanceRatio),
      deductions: exactFromFen(deductions),
      paid: typed?.paid ?? null,
    },
  }
}
