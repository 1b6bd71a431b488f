import type { Handlers } from '#core/handler.ts'
import type { VerifyCheck } from '#shared/contract/book.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { readSettings } from '#store/settings.ts'
import { checkFile, RECONCILIATION_IDS, type ReconciliationId, reconcile, type VerifyFinding } from '#store/verify.ts'
import type { Session } from './session.ts'

/**
 * What each reconciliation says, and when a difference is a fault: always, only while the figures are up to date (new
 * data waits for a recompute rightly), or never (something to know).
 */
type Fault = 'always' | 'when-computed' | 'never'
const LABELS: Readonly<Record<ReconciliationId, { readonly label: Bilingual; readonly fault: Fault }>> = {
  'rollup-equals-lines': {
    fault: 'always',
    label: { zh: '按类别汇总 = 费用明细合计', en: 'Category totals = sum of charge lines' },
  },
  'batch-totals': {
    fault: 'always',
    label: { zh: '批次行数与金额 = 库内明细', en: 'Batch rows and amount = lines in the book' },
  },
  'cases-joined': {
    fault: 'always',
    label: {
      zh: '病例 = 首页与就诊、诊断、手术明细合并的结果',
      en: 'Cases = their rows with stays, diagnoses and procedures',
    },
  },
  'facts-equal-cases': {
    fault: 'when-computed',
    label: { zh: '计算结果与病例一致', en: 'Computed rows repeat their cases' },
  },
  'cells-equal-facts': {
    fault: 'always',
    label: { zh: '页面汇总用的小计 = 病例计算结果合计', en: 'Subtotals that pages add up = computed rows' },
  },
  'paid-is-rounded-payment': {
    fault: 'always',
    label: { zh: '结算金额只四舍五入一次', en: 'Payments are rounded once' },
  },
  'fund-and-patient-make-payment': {
    fault: 'always',
    label: { zh: '基金 + 个人 = 结算金额', en: 'Fund part + patient part = payment' },
  },
  'month-of-discharge': { fault: 'always', label: { zh: '月份 = 出院日期所在月', en: 'Month = month of discharge' } },
  'lines-without-case': {
    fault: 'never',
    label: { zh: '有明细而无病例首页的病例号', en: 'Case numbers with lines but no case' },
  },
  'header-equals-lines': {
    fault: 'never',
    label: { zh: '首页总费用与明细合计不一致的病例', en: 'Cases whose total differs from their lines' },
  },
  'closed-months-hold': {
    fault: 'always',
    label: { zh: '已结账月份与结账时一致', en: 'Closed months are as they were closed' },
  },
  'audit-complete': {
    fault: 'always',
    label: { zh: '审计日志与库内数据相符', en: 'The audit log leads to what is in the book' },
  },
}

export function verifyHandlers(session: Session): Pick<Handlers, 'book.verify'> {
  return {
    'book.verify': async (_request, { report, breathe }) => {
      const { reader } = session.book()
      const total = RECONCILIATION_IDS.length + 1
      const phase = { zh: '校验', en: 'Verifying' }
      report({ phase, done: 0, total })
      const faults = checkFile(reader)
      const { dataRevision, computedRevision } = readSettings(reader)
      const stale = dataRevision !== computedRevision
      const checks: VerifyCheck[] = [
        {
          id: 'file',
          label: { zh: '数据库文件完整', en: 'The database file is sound' },
          ok: faults.length === 0,
          detail: faults.length === 0 ? { zh: '完好', en: 'sound' } : { zh: faults.join('；'), en: faults.join('; ') },
        },
      ]
      for (const [index, id] of RECONCILIATION_IDS.entries()) {
        report({ phase, done: index + 1, total })
        await breathe()
        checks.push(...reconciliationChecks([reconcile(reader, id)], stale))
      }
      return { ok: checks.every((check) => check.ok), checks }
    },
  }
}

/** @param stale the figures wait for a recompute, so facts may rightly differ from their cases */
export function reconciliationChecks(findings: readonly VerifyFinding[], stale: boolean): VerifyCheck[] {
  return findings.map(({ id, wrong, example }) => {
    const { label, fault } = LABELS[id]
    const wrongNow = fault === 'always' || (fault === 'when-computed' && !stale)
    return { id, label, ok: wrong === 0 || !wrongNow, detail: describe(wrong, example) }
  })
}

function describe(wrong: number, example: string | null): Bilingual {
  if (wrong === 0) return { zh: '一致', en: 'agrees' }
  return { zh: `${wrong} 处，例如 ${example ?? '—'}`, en: `${wrong}, for example ${example ?? '—'}` }
}
