import { createWriteStream, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeXlsxStream } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTable } from '#exchange/readers/table.ts'
import type { CoreEvent } from '#shared/contract/jobs.ts'
import {
  CASE_HEADER,
  CHARGE_HEADER,
  LINES,
  SIX,
  type TinyCase,
  writeCases,
  writeCsv,
  writeLines,
} from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { importFile, problemCode } from '../../support/tiny-book.ts'

let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const casesFile = (cases: readonly TinyCase[], name: string) => writeCases(file(name), cases)
const all = { offset: 0, limit: 100 }

describe('a corrected file', () => {
  const corrected = [{ ...SIX[0]!, charge: '21000.00', team: '脊柱组' }, SIX[1]!, { ...SIX[2]!, caseNo: 'NEW' }]

  test('shows what it would change before it does', async () => {
    await importFile(core, 'cases', casesFile(SIX, 'first.csv'))
    const source = { path: casesFile(corrected, 'second.csv'), kind: 'cases' as const }
    const { previewId, rows, replaces, differences } = await core.job('imports.preview', source)
    expect(rows.map(({ change }) => change)).toEqual(['changed', 'same', 'new'])
    expect(replaces).toBe(2)
    expect(differences).toMatchObject({ by: 'row', new: 1, same: 1, changed: 1 })
    expect(differences?.columns.map(({ column, label }) => [column, label.zh]).sort()).toEqual([
      ['team', '医疗组'],
      ['total_charge', '总费用'],
    ])
    const changed = await core.call('imports.differences', { previewId, change: 'changed', ...all })
    expect(changed).toMatchObject({
      total: 1,
      rows: [
        {
          row: 2,
          key: '=1+1',
          fields: expect.arrayContaining(
            [{ column: 'total_charge', label: { zh: '总费用' }, before: '20000.00', after: '21000.00' }].map((field) =>
              expect.objectContaining({ ...field, label: expect.objectContaining(field.label) }),
            ),
          ),
        },
      ],
    })
    expect((await core.call('imports.differences', { previewId, change: 'new', ...all })).rows).toMatchObject([
      { row: 4, key: 'NEW', fields: [] },
    ])
  })

  test('that lacks a column says which values would be lost', async () => {
    await importFile(core, 'cases', casesFile(SIX, 'first.csv'))
    const without = CASE_HEADER.indexOf('医疗组')
    const text = readFileSync(casesFile(SIX.slice(0, 2), 'short.csv'), 'latin1')
    const lines = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(',').toSpliced(without, 1).join(','))
    writeFileSync(file('short.csv'), `${lines.join('\r\n')}\r\n`, 'latin1')
    const { differences } = await core.job('imports.preview', { path: file('short.csv'), kind: 'cases' })
    expect(differences).toMatchObject({ changed: 2, columns: [{ column: 'team', count: 2 }] })
  })

  test('of lists is compared case by case', async () => {
    const diagnoses = (rows: readonly (readonly string[])[], name: string) => ({
      path: writeCsv(file(name), [['病例号', '诊断序号', '诊断编码'], ...rows]),
      kind: 'diagnoses' as const,
    })
    const first = diagnoses(
      [
        ['A', '1', 'M17.000'],
        ['A', '2', 'I10.x00'],
        ['B', '1', 'S72.000'],
      ],
      'd1.csv',
    )
    await core.job('imports.commit', { source: first, skipRejected: false })
    const second = diagnoses(
      [
        ['B', '1', 'S72.000'],
        ['A', '1', 'M17.000'],
        ['C', '1', 'S72.000'],
      ],
      'd2.csv',
    )
    const { previewId, differences } = await core.job('imports.preview', second)
    expect(differences).toMatchObject({ by: 'case', new: 1, same: 1, changed: 1 })
    const { rows } = await core.call('imports.differences', { previewId, change: 'changed', ...all })
    expect(rows).toMatchObject([
      { row: 3, key: 'A', fields: [{ column: 'code', before: 'M17.000|I10.x00', after: 'M17.000' }] },
    ])
  })

  test('of a reference table replaces its rows by key, and undo brings the earlier ones back', async () => {
    const budget = (amount: string, name: string) => ({
      path: writeCsv(file(name), [
        ['预算期间', '预算科室', '预算科目', '预算金额'],
        ['2026-03', '骨科', '药品费', amount],
        ['2026-03', '骨科', '人员经费', '5.00'],
      ]),
      kind: 'budgets' as const,
    })
    const first = await core.job('imports.commit', { source: budget('1.00', 'b1.csv'), skipRejected: false })
    expect(first).toMatchObject({ amount: 600, replaced: 0 })
    const again = budget('2.00', 'b2.csv')
    const { previewId, differences } = await core.job('imports.preview', again)
    expect(differences).toMatchObject({ changed: 1, same: 1, new: 0 })
    const { rows } = await core.call('imports.differences', { previewId, change: 'changed', ...all })
    expect(rows).toMatchObject([{ key: '2026-03 · 骨科 · 药品费', fields: [{ before: '1.00', after: '2.00' }] }])
    expect(await core.job('imports.commit', { source: again, skipRejected: false })).toMatchObject({ replaced: 2 })
    expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
  })
})

