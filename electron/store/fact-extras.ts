import { type Sql, sql } from './sql.ts'

/** What a case says of its outcome and efficiency, ready to be summed; null where nobody recorded it. */
export interface FactExtras {
  /** 1: has operating or anaesthesia minutes, a surgeon, or a dated procedure. */
  readonly operated: number
  /** Calendar days from admission to the first dated procedure; null unless operated and both dates are known and in order. */
  readonly preopDays: number | null
  /** Came back within 31 days: as flagged, else as later stays of the same patient show once the days are over. Null for the dead. */
  readonly readmitted: number | null
  /** Of operated cases: as flagged, else by a secondary diagnosis T80–T88 that was not there at admission (入院病情 4). */
  readonly complicated: number | null
  readonly daySurgery: number | null
  /** Fen of the lines that patients pay in full; null where no line of the case states its share. */
  readonly selfPay: number | null
}

/** Columns of `case_fact`, in the order of `extraValues`. */
export const EXTRA_COLUMNS = [
  'operated',
  'preop_days',
  'readmitted',
  'complicated',
  'day_surgery',
  'self_pay_fen',
] as const

export const extraValues = (extras: FactExtras): readonly (number | null)[] => [
  extras.operated,
  extras.preopDays,
  extras.readmitted,
  extras.complicated,
  extras.daySurgery,
  extras.selfPay,
]

/** Over the diagnoses of a case: 1 for a complication that arose in hospital, null where no condition on admission is recorded. */
export const ARISEN: Sql = sql`iif(count(nullif(poa, '')) = 0, NULL,
  max(position > 0 AND substr(code, 1, 3) BETWEEN 'T80' AND 'T88' AND poa IN ('4', '无'))) AS arisen`

const OPERATED = sql`(coalesce(c.op_minutes, 0) > 0 OR coalesce(c.anaesthesia_minutes, 0) > 0 OR coalesce(c.main_surgeon, '') <> ''
  OR pr.firstDone IS NOT NULL)`

/**
 * The columns from `hospital_case AS c`, its procedures `pr` (`firstDone`), diagnoses `dx` (`arisen`) and lines `sums` (`selfPay`).
 * Where nobody flagged returns, a case without one counts only once its 31 days lie within the months of the book.
 */
export const extraColumns: Sql = sql`${OPERATED} AS operated,
  iif(${OPERATED} AND date(pr.firstDone) >= date(c.admitted_at),
    CAST(julianday(date(pr.firstDone)) - julianday(date(c.admitted_at)) AS INTEGER), NULL) AS preopDays,
  iif(${OPERATED}, coalesce(c.complication, dx.arisen), NULL) AS complicated,
  CASE WHEN coalesce(c.death, 0) = 1 OR coalesce(c.discharge, '') = '5' THEN NULL
    WHEN c.readmit_31d IS NOT NULL THEN c.readmit_31d
    WHEN c.patient_id IS NULL OR c.discharged_at IS NULL THEN NULL
    WHEN EXISTS (SELECT 1 FROM hospital_case AS later WHERE later.patient_id = c.patient_id AND later.id <> c.id
      AND later.admitted_at >= c.discharged_at AND date(later.admitted_at) <= date(c.discharged_at, '+31 days')) THEN 1
    WHEN date(c.discharged_at, '+31 days') < (SELECT date(max(period) || '-01', '+1 month') FROM hospital_case) THEN 0
    ELSE NULL END AS readmitted,
  c.day_surgery AS daySurgery, sums.selfPay AS selfPay`
