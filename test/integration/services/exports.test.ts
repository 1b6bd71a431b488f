import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXPORT_COLUMNS } from '#shared/contract/case-query.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import { SIX, writeCases } from '../../fixtures/tiny-department.ts'
import type { TestCore } from '../../support/core.ts'
import { importFile, problemCode, tinyBook } from '../../support/tiny-book.ts'

let core: TestCore
beforeAll(async () => {
  core = await tinyBook()
})
afterAll(() => core.close())

const COLUMNS = [...EXPORT_COLUMNS]
const sort = { column: 'charge', descending: true } as const
const cellsOf = (path: string) =>
  Papa.parse<string[]>(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), { skipEmptyLines: true }).data

describe('cases as CSV', () => {
  test('starts with a byte-order mark, ends its lines with CRLF, and goes to the export folder', async () => {
    const { path, rows } = await core.job('cases.export', { slice: {}, sort, columns: COLUMNS, language: 'zh' })
    expect([path, rows]).toEqual([join(core.folder, 'exports', '病例.csv'), 6])
    const text = readFileSync(path, 'utf8')
    expect(text.startsWith('\ufeff病例号,')).toBe(true)
    expect(text.match(/\r\n/g)).toHaveLength(7)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('says what the grid says, row by row', async () => {
    const grid = await core.call('cases.page', { slice: {}, sort, offset: 0, limit: 100 })
    const columns = ['caseNo', 'drg', 'rw', 'charge', 'payment', 'surplusB1', 'cost'] as const
    const { path } = await core.job('cases.export', { slice: {}, sort, columns: [...columns], language: 'en' })
    const [header, ...rows] = cellsOf(path)
    expect(header).toEqual([
      'Case number',
      'DRG',
      'Relative weight',
      'Charges (yuan)',
      'Payment (yuan)',
      'Surplus, payment − charges (yuan)',
      'Cost (yuan)',
    ])
    const money = (value: string | null) => (value === null ? '' : exact(value).toFixed(2))
    expect(rows.map((row) => [row[0]!.replace(/^'(?=[=-])/, ''), ...row.slice(1)])).toEqual(
      grid.rows.map((row) => [
        row.caseNo,
        row.drg,
        row.rw ?? '',
        fenToYuan(row.charge),
        money(row.payment),
        money(row.surplusB1),
        row.cost === null ? '' : fenToYuan(row.cost),
      ]),
    )
  })

  test('text that a spreadsheet would run is defused; a negative number stays a number', async () => {
    const path = join(core.folder, 'guarded.csv')
    await core.job('cases.export', { slice: {}, sort, columns: ['caseNo', 'surplusB1'], language: 'en', path })
    const text = readFileSync(path, 'utf8')
    expect(text).toContain("\r\n'=1+1,1003.36\r\n") // 21,003.36 − 20,000
    expect(text).toContain("\r\n'-S1,0.00\r\n")
    expect(text).toContain("\r\nK'2,-33605.04\r\n")
  })

  test('a file that cannot be written is told, and nothing is left beside it', async () => {
    const path = join(core.folder, 'taken')
    mkdirSync(path)
    const asked = core.job('cases.export', { slice: {}, columns: ['caseNo'], language: 'en', path })
    expect(await problemCode(asked)).toBe('file-unreadable')
    expect(readdirSync(core.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('a cancelled export leaves no file, and keeps the one that was there', async () => {
    const many = Array.from({ length: 9_000 }, (_, i) => ({ ...SIX[5]!, caseNo: `M${i}` }))
    await importFile(core, 'cases', writeCases(join(core.folder, 'many.csv'), many))
    await core.job('recompute.run', {})
    const path = join(core.folder, 'cancelled.csv')
    writeFileSync(path, 'last month')
    const abort = new AbortController()
    const stop = core.client.onEvent((event) => {
      if (event.type === 'job' && event.job.method === 'cases.export' && event.job.state === 'running') abort.abort()
    })
    const request = { slice: {}, columns: COLUMNS, language: 'en', path } as const
    const asked = core.job('cases.export', { ...request, columns: [...COLUMNS] }, abort.signal)
    expect(await problemCode(asked)).toBe('cancelled')
    stop()
    expect(readFileSync(path, 'utf8')).toBe('last month')
    expect(readdirSync(core.folder).filter((name) => name.endsWith('.part'))).toEqual([])
    await core.job('commands.undo', {})
    await core.job('recompute.run', {})
  })
})

describe('surplus as CSV', () => {
  test('has the rows of the table and its total', async () => {
    const request = { slice: {}, by: 'team', basis: 'B1' } as const
    const table = await core.call('surplus.table', request)
    const { path, rows } = await core.job('surplus.export', { ...request, language: 'zh' })
    expect(existsSync(join(core.folder, 'exports', '盈亏-team-B1.csv'))).toBe(true)
    expect(rows).toBe(table.rows.length + 1)
    const [header, ...cells] = cellsOf(path)
    expect(header![8]).toMatch(/^医保盈亏.*（元）$/)
    expect(cells.map((row) => [row[0], row[2], row[5], row[8]])).toEqual([
      ...table.rows.map((row) => [
        row.key,
        String(row.n),
        fenToYuan(row.charge),
        row.surplus === null ? '' : exact(row.surplus).toFixed(2),
      ]),
      ['合计', '6', '103500.00', '-32901.68'],
    ])
  })
})
