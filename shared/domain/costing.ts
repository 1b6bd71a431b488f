import type { Bilingual } from './bilingual.ts'

/**
 * The seven cost elements (成本项目) of 公立医院成本核算规范 (国卫财务发〔2021〕4号). They stay apart through every step of an
 * allocation: a sum over them is made where it is shown, never carried on.
 */
export const COST_ELEMENTS = [
  'staff',
  'materials',
  'drugs',
  'depreciation',
  'amortisation',
  'risk-fund',
  'other',
] as const
export type CostElement = (typeof COST_ELEMENTS)[number]

/** One value for each cost element. */
export type Elements<T> = Readonly<Record<CostElement, T>>

/** One value per cost element, found in the order of `COST_ELEMENTS`. */
export function eachElement<T>(value: (element: CostElement) => T): Elements<T> {
  return {
    staff: value('staff'),
    materials: value('materials'),
    drugs: value('drugs'),
    depreciation: value('depreciation'),
    amortisation: value('amortisation'),
    'risk-fund': value('risk-fund'),
    other: value('other'),
  }
}

export const COST_ELEMENT_NAMES: Elements<Bilingual> = {
  staff: { zh: '人员经费', en: 'Staff' },
  materials: { zh: '卫生材料费', en: 'Medical materials' },
  drugs: { zh: '药品费', en: 'Drugs' },
  depreciation: { zh: '固定资产折旧费', en: 'Depreciation' },
  amortisation: { zh: '无形资产摊销费', en: 'Amortisation' },
  'risk-fund': { zh: '提取医疗风险基金', en: 'Medical risk fund' },
  other: { zh: '其他运行费用', en: 'Other operating cost' },
}

/** The four classes of cost centers (科室类别) of the same standard, in the order their cost arrives. */
export const CENTER_CLASSES = ['clinical', 'technical', 'support', 'admin'] as const
export type CenterClass = (typeof CENTER_CLASSES)[number]

export const CENTER_CLASS_NAMES: Readonly<Record<CenterClass, Bilingual>> = {
  clinical: { zh: '临床服务类', en: 'Clinical' },
  technical: { zh: '医疗技术类', en: 'Medical technology' },
  support: { zh: '医疗辅助类', en: 'Medical support' },
  admin: { zh: '行政后勤类', en: 'Administration and logistics' },
}

/** How service centers hand their cost on. */
export const ALLOCATION_METHODS = ['step-down', 'direct', 'reciprocal'] as const
export type AllocationMethod = (typeof ALLOCATION_METHODS)[number]

export const ALLOCATION_METHOD_NAMES: Readonly<Record<AllocationMethod, Bilingual>> = {
  'step-down': { zh: '逐级分项结转', en: 'Step-down' },
  direct: { zh: '直接分摊', en: 'Direct' },
  reciprocal: { zh: '交互分摊（联立方程）', en: 'Reciprocal (simultaneous)' },
}

/** How the cost of a case was found; every cost figure shows it. */
export const COST_METHODS = ['bottom-up', 'top-down', 'cost-to-charge'] as const
export type CostMethod = (typeof COST_METHODS)[number]

export const COST_METHOD_NAMES: Readonly<Record<CostMethod, Bilingual>> = {
  'bottom-up': { zh: '自下而上（项目成本）', en: 'Bottom-up (item costs)' },
  'top-down': { zh: '自上而下（单位成本）', en: 'Top-down (unit costs)' },
  'cost-to-charge': { zh: '成本收入比', en: 'Cost-to-charge' },
}

/** A case's cost may also come with its file (随病例导入): nobody here worked it out, and it is never mixed with costs that were. */
export const COST_SOURCES = [...COST_METHODS, 'given'] as const
export type CostSource = (typeof COST_SOURCES)[number]

export const COST_SOURCE_NAMES: Readonly<Record<CostSource, Bilingual>> = {
  ...COST_METHOD_NAMES,
  given: { zh: '随文件给出', en: 'As given in the file' },
}

/**
 * `estimated` (估算): some number behind it is a default or a charge standing in for a cost, not the hospital's own. `given`: the cost
 * came with its file, and nobody here can say.
 */
