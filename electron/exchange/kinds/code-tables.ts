import { FEE_CATEGORIES, FEE_CATEGORY_NAMES, type FeeCategory } from '#shared/domain/fee-category.ts'

/** Words → code; looked up as `fold` leaves them. Codes are those of the national settlement interface. */
export type CodeTable<T> = ReadonlyMap<string, T>

/** Full width to half width, lower case, no blanks. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

function table<T extends string | boolean>(rows: readonly (readonly [T, string])[]): CodeTable<T> {
  return new Map(rows.flatMap(([code, words]) => words.split(' ').map((word) => [fold(word), code] as const)))
}

export const SEXES = table<'M' | 'F'>([
  ['M', '1 m male man 男 男性'],
  ['F', '2 f female woman 女 女性'],
])
/** gend 0 未知, 9 未说明: said to be unknown, not unreadable. */
export const SEX_UNKNOWN: ReadonlySet<string> = new Set(['0', '9', 'u', 'unknown', '未知', '未说明', '不详'])

/** dscg_way 离院方式. */
export const DISCHARGES = table([
  ['1', '1 医嘱离院 home 治愈 好转'],
  ['2', '2 医嘱转院 转院'],
  ['3', '3 医嘱转社区卫生服务机构/乡镇卫生院 医嘱转社区 医嘱转社区/乡镇卫生院 转社区'],
  ['4', '4 非医嘱离院 自动出院 自动离院'],
  ['5', '5 死亡 death died expired'],
  ['9', '9 其他 其它 other'],
])

/** insutype 险种 and the names in common use; any other text is kept as it is. */
export const INSURANCES = table([
  ['职工', '310 职工 职工医保 城镇职工 城镇职工医保 城镇职工基本医疗保险 职工基本医疗保险 职工医疗保险'],
  [
    '居民',
    '390 居民 居民医保 城乡居民 城镇居民 城乡居民医保 城乡居民基本医疗保险 城镇居民基本医疗保险 居民基本医疗保险 新型农村合作医疗 新农合 少儿医保 大学生医保',
  ],
  ['公务员', '320 公务员 公务员医疗补助 公务员补助'],
  ['大额', '330 大额 大额医疗费用补助 大额补助'],
  ['离休', '340 离休 离休人员医疗保障'],
  ['居民大病', '392 居民大病 城乡居民大病医疗保险'],
  ['生育', '510 生育 生育保险'],
  ['自费', '自费 全自费 自费结算'],
])

const MORE_CATEGORY_NAMES: Readonly<Partial<Record<FeeCategory, string>>> = {
  '01': '床位',
  '02': '诊察 诊查费 诊查',
  '03': '检查 影像检查费',
  '04': '化验 检验费 检验',
  '05': '治疗',
  '06': '手术',
  '07': '护理',
  '08': '卫生材料 材料费 材料 卫材 卫材费 耗材 耗材费',
  '09': '西药 西成药费 西药费(含抗菌药)',
  '10': '中药饮片 草药费 中草药费 中草药 饮片',
  '11': '中成药 成药费 成药',
  '12': '一般诊疗',
  '13': '挂号',
  '14': '其他 其它 其它费 其他费用',
}

/** med_chrgitm_type 医疗收费项目类别, by code or name; `00` is no code a file may use, it is what the unknown becomes. */
export const CATEGORIES: CodeTable<FeeCategory> = table(
  FEE_CATEGORIES.filter((code) => code !== '00').map((code) => {
    const { zh, en } = FEE_CATEGORY_NAMES[code]
    return [
      code,
      `${code} ${Number(code)} ${zh} ${en.replace(/ /g, '')} ${MORE_CATEGORY_NAMES[code] ?? ''}`.trim(),
    ] as const
  }),
)

/** The seven cost elements of public hospitals (公立医院成本核算规范). */
export const ELEMENTS = table([
  ['人员经费', '人员经费 人力成本 人员费用 staff personnel labour'],
  ['卫生材料费', '卫生材料费 卫材费 材料费 卫生材料 耗材 materials consumables'],
  ['药品费', '药品费 药品 drugs'],
  ['固定资产折旧费', '固定资产折旧费 固定资产折旧 折旧费 折旧 depreciation'],
  ['无形资产摊销费', '无形资产摊销费 无形资产摊销 摊销费 amortisation amortization'],
  ['提取医疗风险基金', '提取医疗风险基金 医疗风险基金 风险基金 riskfund'],
  ['其他运行费用', '其他运行费用 其他费用 其他运行费 其他医疗费用 运行费用 other'],
])

export const CENTER_TYPES = table([
  ['clinical', 'clinical 临床 临床科室 临床服务类 临床类'],
  ['technical', 'technical 医技 医技科室 医疗技术类 医技类'],
  ['support', 'support 医辅 医辅科室 医疗辅助类 医辅类'],
  ['admin', 'admin administrative 行政 行政后勤 行政后勤类 管理'],
])

/** Both flag styles of the insurer's tables: 1 是 / 0 否, and 1 是 / 2 否. */
export const FLAGS = table([
  [true, '1 y yes true t 是 有 √ ✓'],
  [false, '0 2 n no false f 否 无 ×'],
])

/** What a settlement says a case was: 正常, 高倍率, 低倍率, or settled outside the groups. */
export const OUTLIERS = table<'normal' | 'high' | 'low' | 'exempt'>([
  ['normal', 'normal 正常 正常倍率 正常病例 正常病组'],
  ['high', 'high 高倍率 高倍率病例 超高 费用极高 费用极高病例'],
  ['low', 'low 低倍率 低倍率病例 超低 费用极低 费用极低病例'],
  ['exempt', 'exempt 不按病组结算 项目付费 按项目付费 按项目 特病单议 特例单议 床日 按床日付费'],
])

/** Adverse events in four levels (医疗质量安全不良事件分级). */
export const EVENT_LEVELS = table<'I' | 'II' | 'III' | 'IV'>([
  ['I', 'I 1 I级 1级 一级 Ⅰ级 Ⅰ 警告事件 警讯事件'],
  ['II', 'II 2 II级 2级 二级 Ⅱ级 Ⅱ 不良后果事件 不良事件'],
  ['III', 'III 3 III级 3级 三级 Ⅲ级 Ⅲ 未造成后果事件'],
  ['IV', 'IV 4 IV级 4级 四级 Ⅳ级 Ⅳ 隐患事件 临界错误事件'],
])

export const DIRECTIONS = table<'at-most' | 'at-least'>([
  ['at-most', 'at-most atmost max <= ≤ 不高于 不超过 低优 越低越好 逐步降低 降低 上限'],
  ['at-least', 'at-least atleast min >= ≥ 不低于 高优 越高越好 逐步提高 提高 下限'],
])
