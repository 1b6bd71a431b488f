import type { JobMethod } from '#shared/contract/contract.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'

/** What the status bar calls a job. */
export const JOB_LABELS: Readonly<Record<JobMethod, Bilingual>> = {
  'book.createDemo': { zh: '建立演示科室', en: 'Create the demonstration department' },
  'book.verify': { zh: '核对账套', en: 'Verify the book' },
  'imports.preview': { zh: '预览导入', en: 'Preview the import' },
  'imports.commit': { zh: '导入', en: 'Import' },
  'batches.undo': { zh: '撤销批次', en: 'Undo the batch' },
  'commands.undo': { zh: '撤销操作', en: 'Undo' },
  'schemes.add': { zh: '添加分组方案', en: 'Add the grouping scheme' },
  'schemes.export': { zh: '导出分组方案', en: 'Export the grouping scheme' },
  'schemes.try': { zh: '试算分组方案', en: 'Try the grouping scheme' },
  'schemes.accept': { zh: '启用试算结果', en: 'Put the trial in force' },
  'schemes.discard': { zh: '删除试算结果', en: 'Discard the trial' },
  'recompute.run': { zh: '重新分组与结算', en: 'Group and settle again' },
  'surplus.export': { zh: '导出盈亏表', en: 'Export the surplus table' },
  'cases.export': { zh: '导出病例', en: 'Export cases' },
}
