import { FEE_CATEGORY_NAMES, type FeeCategory } from '#shared/domain/fee-category.ts'
import { fen, fenToYuan } from '#shared/domain/money.ts'
import { clock, slashDate } from '../calendar.ts'
import type { Item } from '../inputs/types.ts'
import type { DemoCase } from '../simulate/types.ts'
import { csvCell, gb, type TextFile } from './text-file.ts'

/** Columns of 费用明细.csv. */
export const CHARGE_COLUMNS: readonly string[] = [
  '病案号',
  '收费时间',
  '项目编码',
  '项目名称',
  '医保编码',
  '收费类别',
  '数量',
  '单价',
  '金额',
  '执行科室',
  '高值耗材',
  '国谈药',
  '抗菌药物',
  '自付比例',
]

/** A name outside the fourteen national categories, so that an importer meets one. */
const LOCAL_CATEGORY = '特需服务费'

export function categoryName(item: Item): string {
  return item.category === '00' ? LOCAL_CATEGORY : FEE_CATEGORY_NAMES[item.category as FeeCategory].zh
}

/** The parts of a charge line that depend on its item only, encoded once. */
interface ItemText {
  readonly middle: string
  readonly end: string
}

const itemTexts = new WeakMap<Item, ItemText>()

function textOf(item: Item): ItemText {
  let text = itemTexts.get(item)
  if (text === undefined) {
    const flag = (value: boolean) => (value ? '是' : '否')
    const middle = [item.code, csvCell(item.name), item.insurerCode, categoryName(item)].join(',')
    const end = [
      item.performingDept,
      flag(item.highValue),
      flag(item.negotiatedDrug),
      flag(item.antibiotic),
      item.selfPayRatio,
    ].join(',')
    text = { middle: gb(middle), end: gb(end) }
    itemTexts.set(item, text)
  }
  return text
}

/** Writes a case's lines; times run through the working day in the order of the lines. */
export function writeCharges(file: TextFile, demoCase: DemoCase): void {
  const { stay, lines } = demoCase
  let day = -1
  let date = ''
  let minute = 0
  for (const line of lines) {
    if (line.day !== day) {
      day = line.day
      date = slashDate(stay.admittedDay + day)
      minute = day === 0 ? stay.admittedMinute : 7 * 60 + 30
    }
    minute = Math.min(minute + 2 + (line.item.index % 5), 23 * 60 + 59)
    const { middle, end } = textOf(line.item)
    const price = fenToYuan(fen(line.priceFen))
    const amount = fenToYuan(fen(line.amountFen))
    file.row(`${stay.caseNo},${date} ${clock(minute)},${middle},${line.quantity / 1000},${price},${amount},${end}`)
  }
}
