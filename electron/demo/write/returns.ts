import { fen, fenToYuan } from '#shared/domain/money.ts'
import { addMonths, period } from '#shared/domain/period.ts'
import type { DemoReturn } from '../simulate/returns.ts'
import { csvCell, gb } from './text-file.ts'

/** Columns of 结算回执.csv, as an insurer heads them. */
export const RETURN_COLUMNS: readonly string[] = [
  '病案号',
  '结算编号',
  '清算月份',
  '清算日期',
  'DRG组编码',
  '权重',
  '支付标准',
  '倍率类型',
  '医疗总费用',
  'DRG结算金额',
  '个人负担',
  '扣款金额',
  '原因',
]

/** One row of 结算回执.csv, encoded. A month is settled in the middle of the next. */
export function returnRow(settled: DemoReturn, discharged: string): string {
  const month = addMonths(period(discharged), 1)
  const yuan = (amount: number | null) => (amount === null ? '' : fenToYuan(fen(amount)))
  const cells = [
    settled.caseNo,
    `JS${settled.caseNo.slice(2)}`,
    month,
    `${month.replace('-', '/')}/15`,
    settled.group,
    settled.weight,
    settled.standard,
    settled.class,
    yuan(settled.chargeFen),
    yuan(settled.paymentFen),
    yuan(settled.patientFen),
    yuan(settled.deductionFen),
    settled.reason,
  ]
  return cells.map((cell) => gb(csvCell(cell))).join(',')
}
