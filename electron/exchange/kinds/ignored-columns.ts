import type { Bilingual } from '#shared/domain/bilingual.ts'

/** Why a heading of a known table is not read. */
export const IGNORED_REASONS = {
  person: { zh: '可识别个人，不导入', en: 'tells who a person is; never taken in' },
  system: { zh: '来源系统的管理字段', en: 'bookkeeping of the source system' },
  hospital: { zh: '本机构信息，每行相同', en: 'the hospital itself, the same in every row' },
  insured: { zh: '参保与待遇信息，不影响分组与盈亏', en: 'insurance status; changes neither group nor surplus' },
  money: { zh: '总额的分项，以总额为准', en: 'a part of a total that is read' },
  key: { zh: '另一张表的编号，仅用于对照', en: 'the number of another table, used to join only' },
  detail: { zh: '没有指标用到它', en: 'no figure needs it' },
  other: { zh: '由另一张表提供', en: 'comes with another table' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type IgnoredReason = keyof typeof IGNORED_REASONS

type Groups = Readonly<Partial<Record<IgnoredReason, string>>>

const SYSTEM =
  'rid updt_time crter_id crter_name crte_time crte_optins_no opter_id opter_name opt_time optins_no poolarea_no pt'
const PERSON = 'psn_name psn_cert_type certno naty brdy mdtrt_cert_type mdtrt_cert_no'
const INSURED =
  'psn_insu_rlts_id psn_type cvlserv_flag cvlserv_lv sp_psn_type sp_psn_type_lv clct_grde flxempe_flag nwb_flag insu_admdvs emp_no emp_name emp_type econ_type afil_indu afil_rlts emp_mgt_type pay_loc quts_type'
const HOSPITAL = 'fixmedins_code fixmedins_name hosp_lv fix_blng_admdvs lmtpric_hosp_lv dedc_hosp_lv'
const HOSPITAL_ZH = '机构编码 机构名称'
const STORE_DETAIL = '生产厂家 供应商名称 包装单位 拆零单位 拆零比 结转日期'

/** By the name of the table: the headings that are not read, with the reason. */
const IGNORED: Readonly<Record<string, Groups>> = {
  '3.1': {
    system: '序号',
    hospital: `${HOSPITAL_ZH} 机构等级`,
    person: '人员姓名 身份证号',
    insured: '持证类别 参保地区划 结算类别 结算日期',
    key: '结算流水号',
    money: '医保范围金额 个账支付 现金支付',
  },
  '3.2': {
    system: '序号',
    hospital: HOSPITAL_ZH,
    person: '身份证号 人员姓名',
    insured: '险种类别',
    key: '医嘱号 医嘱组号 结算流水号',
    money: '限价 全自费金额 超限价金额 先行自付金额',
    detail: '国标名称 商品名 规格 产地厂家 用法 剂量 剂量单位 频次 天数 收费项目等级 数量单位',
  },
  '3.4': {
    system: '序号',
    hospital: HOSPITAL_ZH,
    person: '身份证号 姓名',
    other: '性别 年龄 住院科室名称 疾病诊断名称',
    detail: '手术科室名称 手术者姓名 手术等级 切口类型 愈合类型',
  },
  '5.1': { hospital: HOSPITAL_ZH, detail: STORE_DETAIL },
  '5.2': { hospital: HOSPITAL_ZH, detail: STORE_DETAIL },
  fee_list_d: {
    system: `${SYSTEM} memo bkkp_sn`,
    hospital: 'fixmedins_code fixmedins_name',
    insured: 'psn_insu_rlts_id insu_admdvs pay_loc med_type reim_prop drt_reim_flag lmt_used_flag hosp_appr_flag',
    key: 'setl_id rx_drord_no chrg_bchno init_feedetl_sn comb_no dise_codg oprn_oprt_code',
    other: 'psn_no',
    money:
      'pric_uplmt_amt fulamt_ownpay_amt overlmt_selfpay preselfpay_amt inscp_amt cvlserv_bedfee_amt medins_disc_amt',
    detail:
      'chrgitm_lv hilist_code hilist_name list_type prodname spec dosform_name bilg_dept_codg bilg_dept_name bilg_dr_code bilg_dr_name acord_dept_codg acord_dr_code acord_dr_name hosp_prep_flag tcmdrug_used_way prodplac_type bas_medn_flag prcu_drug_flag chld_medc_flag etip_flag etip_hosp_code dscg_tkdrug_flag list_sp_item_flag matn_fee_flag sin_dos_dscr used_frqu_dscr prd_days medc_way_dscr rx_circ_flag',
  },
  mdtrt_d: {
    system: `${SYSTEM} memo`,
    person: `${PERSON} coner_name tel addr`,
    insured: `${INSURED} med_type rloc_type ars_year_ipt_flag pre_pay_flag year ttp_pay_flag ttp_pay_prop same_dise_adm_flag dise_type_code`,
    hospital: HOSPITAL,
    key: 'medins_setl_id refl_old_mdtrt_id medrcdno trt_dcla_detl_sn dise_no dise_name',
    other: 'oprn_oprt_code oprn_oprt_name',
    detail:
      'chfpdr_code adm_diag_dscr adm_dept_codg adm_dept_name adm_bed wardarea_bed traf_dept_flag dscg_dept_codg dscg_bed main_cond_dscr otp_diag_info inhosp_stas die_date geso_val birctrl_type fetts fetus_cnt matn_type prey_time latechb_flag pret_flag fpsc_no birctrl_matn_date cop_flag adm_caty dscg_caty',
  },
  setl_d: {
    system: `${SYSTEM} memo`,
    person: PERSON,
    insured: `${INSURED} med_type setl_type clr_type clr_way psn_setlway setl_cashpay_way year cal_ipt_cnt manl_reim_rea mid_setl_flag acct_used_flag`,
    hospital: `${HOSPITAL} clr_optins`,
    key: 'setl_id medins_setl_id init_setl_id invono dise_no dise_name',
    detail: 'setl_time',
    money:
      'fulamt_ownpay_amt overlmt_selfpay preselfpay_amt inscp_amt dedc_std crt_dedc act_pay_dedc hifp_pay pool_prop_selfpay hi_agre_sumfee cvlserv_pay hifes_pay hifmi_pay hifob_pay hifdm_pay maf_pay othfund_pay acct_pay cash_payamt ownpay_hosp_part balc acct_mulaid_pay bydise_setl_payamt exct_item_fund_payamt',
  },
  setl_list_diag_d: { system: SYSTEM, key: 'setl_list_diag_id setl_id setl_list_sn', other: 'psn_no' },
  setl_list_oprn_d: {
    system: SYSTEM,
    key: 'setl_list_oprn_id setl_id setl_list_sn',
    other: 'psn_no',
    detail: 'anst_way oper_dr_code anst_dr_name anst_dr_code',
  },
}

/** Heading → reason, for a known table; empty for a table that is not used at all. */
export function ignoredColumns(file: string): ReadonlyMap<string, IgnoredReason> {
  const groups = Object.entries(IGNORED[file] ?? {}) as [IgnoredReason, string][]
  return new Map(
    groups.flatMap(([reason, headings]) => headings.split(' ').map((heading) => [heading, reason] as const)),
  )
}
