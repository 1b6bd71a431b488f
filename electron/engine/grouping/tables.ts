/**
 * A grouping scheme as the tables of a `grouping-scheme/1` package, typed but not yet checked against each other.
 * Row `i` of an array is row `i + 2` of its file (row 1 is the header); findings name rows that way.
 */

export interface GroupTriple {
  readonly mdc: string
  readonly adrg: string
  readonly drg: string
}

export interface SchemeHeader {
  /** `chs-drg-workbook`: the insurer's own configuration workbook, read as it is published. */
  readonly format: 'grouping-scheme/1' | 'chs-drg-workbook'
  readonly kind: 'DRG'
  readonly code: string
  readonly name: string
  readonly region: string
  readonly year: number | null
  /** What follows when an ADRG row holds and none of its DRG rows does. */
  readonly adrgWithoutDrg: 'stop' | 'continue'
  /** Walk again with each later procedure alone when the first walk found nothing. */
  readonly retrySecondaryProcedures: boolean
  readonly ungrouped: GroupTriple
  readonly rejected: GroupTriple
  readonly source: string
}

export interface MdcRow {
  readonly mdc: string
  readonly name: string
  readonly order: number
  readonly rule: string
}

export type AdrgKind = 'surgical' | 'procedural' | 'medical' | 'ambiguous' | ''

export const ADRG_KINDS: readonly AdrgKind[] = ['surgical', 'procedural', 'medical', 'ambiguous', '']

/** One entry condition of an ADRG; the same `adrg` may stand on several rows of one MDC. */
export interface AdrgRow {
  readonly adrg: string
  readonly mdc: string
  readonly name: string
  readonly kind: AdrgKind
  readonly order: number
  readonly rule: string
}

export interface DrgRow {
  readonly drg: string
  readonly adrg: string
  readonly name: string
  readonly order: number
  readonly rule: string
}

export interface ListRow {
  readonly list: string
  readonly code: string
}

export type CcLevel = 'MCC' | 'CC'

export interface CcRow {
  readonly code: string
  readonly level: CcLevel
  /** Name of the exclusion table; one without rows never excludes. */
  readonly exclusion: string
}

export interface ExclusionRow {
  readonly exclusion: string
  /** As principal diagnosis, cancels every cc row that names this exclusion. */
  readonly code: string
}

export type CodeKind = 'dx' | 'proc'

export interface CodeRow {
  readonly kind: CodeKind
  readonly code: string
  readonly name: string
}

export interface CodeMapRow {
  readonly kind: CodeKind
  readonly from: string
  /** Blank: the code is known and cannot be translated. `-`: deliberately without a target. */
  readonly to: string
}

export interface SchemeTables {
  readonly header: SchemeHeader
  readonly mdc: readonly MdcRow[]
  readonly adrg: readonly AdrgRow[]
  readonly drg: readonly DrgRow[]
  readonly codeLists: readonly ListRow[]
  readonly cc: readonly CcRow[]
  readonly exclusions: readonly ExclusionRow[]
  readonly codes: readonly CodeRow[]
  readonly codeMap: readonly CodeMapRow[]
}

/** File names without their ending; also the sheet names of the workbook form. */
export const TABLE_NAMES = ['mdc', 'adrg', 'drg', 'code_lists', 'cc', 'exclusions', 'codes', 'code_map'] as const
export type TableName = (typeof TABLE_NAMES)[number]
