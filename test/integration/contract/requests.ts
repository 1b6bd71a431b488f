import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cardFingerprint } from '#exchange/sync/keys/fingerprint.ts'
import type { Method, RequestOf } from '#shared/contract/contract.ts'
import type { CostingConfig } from '#shared/contract/costing-config.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Period } from '#shared/domain/period.ts'
import { OFFICE } from '../../unit/exchange/sync/parties.ts'

/** What earlier steps brought, for requests that need it. */
export interface Known {
  /** A folder of this shell's own, prepared alike for each. */
  readonly folder: string
  /** The value of the method's last reply, or of the job it started. */
  value(method: Method): unknown
  /** The job that ended last. */
  readonly jobId: string
}

/** One request that fits the method's schema, and one that does not. */
export type Requests = {
  readonly [M in Method]: { readonly valid: (known: Known) => RequestOf<M>; readonly invalid: unknown }
}

const PROJECT = join(import.meta.dirname, '../../..')
const slice: Slice = { from: '2025-01' as Slice['from'] & string }
const page = { offset: 0, limit: 50 }
const MARCH = '2025-03' as Period
const OFFICE_FINGERPRINT = cardFingerprint(OFFICE.card)
const BLANK_CASE = {
  sex: null,
  age: null,
  ageDays: null,
  birthWeight: null,
  los: null,
  icuHours: null,
  discharge: null,
  dept: null,
  dx: [],
  proc: [],
}
const SHEET_FILE = join(PROJECT, 'resources', 'costing', 'appendectomy.json')
const SHEET = JSON.parse(readFileSync(SHEET_FILE, 'utf8'))
const COSTING_CONFIG: CostingConfig = {
  format: 'costing-config/1',
  from: MARCH,
  to: MARCH,
  allocation: { method: 'step-down', levels: [] },
  department: { main: '骨科', centers: ['骨科'] },
  pools: [],
  places: {},
  items: { method: 'income', equivalents: {} },
  ratios: {},
  methods: ['cost-to-charge'],
  preferred: 'cost-to-charge',
  sheets: [],
  fixedShares: {
    staff: '1',
    materials: '0',
    drugs: '0',
    depreciation: '1',
    amortisation: '1',
    'risk-fund': '0',
    other: '0.5',
  },
  targetMargin: '0',
  tolerance: '0.1',
  daySurgeryBeds: null,
}
const cases = (folder: string) => ({ path: join(folder, 'cases.csv'), kind: 'cases' as const })
const firstId = (rows: unknown) => (rows as readonly { readonly id: number }[] | undefined)?.[0]?.id ?? 1
const previewIdOf = (preview: unknown) => (preview as { previewId?: string } | undefined)?.previewId ?? ''
const firstBackup = (list: unknown) =>
  (list as { readonly backups: readonly { readonly path: string }[] } | undefined)?.backups[0]?.path ?? 'none'

/**
 * In the order a person would: a book, what it needs, an import, the figures, undoing it all. Typed over the contract,
 * so a new method does not compile without its two requests.
 */