export const CERTAINTIES = ['costed', 'estimated', 'given'] as const
export type Certainty = (typeof CERTAINTIES)[number]

export const CERTAINTY_NAMES: Readonly<Record<Certainty, Bilingual>> = {
  costed: { zh: '核算', en: 'Costed' },
  estimated: { zh: '估算', en: 'Estimated' },
  given: { zh: '随文件给出', en: 'As given' },
}

/** `partial` (部分成本): something that belongs to the case has no cost here; a surplus on it is no full surplus. */
export const COVERAGES = ['full', 'partial'] as const
export type Coverage = (typeof COVERAGES)[number]

export const COVERAGE_NAMES: Readonly<Record<Coverage, Bilingual>> = {
  full: { zh: '完整', en: 'Full' },
  partial: { zh: '部分成本', en: 'Partial cost' },
}

/** Where in a stay a cost arises (诊疗环节), for the lowest of the three levels of cost control. */
export const CARE_STAGES = ['pre-operative', 'theatre', 'post-operative', 'discharge'] as const
export type CareStage = (typeof CARE_STAGES)[number]

export const CARE_STAGE_NAMES: Readonly<Record<CareStage, Bilingual>> = {
  'pre-operative': { zh: '术前', en: 'Before the operation' },
  theatre: { zh: '手术', en: 'Theatre' },
  'post-operative': { zh: '术后', en: 'After the operation' },
  discharge: { zh: '出院', en: 'Discharge' },
}

/** Other ways finance offices write them; the full names count too. */
const ELEMENT_ALIASES: Elements<readonly string[]> = {
  staff: ['人员', '人员费用', '人员支出', '人力成本'],
  materials: ['材料费', '卫生材料', '耗材', '卫生材料支出'],
  drugs: ['药品', '药品支出'],
  depreciation: ['折旧费', '固定资产折旧'],
  amortisation: ['摊销费', '无形资产摊销', 'amortization'],
  'risk-fund': ['医疗风险基金', '风险基金', '提取医疗风险基金费'],
  other: ['其他费用', '其他', '其他运行费', '其他运行成本'],
}

const CLASS_ALIASES: Readonly<Record<CenterClass, readonly string[]>> = {
  clinical: ['临床', '临床类', '直接医疗'],
  technical: ['医技', '医技类', '医疗技术'],
  support: ['医辅', '医辅类', '医疗辅助'],
  admin: ['行政', '行政后勤', '后勤', '管理'],
}

/** The element a ledger names, or null: an unknown name is the importer's to ask about, never quietly “other”. */
export function costElementOf(text: string): CostElement | null {
  return memberOf(text, COST_ELEMENTS, COST_ELEMENT_NAMES, ELEMENT_ALIASES)
}

/** The class a ledger names, or null. */
export function centerClassOf(text: string): CenterClass | null {
  return memberOf(text, CENTER_CLASSES, CENTER_CLASS_NAMES, CLASS_ALIASES)
}

function memberOf<Member extends string>(
  text: string,
  members: readonly Member[],
  names: Readonly<Record<Member, Bilingual>>,
  aliases: Readonly<Record<Member, readonly string[]>>,
): Member | null {
  const wanted = text.trim().toLowerCase()
  const spellings = (member: Member): readonly string[] => [
    member,
    names[member].zh,
    names[member].en.toLowerCase(),
    ...aliases[member],
  ]
  return members.find((member) => spellings(member).includes(wanted)) ?? null
}

/**
 * How much of a driver was used, in whole thousandths of its unit (bed-day, minute, hour), so that half a day or 12.25
 * hours is exact and a sum over a hundred thousand cases has no drift.
 */
export type Quantity = number & { readonly __unit: 'thousandth' }

/** @throws RangeError when the value has more than three decimals, is not finite or too large to be exact. */
export function quantity(units: number): Quantity {
  const scaled = units * 1000
  const whole = Math.round(scaled)
  if (!Number.isSafeInteger(whole) || Math.abs(scaled - whole) > 1e-6)
    throw new RangeError(`not a quantity in thousandths: ${units}`)
  return (whole === 0 ? 0 : whole) as Quantity
}
