import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTable } from '#exchange/readers/table.ts'
import { writeCsv, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'

const HEADER = [
  '病案号',
  '姓名',
  '身份证号',
  '联系电话',
  '患者编号',
  '性别',
  '年龄',
  '入院时间',
  '出院时间',
  '科室',
  '诊断编码',
  '总费用',
]
const PERSON = ['欧阳测试', '420101199001011234', '13812345678'] as const
const WORDS = [...PERSON, 'PATIENT-77', 'PATIENT-78', '1.23E+17']

let core: TestCore
beforeEach(async () => {
  core = startTestCore({ settings: true })
  await core.call('book.create', { path: file('a.keheng'), name: '骨科' })
  await core.job('schemes.add', { path: writeTinyScheme(file('scheme')) })
  await core.call('policies.add', { path: writeTinyPolicy(file('policy.json')) })
})
afterEach(() => core.close())

const file = (name: string) => join(core.folder, name)
const stay = (caseNo: string, patient: string, month: string, charge = '100.00') => [
  ...[caseNo, ...PERSON, patient, '女', '67'],
  ...[`${month}-01 09:00:00`, `${month}-10 10:00:00`, '骨科', 'M17.000', charge],
]
const take = (name: string, rows: readonly (readonly string[])[], skipRejected = false) =>
  core.job('imports.commit', { source: { path: writeCsv(file(name), [HEADER, ...rows]), kind: 'cases' }, skipRejected })
const patientOf = async (caseNo: string) => (await core.call('cases.get', { caseNo })).row.patientId

test('readmissions link across files and years; what names a person is nowhere in the book, its log or what is exported', async () => {
  await take('2025.csv', [stay('A', 'PATIENT-77', '2025-03'), stay('B', 'PATIENT-78', '2025-03')])
  // A second file with the same patient, a number that a spreadsheet spoilt, and a row whose quotes don't close.
  const spoilt = [HEADER, stay('C', 'PATIENT-77', '2026-02'), stay('D', '1.23E+17', '2026-02')]
  await core.job('imports.commit', {
    source: { path: writeCsv(file('2026.csv'), spoilt), kind: 'cases' },
    skipRejected: true,
  })
  await core.job('recompute.run', {})
  expect(await patientOf('C')).toBe(await patientOf('A'))
  expect(await patientOf('B')).not.toBe(await patientOf('A'))
  const columns = ['caseNo', 'patientId'] as const
  const { path } = await core.job('cases.export', {
    slice: {},
    columns: [...columns],
    language: 'zh',
    path: file('out.csv'),
  })
  expect(readFileSync(path, 'utf8')).toMatch(/P-[0-9A-Z]{16}/)
  // The template names the patient's column, the inbox is a setting of the machine: neither says who a patient is.
  const { template } = await core.call('imports.inspect', { path: file('2026.csv') })
  await core.call('templates.save', { template: { ...template, name: '病案首页' } })
  await core.call('inbox.setFolder', { folder: core.folder })
  await core.job('imports.rejectedRows', {
    source: { path: writeCsv(file('bad.csv'), [HEADER, stay('E', 'PATIENT-77', '2026-02', '一百')]), kind: 'cases' },
    language: 'zh',
    path: file('rejected.xlsx'),
  })
  expect((await rowsOf(file('rejected.xlsx'))).flat().join()).toContain('一百')
  await core.job('backups.create', { folder: file('backups') })
  // The log holds what has not reached the database yet; it is gone once the book is closed.
  expect(statSync(file('a.keheng-wal')).size).toBeGreaterThan(0)
  const open = ['a.keheng', 'a.keheng-wal', 'out.csv', 'settings.json'].map(file)
  const backups = readdirSync(file('backups')).map((name) => file(join('backups', name)))
  for (const name of [...open, ...backups]) refuseNames(name, readFileSync(name))
  refuseNames('rejected.xlsx', Buffer.from((await rowsOf(file('rejected.xlsx'))).flat().join('\n')), PERSON)
  await core.call('book.close', {})
  refuseNames('closed', readFileSync(file('a.keheng')))
})

/** @param words the patient's own number stays in a workbook of rejected rows, which is the hospital's file again */
function refuseNames(name: string, bytes: Buffer, words: readonly string[] = WORDS): void {
  for (const word of words)
    for (const text of [word, iconv.encode(word, 'gb18030'), Buffer.from(word, 'utf16le')])
      expect(bytes.includes(text), `${word} in ${name}`).toBe(false)
}

async function rowsOf(path: string): Promise<string[]> {
  const rows: string[] = []
  for await (const chunk of (await openTable(path)).rows()) for (const row of chunk.rows) rows.push(row.join('\n'))
  return rows
}

test('the difference of a corrected file is told without making a patient of the same number another one', async () => {
  await take('first.csv', [stay('A', 'P1', '2025-03'), stay('B', 'P2', '2025-03')])
  const path = writeCsv(file('second.csv'), [HEADER, stay('A', 'P1', '2025-03'), stay('B', 'P9', '2025-03')])
  const { previewId, differences } = await core.job('imports.preview', { path, kind: 'cases' })
  expect(differences).toMatchObject({ same: 1, changed: 1, columns: [{ column: 'patient_id', count: 1 }] })
  const { rows } = await core.call('imports.differences', { previewId, change: 'changed', offset: 0, limit: 9 })
  expect(rows[0]?.fields[0]).toMatchObject({
    before: expect.stringMatching(/^P-/),
    after: expect.stringMatching(/^P-/),
  })
})
