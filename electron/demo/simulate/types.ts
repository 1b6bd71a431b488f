import type { Item, Order, Profile, Team } from '../inputs/types.ts'

export type Insurance = '职工' | '居民' | '自费'

/** A pseudonymous person of the demonstration. */
export interface Patient {
  readonly id: string
  readonly sex: 'M' | 'F'
  readonly birthDay: number
  readonly insurance: Insurance
}

/** One discharge as the ward would describe it, before anything is charged. Days are absolute day numbers. */
export interface Stay {
  readonly caseNo: string
  readonly profile: Profile
  readonly team: Team
  readonly physician: string
  readonly surgeon: string
  readonly patient: Patient
  readonly age: number
  readonly admittedDay: number
  readonly admittedMinute: number
  readonly dischargedDay: number
  readonly dischargedMinute: number
  /** Days; an admission and discharge on one day count 1. */
  readonly los: number
  readonly dx: readonly string[]
  readonly proc: readonly string[]
  /** Days after admission; -1 without an operation. */
  readonly operationDay: number
  readonly opMinutes: number
  readonly anaesthesiaMinutes: number
  readonly icuHours: number
  readonly ventHours: number
  readonly discharge: '1' | '2' | '3' | '4' | '5'
  readonly readmitted: boolean
  readonly infection: boolean
  readonly complication: boolean
  readonly daySurgery: boolean
  /** Orders that come from comorbidities, besides those of the profile. */
  readonly extraOrders: readonly Order[]
  /** 1 for the usual use of drugs and examinations; skewed to the right. */
  readonly intensity: number
}

/** A charged line. `quantity` is in thousandths of a unit; a refund has a negative quantity and amount. */
export interface ChargeLine {
  /** Days after admission. */
  readonly day: number
  readonly item: Item
  readonly quantity: number
  readonly priceFen: number
  readonly amountFen: number
}

/** What the discharge came to. All amounts in fen. */
export interface CaseMoney {
  /** Net sum of the charge lines. */
  readonly chargeFen: number
  /** Total in the discharge record: equal to `chargeFen` but for the few planted mistakes. */
  readonly statedFen: number
  readonly patientFen: number
  readonly fundFen: number
  readonly costFen: number
}

/** Quantities that drive cost, per case and summed per month. Purchases are in fen. */
export interface Drivers {
  readonly cases: number
  readonly bed_days: number
  readonly op_count: number
  readonly op_minutes: number
  readonly anaesthesia_minutes: number
  readonly icu_hours: number
  readonly lab_items: number
  readonly exams: number
  readonly drug_lines: number
  readonly drug_purchase: number
  readonly material_purchase: number
}

export type DriverName = keyof Drivers

export interface DemoCase {
  readonly stay: Stay
  readonly lines: readonly ChargeLine[]
  readonly money: CaseMoney
  readonly drivers: Drivers
  /** Group as the insurer returned it; blank for the self-paid and where the return has not come yet. */
  readonly returnedGroup: string
}