export const REQUESTS: Requests = {
  'app.info': { valid: () => ({}), invalid: { name: 'x' } },
  'app.ping': { valid: () => ({}), invalid: null },
  'settings.set': { valid: () => ({ key: '单位', value: { unit: '万元', decimals: 2 } }), invalid: { key: '' } },
  'settings.get': { valid: () => ({}), invalid: [] },
  'book.create': {
    valid: ({ folder }) => ({ path: join(folder, 'department.keheng'), name: '骨科' }),
    invalid: { path: '' },
  },
  'book.status': { valid: () => ({}), invalid: 'now' },
  'templates.save': {
    valid: () => ({
      template: {
        format: 'import-template/1',
        name: '病案',
        kind: 'cases',
        version: 1,
        file: { encoding: 'utf-8' },
        columns: { case_no: { from: 'column', column: 'case_no' } },
      },
    }),
    invalid: { template: { format: 'import-template/2' } },
  },
  'templates.list': { valid: () => ({}), invalid: { all: true } },
  'templates.export': { valid: () => ({ name: '病案' }), invalid: { name: 5 } },
  'templates.remove': { valid: () => ({ name: '病案' }), invalid: { name: 5 } },
  'schemes.add': {
    valid: () => ({ path: join(PROJECT, 'resources', 'demo', 'scheme'), name: '演示方案', corrections: [] }),
    invalid: { path: 1 },
  },
  'schemes.list': { valid: () => ({}), invalid: { limit: 1 } },
  'schemes.export': {
    valid: ({ value }) => ({ schemeId: firstId(value('schemes.list')) }),
    invalid: { schemeId: 1, plain: 'yes' },
  },
  'schemes.use': {
    valid: ({ value }) => ({ schemeId: firstId(value('schemes.list')) }),
    invalid: { schemeId: 1, from: '2026-13' },
  },
  'policies.add': { valid: () => ({ path: join(PROJECT, 'resources', 'demo', 'policy.json') }), invalid: {} },
  'policies.list': { valid: () => ({}), invalid: 0 },
  'policies.gaps': { valid: () => ({}), invalid: { scheme: 'A' } },
  'policies.candidates': {
    valid: () => ({ from: MARCH, to: MARCH, rule: { quota: '0.005', daysAbove: 1 } }),
    invalid: { rule: { daysAbove: 60 } },
  },
  'policies.export': {
    valid: ({ folder, value }) => ({
      policyId: firstId(value('policies.list')),
      format: 'xlsx',
      path: join(folder, 'policy.xlsx'),
    }),
    invalid: { policyId: 1, format: 'csv' },
  },
  'imports.inspect': { valid: ({ folder }) => cases(folder), invalid: { path: 'a', kind: 'people' } },
  'imports.preview': { valid: ({ folder }) => cases(folder), invalid: { path: 'a', format: { headerRow: 0 } } },
  'imports.previewRows': {
    valid: ({ value }) => ({
      previewId: previewIdOf(value('imports.preview')),
      ...page,
    }),
    invalid: { previewId: 'a', offset: -1, limit: 1 },
  },
  'imports.differences': {
    valid: ({ value }) => ({ previewId: previewIdOf(value('imports.preview')), change: 'new', ...page }),
    invalid: { previewId: 'a', change: 'gone', ...page },
  },
  'imports.lineDifferences': {
    valid: ({ value }) => ({ previewId: previewIdOf(value('imports.preview')), ...page }),
    invalid: { previewId: 'a', offset: 0, limit: 0 },
  },
  'imports.rejectedRows': {
    valid: ({ folder }) => ({ source: cases(folder), language: 'zh' }),
    invalid: { source: { path: 'a' }, language: 'de' },
  },
  'imports.paste': { valid: () => ({ text: '病案号\t性别\r\nA1\t女' }), invalid: { text: '' } },
  'inbox.setFolder': { valid: ({ folder }) => ({ folder }), invalid: { folder: '' } },
  'inbox.settings': { valid: () => ({}), invalid: { folder: null } },
  'inbox.list': { valid: () => ({}), invalid: { all: true } },
  'patients.key': { valid: () => ({}), invalid: { bookId: 'x' } },
  'patients.exportKey': { valid: () => ({}), invalid: { path: '' } },
  'patients.renewKey': { valid: () => ({}), invalid: { force: true } },
  'imports.commit': {
    valid: ({ folder }) => ({ source: cases(folder), skipRejected: false }),
    invalid: { source: { path: 'a' }, skipRejected: 'no' },
  },
  'batches.list': { valid: () => ({}), invalid: { since: 1 } },
  'recompute.run': { valid: () => ({}), invalid: { all: true } },
  'costing.settings': { valid: () => ({}), invalid: { full: true } },
  'costing.propose': { valid: () => ({ from: MARCH }), invalid: { from: '2025-3' } },
  'costing.saveSettings': {
    valid: () => ({ config: COSTING_CONFIG }),
    invalid: { config: { format: 'costing-config/2' } },
  },
  'costing.run': { valid: () => ({}), invalid: { months: 12 } },
  'costing.runs': { valid: () => ({}), invalid: { limit: 1 } },
  'costing.compare': { valid: ({ value }) => ({ runId: firstId(value('costing.runs')) }), invalid: { runId: 'last' } },
  'costing.comparedCases': {
    valid: ({ value }) => ({ runId: firstId(value('costing.runs')), month: MARCH, ...page }),
    invalid: { runId: 1, month: 3, ...page },
  },
  'costing.accept': {
    valid: ({ value }) => ({ runId: firstId(value('costing.runs')) }),
    invalid: { runId: 1, method: 'given' },
  },
  // Both shells refuse it: its costs are the figures now.
  'costing.discard': { valid: ({ value }) => ({ runId: firstId(value('costing.runs')) }), invalid: { runId: -1 } },
  'costing.ledger': {
    valid: () => ({ from: MARCH, to: MARCH, compare: 'previous' }),
    invalid: { from: '2025-03', to: '2025-03', compare: 'never' },
  },
  'costing.allocation': { valid: () => ({ month: MARCH }), invalid: { month: '2025' } },
  'costing.unitCosts': { valid: () => ({ from: MARCH, to: MARCH }), invalid: { from: '2025-03' } },
  'costing.items': { valid: () => ({ month: MARCH, ...page }), invalid: { month: '2025-03', offset: 0, limit: 0 } },
  'costing.methods': { valid: () => ({ slice }), invalid: { slice, runId: 0 } },
  // Neither book has a ledger to reconcile with.
  'costing.reconciliation': {
    valid: () => ({ from: MARCH, to: MARCH }),
    invalid: { from: '2025-03', to: '2025-03', method: 'guess' },
  },
  'costing.case': { valid: () => ({ caseNo: 'A1' }), invalid: { caseNo: '' } },
  'costing.levels': { valid: () => ({ slice }), invalid: { slice, group: 5 } },
  'costing.behaviour': { valid: () => ({ slice, by: 'drg' }), invalid: { slice, by: 'ward' } },
  'costing.daySurgery': { valid: () => ({ slice, beds: 4 }), invalid: { slice, beds: 0 } },
  'costing.export': {
    valid: () => ({ from: MARCH, to: MARCH, tables: ['ledger'], format: 'csv', language: 'zh' }),
    invalid: { from: '2025-03', to: '2025-03', tables: [], format: 'csv', language: 'zh' },
  },
  'costing.sheets': { valid: () => ({}), invalid: { all: true } },
  'costing.readSheet': {
    valid: () => ({ path: SHEET_FILE }),
    invalid: { path: '' },
  },
  'costing.sheetCost': {
    valid: () => ({ sheet: SHEET, caseNo: 'A1' }),
    invalid: { sheet: {}, facts: { age: -1 } },
  },
  'costing.saveSheet': { valid: () => ({ sheet: SHEET }), invalid: {} },
  'costing.sheet': { valid: () => ({ code: 'appendectomy' }), invalid: { code: '', version: 1 } },
  'periods.list': { valid: () => ({}), invalid: { year: '2025' } },
  'periods.close': { valid: () => ({ month: MARCH }), invalid: { month: '2025-13' } },
  'periods.reopen': { valid: () => ({ month: MARCH }), invalid: { month: 3 } },
  'schemes.try': {
    valid: ({ value }) => ({ schemeId: firstId(value('schemes.list')), from: '2025-01' as Period }),
    invalid: { schemeId: 1, from: 'spring' },
  },
  'schemes.trials': { valid: () => ({}), invalid: { open: true } },
  'grouping.compare': {
    valid: ({ value }) => ({
      slice,
      before: 'current',
      after: firstId(value('schemes.trials')),
      rows: 'group',
    }),
    invalid: { slice, before: 'now', after: 1, rows: 'group' },
  },
  'grouping.comparedCases': {
    valid: ({ value }) => ({
      slice,
      before: 'current',
      after: firstId(value('schemes.trials')),
      changedOnly: false,
      ...page,
    }),
    invalid: { slice, before: 'current', after: 1, changedOnly: 'no', ...page },
  },
  'schemes.accept': {
    valid: ({ value }) => ({ trialId: firstId(value('schemes.trials')) }),
    invalid: { trialId: 'last' },
  },
  'schemes.discard': {
    valid: ({ value }) => ({ trialId: firstId(value('schemes.trials')) }),
    invalid: { trialId: 0 },
  },
  'overview.get': {
    valid: () => ({ slice, compare: 'previous', basis: 'B1' }),
    invalid: { slice: { from: '2025-13' }, compare: 'none', basis: 'B1' },
  },
  'surplus.table': { valid: () => ({ slice, by: 'drg', basis: 'B1' }), invalid: { slice, by: 'drg', basis: 'B9' } },
  'surplus.tree': {
    valid: () => ({ slice, by: 'group', compare: { from: MARCH, to: MARCH }, basis: 'B1' }),
    invalid: { slice, by: 'group', compare: 'last', basis: 'B1' },
  },
  'surplus.exportTree': {
    valid: () => ({ slice, by: 'team', compare: 'previous', basis: 'B1', language: 'zh' }),
    invalid: { slice, by: 'ward', compare: 'none', basis: 'B1', language: 'zh' },
  },
  'surplus.waterfall': { valid: () => ({ slice, basis: 'B3' }), invalid: { slice, basis: 'B2' } },
  'surplus.step': {
    valid: () => ({ slice, basis: 'B1', step: 'part:drugs' }),
    invalid: { slice, basis: 'B1', step: 'part drugs' },
  },
  'surplus.setPins': { valid: () => ({ pins: ['drg:IB29'] }), invalid: { pins: ['team:one'] } },
  'surplus.pins': { valid: () => ({}), invalid: { all: true } },
  'views.save': {
    valid: () => ({ name: '科务会', address: '/surplus?from=2025-01' }),
    invalid: { name: ' ', address: '/surplus' },
  },
  'views.list': { valid: () => ({}), invalid: { all: true } },
  'views.order': { valid: ({ value }) => ({ ids: [firstId(value('views.list'))] }), invalid: { ids: ['1'] } },
  'views.remove': { valid: ({ value }) => ({ id: firstId(value('views.list')) }), invalid: { id: 0 } },
  'surplus.export': {
    valid: () => ({ slice, by: 'drg', basis: 'B1', language: 'zh' }),
    invalid: { slice, by: 'ward', basis: 'B1', language: 'zh' },
  },
  'structure.get': {
    valid: () => ({ slice, view: 'spokes', compare: 'previous' }),
    invalid: { slice, view: 'wards', compare: 'none' },
  },
  'structure.by': {
    valid: () => ({ slice, view: 'categories', compare: 'none', by: 'month' }),
    invalid: { slice, view: 'categories', compare: 'none', by: 'ward' },
  },
  'structure.items': {
    valid: () => ({ slice, view: 'spokes', part: 'drugs', limit: 10 }),
    invalid: { slice, view: 'spokes', part: '', limit: 10 },
  },
  'structure.cases': {
    valid: () => ({ slice, view: 'stages', part: 'none', limit: 10 }),
    invalid: { slice, view: 'stages', part: 'none', limit: 0 },
  },
  'variance.table': {
    valid: () => ({ slice, basis: 'B1', base: { kind: 'previous' } }),
    invalid: { slice, basis: 'B1', base: { kind: 'neighbours' } },
  },
  'variance.drill': {
    valid: () => ({ slice, basis: 'B1', base: { kind: 'previous' }, group: 'IB29' }),
    invalid: { slice, basis: 'B1', base: { kind: 'previous' } },
  },
  'variance.saveNote': {
    valid: () => ({ slice, basis: 'B1', base: { kind: 'previous' }, group: 'IB29', cause: 'stay', text: '床位紧张' }),
    invalid: { slice, basis: 'B1', base: { kind: 'previous' }, group: 'IB29', cause: 'weather', text: '' },
  },
  'variance.export': {
    valid: () => ({ slice, basis: 'B1', base: { kind: 'previous' }, language: 'en' }),
    invalid: { slice, basis: 'B1', base: { kind: 'previous' }, language: 'fr' },
  },
  'settlement.reconcile': { valid: () => ({ slice }), invalid: { slice: { ward: '3' } } },
  'settlement.cases': {
    valid: () => ({ slice, cause: 'grouping', state: 'open', ...page }),
    invalid: { slice, cause: 'weather', ...page },
  },
  'settlement.saveNotes': {
    valid: () => ({ caseNos: ['A1'], state: null, text: '' }),
    invalid: { caseNos: [], state: 'asked', text: '' },
  },
  'settlement.plan': { valid: () => ({ year: '2026' }), invalid: { year: '26' } },
  'settlement.savePlan': { valid: () => ({ year: '2026', inputs: null }), invalid: { year: '2026' } },
  'settlement.exportPlan': {
    valid: () => ({ year: '2026', language: 'zh' }),
    invalid: { year: '2026', language: 'fr' },
  },
  'settlement.reprice': {
    valid: ({ value }) => ({ policyId: firstId(value('policies.list')) }),
    invalid: { policyId: 0 },
  },
  'settlement.repricings': { valid: () => ({}), invalid: { all: true } },
  'settlement.repriced': {
    valid: ({ value }) => ({ repricingId: firstId(value('settlement.repricings')), slice, by: 'class' }),
    invalid: { repricingId: 1, slice, by: 'ward' },
  },
  'settlement.repricedCases': {
    valid: ({ value }) => ({
      repricingId: firstId(value('settlement.repricings')),
      slice,
      changedOnly: false,
      ...page,
    }),
    invalid: { repricingId: 1, slice, ...page },
  },
  'settlement.dropRepricing': {
    valid: ({ value }) => ({ repricingId: firstId(value('settlement.repricings')) }),
    invalid: { repricingId: 0 },
  },
  'settlement.export': { valid: () => ({ slice, language: 'zh' }), invalid: { slice, language: 'fr' } },
  'portfolio.get': {
    valid: () => ({ slice, compare: 'previous', basis: 'B1' }),
    invalid: { slice, compare: 'previous', basis: 'B1', thresholds: { cmiLow: 'low' } },
  },
  'indicators.list': {
    valid: () => ({ slice, compare: 'previous', basis: 'B1' }),
    invalid: { slice, compare: 'last', basis: 'B1' },
  },
  'indicators.chart': {
    valid: () => ({ id: 'mortality', slice, basis: 'B1' }),
    invalid: { id: 'mortality', slice, basis: 'B9' },
  },
  'indicators.export': {
    valid: () => ({ slice, compare: 'none', basis: 'B3', language: 'zh' }),
    invalid: { slice, compare: 'none', basis: 'B3', language: 'fr' },
  },
  'teams.get': {
    valid: () => ({ slice, by: 'team', basis: 'B1', masked: false }),
    invalid: { slice, by: 'ward', basis: 'B1', masked: false },
  },
  'teams.groups': {
    valid: () => ({ slice, by: 'team', basis: 'B1', masked: false, key: '—' }),
    invalid: { slice, by: 'team', basis: 'B1', masked: false },
  },
  'teams.export': {
    valid: () => ({ slice, by: 'physician', basis: 'B1', masked: true, language: 'en' }),
    invalid: { slice, by: 'physician', basis: 'B1', language: 'en' },
  },
  'cases.page': { valid: () => ({ slice, ...page }), invalid: { slice, offset: 0, limit: 100_000 } },
  'cases.get': { valid: () => ({ caseNo: 'A1' }), invalid: { caseNo: '' } },
  'cases.lines': { valid: () => ({ caseNo: 'A1', ...page }), invalid: { caseNo: 'A1' } },
  'cases.export': {
    valid: () => ({ slice, columns: ['caseNo', 'charge', 'drg'], language: 'zh' }),
    invalid: { slice, columns: [], language: 'zh' },
  },
  'grouping.coverage': { valid: () => ({ slice }), invalid: { slice: { status: 'lost' } } },
  'grouping.agreement': { valid: () => ({ slice }), invalid: {} },
  'grouping.disagreements': {
    valid: () => ({ slice, cause: 'severity', ...page }),
    invalid: { slice, cause: 'weather', ...page },
  },
  'grouping.alternatives': { valid: () => ({ caseNo: 'A1' }), invalid: { caseNo: 1 } },
  'grouping.calculate': {
    valid: () => ({ input: { ...BLANK_CASE, sex: 'F', age: 68, dx: ['M17.900'], proc: ['81.5400'] } }),
    invalid: { input: { ...BLANK_CASE, age: -1 } },
  },
  'grouping.browse': {
    valid: () => ({ parent: { level: 'mdc', code: 'MDCI' } }),
    invalid: { parent: { level: 'drg', code: 'IC29' } },
  },
  'grouping.search': { valid: () => ({ text: '膝', limit: 20 }), invalid: { text: '膝', limit: 0 } },
  'grouping.list': {
    valid: () => ({ list: 'MDCZ.dx', text: 's72', ...page }),
    invalid: { list: '', text: '', ...page },
  },
  'explain.figure': {
    valid: () => ({ figure: { kind: 'case', id: 'charge', caseNo: 'A1' } }),
    invalid: { figure: { kind: 'dream', id: 'x' } },
  },
  'audit.list': { valid: () => ({ action: 'import', text: 'CSV', ...page }), invalid: { action: 'burn', ...page } },
  'audit.export': { valid: () => ({ language: 'zh' }), invalid: { language: 'fr' } },
  'sync.createIdentity': {
    valid: () => ({ name: '骨科运营专员', department: '骨科' }),
    invalid: { name: '', department: '骨科' },
  },
  'sync.identity': { valid: () => ({}), invalid: { full: true } },
  'sync.lock': { valid: () => ({}), invalid: 1 },
  'sync.unlock': { valid: () => ({ passphrase: '一二三四五六七八九十' }), invalid: { passphrase: '' } },
  'sync.exportCard': { valid: ({ folder }) => ({ path: join(folder, 'me.khid') }), invalid: { path: '' } },
  'sync.addParty': { valid: ({ folder }) => ({ path: join(folder, 'office.khid') }), invalid: { card: 'x' } },
  'sync.confirmParty': {
    valid: () => ({ fingerprint: OFFICE_FINGERPRINT, spoken: OFFICE_FINGERPRINT }),
    invalid: { fingerprint: '1', spoken: '1' },
  },
  'sync.parties': { valid: () => ({}), invalid: { trusted: true } },
  'items.signOffFigures': { valid: () => ({ month: MARCH }), invalid: { month: '2025' } },
  'items.save': {
    valid: () => ({ kind: 'sign_off', period: MARCH, signedBy: '李主任' }),
    invalid: { kind: 'sign_off', period: '2025-03' },
  },
  'items.list': { valid: () => ({ kind: 'sign_off' }), invalid: { kind: 'cases' } },
  'sync.writeReturn': {
    valid: ({ folder }) => ({
      period: MARCH,
      path: join(folder, 'return.khpkg'),
      encrypt: false,
    }),
    invalid: { period: '2025-03', to: '财务处' },
  },
  'items.remove': {
    valid: ({ value }) => ({ itemId: (value('items.save') as { readonly id?: string })?.id ?? 'S-none' }),
    invalid: { itemId: '../x' },
  },
  // Both shells refuse what this installation wrote itself: it does not trust itself.
  'sync.preview': { valid: ({ folder }) => ({ path: join(folder, 'return.khpkg') }), invalid: { path: 1 } },
  'sync.apply': {
    valid: ({ folder }) => ({ path: join(folder, 'return.khpkg') }),
    invalid: { path: 'a', packageId: 'last' },
  },
  'sync.history': { valid: () => page, invalid: { offset: 0, limit: 0 } },
  'sync.revokeParty': { valid: () => ({ fingerprint: OFFICE_FINGERPRINT }), invalid: { fingerprint: 5 } },
  'sync.removeParty': { valid: () => ({ fingerprint: OFFICE_FINGERPRINT }), invalid: {} },
  'commands.list': { valid: () => page, invalid: { offset: 0 } },
  'batches.undo': { valid: ({ value }) => ({ batchId: firstId(value('batches.list')) }), invalid: { batchId: 1.5 } },
  // Nothing of any year is left by now.
  'periods.deleteYear': { valid: () => ({ year: '2025' }), invalid: { year: 2025 } },
  'commands.undo': { valid: () => ({}), invalid: { commandId: -1 } },
  'policies.remove': {
    valid: ({ value }) => ({ policyId: firstId(value('policies.list')) }),
    invalid: { policyId: 0 },
  },
  'book.verify': { valid: () => ({}), invalid: { deep: true } },
  'backups.setFolder': { valid: ({ folder }) => ({ folder: join(folder, 'backups') }), invalid: { folder: 5 } },
  'backups.create': { valid: () => ({ reason: 'manual' }), invalid: { reason: 'weekly' } },
  'backups.list': { valid: () => ({}), invalid: { book: '' } },
  'backups.settings': { valid: () => ({ probe: true }), invalid: { probe: 1 } },
  'backups.verify': { valid: ({ value }) => ({ path: firstBackup(value('backups.list')) }), invalid: { path: 1 } },
  'backups.restore': {
    valid: ({ value }) => ({ path: firstBackup(value('backups.list')) }),
    invalid: { path: 'a', book: null },
  },
  'backups.undoRestore': { valid: () => ({}), invalid: { steps: 2 } },
  'jobs.list': { valid: () => ({}), invalid: 7 },
  'jobs.get': { valid: ({ jobId }) => ({ jobId }), invalid: {} },
  'jobs.cancel': { valid: ({ jobId }) => ({ jobId }), invalid: { jobId: 'x'.repeat(61) } },
  'book.close': { valid: () => ({}), invalid: { now: true } },
  'book.open': { valid: ({ folder }) => ({ path: join(folder, 'department.keheng') }), invalid: { path: null } },
  'book.recent': { valid: () => ({}), invalid: { limit: 3 } },
  // Last, because it opens another book; the plan cancels it once it is at work.
  'book.createDemo': { valid: ({ folder }) => ({ folder: join(folder, 'demo') }), invalid: { folder: '' } },
}

/** Two discharges as a hospital would send them. */
export const CASES_CSV = [
  'case_no,sex,age,admitted_at,discharged_at,department,team,dx,proc,insurance,total_charge',
  'A1,女,68,2025-03-02,2025-03-12,骨科,关节组,M17.900,81.5400,职工,48000.00',
  'A2,男,54,2025-03-05,2025-03-09,骨科,脊柱组,M51.202,,居民,9000.50',
].join('\r\n')
