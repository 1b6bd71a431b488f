import { CASE_NUMBERS, column, type KindSpec, REQUIRED } from './column.ts'

/** What came back from the insurer for each case (结算回执, 清算明细, DRG 反馈表). */
export const SETTLEMENTS: KindSpec = {
  kind: 'settlements',
  label: { zh: '结算回执', en: 'Settlement returns' },
  columns: [
    column('case_no', 'code', '病例号', 'Case number', CASE_NUMBERS, REQUIRED),
    column(
      'settlement_no',
      'code',
      '结算编号',
      'Settlement number',
      '结算ID 结算流水号 清单流水号 setl_id setl_list_sn',
    ),
    column(
      'period',
      'period',
      '结算月份',
      'Settlement month',
      '结算期间 清算期间 清算月份 结算年月 clr_ym 月份',
      REQUIRED,
    ),
    column('settled_at', 'date', '结算时间', 'Settled', '结算日期 清算日期 setl_time'),
    column(
      'official_group',
      'code',
      '官方病组',
      'Official group',
      'DRG编码 DRG组编码 DRG分组编码 DRG组 病组编码 入组编码 drg_code',
    ),
    column('weight', 'number', '权重', 'Weight', '病组权重 基准权重 rw drg_weight'),
    column('standard', 'number', '支付标准', 'Standard', 'DRG支付标准 病组支付标准 官方支付标准 drg_pay_std'),
    column('outlier', 'text', '倍率类型', 'Outlier class', '病例类型 结算类型 倍率情况 倍率类别 极值类型'),
    column('total_charge', 'money', '总费用', 'Total charge', '医疗总费用 医疗费用总额 住院总费用 medfee_sumamt', {
      field: 'charge',
    }),
    column(
      'payment',
      'money',
      '结算金额',
      'Payment',
      'DRG结算金额 DRG支付金额 病组结算金额 应付金额 清算金额 拨付金额 drg_payment',
      REQUIRED,
    ),
    column('fund_pay', 'money', '基金支付', 'Fund pays', '基金支付总额 统筹支付 医保基金支付 fund_pay_sumamt'),
    column('patient_pay', 'money', '个人负担', 'Patient pays', '个人负担总额 个人支付 个人自付金额 psn_pay'),
    column('deduction', 'money', '扣款金额', 'Deduction', '扣款 审核扣款 违规扣款 拒付金额'),
    column('reason', 'text', '原因', 'Reason', '未入组原因 扣款原因 反馈原因 反馈说明 备注'),
  ],
}

/** Adverse events; what happened is told by its type, because a free text may name a person. */
export const QUALITY_EVENTS: KindSpec = {
  kind: 'quality-events',
  label: { zh: '质量事件', en: 'Quality events' },
  columns: [
    column('event_no', 'code', '事件编号', 'Event number', '上报编号 事件ID 不良事件编号 报告编号', REQUIRED),
    column('case_no', 'code', '病例号', 'Case number', CASE_NUMBERS),
    column('occurred_at', 'date', '发生时间', 'Occurred', '发生日期 事件时间 事件日期 事件发生时间', REQUIRED),
    column('event_type', 'text', '事件类型', 'Type', '不良事件类型 事件类别 事件名称 质量事件类型', {
      ...REQUIRED,
      field: 'type',
    }),
    column('level', 'text', '事件等级', 'Level', '事件级别 不良事件等级 等级 级别'),
    column('department', 'text', '科室', 'Department', '发生科室 责任科室 上报科室 科室名称'),
  ],
}
