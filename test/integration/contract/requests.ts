import { join } from 'node:path'
import type { Method, RequestOf } from '#shared/contract/contract.ts'
import type { Slice } from '#shared/contract/slice.ts'
import type { Period } from '#shared/domain/period.ts'

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
const cases = (folder: string) => ({ path: join(folder, 'cases.csv'), kind: 'cases' as const })
const firstId = (rows: unknown) => (rows as readonly { readonly id: number }[] | undefined)?.[0]?.id ?? 1

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
  'imports.inspect': { valid: ({ folder }) => cases(folder), invalid: { path: 'a', kind: 'people' } },
  'imports.preview': { valid: ({ folder }) => cases(folder), invalid: { path: 'a', format: { headerRow: 0 } } },
  'imports.previewRows': {
    valid: ({ value }) => ({
      previewId: (value('imports.preview') as { previewId?: string })?.previewId ?? '',
      ...page,
    }),
    invalid: { previewId: 'a', offset: -1, limit: 1 },
  },
  'imports.commit': {
    valid: ({ folder }) => ({ source: cases(folder), skipRejected: false }),
    invalid: { source: { path: 'a' }, skipRejected: 'no' },
  },
  'batches.list': { valid: () => ({}), invalid: { since: 1 } },
  'recompute.run': { valid: () => ({}), invalid: { all: true } },
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
  'surplus.export': {
    valid: () => ({ slice, by: 'drg', basis: 'B1', language: 'zh' }),
    invalid: { slice, by: 'ward', basis: 'B1', language: 'zh' },
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
  'commands.list': { valid: () => page, invalid: { offset: 0 } },
  'batches.undo': { valid: ({ value }) => ({ batchId: firstId(value('batches.list')) }), invalid: { batchId: 1.5 } },
  'commands.undo': { valid: () => ({}), invalid: { commandId: -1 } },
  'book.verify': { valid: () => ({}), invalid: { deep: true } },
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
