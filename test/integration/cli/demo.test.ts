import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { DemoReport, VerifyReport } from '#shared/contract/book.ts'
import type { SurplusTable } from '#shared/contract/figures.ts'
import type { Batch } from '#shared/contract/imports.ts'
import { exact, sumExact } from '#shared/domain/exact.ts'
import { keheng, kehengJson } from '../../support/command-line.ts'

const home = mkdtempSync(join(tmpdir(), 'keheng-cli-demo-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

interface DemoResults {
  readonly report: DemoReport
  readonly byMonth: SurplusTable
  readonly batches: readonly Batch[]
  readonly verify: VerifyReport
}

test('the demonstration department: built from its files, reconciled, and left where it says', async () => {
  const db = join(home, 'dept', 'demo.keheng')
  const { report, byMonth, batches, verify } = await kehengJson<DemoResults>(home, 'demo', '--no-open', '--db', db)
  expect(report.path).toBe(db)
  for (const { path } of report.files) {
    expect(dirname(dirname(path))).toBe(dirname(db))
    expect(existsSync(path), path).toBe(true)
  }
  expect(report.steps.length).toBe(15) // writing the files, eleven of them taken in, grouping, costing, trying the DIP directory
  expect(verify.checks.filter((check) => !check.ok)).toEqual([])

  const batch = (kind: string) => batches.find((entry) => entry.kind === kind)!
  expect(byMonth.rows.length).toBe(24)
  expect(sumExact(byMonth.rows.map((row) => exact(row.n))).toFixed()).toBe(String(batch('cases').accepted))
  expect(sumExact(byMonth.rows.map((row) => exact(row.charge))).toFixed()).toBe(String(batch('cases').amount))
  expect(sumExact(byMonth.rows.map((row) => exact(row.payment))).toFixed()).toBe(byMonth.total.payment)
  expect(batch('cases').accepted).toBeGreaterThan(3_600)
  expect(batch('charges').accepted).toBeGreaterThan(550_000)

  const verified = await keheng(home, 'verify', '--db', db)
  expect([verified.code, verified.out]).toEqual([0, expect.not.stringContaining('!!')])
})
