import { z } from 'zod'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { Fen } from '#shared/domain/money.ts'
import { periodSchema } from './slice.ts'

export const IMPORT_KINDS = [
  'cases',
  'stays',
  'diagnoses',
  'procedures',
  'charges',
  'settlements',
  'quality-events',
  'items',
  'inventory',
  'ledger',
  'drivers',
  'benchmarks',
  'budgets',
  'targets',
] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]
const importKindSchema = z.enum(IMPORT_KINDS)

/** How bytes become rows; decided per file, shown, and changeable. */
const fileFormatSchema = z.strictObject({
  encoding: z.enum(['utf-8', 'gb18030', 'utf-16le', 'utf-16be']).optional(),
  delimiter: z.enum([',', '\t', ';', '|']).optional(),
  sheet: z.string().max(100).optional(),
  /** 1-based row of the header. */
  headerRow: z.number().int().min(1).max(200).optional(),
})
export type FileFormat = z.infer<typeof fileFormatSchema>

/**
 * Where each canonical column comes from. One source column, several joined with a separator, or a constant.
 * `values` replaces whole cell texts (`Medicaid` → `居民`); a text not listed stays as it is.
 */
const columnSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('column'),
    column: z.string(),
    values: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ from: z.literal('columns'), columns: z.array(z.string()).min(1), separator: z.string().max(4) }),
  z.strictObject({ from: z.literal('constant'), value: z.string() }),
  /** The running number of the data row, with a prefix: for files that have no case numbers. */
  z.strictObject({ from: z.literal('row-number'), prefix: z.string().max(40) }),
])
export type ColumnSource = z.infer<typeof columnSourceSchema>

export const templateSchema = z.strictObject({
  format: z.literal('import-template/1'),
  name: z.string().min(1).max(100),
  kind: importKindSchema,
  version: z.number().int().min(1),
  file: fileFormatSchema,
  /** Canonical column → its source. */
  columns: z.record(z.string(), columnSourceSchema),
  /** Cell texts that mean "missing", e.g. `NA`. */
  missing: z.array(z.string()).optional(),
  /** The month all rows belong to when the file has no dates. */
  period: periodSchema.optional(),
  /** Diagnosis and procedure codes of another system (CCSR, read codes…): kept and shown, never grouped. */
  codeSystem: z.string().max(40).optional(),
  /** Unit of all money columns. */
  moneyUnit: z.enum(['yuan', 'fen', 'wan']).optional(),
})
export type ImportTemplate = z.infer<typeof templateSchema>

export const importSourceSchema = z.strictObject({
  path: z.string().min(1).max(4096),
  /** Shown instead of the path's last part (an uploaded file lies under a temporary name). */
  name: z.string().max(400).optional(),
  kind: importKindSchema.optional(),
  template: templateSchema.optional(),
  templateName: z.string().max(100).optional(),
  format: fileFormatSchema.optional(),
})
export type ImportSource = z.infer<typeof importSourceSchema>

export interface ColumnSpec {
  readonly name: string
  readonly label: Bilingual
  readonly required: boolean
  readonly type: 'text' | 'code' | 'codes' | 'number' | 'integer' | 'money' | 'date' | 'period' | 'flag'
}

/** What a file turned out to be, before anything is read into the book. */
export interface Inspection {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  readonly kind: ImportKind
  /** 0–1: how sure the recognition of kind and columns is. */
  readonly confidence: number
  readonly format: {
    readonly type: 'text' | 'workbook'
    readonly encoding?: string
    readonly delimiter?: string
    readonly sheet?: string
    readonly sheets?: readonly string[]
    readonly headerRow: number
  }
  readonly header: readonly string[]
  readonly sample: readonly (readonly string[])[]
  readonly template: ImportTemplate
  readonly templateSource: 'saved' | 'proposed'
  readonly columns: readonly ColumnSpec[]
  readonly missingRequired: readonly string[]
  readonly unusedColumns: readonly string[]
}

export type RowVerdict = 'ok' | 'warning' | 'rejected'

