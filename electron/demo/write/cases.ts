import { fen, fenToYuan } from '#shared/domain/money.ts'
import { clock, slashDate } from '../calendar.ts'
import type { DemoCase } from '../simulate/types.ts'
import { csvCell, gb } from './text-file.ts'

const OTHER_DX = 10
const OTHER_PROC = 3

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index + 1}`)

/** Columns of 病案首页.csv. */
export const CASE_COLUMNS: readonly string[] = [
  '病案号',
  '患者编号',
  '性别',
  '年龄',
  '入院时间',
  '出院时间',
  '住院天数',
  '出院科室',
  '医疗组',
  '主管医师',
  '离院方式',
  '主要诊断编码',
  '主要诊断名称',
  ...numbered('其他诊断编码', OTHER_DX),
  '主要手术编码',
  '主要手术名称',
  ...numbered('其他手术编码', OTHER_PROC),
  '主要手术日期',
  '主刀医生',
  '手术时长(分钟)',
  '麻醉时长(分钟)',
  '重症监护时长(小时)',
  '呼吸机使用时长(小时)',
  '医保类型',
  '住院总费用',
  '病例成本',
  '医保基金支付',
  '个人负担',
  'DRG组编码',
  '是否死亡',
  '31天内再入院',
  '医院感染',
  '手术并发症',
  '临床路径',
  '日间手术',
]

/** One row of 病案首页.csv, encoded. */
export function caseRow(demoCase: DemoCase, names: ReadonlyMap<string, string>): string {
  const { stay, money } = demoCase
  const yes = (flag: boolean) => (flag ? '是' : '否')
  const surgical = stay.operationDay >= 0
  const cells = [
    stay.caseNo,
    stay.patient.id,
    stay.patient.sex === 'M' ? '男' : '女',
    String(stay.age),
    `${slashDate(stay.admittedDay)} ${clock(stay.admittedMinute)}`,
    `${slashDate(stay.dischargedDay)} ${clock(stay.dischargedMinute)}`,
    String(stay.los),
    '骨科',
    stay.team.name,
    stay.physician,
    stay.discharge,
    stay.dx[0]!,
    names.get(stay.dx[0]!) ?? '',
    ...Array.from({ length: OTHER_DX }, (_, index) => stay.dx[index + 1] ?? ''),
    stay.proc[0] ?? '',
    names.get(stay.proc[0] ?? '') ?? '',
    ...Array.from({ length: OTHER_PROC }, (_, index) => stay.proc[index + 1] ?? ''),
    surgical ? slashDate(stay.admittedDay + stay.operationDay) : '',
    stay.surgeon,
    surgical ? String(stay.opMinutes) : '',
    surgical ? String(stay.anaesthesiaMinutes) : '',
    stay.icuHours > 0 ? String(stay.icuHours) : '',
    stay.ventHours > 0 ? String(stay.ventHours) : '',
    stay.patient.insurance,
    fenToYuan(fen(money.statedFen)),
    fenToYuan(fen(money.costFen)),
    fenToYuan(fen(money.fundFen)),
    fenToYuan(fen(money.patientFen)),
    demoCase.returnedGroup,
    yes(stay.discharge === '5'),
    yes(stay.readmitted),
    yes(stay.infection),
    yes(stay.complication),
    stay.profile.pathway,
    yes(stay.daySurgery),
  ]
  return cells.map((cell) => gb(csvCell(cell))).join(',')
}
