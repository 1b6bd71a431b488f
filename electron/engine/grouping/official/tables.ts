import type { CcLevel } from '../tables.ts'

/**
 * The official configuration workbook (《按病组（DRG）付费分组方案配置信息》) as rows: text cleaned, group, set and table codes in
 * capitals, nothing left out, moved or corrected yet. `row` is the row of the sheet.
 */
export interface OfficialTables {
  /** The title above the header of the sheet MDC, blank where there is none. */
  readonly title: string
  readonly mdc: readonly OfficialGroup[]
  readonly adrg: readonly OfficialAdrg[]
  readonly drg: readonly OfficialDrg[]
  readonly sets: readonly OfficialMember[]
  readonly cc: readonly OfficialCc[]
  readonly exclusions: readonly OfficialExclusion[]
  /** The corrections switched on for this scheme, by name; see `KNOWN_CORRECTIONS`. */
  readonly corrections: readonly string[]
}

export interface OfficialGroup {
  readonly row: number
  readonly code: string
  readonly name: string
  readonly rule: string
  /** 排序; null where the cell holds no whole number. */
  readonly order: number | null
}

export interface OfficialAdrg extends OfficialGroup {
  readonly mdc: string
}

export interface OfficialDrg extends OfficialGroup {
  readonly adrg: string
}

/** A member of a named code set. Codes keep their letters as printed; they compare without regard to case. */
export interface OfficialMember {
  readonly row: number
  readonly set: string
  readonly code: string
  readonly name: string
}

export interface OfficialCc {
  readonly row: number
  readonly code: string
  readonly name: string
  /** Blank: no principal diagnosis cancels it. */
  readonly exclusion: string
  readonly level: CcLevel
}

/** A principal diagnosis that belongs to an exclusion table. */
export interface OfficialExclusion {
  readonly row: number
  readonly exclusion: string
  readonly code: string
  readonly name: string
}

/** Sheet names, as published. */
export const OFFICIAL_SHEETS = {
  mdc: 'MDC',
  adrg: 'ADRG',
  drg: 'DRG',
  sets: '集合',
  cc: 'CC',
  exclusions: '排除表',
} as const

/** The set of valid grouping procedures: a case whose main procedure is in it is a surgical case. */
export const VALID_PROCEDURES = 'OP_ALL'

/** The sets whose members depend on the case. */
export const VIRTUAL_SETS: readonly string[] = ['MCC', 'CC']

export const isAmbiguous = (adrg: string): boolean => adrg.endsWith('QY')

/** `0000` and every four characters that end in `000`: not a group but the bin of what fits no group. */
export const isFallbackDrg = (code: string): boolean => /^.000$/su.test(code)

/** `000`, `X00` and the like. */
export const isFallbackAdrg = (code: string): boolean => /^.00$/su.test(code)

export const FALLBACK_MDC = '0000'
