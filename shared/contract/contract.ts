import { z } from 'zod'
import type { ActivitySheet } from '#shared/domain/activity-sheet.ts'
import { AUDIT_ACTIONS } from '#shared/domain/audit.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { DISAGREEMENT_CAUSES } from '#shared/domain/grouping-review.ts'
import type { BackupFolder, BackupList, BackupVerification, CreatedBackup, RestoreReport } from './backups.ts'
import type {
  AppInfo,
  BookStatus,
  CommandEntry,
  DemoReport,
  PolicySummary,
  RecentBook,
  RecomputeSummary,
  SchemeSummary,
  VerifyReport,
} from './book.ts'
import type { ComparedCost, CostingComparison, CostingRun, CostingSettings } from './costing.ts'
import type { CostingConfig } from './costing-config.ts'
import type {
  AllocationReport,
  CaseCosting,
  CostBehaviourReport,
  CostLevels,
  DaySurgeryReport,
  ItemCosts,
  LedgerReport,
  MethodComparison,
  ReconciliationStatement,
  SheetCosting,
  SheetSummary,
  StoredSheet,
  UnitCosts,
} from './costing-reports.ts'
import { COSTING_REQUESTS } from './costing-requests.ts'
import type { CaseDetail, CasePage, ChargeLine, Explanation, Overview, SurplusTable } from './figures.ts'
import {
  type AddedScheme,
  type CalculatedGroup,
  type CaseAlternatives,
  type DisagreeingCase,
  type GroupingAgreement,
  type GroupingCoverage,
  groupingInputSchema,
  type SchemeBranch,
  type SchemeSearch,
} from './grouping.ts'
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
import type { Job, JobStarted } from './jobs.ts'
import type { AuditPage, PeriodSummary, YearDeleted } from './lifecycle.ts'
import { basisSchema, dimensionSchema, periodSchema, sliceSchema } from './slice.ts'
import {
  STRUCTURE_REQUESTS,
  type StructureCases,
  type StructureItems,
  type StructureReport,
  type StructureRows,
} from './structure.ts'
import type {
  ListedParty,
  OwnIdentity,
  PackageEntry,
  PackageHistory,
  PackagePreview,
  ReturnItem,
  SignOffFigures,
  WrittenReturn,
} from './sync.ts'
import {
  applyPackageSchema,
  fingerprintSchema,
  itemDraftSchema,
  itemFilterSchema,
  itemIdSchema,
  newIdentitySchema,
  packageFileSchema,
  writeReturnSchema,
} from './sync-requests.ts'
import { COMPARISON_ROWS, type ComparedCase, comparedSchema, type SchemeComparison, type Trial } from './trials.ts'
import {
  PAYMENT_COLUMNS,
  SPENT_COLUMNS,
  VARIANCE_REQUESTS,
  type VarianceDrill,
  type VarianceTable,
  varianceQuerySchema,
} from './variance.ts'

/** One method: its request schema, and whether its reply is the value or a job that leads to it. */
export interface MethodSpec<Q extends z.ZodType, V, J extends boolean> {
  readonly request: Q
  readonly job: J
  /** Type only: what the reply (or the finished job) carries. */
  readonly value?: V
}

const reply =
  <V>() =>
  <Q extends z.ZodType>(request: Q): MethodSpec<Q, V, false> => ({ request, job: false })
const job =
  <V>() =>
  <Q extends z.ZodType>(request: Q): MethodSpec<Q, V, true> => ({ request, job: true })

const nothing = z.strictObject({})
const path = z.string().min(1).max(4096)
const id = z.number().int().positive()
const paging = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(1000) }
const caseNo = z.string().min(1).max(100)
const jobId = z.strictObject({ jobId: z.string().max(60) })
const language = z.enum(['zh', 'en'])
/** `text`: found in who did it or what was done, in either language. */
const auditFilter = { action: z.enum(AUDIT_ACTIONS).optional(), text: z.string().max(200).optional() }
/** Months a scheme groups, both included; an open end is left out. */
const months = { from: periodSchema.optional(), to: periodSchema.optional() }
/** A group of one side of a comparison, as its rows name it. */
const comparedGroup = z.strictObject({ status: z.enum(GROUPING_STATUSES), code: z.string().max(60) })

