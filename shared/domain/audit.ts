import type { Bilingual } from './bilingual.ts'

/** What a row of the audit log is about, and how it is called. Closed: every write of a book is one of these. */
export const AUDIT_ACTION_NAMES = {
  'book-create': { zh: '新建数据库', en: 'Create the book' },
  'demo-create': { zh: '建立演示科室', en: 'Create the demonstration department' },
  upgrade: { zh: '升级', en: 'Upgrade' },
  import: { zh: '导入', en: 'Import' },
  undo: { zh: '撤销', en: 'Undo' },
  'scheme-add': { zh: '加入分组方案', en: 'Add a scheme' },
  'scheme-use': { zh: '启用分组方案', en: 'Use a scheme' },
  'scheme-try': { zh: '试算', en: 'Try a scheme' },
  'scheme-accept': { zh: '启用试算结果', en: 'Put a trial in force' },
  'scheme-discard': { zh: '删除试算', en: 'Discard a trial' },
  'policy-add': { zh: '加入支付政策', en: 'Add a policy' },
  'policy-remove': { zh: '停用支付政策', en: 'Take a policy out of use' },
  'costing-settings': { zh: '修改核算设置', en: 'Change how cost is worked out' },
  'costing-run': { zh: '成本核算', en: 'Cost the cases' },
  'costing-accept': { zh: '启用核算结果', en: 'Put a costing in force' },
  'costing-discard': { zh: '删除核算结果', en: 'Discard a costing' },
  'sheet-save': { zh: '保存作业清单', en: 'Save an activity sheet' },
  recompute: { zh: '重新计算', en: 'Recompute' },
  'party-change': { zh: '信任名单变更', en: 'Change whom is trusted' },
  'item-change': { zh: '上报事项变更', en: 'Change an item to be sent' },
  'package-apply': { zh: '导入数据包', en: 'Apply a package' },
  'package-write': { zh: '生成数据包', en: 'Write a package' },
  'variance-note': { zh: '差异说明', en: 'Note on a variance' },
  reprice: { zh: '重新计价', en: 'Price again' },
  'settlement-plan': { zh: '预结算与清算', en: 'Advances and clearing' },
  'settlement-note': { zh: '对账说明', en: 'Note on a settlement' },
  'view-change': { zh: '视图与置顶', en: 'Saved views and pinned groups' },
  'period-close': { zh: '结账', en: 'Close a month' },
  'period-reopen': { zh: '反结账', en: 'Reopen a month' },
  'year-delete': { zh: '删除年度', en: 'Delete a year' },
  'template-save': { zh: '保存导入模板', en: 'Save a template' },
  'template-remove': { zh: '删除导入模板', en: 'Remove a template' },
  'patient-key': { zh: '患者假名', en: 'Patient pseudonyms' },
  backup: { zh: '备份', en: 'Back up' },
  restore: { zh: '恢复', en: 'Restore' },
  export: { zh: '导出', en: 'Export' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type AuditAction = keyof typeof AUDIT_ACTION_NAMES
export const AUDIT_ACTIONS = Object.keys(AUDIT_ACTION_NAMES) as readonly AuditAction[]

/** Sizes of a book: cases, charge lines that count, import batches that count. */
export interface AuditCounts {
  readonly cases: number
  readonly lines: number
  readonly batches: number
}
