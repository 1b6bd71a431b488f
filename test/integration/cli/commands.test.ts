import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PolicySummary, RecomputeSummary, SchemeSummary, VerifyReport } from '#shared/contract/book.ts'
import type { SurplusTable } from '#shared/contract/figures.ts'
import type { Batch, ImportPreview } from '#shared/contract/imports.ts'
import type { AuditEntry, PeriodSummary } from '#shared/contract/lifecycle.ts'
import {
  LINES,
  SIX,
  writeCases,
  writeCsv,
  writeLines,
  writeTinyPolicy,
  writeTinyScheme,
} from '../../fixtures/tiny-department.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'

let home: string
let db: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'keheng-cli-'))
  db = join(home, 'a.keheng')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const file = (name: string) => join(home, name)
const run = (...args: readonly string[]) => keheng(home, ...args)
const json = <T>(...args: readonly string[]) => kehengJson<T>(home, ...args)

// One book grows from test to test, as a person's does.

test('init creates a book once, and does not overwrite it', async () => {
  expect(await run('init', '--db', db, '--name', '骨科')).toMatchObject({ code: 0, out: `Created ${db}\n`, err: '' })
  const again = await run('init', '--db', db, '--json')
  expect([again.code, JSON.parse(again.err).error.code]).toEqual([1, 'book-exists'])
})

test('scheme and policy are added and listed', async () => {
  const scheme = await run('scheme', 'add', writeTinyScheme(file('scheme')), '--db', db)
  expect(scheme.out).toBe('Added scheme TINY TINY方案: 1 MDCs, 2 ADRGs, 2 DRGs. Now run recompute.\n')
  expect((await run('policy', 'add', writeTinyPolicy(file('p.json')), '--db', db)).code).toBe(0)
  expect(await json<SchemeSummary[]>('scheme', 'list', '--db', db)).toMatchObject([{ code: 'TINY', inForce: true }])
  expect((await run('policy', 'list', '--db', db)).out).toMatch(
    /^id +code .*\n *1 +TINY-PAY +Tiny policy +demonstration/,
  )
  const next = writeTinyPolicy(file('next.json'), { code: 'NEXT', validFrom: '2026-02' })
  const refused = await run('policy', 'add', next, '--db', db)
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/TINY-PAY end in 2026-01.*\[policy-overlap\]\n$/s),
  ])
  expect((await run('policy', 'add', next, '--db', db, '--make-room')).code).toBe(0)
  expect((await run('policy', 'export', '2', '--db', db, '--out', file('next.xlsx'))).out).toContain('Wrote 2 groups')
  expect((await run('policy', 'remove', '2', '--db', db)).out).toContain('NEXT is out of use')
  expect(await json<PolicySummary>('policy', 'add', file('next.xlsx'), '--db', db)).toMatchObject({ id: 2 })
  expect(await json('policy', 'gaps', '--db', db)).toEqual([]) // no cases yet
  expect(await json('policy', 'candidates', '--db', db)).toEqual([])
  for (const _ of [1, 2, 3]) expect((await run('undo', '--db', db)).code).toBe(0)
  expect(await json<PolicySummary[]>('policy', 'list', '--db', db)).toMatchObject([{ id: 1, validTo: '2026-02' }])
  const broken = await run('policy', 'add', writeTinyPolicy(file('q.json'), { rate: 1 }), '--db', db)
  expect([broken.code, broken.err]).toEqual([1, expect.stringMatching(/^keheng: .*\[policy-invalid\]\n$/s)])
})

test('a dry run counts every row and imports nothing', async () => {
  const preview = await json<ImportPreview>(
    'import',
    '--db',
    db,
    '--file',
    writeCases(file('cases.csv'), SIX),
    '--dry-run',
  )
  expect(preview.counts).toMatchObject({ total: 6, rejected: 0 })
  expect(preview.inspection).toMatchObject({ kind: 'cases', format: { encoding: 'gb18030' } })
  expect(await json('surplus', '--db', db).catch((error: Error) => error.message)).toContain('run recompute first')
})

