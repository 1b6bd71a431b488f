import { type CompiledScheme, compileDefinition } from '#engine/grouping/compile.ts'
import { groupCase } from '#engine/grouping/group.ts'
import { defineOfficial } from '#engine/grouping/official/define.ts'
import type { OfficialGroup, OfficialTables } from '#engine/grouping/official/tables.ts'
import type { GroupingInput } from '#shared/domain/grouping.ts'
import { aCase } from '../small-scheme.ts'

/** Rows numbered from 2, each given as code, parent, order, rule. */
function groups(rows: readonly (readonly [string, string, number | null, string])[]) {
  return rows.map(([code, parent, order, rule], at) => ({ row: at + 2, code, name: `${code}名`, parent, order, rule }))
}

const adrgOf = ({ parent, ...row }: OfficialGroup & { parent: string }) => ({ ...row, mdc: parent })
const drgOf = ({ parent, ...row }: OfficialGroup & { parent: string }) => ({ ...row, adrg: parent })

/**
 * A workbook of a handful of groups: a transplant tried before anything (MDCA), headaches (MDCB: an operation with tiers, a medical
 * group, an ambiguous one, a bin), infections without ambiguous group (MDCS), and the last resort.
 */
export function smallWorkbook(changes: Partial<OfficialTables> = {}): OfficialTables {
  const mdc = groups([
    ['MDCA', '', 1, ''],
    ['MDCB', '', 2, 'ZYZD in DI_HEAD'],
    ['MDCS', '', 3, 'ZYZD in DI_HEAD or ZYZD in DI_FEVER'],
    ['0000', '', 4, ''],
  ])
  const adrg = groups([
    ['AA1', 'MDCA', 1, 'ZYSS in OP_HEART'],
    ['BB1', 'MDCB', 1, 'ZYSS in OP_SKULL'],
    ['B00', 'MDCB', 2, ''],
    ['BR1', 'MDCB', 3, 'ZYZD in DI_MIGRAINE'],
    ['BQY', 'MDCB', 4, 'ZYSS in OP_ALL'],
    ['SB1', 'MDCS', 1, 'ZYSS in OP_ALL'],
    ['SR1', 'MDCS', 2, 'ZYZD in DI_FEVER'],
    ['000', '0000', 1, ''],
  ])
  const drg = groups([
    ['AA19', 'AA1', 1, ''],
    ['BB11', 'BB1', 1, 'QTZD in MCC'],
    ['BB13', 'BB1', 2, 'QTZD in CC'],
    ['BB15', 'BB1', 3, ''],
    ['B000', 'B00', 1, ''],
    ['BR11', 'BR1', 1, 'QTZD in {MCC,CC}'],
    ['BR15', 'BR1', 2, ''],
    ['BQY', 'BQY', 1, ''],
    ['SB19', 'SB1', 1, ''],
    ['SR19', 'SR1', 1, ''],
    ['0000', '000', 1, ''],
  ])
  const set = (name: string, ...codes: readonly string[]) => codes.map((code) => ({ set: name, code, name: '' }))
  return {
    title: '按病组（DRG）付费9.9版分组方案配置信息',
    mdc: mdc.map(({ parent: _, ...row }) => row),
    adrg: adrg.map(adrgOf),
    drg: drg.map(drgOf),
    sets: [
      ...set('DI_HEAD', 'G43.000', 'G44.000x001', 'G91.900'),
      ...set('DI_MIGRAINE', 'G43.000', 'G44.000x001'),
      ...set('DI_FEVER', 'A41.900'),
      ...set('OP_HEART', '37.5100'),
      ...set('OP_SKULL', '01.2400', '01.2500x001'),
      ...set('OP_ALL', '37.5100', '01.2400', '01.2500x001', '47.0100'),
    ].map((member, at) => ({ row: at + 2, ...member })),
    cc: [
      { row: 2, code: 'J96.000', name: '急性呼吸衰竭', exclusion: 'EX_1', level: 'MCC' },
      { row: 3, code: 'I10.x00', name: '高血压', exclusion: 'EX_2', level: 'CC' },
    ],
    exclusions: [
      { row: 2, exclusion: 'EX_1', code: 'G44.000x001', name: '丛集性头痛' },
      { row: 3, exclusion: 'EX_2', code: 'I11.000', name: '' },
    ],
    corrections: [],
    ...changes,
  }
}

export const compiledOf = (tables: OfficialTables): CompiledScheme =>
  compileDefinition(defineOfficial(tables).definition, [])

/** What becomes of a case, in the form of the vectors. */
export function outcomeOf(tables: OfficialTables, input: Partial<GroupingInput>): string {
  const { mdc, adrg, drg, status } = groupCase(compiledOf(tables), aCase(input))
  return [mdc, adrg, drg, status].join(',')
}

/** Whether a rule holds for a case: it stands on the only ADRG of the only MDC. */
export function ruleHolds(rule: string, input: Partial<GroupingInput>): boolean {
  const base = smallWorkbook()
  const tables = smallWorkbook({
    mdc: [{ row: 3, code: 'MDCX', name: '', rule: '', order: 1 }],
    // The second rule looks at procedures, so that a surgical case is tried as well.
    adrg: [{ row: 2, code: 'XX1', name: '', rule: `(${rule}) and (1 or ZYSS in OP_ALL)`, mdc: 'MDCX', order: 1 }],
    drg: [{ row: 2, code: 'XX19', name: '', rule: '', adrg: 'XX1', order: 1 }],
    sets: [
      ...base.sets,
      ...['d1', 'both'].map((code) => ({ row: 90, set: 'DI_1', code, name: '' })),
      ...['d2', 'both'].map((code) => ({ row: 91, set: 'DI_2', code, name: '' })),
      ...['p1', 'p2', 'p3'].map((code) => ({ row: 92, set: 'OP_1', code, name: '' })),
      { row: 93, set: 'OP_2', code: 'p4', name: '' },
    ],
  })
  return outcomeOf(tables, input).endsWith(',grouped')
}
