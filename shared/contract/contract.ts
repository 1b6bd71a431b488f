import { z } from 'zod'
import { AUDIT_ACTIONS } from '#shared/domain/audit.ts'
import { ANALYSIS_METHODS } from './analysis-methods.ts'
import type { BackupFolder, BackupList, BackupVerification, CreatedBackup, RestoreReport } from './backups.ts'
import type {
  AppInfo,
  BookStatus,
  CommandEntry,
  DemoReport,
  RecentBook,
  RecomputeSummary,
  SchemeSummary,
  VerifyReport,
} from './book.ts'
import { caseQuery, EXPORT_COLUMNS } from './case-query.ts'
import { COSTING_METHODS } from './costing-methods.ts'
import type { CaseDetail, CasePage, ChargeLine } from './figures.ts'
import type { AddedScheme } from './grouping.ts'
import { GROUPING_METHODS } from './grouping-methods.ts'
import {
  type Batch,
  type ImportPreview,
  type ImportSource,
  type ImportTemplate,
  type InboxFile,
  type InboxSettings,
  type Inspection,
  importSourceSchema,
  type LineDifference,
  PASTE_LIMIT,
  type PatientKey,
  type PreviewRow,
  ROW_CHANGES,
  type RowDifference,
  templateSchema,
} from './imports.ts'
import { INDICATOR_METHODS } from './indicator-methods.ts'
import type { Job, JobStarted } from './jobs.ts'
import type { AuditPage, PeriodSummary, YearDeleted } from './lifecycle.ts'
import { caseNo, id, job, language, type MethodSpec, nothing, paging, path, reply } from './method-spec.ts'
import { POLICY_METHODS } from './policy-methods.ts'
import { PORTFOLIO_METHODS } from './portfolio-methods.ts'
import { SETTLEMENT_METHODS } from './settlement-methods.ts'
import { periodSchema } from './slice.ts'
import { SURPLUS_METHODS } from './surplus-methods.ts'
import { SYNC_METHODS } from './sync-methods.ts'
import { TEAM_METHODS } from './team-methods.ts'
import type { Trial } from './trials.ts'

const jobId = z.strictObject({ jobId: z.string().max(60) })
/** `text`: found in who did it or what was done, in either language. */
const auditFilter = { action: z.enum(AUDIT_ACTIONS).optional(), text: z.string().max(200).optional() }
/** Months a scheme groups, both included; an open end is left out. */
const months = { from: periodSchema.optional(), to: periodSchema.optional() }

/**
 * Everything the app can do: area.method → request → reply. Both ends are typed from this one map, over Electron's
 * IPC and over the local web host alike; requests are validated once, in the core.
 */
