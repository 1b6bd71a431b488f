import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { OfficialExclusion, OfficialTables } from './tables.ts'

/** A known gap of a published workbook, with what fills it. Never applied unless it is switched on by its name. */
export interface Correction {
  readonly name: string
  readonly sheet: string
  readonly message: Bilingual
  /** Where the correct text is printed. */
  readonly source: Bilingual
  /** Whether this workbook has the gap. A later edition that fills it, or an earlier one without it, does not. */
  readonly fits: (tables: OfficialTables) => boolean
  readonly apply: (tables: OfficialTables) => OfficialTables
}

/**
 * Rows of the exclusion tables printed in the scheme (《按病组（DRG）付费分组方案（3.0版）》, tables 6-5-n) that the sheet 排除表
 * of the workbook of 2026-09-09 lacks, while their more specific codes are there.
 */
const MISSING_EXCLUSIONS: readonly (readonly [table: string, code: string, name: string])[] = [
  ['EX_103', 'P22.100', '新生儿短暂性呼吸急促'],
  ['EX_103', 'P24.100', '新生儿吸入羊水和黏液'],
  ['EX_104', 'P39.800', '特发于围生期的其他特指感染'],
  ['EX_105', 'P55.100', '胎儿和新生儿的ABO同种免疫'],
  ['EX_105', 'P59.900', '新生儿黄疸'],
  ['EX_107', 'P78.800', '围生期消化系统疾患，其他特指的'],
  ['EX_128', 'S02.400', '颧骨和上颌骨骨折'],
]

const MISPRINT = { code: 'T92.506', wrong: '肌建', right: '肌腱' }

const isEdition3 = ({ title }: OfficialTables): boolean => /3\.0\s*版/.test(title)

export const KNOWN_CORRECTIONS: readonly Correction[] = [
  ...MISSING_EXCLUSIONS.map(([table, code, name]) => missingExclusion(table, code, name)),
  {
    name: `name-${MISPRINT.code}`,
    sheet: '集合、CC、排除表',
    message: {
      zh: `${MISPRINT.code} 的名称中“${MISPRINT.wrong}”应为“${MISPRINT.right}”（只影响显示，不影响分组）`,
      en: `the name of ${MISPRINT.code} should have “${MISPRINT.right}” where it has “${MISPRINT.wrong}” (display only, grouping is the same)`,
    },
    source: {
      zh: '分组方案 3.0 版正式文本（PDF）中该诊断的名称',
      en: 'the name of this diagnosis in the printed scheme, version 3.0 (PDF)',
    },
    fits: (tables) =>
      isEdition3(tables) && [tables.sets, tables.cc, tables.exclusions].some((rows) => rows.some(misprinted)),
    apply: (tables) => ({
      ...tables,
      sets: tables.sets.map(respelt),
      cc: tables.cc.map(respelt),
      exclusions: tables.exclusions.map(respelt),
    }),
  },
]

/** The corrections a workbook could take, in order. */
export function fittingCorrections(tables: OfficialTables): readonly Correction[] {
  return KNOWN_CORRECTIONS.filter((correction) => correction.fits(tables))
}

/** The tables with the corrections named in them put in; one that does not fit changes nothing. */
export function corrected(tables: OfficialTables): OfficialTables {
  return fittingCorrections(tables)
    .filter(({ name }) => tables.corrections.includes(name))
    .reduce((result, correction) => correction.apply(result), tables)
}

function missingExclusion(table: string, code: string, name: string): Correction {
  // P22.1 in P22.100: the more specific codes of the same subcategory begin with it.
  const subcategory = code.slice(0, -2)
  const inTable = ({ exclusions }: OfficialTables) => exclusions.filter((row) => row.exclusion === table)
  return {
    name: `${table}-${code}`,
    sheet: '排除表',
    message: {
      zh: `排除表 ${table} 缺少 ${code} ${name}：以它为主要诊断时，引用 ${table} 的并发症不被排除，可能多计一档`,
      en: `exclusion table ${table} lacks ${code} ${name}: with it as principal diagnosis the complications of ${table} are not excluded, and a tier may come out too high`,
    },
    source: {
      zh: `分组方案 3.0 版正式文本（PDF）表 6-5-${table.slice(3)}`,
      en: `table 6-5-${table.slice(3)} of the printed scheme, version 3.0 (PDF)`,
    },
    fits: (tables) =>
      isEdition3(tables) &&
      !tables.exclusions.some((row) => row.code === code) &&
      inTable(tables).some((row) => row.code.startsWith(subcategory)),
    apply: (tables) => {
      // Shown at the place of its siblings; the row number is that of the last row of the table it belongs to.
      const row = inTable(tables).at(-1)?.row ?? 0
      const added: OfficialExclusion = { row, exclusion: table, code, name }
      return { ...tables, exclusions: [...tables.exclusions, added] }
    },
  }
}

interface Named {
  readonly code: string
  readonly name: string
}

function misprinted({ code, name }: Named): boolean {
  return code === MISPRINT.code && name.includes(MISPRINT.wrong)
}

function respelt<Row extends Named>(row: Row): Row {
  return misprinted(row) ? { ...row, name: row.name.replace(MISPRINT.wrong, MISPRINT.right) } : row
}