describe('rejected rows', () => {
  test('come as a workbook with the reason last; corrected there, they import', async () => {
    const bad = { ...SIX[1]!, caseNo: 'R1', to: '2026-02-30 10:00:00' }
    const path = casesFile([SIX[0]!, bad], 'cases.csv')
    const written = await core.job('imports.rejectedRows', {
      source: { path, kind: 'cases' },
      language: 'zh',
      path: file('rejected.xlsx'),
    })
    expect(written).toEqual({ path: file('rejected.xlsx'), rows: 1 })
    expect(await importFile(core, 'cases', path, true)).toMatchObject({ accepted: 1, rejected: 1 })
    const inspection = await core.call('imports.inspect', { path: file('rejected.xlsx') })
    expect(inspection.header.at(-1)).toMatch(/原因/)
    expect(inspection.sample[0]?.at(-1)).toContain('2026-02-30')
    await correctWorkbook(file('rejected.xlsx'), file('corrected.xlsx'), '2026-02-30', '2026-02-20')
    const batch = await core.job('imports.commit', { source: { path: file('corrected.xlsx') }, skipRejected: false })
    expect(batch).toMatchObject({ kind: 'cases', rows: 1, accepted: 1, rejected: 0 })
    expect((await core.call('audit.list', { action: 'export', ...all })).total).toBe(1)
  })

  test('of a file without any no workbook is written', async () => {
    const source = { path: casesFile(SIX, 'good.csv'), kind: 'cases' as const }
    expect(await core.job('imports.rejectedRows', { source, language: 'en' })).toEqual({ path: null, rows: 0 })
  })
})

/** As a person does in a spreadsheet: the same sheet, one text in it corrected. */
async function correctWorkbook(from: string, to: string, wrong: string, right: string): Promise<void> {
  const table = await openTable(from)
  async function* rows(): AsyncGenerator<string[]> {
    for await (const chunk of table.rows())
      for (const row of chunk.rows) yield row.map((cell) => cell.replace(wrong, right))
  }
  await pipeline(writeXlsxStream(rows(), { name: 'rejected' }), createWriteStream(to))
}

