import { CASE_NUMBERS, column, type KindSpec, REQUIRED, VALID } from './column.ts'

/** Headings of a table with one row per discharge or charge line, which may carry codes as well. */
const OTHER_TABLES = ['总费用', '医疗金额', 'medfee_sumamt', '出院日期', '出院时间', 'discharged_at', '金额', 'amount']

/** One row per diagnosis of a case (setl_list_diag_d, or a hospital's own long table). */
export const DIAGNOSES: KindSpec = {
  kind: 'diagnoses',
  label: { zh: '诊断明细', en: 'Diagnoses' },
  against: [...OTHER_TABLES, '手术操作编码', '手术编码', 'oprn_oprt_code'],
  columns: [
    column('case_no', 'code', '病例号', 'Case number', CASE_NUMBERS, REQUIRED),
    column('position', 'integer', '诊断序号', 'Number', '诊断顺序 诊断次序 diag_srt_no diag_sn 顺序号'),
    column('main', 'flag', '主要诊断标志', 'Principal', 'maindiag_flag 是否主要诊断 主诊断标志 是否主诊断'),
    column(
      'code',
      'code',
      '诊断编码',
      'Diagnosis code',
      '诊断代码 疾病编码 疾病编码ICD diag_code ICD编码 icd10',
      REQUIRED,
    ),
    column('name', 'text', '诊断名称', 'Diagnosis name', '疾病名称 疾病诊断名称 diag_name'),
    column('poa', 'text', '入院病情', 'Condition on admission', 'adm_cond_type 入院病情代码'),
    column('diag_type', 'text', '诊断类别', 'Kind of diagnosis', '诊断类型 diag_type', { field: null }),
    VALID,
  ],
}

/** One row per procedure of a case (setl_list_oprn_d, 机构住院手术提取表). */
export const PROCEDURES: KindSpec = {
  kind: 'procedures',
  label: { zh: '手术明细', en: 'Procedures' },
  against: OTHER_TABLES,
  columns: [
    column('case_no', 'code', '病例号', 'Case number', CASE_NUMBERS, REQUIRED),
    column('position', 'integer', '手术序号', 'Number', '手术顺序 手术次序 oprn_sn oprn_oprt_sn'),
    column('main', 'flag', '主要手术标志', 'Main', 'main_oprn_flag 主要手术 是否主要手术 主手术标志'),
    column(
      'code',
      'code',
      '手术操作编码',
      'Procedure code',
      '手术编码 手术操作代码 手术及操作编码 oprn_oprt_code icd9 proc_code',
      REQUIRED,
    ),
    column('name', 'text', '手术操作名称', 'Procedure name', '手术名称 手术及操作名称 oprn_oprt_name'),
    column('date', 'date', '手术操作日期', 'Date', '手术日期 手术及操作日期 oprn_oprt_date'),
    column('started_at', 'date', '手术开始时间', 'Started', 'oprn_oprt_begntime', { field: null }),
    column('ended_at', 'date', '手术结束时间', 'Ended', 'oprn_oprt_endtime', { field: null }),
    column('minutes', 'integer', '手术时长（分钟）', 'Minutes', '手术时长 手术分钟 op_minutes'),
    column('surgeon', 'text', '主刀医生', 'Surgeon', '术者 手术医师 手术者 手术者姓名 oper_dr_name'),
    column('anaesthesia_started_at', 'date', '麻醉开始时间', 'Anaesthesia started', 'anst_begntime', { field: null }),
    column('anaesthesia_ended_at', 'date', '麻醉结束时间', 'Anaesthesia ended', 'anst_endtime', { field: null }),
    column('anaesthesia_minutes', 'integer', '麻醉时长（分钟）', 'Anaesthesia minutes', '麻醉时长 麻醉分钟'),
    VALID,
  ],
}
