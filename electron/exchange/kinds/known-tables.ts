import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { RecordKind } from '#shared/domain/records.ts'
import type { FileChoice } from '../mapping/template-keys.ts'

/** A table that hospitals and insurers exchange under a fixed layout. */
export interface KnownTable {
  /** The name it goes by, which is also how its file begins. */
  readonly file: string
  readonly name: Bilingual
  /** Headings that no other known table has all of. */
  readonly signature: readonly string[]
  /** What it is read as; null for a table that is known and not used. */
  readonly kind: RecordKind | null
  /** Why it is not used. */
  readonly reason?: Bilingual
  /** Choices of the template that come with the layout. */
  readonly choices?: Readonly<Partial<Record<FileChoice, string>>>
}

const OUTPATIENT: Bilingual = { zh: '门诊数据，本工具只看住院病例', en: 'outpatient data; cases are inpatient' }
const NO_FIGURE: Bilingual = {
  zh: '不含金额或编码，没有指标用到它',
  en: 'holds neither money nor codes, and no figure needs it',
}

const used = (kind: RecordKind, file: string, zh: string, en: string, signature: string, choices = {}): KnownTable => ({
  file,
  name: { zh, en },
  signature: signature.split(' '),
  kind,
  choices,
})
const unused = (file: string, zh: string, en: string, signature: string, reason: Bilingual): KnownTable => ({
  file,
  name: { zh, en },
  signature: signature.split(' '),
  kind: null,
  reason,
})

/** The inpatient and outpatient extracts that insurers ask hospitals for, and the national settlement tables. */
export const KNOWN_TABLES: readonly KnownTable[] = [
  unused('1.1', '机构执业信息提取表', 'Registration of the hospital', '机构性质 机构类型 核定床位 定点开始日期', {
    zh: '机构登记信息，与病例无关',
    en: 'registration data, not about cases',
  }),
  unused('2.1', '机构门诊就医提取表', 'Outpatient visits', '门诊号 门诊日期 次要诊断组合 医疗金额', OUTPATIENT),
  unused('2.2', '机构门诊结算提取表', 'Outpatient charge lines', '门诊号 处方号 收费项目等级 费用发生日期', OUTPATIENT),
  unused('2.3', '机构门诊处方提取表', 'Outpatient prescriptions', '门诊号 处置类型 处方频次 处方开具日期', OUTPATIENT),
  unused('2.4', '机构门诊手术提取表', 'Outpatient operations', '门诊号 手术操作编码 切口类型', OUTPATIENT),
  unused('2.5', '机构门诊麻醉提取表', 'Outpatient anaesthesia', '门诊号 麻醉方式编码 麻醉等级', OUTPATIENT),
  used('cases', '3.1', '机构住院就医提取表', 'Inpatient stays with totals', '住院号 入院日期 次要诊断组合 医疗金额', {
    'dx.separator': '#',
  }),
  used('charges', '3.2', '机构住院结算提取表', 'Inpatient charge lines', '住院号 医嘱号 收费项目等级 费用发生日期'),
  unused('3.3', '机构住院医嘱提取表', 'Inpatient orders', '住院号 医嘱类型 医嘱频次 医嘱开始日期', {
    zh: '医嘱金额不是收费，以费用明细为准',
    en: 'ordered is not charged; charge lines count',
  }),
  used('procedures', '3.4', '机构住院手术提取表', 'Inpatient operations', '住院号 手术操作编码 切口类型 主要手术'),
  unused('3.5', '机构住院麻醉提取表', 'Inpatient anaesthesia', '住院号 麻醉方式编码 麻醉等级', {
    zh: '不含手术编码，麻醉时长以手术明细为准',
    en: 'has no procedure code; anaesthesia times come with procedures',
  }),
  unused('4.1', '机构检查登记提取表', 'Examinations registered', '就医号 检查登记日期 检查项目编码', NO_FIGURE),
  unused('4.2', '机构检查报告提取表', 'Examination reports', '就医号 检查报告时间 检查部位', NO_FIGURE),
  unused('4.3', '机构化验登记提取表', 'Laboratory tests registered', '就医号 检验登记日期 检验项目编码', NO_FIGURE),
  unused('4.4', '机构化验报告提取表', 'Laboratory reports', '就医号 检验报告时间 检验值名称', NO_FIGURE),
  used(
    'inventory',
    '5.1',
    '机构药库结转提取表',
    'Balance of the drug store',
    '药库名称 上期结存数 本期结存数 结转日期',
  ),
  used('inventory', '5.2', '机构药房结转提取表', 'Balance of the pharmacy', '药房名称 上期结存数 本期结存数 结转日期'),
  unused('5.3', '机构药库消耗提取表', 'Movements of the drug store', '药库名称 出入库类型 出入库数量', {
    zh: '逐笔出入库，月度结存以结转表为准',
    en: 'single movements; the monthly balance is read instead',
  }),
  unused('5.4', '机构药房消耗提取表', 'Movements of the pharmacy', '药房名称 出入库类型 出入库数量', {
    zh: '“对方部门”可能是患者姓名；月度结存以结转表为准',
    en: 'its counterparts may be names of patients; the monthly balance is read instead',
  }),
  used(
    'charges',
    'fee_list_d',
    '费用明细表',
    'Charge lines of the insurer',
    'setl_id fee_ocur_time det_item_fee_sumamt',
  ),
  used('stays', 'mdtrt_d', '就诊信息表', 'Stays of the insurer', 'mdtrt_id begntime dscg_maindiag_code dscg_way'),
  used('cases', 'setl_d', '结算信息表', 'Settlements of the insurer', 'setl_id mdtrt_id medfee_sumamt clr_type', {
    'dx.table': 'separate',
    'department.table': 'separate',
  }),
  used(
    'diagnoses',
    'setl_list_diag_d',
    '结算清单诊断表',
    'Diagnoses of the settlement list',
    'setl_id diag_code maindiag_flag',
  ),
  used(
    'procedures',
    'setl_list_oprn_d',
    '结算清单手术表',
    'Procedures of the settlement list',
    'setl_id oprn_oprt_code main_oprn_flag',
  ),
]
