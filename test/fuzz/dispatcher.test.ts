import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDispatcher, type Dispatcher } from '#core/dispatch.ts'
import { createServices } from '#services/index.ts'
import { CASE_SORTS, EXPORT_COLUMNS } from '#shared/contract/case-query.ts'
import { contract } from '#shared/contract/contract.ts'
import { IMPORT_KINDS } from '#shared/contract/imports.ts'
import type { Job } from '#shared/contract/jobs.ts'
import type { Reply } from '#shared/contract/reply.ts'
import { GROUPING_STATUSES } from '#shared/domain/grouping.ts'
import { PROBLEM_CODES } from '#shared/domain/problem.ts'
import { SETTLEMENT_CLASSES, SLICE_DIMENSIONS } from '#shared/domain/slice.ts'
import { LINES, SIX, writeCases, writeLines, writeTinyPolicy, writeTinyScheme } from '../fixtures/tiny-department.ts'

/** The dispatcher with the real services over a real book, asked by anybody for anything. */
let folder: string
let dispatcher: Dispatcher
const log: string[] = []
const files = () => ({
  cases: join(folder, 'cases.csv'),
  lines: join(folder, 'lines.csv'),
  policy: join(folder, 'p.json'),
  scheme: join(folder, 'scheme'),
  book: join(folder, 'a.keheng'),
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keheng-fuzz-'))
  const env = { settingsFile: null, exportFolder: join(folder, 'exports'), version: '0' }
  dispatcher = createDispatcher(
    await createServices(env),
    () => {},
    (line) => log.push(line),
  )
  const { cases, lines, policy, scheme, book } = files()
  writeCases(cases, SIX)
  writeLines(lines, LINES)
  await dispatcher.dispatch('book.create', { path: book, name: '骨科' })
  await ended(await dispatcher.dispatch('schemes.add', { path: writeTinyScheme(scheme) }))
  await dispatcher.dispatch('policies.add', { path: writeTinyPolicy(policy) })
  for (const [kind, path] of [
    ['cases', cases],
    ['charges', lines],
  ] as const)
    await ended(await dispatcher.dispatch('imports.commit', { source: { path, kind }, skipRejected: false }))
  await ended(await dispatcher.dispatch('recompute.run', {}))
})
afterAll(async () => {
  await dispatcher.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The reply itself, or the outcome of the job it started. */
async function ended(reply: Reply<unknown>): Promise<Reply<unknown>> {
  const jobId = reply.ok ? (reply.value as { jobId?: unknown } | null)?.jobId : undefined
  if (typeof jobId !== 'string') return reply
  for (;;) {
    const asked = await dispatcher.dispatch('jobs.get', { jobId })
    if (!asked.ok) return asked
    const job = asked.value as Job
    if (job.error !== undefined) return { ok: false, error: job.error }
    if (job.state === 'done') return { ok: true, value: job.value }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Every answer is a reply; what went wrong is the asker's to mend, in both languages. */
async function expectReply(method: unknown, request: unknown): Promise<void> {
  const started = await dispatcher.dispatch(method, request)
  const reply = await ended(started)
  if (reply.ok) {
    expect(reply.value).not.toBeUndefined()
    structuredClone(reply) // it has to cross threads
    return
  }
  expect(PROBLEM_CODES).toContain(reply.error.code)
  expect(reply.error.code, log.join('\n')).not.toBe('internal')
  expect(reply.error.message.zh).not.toBe('')
  expect(reply.error.message.en).not.toBe('')
}

// These would write where a random path points, build the whole demonstration for an empty request, or close the book that the others ask about.
const NOT_HERE = ['book.create', 'book.createDemo', 'book.close']
const METHODS = Object.keys(contract).filter((method) => !NOT_HERE.includes(method))

test('any method with any request gets a reply', async () => {
  const method = fc.oneof(fc.constantFrom(...METHODS), fc.anything())
  const request = fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, maxDepth: 3 })
  await fc.assert(
    fc.asyncProperty(method, request, (name, asked) => expectReply(name, asked)),
    { numRuns: 1500, seed: 1 },
  )
})

const text = fc.oneof(
  fc.constantFrom('=1+1', "K'2", '一组', 'IC25', 'MDCI', '—', '', '%', "'; DROP TABLE case_fact; --", '\u0000'),
  fc.string({ maxLength: 30, unit: 'binary' }),
)
const month = fc.constantFrom('2026-01', '2026-02', '2026-03', '0001-01', '9999-12', '2026-13', '')
const slice = fc.record(
  {
    from: month,
    to: month,
    mdc: text,
    adrg: text,
    drg: text,
    team: text,
    physician: text,
    insurance: text,
    settlement: fc.constantFrom(...SETTLEMENT_CLASSES),
    status: fc.constantFrom(...GROUPING_STATUSES),
    linesDiffer: fc.constant(true),
    text,
  },
  { requiredKeys: [] },
)
const basis = fc.constantFrom('B1', 'B3')
const by = fc.constantFrom(...SLICE_DIMENSIONS)
const language = fc.constantFrom('zh', 'en')
const offset = fc.constantFrom(0, 1, 5, 2 ** 31, Number.MAX_SAFE_INTEGER, -1, 0.5)
const limit = fc.constantFrom(1, 3, 1000, 1001, 0)
const sort = fc.record({ column: fc.constantFrom(...CASE_SORTS), descending: fc.boolean() })
const id = fc.constantFrom(1, 2, 3, 99, Number.MAX_SAFE_INTEGER, 0)
const columns = fc.subarray([...EXPORT_COLUMNS])
const kind = fc.constantFrom(...IMPORT_KINDS)

test('requests that look right get a reply as well', async () => {
  const path = fc.constantFrom(...Object.values(files()), join(folder, 'nobody'), folder)
  const source = fc.record({ path, kind, templateName: text }, { requiredKeys: ['path'] })
  const asked = fc.oneof(
    fc.tuple(
      fc.constant('overview.get'),
      fc.record({ slice, compare: fc.constantFrom('previous', 'year', 'none'), basis }),
    ),
    fc.tuple(fc.constant('surplus.table'), fc.record({ slice, by, basis })),
    fc.tuple(fc.constant('surplus.export'), fc.record({ slice, by, basis, language })),
    fc.tuple(
      fc.constant('cases.page'),
      fc.record({ slice, sort, offset, limit }, { requiredKeys: ['slice', 'offset', 'limit'] }),
    ),
    fc.tuple(fc.constant('cases.export'), fc.record({ slice, sort, columns, language })),
    fc.tuple(fc.constant('cases.get'), fc.record({ caseNo: text })),
    fc.tuple(fc.constant('cases.lines'), fc.record({ caseNo: text, category: text, offset, limit })),
    fc.tuple(
      fc.constant('explain.figure'),
      fc.record({ figure: fc.record({ kind: fc.constant('indicator'), id: text, slice }) }),
    ),
    fc.tuple(
      fc.constant('explain.figure'),
      fc.record({
        figure: fc.record({ kind: fc.constant('case'), id: fc.constantFrom('standard', 'fund'), caseNo: text, basis }),
      }),
    ),
    fc.tuple(fc.constantFrom('imports.inspect', 'imports.preview'), source),
    fc.tuple(fc.constant('imports.commit'), fc.record({ source, skipRejected: fc.boolean() })),
    fc.tuple(
      fc.constant('imports.previewRows'),
      fc.record({ previewId: fc.constantFrom('preview-1', 'x'), offset, limit }),
    ),
    fc.tuple(fc.constant('batches.undo'), fc.record({ batchId: id })),
    fc.tuple(fc.constant('commands.undo'), fc.record({ commandId: id })),
    fc.tuple(fc.constantFrom('schemes.add', 'policies.add', 'book.open'), fc.record({ path })),
    fc.tuple(fc.constant('schemes.use'), fc.record({ schemeId: id })),
    fc.tuple(fc.constant('templates.remove'), fc.record({ name: text })),
    fc.tuple(
      fc.constantFrom('recompute.run', 'book.verify', 'book.status', 'batches.list', 'schemes.list', 'policies.list'),
      fc.constant({}),
    ),
  )
  await fc.assert(
    fc.asyncProperty(asked, ([method, request]) => expectReply(method, request)),
    { numRuns: 800, seed: 2 },
  )
  expect(await dispatcher.dispatch('book.status', {})).toMatchObject({ ok: true, value: { open: true } })
  const verified = await ended(await dispatcher.dispatch('book.verify', {}))
  expect(verified).toMatchObject({ ok: true, value: { ok: true } })
})