/** Columns the case grid may sort by; each has a query that an index or a single pass answers. */
export const CASE_SORTS = [
  'caseNo',
  'dischargedAt',
  'period',
  'team',
  'physician',
  'insurance',
  'drg',
  'settlement',
  'los',
  'age',
  'rw',
  'charge',
  'cost',
  'payment',
  'surplusB1',
  'surplusB3',
] as const
const caseQuery = {
  slice: sliceSchema,
  sort: z.strictObject({ column: z.enum(CASE_SORTS), descending: z.boolean() }).optional(),
}
export const EXPORT_COLUMNS = [
  'caseNo',
  'patientId',
  'sex',
  'age',
  'admittedAt',
  'dischargedAt',
  'period',
  'los',
  'team',
  'physician',
  'insurance',
  'principalDx',
  'principalDxName',
  'mainProc',
  'mainProcName',
  'mdc',
  'adrg',
  'drg',
  'drgName',
  'status',
  'settlement',
  'rw',
  'charge',
  'cost',
  'costTag',
  'standard',
  'payment',
  'surplusB1',
  'surplusB3',
] as const

/** What an explanation can be asked for: an indicator over a slice, or one figure of one case. */
const figureRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('indicator'),
    id: z.string().max(60),
    slice: sliceSchema,
    basis: basisSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('case'),
    id: z.enum(['standard', 'payment', 'surplus', 'charge', 'fund']),
    caseNo,
    basis: basisSchema.optional(),
  }),
  /** An effect of a variance table; of one of its groups, or of all. `change`: the sum of a side's effects. */
  z.strictObject({
    kind: z.literal('variance'),
    query: varianceQuerySchema,
    side: z.enum(['payment', 'spent', 'surplus']),
    effect: z.enum([...PAYMENT_COLUMNS, ...SPENT_COLUMNS, 'change']),
    group: z.string().max(60).optional(),
  }),
])
export type FigureRef = z.infer<typeof figureRefSchema>

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
  'policies.list': reply<readonly PolicySummary[]>()(nothing),
  'policies.add': reply<PolicySummary>()(z.strictObject({ path, name: z.string().max(400).optional() })),
  'recompute.run': job<RecomputeSummary>()(nothing),

  /** How the department is costed, or what the book suggests while nobody has said so; and what there is to cost by. */
  'costing.settings': reply<CostingSettings>()(COSTING_REQUESTS.config),
  /** What the book suggests, for these months or all that have a ledger (else cases). */
  'costing.propose': reply<CostingConfig>()(COSTING_REQUESTS.propose),
  'costing.saveSettings': reply<CostingSettings>()(COSTING_REQUESTS.saveConfig),
  /** Costs every case of the open months; the costs the pages show stay until a run is accepted. */
  'costing.run': job<CostingRun>()(COSTING_REQUESTS.run),
  /** Newest first. */
  'costing.runs': reply<readonly CostingRun[]>()(COSTING_REQUESTS.runs),
  /** Puts the costs of a run in the place of those the pages show. */
  'costing.accept': job<CostingRun>()(COSTING_REQUESTS.accept),
  /** Throws away a run that is in force for no month. */
  'costing.discard': job<null>()(COSTING_REQUESTS.discard),
  'costing.compare': reply<CostingComparison>()(COSTING_REQUESTS.compare),
  'costing.comparedCases': reply<{ readonly total: number; readonly rows: readonly ComparedCost[] }>()(
    COSTING_REQUESTS.comparedCases,
  ),
  'costing.ledger': reply<LedgerReport>()(COSTING_REQUESTS.ledger),
  'costing.allocation': reply<AllocationReport>()(COSTING_REQUESTS.allocation),
  'costing.unitCosts': reply<UnitCosts>()(COSTING_REQUESTS.unitCosts),
  'costing.items': reply<ItemCosts>()(COSTING_REQUESTS.items),
  /** The methods side by side over the cases of a slice, with the given cost, and why they differ. */
  'costing.methods': reply<MethodComparison>()(COSTING_REQUESTS.methods),
  'costing.reconciliation': reply<ReconciliationStatement>()(COSTING_REQUESTS.reconciliation),
  'costing.case': reply<CaseCosting>()(COSTING_REQUESTS.case),
  'costing.levels': reply<CostLevels>()(COSTING_REQUESTS.levels),
  'costing.behaviour': reply<CostBehaviourReport>()(COSTING_REQUESTS.behaviour),
  'costing.daySurgery': reply<DaySurgeryReport>()(COSTING_REQUESTS.daySurgery),
  'costing.export': job<{ readonly path: string; readonly rows: number }>()(COSTING_REQUESTS.export),
  'costing.sheets': reply<readonly SheetSummary[]>()(COSTING_REQUESTS.sheets),
  'costing.sheet': reply<StoredSheet>()(COSTING_REQUESTS.sheet),
  'costing.saveSheet': reply<StoredSheet>()(COSTING_REQUESTS.saveSheet),
  'costing.readSheet': reply<ActivitySheet>()(COSTING_REQUESTS.readSheet),
  'costing.sheetCost': reply<SheetCosting>()(COSTING_REQUESTS.sheetCost),

  /** Who this installation is in the exchange with the finance office; null while no identity was made. */
  'sync.identity': reply<OwnIdentity | null>()(nothing),
  'sync.createIdentity': reply<OwnIdentity>()(newIdentitySchema),
  'sync.unlock': reply<OwnIdentity>()(z.strictObject({ passphrase: z.string().min(1).max(1000) })),
  'sync.lock': reply<null>()(nothing),
  /** Writes the card (`.khid`) that the finance office takes in. */
  'sync.exportCard': reply<{ readonly path: string }>()(z.strictObject({ path: path.optional() })),
  'sync.parties': reply<readonly ListedParty[]>()(nothing),
  /** Takes a card in, not trusted before its fingerprint was read aloud. */
  'sync.addParty': reply<ListedParty>()(z.strictObject({ path })),
  /** `spoken`: what was heard, in any grouping. */
  'sync.confirmParty': reply<ListedParty>()(
    z.strictObject({ fingerprint: fingerprintSchema, spoken: z.string().min(1).max(400) }),
  ),
  /** Ends the trust in a key for good. */
  'sync.revokeParty': reply<ListedParty>()(z.strictObject({ fingerprint: fingerprintSchema })),
  /** Takes out a card that was never trusted. */
  'sync.removeParty': reply<null>()(z.strictObject({ fingerprint: fingerprintSchema })),
  /** Opens a package, verifies all of it, and tells what applying it would change. */
  'sync.preview': job<PackagePreview>()(packageFileSchema),
  'sync.apply': job<PackageEntry>()(applyPackageSchema),
  'sync.history': reply<PackageHistory>()(z.strictObject(paging)),
  'sync.writeReturn': job<WrittenReturn>()(writeReturnSchema),
  'items.list': reply<readonly ReturnItem[]>()(itemFilterSchema),
  'items.save': reply<ReturnItem>()(itemDraftSchema),
  /** Items that went out stay: the office has them. */
  'items.remove': reply<null>()(z.strictObject({ itemId: itemIdSchema })),
  /** What a sign-off of the month would stand for. */
  'items.signOffFigures': reply<SignOffFigures>()(z.strictObject({ month: periodSchema })),

  'overview.get': reply<Overview>()(
    z.strictObject({ slice: sliceSchema, compare: z.enum(['previous', 'year', 'none']), basis: basisSchema }),
  ),
  'surplus.table': reply<SurplusTable>()(
    z.strictObject({ slice: sliceSchema, by: dimensionSchema, basis: basisSchema }),
  ),
  'surplus.export': job<{ readonly path: string; readonly rows: number }>()(
    z.strictObject({ slice: sliceSchema, by: dimensionSchema, basis: basisSchema, language, path: path.optional() }),
  ),
  'structure.get': reply<StructureReport>()(STRUCTURE_REQUESTS.get),
  'structure.by': reply<StructureRows>()(STRUCTURE_REQUESTS.by),
  'structure.items': reply<StructureItems>()(STRUCTURE_REQUESTS.items),
  'structure.cases': reply<StructureCases>()(STRUCTURE_REQUESTS.cases),
  'variance.table': reply<VarianceTable>()(VARIANCE_REQUESTS.table),
  'variance.drill': reply<VarianceDrill>()(VARIANCE_REQUESTS.drill),
  'variance.saveNote': reply<null>()(VARIANCE_REQUESTS.saveNote),
  'variance.export': job<{ readonly path: string; readonly rows: number }>()(VARIANCE_REQUESTS.export),
  'cases.page': reply<CasePage>()(z.strictObject({ ...caseQuery, ...paging })),
  'cases.get': reply<CaseDetail>()(z.strictObject({ caseNo })),
  'cases.lines': reply<{ readonly total: number; readonly rows: readonly ChargeLine[] }>()(
    z.strictObject({ caseNo, category: z.string().max(2).optional(), ...paging }),
  ),
  'cases.export': job<{ readonly path: string; readonly rows: number }>()(
    z.strictObject({ ...caseQuery, columns: z.array(z.enum(EXPORT_COLUMNS)).min(1), language, path: path.optional() }),
  ),
  'grouping.coverage': reply<GroupingCoverage>()(z.strictObject({ slice: sliceSchema })),
  'grouping.agreement': reply<GroupingAgreement>()(z.strictObject({ slice: sliceSchema })),
  'grouping.disagreements': reply<{ readonly total: number; readonly rows: readonly DisagreeingCase[] }>()(
    z.strictObject({
      slice: sliceSchema,
      cause: z.enum(DISAGREEMENT_CAUSES).optional(),
      official: z.string().max(60).optional(),
      local: z.string().max(60).optional(),
      ...paging,
    }),
  ),
  'grouping.alternatives': reply<CaseAlternatives>()(z.strictObject({ caseNo })),
  /** Which group a case would fall in; without a scheme named, by the one in force. */
  'grouping.calculate': reply<CalculatedGroup>()(
    z.strictObject({ schemeId: id.optional(), input: groupingInputSchema }),
  ),
  'grouping.browse': reply<SchemeBranch>()(
    z.strictObject({
      schemeId: id.optional(),
      parent: z.strictObject({ level: z.enum(['mdc', 'adrg', 'type']), code: z.string().min(1).max(60) }).optional(),
    }),
  ),
  'grouping.search': reply<SchemeSearch>()(
    z.strictObject({ schemeId: id.optional(), text: z.string().max(200), limit: z.number().int().min(1).max(200) }),
  ),
  /** Codes of a list that the rules of a scheme name, those that contain the text; names where the scheme has them. */
  'grouping.list': reply<{
    readonly total: number
    readonly codes: readonly { readonly code: string; readonly name: string }[]
  }>()(
    z.strictObject({ schemeId: id.optional(), list: z.string().min(1).max(200), text: z.string().max(100), ...paging }),
  ),
  'grouping.compare': reply<SchemeComparison>()(
    z.strictObject({
      slice: sliceSchema,
      before: comparedSchema,
      after: comparedSchema,
      rows: z.enum(COMPARISON_ROWS),
    }),
  ),
  /** The cases of a comparison, of one pair of groups where a pair is named, the greatest difference of payment first. */
  'grouping.comparedCases': reply<{ readonly total: number; readonly rows: readonly ComparedCase[] }>()(
    z.strictObject({
      slice: sliceSchema,
      before: comparedSchema,
      after: comparedSchema,
      pair: z.strictObject({ before: comparedGroup, after: comparedGroup }).optional(),
      /** Only cases whose status or group differs. */
      changedOnly: z.boolean(),
      ...paging,
    }),
  ),
  'explain.figure': reply<Explanation>()(z.strictObject({ figure: figureRefSchema })),
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