test('a row that cannot be read ends with 1 and names its row and column', async () => {
  const path = writeCases(file('bad.csv'), [SIX[0]!, { ...SIX[1]!, charge: '六万' }])
  const refused = await run('import', '--db', db, '--kind', 'cases', '--file', path)
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.err).toMatch(/bad\.csv .*nothing was imported.*row 3.*总费用.*\[rows-rejected\]/is)
  expect((await run('import', '--db', db, '--file', path, '--dry-run')).code).toBe(1)
})

test('a column that is missing, a file that is not there, a template that is none', async () => {
  const path = writeCsv(file('short.csv'), [
    ['病案号', '金额'],
    ['1', '2'],
  ])
  const missing = await run('import', '--db', db, '--kind', 'charges', '--file', path)
  expect([missing.code, missing.err]).toEqual([
    1,
    expect.stringMatching(/short\.csv lacks required columns: .*\[column-missing\]/),
  ])
  const absent = await run('import', '--db', db, '--kind', 'cases', '--file', file('absent.csv'))
  expect([absent.code, absent.err]).toEqual([1, expect.stringContaining('[file-not-found]')])
  writeFileSync(file('t.json'), '{"format":"import-template/1"}')
  const template = await run('import', '--db', db, '--file', path, '--template', file('t.json'))
  expect([template.code, template.err]).toEqual([1, expect.stringContaining('[template-invalid]')])
  const named = await run('import', '--db', db, '--file', path, '--template', 'nobody')
  expect([named.code, named.err]).toEqual([1, expect.stringContaining('[template-not-found]')])
})

test('a template file maps what the headings do not say', async () => {
  const path = writeCsv(file('foreign.csv'), [
    ['no', 'day', 'what', 'cat', 'sum'],
    ...LINES.map(([caseNo, category, amount]) => [caseNo, '2026-01-03', `C${category}`, category, amount]),
  ])
  const column = (name: string) => ({ from: 'column', column: name })
  const template = {
    format: 'import-template/1',
    name: 'foreign lines',
    kind: 'charges',
    version: 1,
    file: {},
    columns: {
      case_no: column('no'),
      charged_at: column('day'),
      item_code: column('what'),
      item_name: column('what'),
      category: column('cat'),
      quantity: { from: 'constant', value: '1' },
      amount: column('sum'),
    },
  }
  writeFileSync(file('foreign.json'), JSON.stringify(template))
  const batch = await json<Batch>('import', '--db', db, '--file', path, '--template', file('foreign.json'))
  expect(batch).toMatchObject({ kind: 'charges', accepted: 9, amount: 8_007_700 }) // 80,000, and 77 of X9
  expect(await json('undo', '--db', db, '--batch', String(batch.id))).toMatchObject({ state: 'undone' })
})

test('import, recompute, surplus: as JSON, as CSV and as a table', async () => {
  await json('import', '--db', db, '--kind', 'cases', '--file', file('cases.csv'))
  await json('import', '--db', db, '--kind', 'charges', '--file', writeLines(file('charges.csv'), LINES))
  expect(await json<RecomputeSummary>('recompute', '--db', db)).toMatchObject({
    cases: 6,
    grouped: 5,
    ungrouped: 1,
    unpriced: 1,
    payment: '66098.3200315', // worked out in test/integration/services/figures.test.ts
    charge: 10_350_000,
  })
  const table = await json<SurplusTable>('surplus', '--db', db, '--by', 'drg', '--basis', 'B3')
  expect(table.total).toMatchObject({ n: 6, surplus: '-10101.6799685' })
  const csv = await run('surplus', '--db', db, '--by', 'drg', '--csv')
  expect(csv.out).toBe(
    [
      'key,name,cases,CMI,charges,payment,cost,surplus_B1,rate',
      'IC25,膝关节置换术,3,2.0003,95000.00,62398.32,72000.00,-32601.68,-0.522477',
      '0000,,1,,3000.00,2700.00,,-300.00,-0.111111',
      'IU25,颈腰背疾患,2,0.5000,5500.00,1000.00,1500.00,0.00,0.000000',
      'total,,6,1.6252,103500.00,66098.32,73500.00,-32901.68,-0.497769',
      '',
    ].join('\n'),
  )
  const report = await run('surplus', '--db', db, '--by', 'month', '--from', '2026-02', '--to', '2026-02')
  expect(report.err).toBe('')
  expect(report.out).toMatch(/\n2026-02 .* 3 .*\ntotal .* 3 /)
  expect(report.out).not.toMatch(/2026-0[13]/)
})

