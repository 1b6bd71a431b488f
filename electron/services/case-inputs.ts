import type { SettlementFacts } from '#engine/payment/settle.ts'
import type { DipInput } from '#shared/domain/dip.ts'
import type { GroupingInput, GroupingResult } from '#shared/domain/grouping.ts'
import { type Fen, fen, sumFen } from '#shared/domain/money.ts'
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

export function settlementFacts(from: CaseForComputing, { status, drg }: GroupingResult): SettlementFacts {
  const { insurance } = from
  return { status, drg, insurance, charge: fen(from.charge), patientPay: amount(from.patient), cost: amount(from.cost) }
}