export const contract = {
  'app.info': reply<AppInfo>()(nothing),
  'app.ping': reply<{ readonly at: number }>()(nothing),

  'settings.get': reply<Readonly<Record<string, unknown>>>()(nothing),
  'settings.set': reply<null>()(z.strictObject({ key: z.string().min(1).max(100), value: z.json() })),

  'jobs.get': reply<Job>()(jobId),
  'jobs.list': reply<readonly Job[]>()(nothing),
  'jobs.cancel': reply<{ readonly cancelled: boolean }>()(jobId),

  'book.status': reply<BookStatus>()(nothing),
  'book.recent': reply<readonly RecentBook[]>()(nothing),
  'book.create': reply<BookStatus>()(z.strictObject({ path, name: z.string().min(1).max(100) })),
  'book.open': reply<BookStatus>()(z.strictObject({ path })),
  'book.close': reply<null>()(nothing),
  /** Files go to `folder` (a temporary one otherwise), the book to `book` or into the folder. */
  'book.createDemo': job<DemoReport>()(z.strictObject({ folder: path.optional(), book: path.optional() })),
  'book.verify': job<VerifyReport>()(nothing),

  /** Of the open book; or what lies beside `book`, for one that cannot be opened. */
  'backups.list': reply<BackupList>()(z.strictObject({ book: path.optional() })),
  /** By hand, into `folder` for this once; or the one of the day, made only when today has none. */
  'backups.create': job<CreatedBackup>()(
    z.strictObject({ reason: z.enum(['manual', 'daily']).optional(), folder: path.optional() }),
  ),
  'backups.verify': job<BackupVerification>()(z.strictObject({ path })),
  /** Replaces the open book, or `book`, which may be damaged or not there; a backup of another book must be asked for. */
  'backups.restore': job<RestoreReport>()(
    z.strictObject({ path, book: path.optional(), anotherBook: z.boolean().optional() }),
  ),
  /** Brings the book back as it was before the last restore, which can be taken back in turn. */
  'backups.undoRestore': job<RestoreReport>()(nothing),
  /** Where backups go; `probe` also tries to write there. */
  'backups.settings': reply<BackupFolder>()(z.strictObject({ probe: z.boolean().optional() })),
  /** Null: the folder beside the book. A folder is tried first and not taken when it cannot be written. */
  'backups.setFolder': reply<BackupFolder>()(z.strictObject({ folder: path.nullable() })),

  'imports.inspect': reply<Inspection>()(importSourceSchema),
  'imports.preview': job<ImportPreview>()(importSourceSchema),
  'imports.previewRows': reply<{ readonly total: number; readonly rows: readonly PreviewRow[] }>()(
    z.strictObject({
      previewId: z.string().max(60),
      verdict: z.enum(['ok', 'warning', 'rejected']).optional(),
      ...paging,
    }),
  ),
  /** Rows of a preview against what the book has under their keys; the first 20,000 that change, the first 1,000 of the others. */
  'imports.differences': reply<{ readonly total: number; readonly rows: readonly RowDifference[] }>()(
    z.strictObject({ previewId: z.string().max(60), change: z.enum(ROW_CHANGES), ...paging }),
  ),
  /** Cases of a preview whose lines, those of the book included, do not add up to their total. */
  'imports.lineDifferences': reply<{ readonly total: number; readonly rows: readonly LineDifference[] }>()(
    z.strictObject({ previewId: z.string().max(60), ...paging }),
  ),
  /** Writes the rejected rows as a workbook, the reason last, ready to be corrected and imported; `path` null when there are none. */
  'imports.rejectedRows': job<{ readonly path: string | null; readonly rows: number }>()(
    z.strictObject({ source: importSourceSchema, language, path: path.optional() }),
  ),
  /** A table copied from a spreadsheet, as a source that is inspected, previewed and imported like a file. */
  'imports.paste': reply<ImportSource>()(z.strictObject({ text: z.string().min(1).max(PASTE_LIMIT) })),
  'imports.commit': job<Batch>()(
    z.strictObject({
      source: importSourceSchema,
      /** Import the good rows although some are rejected; otherwise one rejected row refuses the file. */
      skipRejected: z.boolean(),
    }),
  ),
  'inbox.settings': reply<InboxSettings>()(nothing),
  /** The folder whose files are offered; null offers none. */
  'inbox.setFolder': reply<InboxSettings>()(z.strictObject({ folder: path.nullable() })),
  /** Files of the inbox that the open book has not taken in, the newest first. Nothing of it is imported by itself. */
  'inbox.list': reply<readonly InboxFile[]>()(nothing),
  'patients.key': reply<PatientKey>()(nothing),
  /** Starts a new key where the old one is lost: patients from then on are not linked to those from before. */
  'patients.renewKey': reply<PatientKey>()(nothing),
  /** Writes the key as a file for another machine. Whoever has it and the book can tell which patient is which. */
  'patients.exportKey': reply<{ readonly path: string }>()(z.strictObject({ path: path.optional() })),
  'batches.list': reply<readonly Batch[]>()(nothing),
  'batches.undo': job<Batch>()(z.strictObject({ batchId: id })),
  'templates.list': reply<readonly ImportTemplate[]>()(nothing),
  'templates.save': reply<ImportTemplate>()(z.strictObject({ template: templateSchema })),
  /** Writes a template as a `.json` file that the import page and the command line take back. */
  'templates.export': reply<{ readonly path: string }>()(
    z.strictObject({ name: z.string().max(100), path: path.optional() }),
  ),
  'templates.remove': reply<null>()(z.strictObject({ name: z.string().max(100) })),
  'commands.list': reply<readonly CommandEntry[]>()(z.strictObject(paging)),
  'commands.undo': job<CommandEntry>()(z.strictObject({ commandId: id.optional() })),

  'periods.list': reply<readonly PeriodSummary[]>()(nothing),
  /** Closes a month: nothing changes its cases, lines and figures until it is opened again. */
  'periods.close': job<PeriodSummary>()(z.strictObject({ month: periodSchema })),
  'periods.reopen': job<PeriodSummary>()(z.strictObject({ month: periodSchema })),
  /** Takes everything of a year out of the book; no undo but the backup it makes first. */
  'periods.deleteYear': job<YearDeleted>()(z.strictObject({ year: z.string().regex(/^\d{4}$/) })),
  'audit.list': reply<AuditPage>()(z.strictObject({ ...auditFilter, ...paging })),
  'audit.export': job<{ readonly path: string; readonly rows: number }>()(
    z.strictObject({ ...auditFilter, language, path: path.optional() }),
  ),

  'schemes.list': reply<readonly SchemeSummary[]>()(nothing),
  'schemes.add': job<AddedScheme>()(
    z.strictObject({
      path,
      name: z.string().max(400).optional(),
      /** Names of known corrections of an official workbook to apply; none unless asked for. */
      corrections: z.array(z.string().max(100)).max(100).optional(),
    }),
  ),
  /** Puts a scheme in force over these months at once; the figures are out of date until the next recompute. */
  'schemes.use': reply<SchemeSummary>()(z.strictObject({ schemeId: id, ...months })),
  /** Works out what the cases of these months would come to under a scheme; the figures of all pages stay as they are. */
  'schemes.try': job<Trial>()(z.strictObject({ schemeId: id, ...months })),
  'schemes.trials': reply<readonly Trial[]>()(nothing),
  /** Puts the scheme of a trial in force over its months, and its results in the place of the figures. */
  'schemes.accept': job<Trial>()(z.strictObject({ trialId: id })),
  'schemes.discard': job<null>()(z.strictObject({ trialId: id })),
  /** Writes a DRG scheme as a `grouping-scheme/1` package: .zip, .xlsx or a folder. `plain`: refuse rather than use an extension. */
  'schemes.export': job<{
    readonly path: string
    readonly rows: number
    readonly extensions: readonly string[]
  }>()(z.strictObject({ schemeId: id, plain: z.boolean().optional(), path: path.optional() })),
  'recompute.run': job<RecomputeSummary>()(nothing),

  'cases.page': reply<CasePage>()(z.strictObject({ ...caseQuery, ...paging })),
  'cases.get': reply<CaseDetail>()(z.strictObject({ caseNo })),
  'cases.lines': reply<{ readonly total: number; readonly rows: readonly ChargeLine[] }>()(
    z.strictObject({ caseNo, category: z.string().max(2).optional(), ...paging }),
  ),
  'cases.export': job<{ readonly path: string; readonly rows: number }>()(
    z.strictObject({ ...caseQuery, columns: z.array(z.enum(EXPORT_COLUMNS)).min(1), language, path: path.optional() }),
  ),
  ...ANALYSIS_METHODS,
  ...COSTING_METHODS,
  ...GROUPING_METHODS,
  ...PORTFOLIO_METHODS,
  ...SETTLEMENT_METHODS,
  ...SURPLUS_METHODS,
  ...POLICY_METHODS,
  ...INDICATOR_METHODS,
  ...SYNC_METHODS,
  ...TEAM_METHODS,
} as const

export type Contract = typeof contract
export type Method = keyof Contract
export type RequestOf<M extends Method> = z.input<Contract[M]['request']>
export type ParsedOf<M extends Method> = z.output<Contract[M]['request']>
/** The value a method is about: what it replies, or what its job ends with. */
export type ValueOf<M extends Method> = Contract[M] extends MethodSpec<z.ZodType, infer V, boolean> ? V : never
export type ReplyValueOf<M extends Method> =
  Contract[M] extends MethodSpec<z.ZodType, unknown, true> ? JobStarted : ValueOf<M>
export type JobMethod = { [M in Method]: Contract[M] extends MethodSpec<z.ZodType, unknown, true> ? M : never }[Method]
