import { writeFile } from 'node:fs/promises'
import { writeXlsx } from 'hucre/xlsx'

export type Rows = (string | number)[][]

/** The sheets as published: a title above the header of MDC, an empty first column in ADRG, numbers as numbers. */
export const OFFICIAL_ROWS: Readonly<Record<string, Rows>> = {
  MDC: [
    ['按病组（DRG）付费3.0版分组方案配置信息'],
    ['MDC编码', 'MDC名称', 'MDC规则', '排序'],
    ['MDCB', '神经系统', 'ZYZD in DI_HEAD', 1],
    ['0000', '未入组', '', 2],
  ],
  ADRG: [
    ['', 'ADRG编码', 'ADRG名称', 'ADRG规则', '所属MDC编码', 'MDC内排序'],
    ['', 'BB1', '开颅', ' ZYSS_x000D__x000A_ in\u00a0OP_SKULL', 'MDCB', 1],
    ['', 'BR1', '头痛', 'ZYZD in DI_HEAD', 'MDCB', 2],
    ['', 'BQY', '歧义', 'ZYSS in OP_ALL', 'MDCB', 3],
    ['', '000', '未入组', '', '0000', 1],
  ],
  DRG: [
    ['DRG', 'DRG名称', 'DRG规则', '所属ADRG编码', '所属MDC编码', '排序'],
    ['BB19', '开颅', '', 'BB1', 'MDCB', 1],
    ['BR11', '伴', 'QTZD in {MCC,CC}', 'BR1', 'MDCB', 1],
    ['BR15', '不伴', '', 'BR1', 'MDCB', 2],
    ['BQY', '歧义', '', 'BQY', 'MDCB', 1],
    ['0000', '未入组', '', '000', '0000', 1],
  ],
  集合: [
    ['集合编号', 'ICD编码', 'ICD名称', '类型编号'],
    ['DI_HEAD', 'G43.000', '偏头痛', 'DI'],
    ['DI_HEAD', 'P22.100', '新生儿短暂性呼吸急促', 'DI'],
    ['OP_SKULL', '01.2400x001', '颅骨切开术', 'OP'],
    ['OP_ALL', '01.2400x001', '颅骨切开术', 'OP'],
    ['OP_ALL', '47.0100', '阑尾切除术', 'OP'],
    ['OP_ALL', '47.0100', '阑尾切除术', 'OP'],
  ],
  CC: [
    ['疾病编码', '疾病名称', '排除表', '类型'],
    ['J96.000', '急性呼吸衰竭', 'EX_103', 'MCC'],
  ],
  排除表: [
    ['集合编号', 'ICD编码', 'ICD名称'],
    ['EX_103', 'P22.100x001', '新生儿暂时性呼吸急促'],
  ],
}

/** Rows by sheet; null leaves a sheet out. */
export type SheetChanges = Readonly<Record<string, Rows | null>>

/** Writes a small workbook in the form of the official one and returns its path. */
export async function writeOfficialWorkbook(path: string, changes: SheetChanges = {}): Promise<string> {
  const sheets = Object.entries({ ...OFFICIAL_ROWS, ...changes }).flatMap(([name, rows]) =>
    rows === null ? [] : [{ name, rows }],
  )
  await writeFile(path, await writeXlsx({ sheets }))
  return path
}