describe('lines against the total of their case', () => {
  test('every difference is listed, with the lines the book has already', async () => {
    await importFile(core, 'cases', casesFile(SIX, 'cases.csv'))
    const line = (caseNo: string, amount: string) => [
      caseNo,
      '2026-01-05',
      'I1',
      '项目',
      '西药费',
      '1',
      amount,
      amount,
      '病房',
    ]
    const lines = (rows: readonly (readonly string[])[], name: string) => ({
      path: writeCsv(file(name), [CHARGE_HEADER, ...rows]),
      kind: 'charges' as const,
    })
    const [first, second] = SIX as unknown as [TinyCase, TinyCase]
    await core.job('imports.commit', { source: lines([line(first.caseNo, '1.00')], 'l1.csv'), skipRejected: false })
    const rest = String(Number(first.charge) - 1)
    const preview = await core.job(
      'imports.preview',
      lines([line(first.caseNo, rest), line(second.caseNo, '7.00')], 'l2.csv'),
    )
    const total = Math.round(Number(second.charge) * 100)
    expect(preview.lineDifferences).toEqual({ cases: 1, lines: 700, total })
    const listed = await core.call('imports.lineDifferences', { previewId: preview.previewId, ...all })
    expect(listed.rows).toEqual([{ caseNo: second.caseNo, lines: 700, total, difference: 700 - total }])
    expect(preview.issueCounts.map(({ code, count }) => [code, count])).toEqual([
      ['lines-repeated', 1],
      ['lines-total', 1],
    ])
    // The other way round: a case whose total no longer fits the lines that are there.
    const changed = await core.job('imports.preview', { path: casesFile([first], 'again.csv'), kind: 'cases' })
    expect(changed.lineDifferences).toMatchObject({ cases: 1, lines: 100 })
  })
})

describe('a pasted table', () => {
  test('goes the way of a file', async () => {
    const text = [
      CASE_HEADER.join('\t'),
      [
        'J1',
        '女',
        '67',
        '2026-03-01',
        '2026-03-10',
        '9',
        '骨科',
        '一组',
        '医师甲',
        '1',
        'M17.000',
        '"多行\n名称"',
        '81.5400',
        '职工',
        '100.00',
        '',
        '',
      ].join('\t'),
    ].join('\r\n')
    const source = await core.call('imports.paste', { text })
    expect(source.name).toBe('粘贴的表格')
    expect(await core.job('imports.preview', source)).toMatchObject({
      counts: { total: 1, rejected: 0 },
      amount: 10_000,
    })
    expect(await core.job('imports.commit', { source, skipRejected: false })).toMatchObject({
      sourceName: '粘贴的表格',
      accepted: 1,
    })
    await core.call('book.close', {})
    expect(() => readFileSync(source.path)).toThrow()
  })

  test('nothing, and more than the limit, are refused', async () => {
    expect(await problemCode(core.call('imports.paste', { text: ' \t\n' }))).toBe('file-empty')
    expect(await problemCode(core.call('imports.paste', { text: 'x'.repeat(2_000_001) }))).toBe('bad-request')
  })
})

describe('the inbox', () => {
  test('offers what was not imported yet, told by its content, and imports nothing by itself', async () => {
    const inbox = file('inbox')
    mkdirSync(inbox)
    const old = new Date(Date.now() - 60_000)
    const put = (name: string, path: string) => {
      writeFileSync(join(inbox, name), readFileSync(path))
      utimesSync(join(inbox, name), old, old)
    }
    put('cases.csv', casesFile(SIX, 'cases.csv'))
    put('charges.csv', writeLines(file('charges.csv'), LINES))
    put('~$open.xlsx', file('cases.csv'))
    put('readme.md', file('cases.csv'))
    expect(await core.call('inbox.list', {})).toEqual([])
    expect(await problemCode(core.call('inbox.setFolder', { folder: file('nowhere') }))).toBe('file-not-found')
    const events: CoreEvent['type'][] = []
    core.client.onEvent(({ type }) => events.push(type))
    expect(await core.call('inbox.setFolder', { folder: inbox })).toEqual({ folder: inbox, readable: true })
    const names = async () => (await core.call('inbox.list', {})).map(({ name }) => name).sort()
    expect(await names()).toEqual(['cases.csv', 'charges.csv'])
    // The same bytes under another name are the same file.
    await importFile(core, 'cases', file('cases.csv'))
    expect(await names()).toEqual(['charges.csv'])
    const [batch] = await core.call('batches.list', {})
    await core.job('batches.undo', { batchId: batch!.id })
    expect(await names()).toEqual(['cases.csv', 'charges.csv'])
    put('third.csv', file('charges.csv'))
    await expect.poll(() => events, { timeout: 10_000 }).toContain('inbox-changed')
    expect(await core.call('inbox.setFolder', { folder: null })).toEqual({ folder: null, readable: false })
    expect(await core.call('batches.list', {})).toMatchObject([{ state: 'undone' }])
  })
})
