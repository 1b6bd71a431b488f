import type { SettlementFacts } from '#engine/payment/settle.ts'
import type { DipInput } from '#shared/domain/dip.ts'
import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
import { period } from '#shared/domain/period.ts'
import type { CaseForComputing } from '#store/facts.ts'

const codes = (joined: string | null): string[] => (joined === null || joined === '' ? [] : joined.split('|'))
const amount = (value: number | null): Fen | null => (value === null ? null : fen(value))

/** What a DRG scheme may look at. */
export function groupingInput(from: CaseForComputing): GroupingInput {
  const { sex, age, ageDays, birthWeight, los, icuHours, discharge } = from
  return {
    sex,
    age,
    ageDays,
    birthWeight,
    los,
    icuHours,
    discharge,
    dept: from.department,
    dx: codes(from.dx),
    proc: codes(from.proc),
  }
}

/** What a DIP directory may look at beside it; the parts of the charge are known only where the case has its lines. */
export function dipInput(from: CaseForComputing, readmissionDays: number | null): DipInput {
  const part = (...amounts: readonly number[]) => (from.lines === 0 ? null : sumFen(amounts.map((value) => fen(value))))
  return {
    ...groupingInput(from),
    charge: fen(from.charge),
    treatmentCharge: part(from.category_05),
    drugCharge: part(from.category_09, from.category_10, from.category_11),
    readmissionDays,
  }
}

/** @param addOns sums of the lines that the policy pays beside the standard; undefined: it names none */
export function settlementFacts(
  from: CaseForComputing,
  { status, drg }: GroupingResult,
  addOns?: ReadonlyMap<string, Fen>,
): SettlementFacts {
  return {
    status,
    drg,
    insurance: from.insurance,
    charge: fen(from.charge),
    patientPay: amount(from.patient),
    cost: amount(from.cost),
    month: period(from.period),
    los: from.los,
    addOns,
  }
}
