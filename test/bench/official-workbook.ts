import { type Rows, writeOfficialWorkbook } from '../support/official-workbook.ts'

/** The size of the national workbook of version 3.0, as published: 137,000 rows in its sheets. */
const SIZE = {
  mdcs: 26,
  adrgs: 492,
  setRows: 106_950,
  mcc: 1_581,
  cc: 6_337,
  exclusionTables: 148,
  exclusionRows: 21_036,
}
const DIAGNOSES = 34_000
const PROCEDURES = 12_000

/**
 * Writes a made-up scheme in the form and of the size of the official workbook; returns how many rows its sheets have. Within an
 * MDC one ADRG in two looks at the principal procedure, the other at the principal diagnosis; each has three tiers.
 */
export async function writeLargeOfficialWorkbook(path: string): Promise<number> {
  const mdcs = Array.from({ length: SIZE.mdcs - 1 }, (_, i) => String.fromCharCode('A'.charCodeAt(0) + 1 + i))
  const adrgs = Array.from({ length: SIZE.adrgs }, (_, i) => {
    const mdc = mdcs[i % mdcs.length]!
    const place = Math.floor(i / mdcs.length)
    const surgical = place % 2 === 0
    return { mdc, surgical, code: `${mdc}${surgical ? 'B' : 'R'}${1 + Math.floor(place / 2)}` }
  })
  const sets = setRows(mdcs, adrgs)
  const sheets = {
    MDC: [
      ['按病组（DRG）付费分组方案配置信息'],
      ['MDC编码', 'MDC名称', 'MDC规则', '排序'],
      ...mdcs.map((mdc, i) => [`MDC${mdc}`, `${mdc} 类疾病`, `ZYZD in DI_MDC${mdc}`, i + 1]),
      ['0000', '未入组', '', SIZE.mdcs],
    ],
    ADRG: [
      ['ADRG编码', 'ADRG名称', 'ADRG规则', '所属MDC编码', 'MDC内排序'],
      ...adrgs.map(({ mdc, surgical, code }, i) => {
        return [code, `${code} 组`, surgical ? `ZYSS in OP_${code}` : `ZYZD in DI_${code}`, `MDC${mdc}`, i + 1]
      }),
      ...mdcs.map((mdc) => [`${mdc}QY`, '歧义', 'ZYSS in OP_ALL', `MDC${mdc}`, SIZE.adrgs + 1]),
      ['000', '未入组', '', '0000', 1],
    ],
    DRG: [
      ['DRG编码', 'DRG名称', 'DRG规则', '所属ADRG编码', '所属MDC编码', '排序'],
      ...adrgs.flatMap(({ mdc, code }) => [
        [`${code}1`, `${code} 伴严重并发症`, 'QTZD in MCC', code, `MDC${mdc}`, 1],
        [`${code}3`, `${code} 伴并发症`, 'QTZD in {MCC,CC}', code, `MDC${mdc}`, 2],
        [`${code}5`, `${code} 不伴并发症`, '', code, `MDC${mdc}`, 3],
      ]),
      ...mdcs.map((mdc) => [`${mdc}QY`, '歧义', '', `${mdc}QY`, `MDC${mdc}`, 1]),
      ['0000', '未入组', '', '000', '0000', 1],
    ],
    集合: [['集合编号', 'ICD编码', 'ICD名称', '类型编号'], ...sets],
    CC: [
      ['疾病编码', '疾病名称', '排除表', '类型'],
      ...Array.from({ length: SIZE.mcc + SIZE.cc }, (_, i) => {
        const at = 3 * i
        return [diagnosis(at), `疾病 ${at}`, `EX_${1 + (i % SIZE.exclusionTables)}`, i < SIZE.mcc ? 'MCC' : 'CC']
      }),
    ],
    排除表: [
      ['集合编号', 'ICD编码', 'ICD名称'],
      ...Array.from({ length: SIZE.exclusionRows }, (_, i) => {
        return [`EX_${1 + (i % SIZE.exclusionTables)}`, diagnosis(i), `疾病 ${i}`]
      }),
    ],
  }
  await writeOfficialWorkbook(path, sheets)
  return Object.values(sheets).reduce((rows, sheet) => rows + sheet.length, 0)
}

interface Adrg {
  readonly mdc: string
  readonly surgical: boolean
  readonly code: string
}

/** Every diagnosis in the set of its MDC, every procedure in `OP_ALL`; what is left is shared out among the ADRGs. */
function setRows(mdcs: readonly string[], adrgs: readonly Adrg[]): Rows {
  const ofMdcs = Array.from({ length: DIAGNOSES }, (_, i) => {
    return [`DI_MDC${mdcs[i % mdcs.length]}`, diagnosis(i), `疾病 ${i}`, 'DI']
  })
  const valid = Array.from({ length: PROCEDURES }, (_, i) => ['OP_ALL', procedure(i), `手术 ${i}`, 'OP'])
  const left = SIZE.setRows - DIAGNOSES - PROCEDURES
  const ofAdrgs = Array.from({ length: left }, (_, i) => {
    const at = i % adrgs.length
    const round = Math.floor(i / adrgs.length)
    const { code, surgical } = adrgs[at]!
    if (surgical) return [`OP_${code}`, procedure((131 * at + round) % PROCEDURES), '手术', 'OP']
    const ofItsMdc = (124 * Math.floor(at / mdcs.length) + round) % Math.floor(DIAGNOSES / mdcs.length)
    return [`DI_${code}`, diagnosis((at % mdcs.length) + mdcs.length * ofItsMdc), '疾病', 'DI']
  })
  return [...ofMdcs, ...valid, ...ofAdrgs]
}

/** As `B12.345` or, one in three, `B12.345x006`. */
function diagnosis(i: number): string {
  const letter = String.fromCharCode('A'.charCodeAt(0) + (i % 26))
  const digits = String(Math.floor(i / 26)).padStart(5, '0')
  const base = `${letter}${digits.slice(0, 2)}.${digits.slice(2)}`
  return i % 3 === 0 ? `${base}x00${i % 10}` : base
}

function procedure(i: number): string {
  const digits = String(i).padStart(6, '0')
  return `${digits.slice(0, 2)}.${digits.slice(2)}`
}
