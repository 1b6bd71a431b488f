import { join } from 'node:path'
import type { ServiceEnv } from '#core/handler.ts'
import type { PlanReport, PlanRow } from '#shared/contract/settlement-plan.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { type Fen, fenToYuan } from '#shared/domain/money.ts'
import { auditExport } from '../../audit.ts'
import { type ExportCell, type ExportSheet, writeWorkbook } from '../../export-file.ts'
import type { Session } from '../../session.ts'

const text = (value: string | null): ExportCell => ({ text: value })
const number = (value: string | number | null): ExportCell => ({ number: value === null ? null : String(value) })
const yuan = (amount: Fen): ExportCell => number(fenToYuan(amount))

/** Writes advances and clearing of a year as a workbook; `rows` counts months by insurance type. */
export async function exportPlan(
  env: ServiceEnv,
  session: Session,
  report: PlanReport,
  language: Language,
  path: string | undefined,
): Promise<{ readonly path: string; readonly rows: number }> {
  const { year, rows } = report
  const target =
    path ?? join(env.exportFolder, language === 'zh' ? `预结算与清算-${year}.xlsx` : `clearing-${year}.xlsx`)
  await writeWorkbook(target, [monthSheet(report, language), clearingSheet(report, language)])
  auditExport(session, { zh: '预结算与清算', en: 'advances and clearing' }, rows.length, target)
  return { path: target, rows: rows.length }
}

const HEADER: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    ...[
      '月份',
      '险种',
      '例数',
      '未定价',
      '总权重或点数',
      '月费率或点值',
      '随费率部分',
      '不随费率部分',
      '患者支付',
      '预拨比例',
    ],
    ...[
      '审核扣款',
      '月预结',
      '已拨付',
      '清算费率或点值',
      '随费率部分（清算）',
      '费率变动影响',
      '预结按清算费率',
      '清算应付',
    ],
  ],
  en: [
    ...['Month', 'Insurance', 'Cases', 'Unpriced', 'Weight or points', 'Rate or point value', 'Floating', 'Fixed'],
    ...['Patients paid', 'Advance ratio', 'Deductions', 'Advance', 'Paid out', 'Final rate', 'Floating at final rate'],
    ...['Drift', 'Advance at final rate', 'Due'],
  ],
}

function monthSheet({ rows, total }: PlanReport, language: Language): ExportSheet {
  const zh = language === 'zh'
  const money = (row: Omit<PlanRow, 'month' | 'insurance'> | PlanReport['total'], middle: readonly ExportCell[]) => [
    ...[yuan(row.floating), yuan(row.fixed), yuan(row.patientPaid), middle[0]!, yuan(row.deductions)],
    ...[yuan(row.advance), yuan(row.paid), middle[1]!, yuan(row.floatingAtFinal), yuan(row.drift)],
    ...[yuan(row.advanceAtFinal), yuan(row.due)],
  ]
  return {
    name: zh ? '预结算' : 'Advances',
    header: HEADER[language],
    rows: [
      ...rows.map((row) => [
        ...[text(row.month), text(row.insurance), number(row.n), number(row.unpriced), number(row.weight)],
        number(row.rate),
        ...money(row, [number(row.advanceRatio), number(row.finalRate)]),
      ]),
      [
        ...[text(zh ? '合计' : 'Total'), text(''), number(total.n), number(total.unpriced), number(null), number(null)],
        ...money(total, [number(null), number(null)]),
      ],
    ],
  }
}

function clearingSheet(report: PlanReport, language: Language): ExportSheet {
  const zh = language === 'zh'
  const { total, inputs } = report
  const line = (name: { zh: string; en: string }, cell: ExportCell): ExportCell[] => [text(name[language]), cell]
  return {
    name: zh ? '年终清算' : 'Clearing',
    header: zh ? ['项目', '金额（元）'] : ['Item', 'Amount (yuan)'],
    rows: [
      line({ zh: '清算应付', en: 'Due' }, yuan(total.due)),
      line({ zh: '− 已拨付', en: '− paid out' }, yuan(total.paid)),
      line({ zh: '± 考核', en: '± assessment' }, yuan(report.assessment)),
      line({ zh: '− 质量保证金', en: '− quality deposit' }, yuan(report.deposit)),
      line({ zh: '+ 返还保证金', en: '+ deposit returned' }, yuan(report.depositReturned)),
      line({ zh: '应补付（负数为应退回）', en: 'To be paid (negative: to be returned)' }, yuan(report.balance)),
      line({ zh: '其中费率变动影响', en: 'Of it by the drift of the rate' }, yuan(total.drift)),
      line({ zh: '考核系数', en: 'Assessment coefficient' }, number(inputs.coefficient)),
      line({ zh: '保证金比例', en: 'Deposit ratio' }, number(inputs.depositRatio)),
      ...report.insurances.map(({ insurance, finalRate, source }) =>
        line(
          {
            zh: `清算费率或点值：${insurance}（${SOURCES.zh[source]}）`,
            en: `Final rate: ${insurance} (${SOURCES.en[source]})`,
          },
          number(finalRate),
        ),
      ),
    ],
  }
}

const SOURCES = {
  zh: { typed: '填写', fund: '按基金与总量', monthly: '同各月' },
  en: { typed: 'typed', fund: 'from fund and total', monthly: 'as the months' },
} as const
