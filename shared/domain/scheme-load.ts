import type { Bilingual } from './bilingual.ts'

/** The forms a scheme file can have: a `grouping-scheme/1` package (`dip`: of kind DIP), or the insurer's configuration workbook. */
export type SchemeForm = 'package' | 'official' | 'dip'

/**
 * What loading did to one place of a scheme file. `offered`: a correction that fits this file and was left out because nobody
 * asked for it; `warning`: something odd that was loaded as it stands.
 */
export type SchemeLoadKind =
  | 'read'
  | 'cleaned'
  | 'skipped'
  | 'deduplicated'
  | 'moved'
  | 'corrected'
  | 'offered'
  | 'warning'

export interface SchemeLoadLine {
  readonly kind: SchemeLoadKind
  /** Sheet or file; null: the scheme as a whole. */
  readonly sheet: string | null
  /** Row as a spreadsheet numbers it; null: the sheet as a whole. */
  readonly row: number | null
  readonly message: Bilingual
  /** On whose authority the file was departed from; null where nothing was changed. */
  readonly authority: Bilingual | null
  /** Name of the correction, by which it is switched on. */
  readonly correction: string | null
}

export interface SchemeLoadReport {
  readonly file: string
  readonly form: SchemeForm
  readonly lines: readonly SchemeLoadLine[]
}
