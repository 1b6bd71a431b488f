import { join } from 'node:path'
import type { ServiceEnv } from '#core/handler.ts'
import type { DifferingCase, Reconciliation } from '#shared/contract/settlement.ts'
import type { Language } from '#shared/domain/bilingual.ts'
import { type Fen, fen, fenToYuan } from '#shared/domain/money.ts'
import { DIFFERENCE_CAUSES, DIFFERENCE_STATES } from '#shared/domain/settlement-difference.ts'
import { auditExport } from '../audit.ts'
import { type ExportCell, type ExportSheet, writeWorkbook } from '../export-file.ts'
import type { Session } from '../session.ts'

const text = (value: string | null): ExportCell => ({ text: value })
const number = (value: string | number | null): ExportCell => ({ number: value === null ? null : String(value) })
const yuan = (amount: Fen | null): ExportCell => number(amount === null ? null : fenToYuan(amount))

/** Writes a reconciliation as a workbook: causes, months by cause, and every case that differs. `rows` counts the cases. */
export async function exportReconciliation(
  env: ServiceEnv,
  session: Session,
  report: Reconciliation,
  cases: readonly DifferingCase[],
  language: Language,
  path: string | undefined,
): Promise<{ readonly path: string; readonly rows: number }> {
  const target = path ?? join(env.exportFolder, language === 'zh' ? '对账.xlsx' : 'settlement.xlsx')
  await writeWorkbook(target, [causeSheet(report, language), monthSheet(report, language), caseSheet(cases, language)])
  auditExport(session, { zh: '对账表', en: 'the reconciliation' }, cases.length, target)
  return { path: target, rows: cases.length }
}

function causeSheet(
  { causes, official, local, difference, differ, n }: Reconciliation,
  language: Language,
): ExportSheet {
  const zh = language === 'zh'
  return {
    name: zh ? '按原因' : 'By cause',
    header: zh ? ['项目', '例数', '金额（元）'] : ['Item', 'Cases', 'Amount (yuan)'],
    rows: [
      [text(zh ? '本地结算' : 'Settled here'), number(n), yuan(local)],
      ...causes.map(({ cause, n: count, amount }) => [
        text(DIFFERENCE_CAUSES[cause][language]),
        number(count),
        yuan(amount),
      ]),
      [text(zh ? '差异合计' : 'Differences'), number(differ), yuan(difference)],
      [text(zh ? '医保结算' : 'Settled by the insurer'), number(n), yuan(official)],
    ],
  }
}

function monthSheet({ months, causes }: Reconciliation, language: Language): ExportSheet {
  const zh = language === 'zh'
  const columns = causes.map(({ cause }) => cause)
  return {
    name: zh ? '按月' : 'By month',
    header: [
      ...(zh
        ? ['月份', '对账例数', '有差异', '待回执', '本地结算', '医保结算', '差异']
        : ['Month', 'Compared', 'Different', 'Awaiting', 'Settled here', 'Settled by the insurer', 'Difference']),
      ...columns.map((cause) => DIFFERENCE_CAUSES[cause][language]),
    ],
    rows: months.map((row) => [
      text(row.month),
      number(row.n),
      number(row.differ),
      number(row.awaiting),
      yuan(row.local),
      yuan(row.official),
      yuan(row.difference),
      ...columns.map((cause) => yuan(row.causes.find((each) => each.cause === cause)?.amount ?? fen(0))),
    ]),
  }
}

const CASE_HEADER: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    ...['病例号', '出院月份', '结算月份', '原因', '差异（元）', '本地病组', '医保病组', '本地倍率类型', '医保倍率类型'],
    ...['本地费用', '医保费用', '本地权重', '医保权重', '本地标准', '医保标准', '本地结算', '医保结算', '扣款'],
    ...['医保原因', '状态', '说明', '说明人', '说明时间'],
  ],
  en: [
    ...['Case', 'Discharged', 'Settled in', 'Cause', 'Difference (yuan)', 'Group here', 'Group there', 'Class here'],
    ...[
      'Class there',
      'Charges here',
      'Charges there',
      'Weight here',
      'Weight there',
      'Standard here',
      'Standard there',
    ],
    ...['Payment here', 'Payment there', 'Deduction', 'Reason given', 'State', 'Note', 'By', 'At'],
  ],
}

/** A row for each part of a difference, so that the column of amounts sums to the difference. */
function caseSheet(cases: readonly DifferingCase[], language: Language): ExportSheet {
  return {
    name: language === 'zh' ? '病例' : 'Cases',
    header: CASE_HEADER[language],
    rows: cases.flatMap((row) => row.parts.map((part) => caseRow(row, part, language))),
  }
}

function caseRow(
  { caseNo, month, settledIn, local, official, note }: DifferingCase,
  part: DifferingCase['parts'][number],
  language: Language,
): readonly ExportCell[] {
  const both = (pick: (side: NonNullable<DifferingCase['local']>) => ExportCell) =>
    [local, official].map((side) => (side === null ? text(null) : pick(side)))
  return [
    text(caseNo),
    text(month),
    text(settledIn),
    text(DIFFERENCE_CAUSES[part.cause][language]),
    yuan(part.amount),
    ...both(({ group }) => text(group)),
    ...both((side) => text(side.class)),
    ...both(({ charge }) => yuan(charge)),
    ...both(({ weight }) => number(weight)),
    ...both(({ standard }) => number(standard)),
    ...both(({ payment }) => yuan(payment)),
    yuan(official?.deduction ?? null),
    text(official?.reason ?? null),
    text(note === null ? null : DIFFERENCE_STATES[note.state][language]),
    text(note?.text ?? null),
    text(note?.by ?? null),
    text(note?.at ?? null),
  ]
}
