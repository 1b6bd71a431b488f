import type { GroupingStatus } from '#shared/domain/grouping.ts'
import type { SettlementClass } from '#shared/domain/slice.ts'
import type { SqlValue } from './sql.ts'

/** What a case came to under some rules: its group and its payment. Exact amounts come split (see `toParts`). */
export interface CaseResult {
  readonly groupSource: 'scheme' | 'official'
  readonly schemeId: number | null
  readonly policyId: number | null
  readonly status: GroupingStatus
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
  readonly class: SettlementClass
  readonly rwMicro: number | null
  readonly ratio: number | null
  readonly standard: { readonly fen: number; readonly frac: number } | null
  readonly payment: { readonly fen: number; readonly frac: number } | null
  readonly paid: number | null
  readonly patient: number | null
  readonly fund: { readonly fen: number; readonly frac: number } | null
}

/** The columns of a result, the same in `case_fact` and `trial_result`. */
export const RESULT_COLUMNS = [
  'group_source',
  'scheme_id',
  'policy_id',
  'status',
  'mdc',
  'adrg',
  'drg',
  'class',
  'rw_micro',
  'ratio',
  'standard_fen',
  'standard_frac',
  'payment_fen',
  'payment_frac',
  'paid_fen',
  'patient_fen',
  'fund_fen',
  'fund_frac',
] as const

/** In the order of `RESULT_COLUMNS`. */
export function resultValues(result: CaseResult): readonly SqlValue[] {
  const { standard, payment, fund } = result
  return [
    result.groupSource,
    result.schemeId,
    result.policyId,
    result.status,
    result.mdc,
    result.adrg,
    result.drg,
    result.class,
    result.rwMicro,
    result.ratio,
    standard?.fen ?? null,
    standard?.frac ?? null,
    payment?.fen ?? null,
    payment?.frac ?? null,
    result.paid,
    result.patient,
    fund?.fen ?? null,
    fund?.frac ?? null,
  ]
}
