import { column, type KindSpec, REQUIRED, VALID } from './column.ts'

/** One row per stay (mdtrt_d): what a settlement table (setl_d) doesn't say of the case with the same `mdtrt_id`. */
export const STAYS: KindSpec = {
  kind: 'stays',
  label: { zh: '就诊记录', en: 'Stays' },
  byTableOnly: true,
  columns: [
    column('case_no', 'code', '病例号', 'Case number', '就诊ID 就诊流水号 mdtrt_id', REQUIRED),
    column('admission_no', 'code', '住院号', 'Admission number', 'ipt_otp_no 病案号 medrcdno'),
    column('patient_id', 'code', '患者编号', 'Patient number', '人员编号 psn_no'),
    column('sex', 'text', '性别', 'Sex', '人员性别 gend'),
    column('age', 'integer', '年龄', 'Age', '人员年龄'),
    column('admitted_at', 'date', '入院时间', 'Admitted', '入院日期 begntime', REQUIRED),
    column('discharged_at', 'date', '出院时间', 'Discharged', '出院日期 endtime'),
    column('los', 'integer', '住院天数', 'Length of stay', 'ipt_days'),
    column('department', 'text', '科室', 'Department', '出院科室 dscg_dept_name adm_dept_name'),
    column('physician', 'text', '主管医生', 'Physician', 'chfpdr_name'),
    column('discharge', 'text', '离院方式', 'Way of discharge', 'dscg_way'),
    column('insurance', 'text', '险种', 'Insurance', '险种类型 insutype'),
    column('dx', 'code', '主要诊断编码', 'Principal diagnosis', 'dscg_maindiag_code'),
    column('dx_name', 'text', '主要诊断名称', 'Its name', 'dscg_maindiag_name', { field: null }),
    VALID,
  ],
}