test('verify reconciles; undo takes back the newest command', async () => {
  const report = await json<VerifyReport>('verify', '--db', db)
  expect(report.ok).toBe(true)
  expect(await run('undo', '--db', db)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Undone: Import charge lines'),
  })
  const stale = await run('surplus', '--db', db, '--json')
  expect([stale.code, stale.err]).toEqual([0, expect.stringContaining('run recompute first')])
})

test('bad use ends with 2 and says what is wrong', async () => {
  const uses: readonly (readonly [string, RegExp])[] = [
    ['surplus --db x --colour red', /unknown option '--colour'/],
    ['surplus --db x --from 2026-13', /YYYY-MM/],
    ['import --db x --file y --kind people', /one of cases/],
    ['undo --db x --batch first', /a number from the list/],
    ['scheme use 0 --db x', /a number from the list/],
    ['surplus', /required option '--db <file>'/],
    ['frobnicate', /unknown command/],
  ]
  for (const [use, message] of uses) {
    const { code, out, err } = await run(...use.split(' '))
    expect([code, out], use).toEqual([2, ''])
    expect(err, use).toMatch(message)
  }
})

test('a book that is not there ends with 1', async () => {
  const { code, err } = await run('recompute', '--db', file('none.keheng'))
  expect([code, err]).toEqual([1, expect.stringContaining('[book-not-found]')])
})

test('months are closed and reopened, and the log tells who did it', async () => {
  const months = await json<PeriodSummary[]>('period', 'list', '--db', db)
  expect(months.map(({ period, cases, closed }) => [period, cases, closed])).toEqual([
    ['2026-01', 2, null],
    ['2026-02', 3, null],
    ['2026-03', 1, null],
  ])
  const stale = await run('period', 'close', '2026-01', '--db', db)
  expect([stale.code, stale.err]).toEqual([1, expect.stringContaining('[figures-stale]')])
  await run('recompute', '--db', db)
  const closed = await run('period', 'close', '2026-01', '--db', db)
  expect(closed.out).toMatch(/^Closed 2026-01: 2 cases, \d lines, charges 80000\.00 yuan, payment \d+\.\d\d yuan\.\n$/)
  expect((await run('recompute', '--db', db)).out).toContain('2 cases of closed months were left as they are.')
  expect((await run('period', 'list', '--db', db)).out).toMatch(/^2026-01 .* closed 20\d\d-.*$/m)
  expect((await json<PeriodSummary>('period', 'reopen', '2026-01', '--db', db)).closed).toBeNull()
  expect((await run('period', 'close', 'spring', '--db', db)).code).toBe(2)

  const rows = await json<AuditEntry[]>('audit', '--db', db, '--text', '2026-01')
  expect(rows.map(({ action }) => action)).toEqual(['period-reopen', 'period-close'])
  const csv = await run('audit', '--db', db, '--action', 'period-close', '--csv')
  expect(csv.out.split('\r\n').slice(0, 2)).toEqual([
    expect.stringMatching(/^\ufeff?No\.,Time,Who,Action,What,/),
    expect.stringMatching(/,Close a month,Close 2026-01,/),
  ])
  expect((await run('audit', '--db', db)).out).toMatch(/^20\d\d-.* Export the audit log: 1 rows/m)
})
