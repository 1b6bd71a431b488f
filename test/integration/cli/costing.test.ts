import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateDemo } from '#demo/generate.ts'
import type { CostingRun } from '#shared/contract/costing.ts'
import type { ReconciliationStatement } from '#shared/contract/costing-reports.ts'
import { fenToYuan, sumFen } from '#shared/domain/money.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'
import { startTestCore } from '../../support/core.ts'
import { importFile } from '../../support/tiny-book.ts'

let home: string
let db: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'keheng-cli-costing-'))
  db = join(home, 'a.keheng')
  const { files } = await generateDemo({ outDir: join(home, 'files'), months: 2, scale: 0.05 })
  const core = startTestCore()
  try {
    await core.call('book.create', { path: db, name: '骨科' })
    for (const kind of ['items', 'cases', 'charges', 'ledger', 'drivers'] as const)
      await importFile(core, kind, files.find((file) => file.kind === kind)!.path)
  } finally {
    await core.close()
  }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const run = (...args: readonly string[]) => keheng(home, 'costing', ...args, '--db', db)
const json = <T>(...args: readonly string[]) => kehengJson<T>(home, 'costing', ...args, '--db', db)

interface Shown {
  readonly runs: readonly { readonly id: number }[]
  readonly run: CostingRun
  readonly statement: ReconciliationStatement
}

// One book from test to test, as a person's.

test('without a run there is nothing to show or to accept, and it says what to do', async () => {
  const shown = await run('show')
  expect([shown.code, shown.out]).toEqual([1, ''])
  expect(shown.err).toContain('use costing run first. [costing-missing]')
})

test('run costs the months asked for, and tells a line for each month and method', async () => {
  const one = await json<CostingRun>('run', '--from', '2024-08', '--to', '2024-08', '--method', 'bottom-up')
  expect(one).toMatchObject({ id: 1, from: '2024-08', to: '2024-08', preferred: 'bottom-up', acceptedAt: null })
  const printed = await run('run')
  expect([printed.code, printed.err]).toEqual([0, ''])
  expect(printed.out).toMatch(/^costing 2 \(.*, open\)\nmonth +cases +ledger +method/)
  expect(printed.out.match(/^2024-0[78] .*Top-down \(unit costs\) .*Costed Full +✓$/gm)).toHaveLength(2)
})

test('show prints the statement of a run, which closes; as JSON with every run', async () => {
  const { runs, run: newest, statement } = await json<Shown>('show')
  // A run nobody accepted gave way to the next.
  expect(runs.map(({ id }) => id)).toEqual([2])
  expect(newest.months.map((month) => month.period)).toEqual(['2024-07', '2024-08'])
  expect(statement).toMatchObject({ method: 'top-down', closes: true })
  const cases = sumFen(newest.months.map(({ sums }) => sums.find(({ method }) => method === 'top-down')!.total))
  const printed = await run('show', '2')
  expect(printed.out).toContain(fenToYuan(statement.ledger.whole.total))
  expect(printed.out).toMatch(new RegExp(` {2}On cases +${fenToYuan(cases).replace('.', '\\.')}\\n`))
  expect(printed.out).toMatch(/Unused capacity +\d/)
  expect(printed.out).toMatch(/difference +0\.00\n$/)
})

test('accept puts it in force by a method, undo takes it back; an unknown run or method is refused', async () => {
  expect((await run('accept', '7')).err).toContain('There is no costing run number 7. [not-found]')
  expect(await run('accept', '--method', 'guess')).toMatchObject({ code: 2, out: '' })
  const accepted = await run('accept', '--method', 'cost-to-charge')
  expect([accepted.code, accepted.err]).toEqual([0, ''])
  expect(accepted.out).toBe('Costing 2 is in force for 2 months; undo takes it back.\n')
  const inForce = async () => (await json<Shown>('show')).run.months.map((month) => month.inForce)
  expect(await inForce()).toEqual(['cost-to-charge', 'cost-to-charge'])
  expect((await keheng(home, 'undo', '--db', db)).code).toBe(0)
  expect(await inForce()).toEqual([null, null])
})
