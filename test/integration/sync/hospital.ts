import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeCsv } from '../../fixtures/tiny-department.ts'

/** A hospital of three departments, of which the third exchanges no packages. */
export const MONTHS = ['2026-01', '2026-02', '2026-03'] as const
export type Month = (typeof MONTHS)[number]

const DEPARTMENTS = [
  { name: '骨科', letter: 'G', dx: 'M17.000', dxName: '双侧原发性膝关节病', proc: '81.5400', charge: 20_000 },
  { name: '心内科', letter: 'X', dx: 'I20.000', dxName: '不稳定型心绞痛', proc: '', charge: 9_000 },
  { name: '儿科', letter: 'E', dx: 'J18.900', dxName: '肺炎', proc: '', charge: 3_000 },
] as const

/** Cases of each department in a month. */
export const CASES_A_MONTH = 4
/** Lines of each case; they add up to its charge. */
export const LINES_A_CASE = 3

/** `G2026-01-1` is the first knee of January; each case costs 10 yuan more than the one before. */
export const caseNo = (letter: string, month: Month, number: number): string => `${letter}${month}-${number}`

const chargeOf = (base: number, number: number): string => (base + number * 10).toFixed(2)

/** Hospital-wide exports of a month, as the hospital's systems write them; gives their paths. */
export function writeExports(folder: string, month: Month) {
  mkdirSync(folder, { recursive: true })
  const path = (name: string) => join(folder, `${name}-${month}.csv`)
  const numbers = Array.from({ length: CASES_A_MONTH }, (_, at) => at + 1)
  const cases: (string | number)[][] = []
  const lines: (string | number)[][] = []
  // Cases of the departments stand mixed, as they were discharged.
  for (const number of numbers) {
    for (const { name, letter, dx, dxName, proc, charge } of DEPARTMENTS) {
      const id = caseNo(letter, month, number)
      const day = String(number + 2).padStart(2, '0')
      const total = chargeOf(charge, number)
      cases.push([
        ...[id, `1000${number}`, '女', 60 + number, `${month}-01 09:00:00`, `${month}-${day} 10:00:00`, number + 1],
        ...[name, '一组', '医师甲', '1', dx, dxName, proc, '职工', total, (Number(total) * 0.9).toFixed(2), '1000.00'],
      ])
      const parts = [Number(total) - 700, 900, -200]
      parts.forEach((amount, at) => {
        const [code, item, category] = [
          ['C08', '人工膝关节', '08'],
          ['D09', '头孢唑林', '09'],
          ['D09', '头孢唑林', '09'],
        ][at]!
        const sign = amount < 0 ? -1 : 1
        lines.push([
          id,
          `${month}-02 08:00:00`,
          code!,
          item!,
          category!,
          sign,
          Math.abs(amount).toFixed(2),
          amount.toFixed(2),
          name,
        ])
      })
    }
  }
  // A line of a case that no export has.
  lines.push(['LOST', `${month}-02 08:00:00`, 'C08', '人工膝关节', '08', 1, '5.00', '5.00', '骨科'])
  return {
    cases: writeCsv(path('病案首页'), [
      [
        ...[
          '病案号',
          '患者ID',
          '性别',
          '年龄',
          '入院时间',
          '出院时间',
          '住院天数',
          '科室',
          '医疗组',
          '主管医生',
          '离院方式',
        ],
        ...['诊断编码', '诊断名称', '手术操作编码', '险种', '总费用', '总成本', '个人负担'],
      ],
      ...cases,
    ]),
    charges: writeCsv(path('费用明细'), [
      ['病案号', '费用发生时间', '项目编码', '项目名称', '收费类别', '数量', '单价', '金额', '执行科室'],
      ...lines,
    ]),
    ledger: writeCsv(path('成本台账'), [
      ['期间', '成本中心', '成本要素', '金额'],
      ...DEPARTMENTS.map(({ name }, at) => [month, name, '人员经费', `${(at + 1) * 1000}.00`]),
    ]),
    benchmarks: writeCsv(path('标杆'), [
      ['范围', 'DRG编码', '期间', '例数', '例均费用'],
      ['全市', 'IC25', month, 120, '18000.00'],
    ]),
  }
}