export interface RowIssue {
  /** Row number in the file as a spreadsheet shows it (the header of a plain CSV is row 1). */
  readonly row: number
  readonly verdict: RowVerdict
  readonly code: string
  readonly column: string | null
  readonly value: string | null
  readonly message: Bilingual
}

/** What importing a row would do to what the book has under its key. */
export const ROW_CHANGES = ['new', 'same', 'changed'] as const
export type RowChange = (typeof ROW_CHANGES)[number]

export interface PreviewRow {
  readonly row: number
  readonly verdict: RowVerdict
  /** Left out for rejected rows and for kinds without a key. */
  readonly change?: RowChange
  readonly values: Readonly<Record<string, string | number | null>>
  readonly issues: readonly RowIssue[]
}

export interface ImportPreview {
  readonly previewId: string
  readonly inspection: Inspection
  readonly counts: { readonly total: number; readonly ok: number; readonly warning: number; readonly rejected: number }
  /** Rows whose key the book has already: they replace what is there. */
  readonly replaces: number
  readonly amount: Fen | null
  readonly periods: readonly string[]
  readonly rows: readonly PreviewRow[]
  /** Against what the book has; null for kinds without a key (charges, ledger). */
  readonly differences: DifferenceCounts | null
  /** Cases whose lines, those of the book included, do not add up to their total; null for kinds that touch neither. */
  readonly lineDifferences: { readonly cases: number; readonly lines: Fen; readonly total: Fen } | null
  /** Issues by code with how often each came, most frequent first. */
  readonly issueCounts: readonly {
    readonly code: string
    readonly verdict: RowVerdict
    readonly count: number
    readonly example: RowIssue
  }[]
}

/** Counted by row; for lists of diagnoses and procedures by case, because a later list replaces the whole one. */
export interface DifferenceCounts {
  readonly by: 'row' | 'case'
  readonly new: number
  readonly same: number
  readonly changed: number
  /** Columns that change, with how often, most frequent first. */
  readonly columns: readonly { readonly column: string; readonly label: Bilingual; readonly count: number }[]
}

/** One row of the file, or case of a list, against what the book has under its key. */
export interface RowDifference {
  /** Of lists the first row of the case. */
  readonly row: number
  /** The key as people read it, its parts joined by ` · `. */
  readonly key: string
  readonly change: RowChange
  /** Columns whose value changes, as the preview shows values; none but for changed rows. */
  readonly fields: readonly {
    readonly column: string
    readonly label: Bilingual
    readonly before: string | number | null
    readonly after: string | number | null
  }[]
}

/** A case whose lines do not add up to its total. */
export interface LineDifference {
  readonly caseNo: string
  readonly lines: Fen
  readonly total: Fen
  /** lines − total */
  readonly difference: Fen
}

/** Characters of a pasted table: some 20,000 rows of 100 characters. */
export const PASTE_LIMIT = 2_000_000

/** A folder whose files are offered for import; kept with the settings of this machine. */
export interface InboxSettings {
  readonly folder: string | null
  /** False while the folder cannot be read (an unplugged stick, a share that is away). */
  readonly readable: boolean
}

/** A file of the inbox that the open book has not taken in, told by its content. */
export interface InboxFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly modifiedAt: string
}

/** Where the key of the patients' pseudonyms is. `none`: the book has no patients yet. */
export interface PatientKey {
  readonly state: 'none' | 'here' | 'elsewhere'
  /** The operating system's store, a file where it has none, or nowhere once the program ends. */
  readonly place: 'system' | 'file' | 'memory'
  /** The key file, or the one that says the key is in the system's store; null with `memory`. */
  readonly file: string | null
}

export interface Batch {
  readonly id: number
  readonly kind: ImportKind
  readonly sourceName: string
  readonly sha256: string
  readonly state: 'committed' | 'undone'
  readonly rows: number
  readonly accepted: number
  readonly warned: number
  readonly rejected: number
  readonly replaced: number
  /** Rows taken out with their year; the other counts stay those of the import. */
  readonly removed: number
  readonly amount: Fen | null
  readonly committedAt: string
  readonly undoneAt: string | null
  /** Null when it can be undone now, else why not. */
  readonly undoBlocked: Bilingual | null
}
