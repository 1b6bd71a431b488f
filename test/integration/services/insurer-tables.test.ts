import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportSource } from '#shared/contract/imports.ts'
import { writeCsv, writeTinyPolicy, writeTinyScheme } from '../../fixtures/tiny-department.ts'
import { startTestCore, type TestCore } from '../../support/core.ts'
import { missingShared, sharedPath } from '../../support/shared-data.ts'
import { problemCode } from '../../support/tiny-book.ts'

const FOLDER = sharedPath('datasets', 'cn_import_templates')
const absent = missingShared('datasets', 'cn_import_templates') !== null

let core: TestCore
beforeEach(async () => {
  core = startTestCore()
  await core.call('book.create', { path: join(core.folder, 'a.keheng'), name: '骨科' })
  await core.job('schemes.add', { path: writeTinyScheme(join(core.folder, 'scheme')) })
  await core.call('policies.add', { path: writeTinyPolicy(join(core.folder, 'policy.json')) })
})
afterEach(() => core.close())

/** Two stays, as each table tells of them; by canonical column, with the headings that tables have beside them. */
const STAYS = [
  { stay: 'M1', settlement: 'S1', admission: 'Z1', dx: 'M17.000', proc: '81.5400', amount: '300.00' },
  { stay: 'M2', settlement: 'S2', admission: 'Z2', dx: 'S72.000', proc: '79.3500', amount: '500.00' },
] as const
type Stay = (typeof STAYS)[number]

/** Made-up values by canonical column; whatever a table asks for that is not here is a fault of the test. */
const cellOf = (column: string, stay: Stay): string => {
  const values: Readonly<Record<string, string>> = {
    case_no: stay.stay,
    admission_no: stay.admission,
    patient_id: `患者${stay.stay}`,
    sex: '女',
    age: '67',
    admitted_at: '2026-03-01 09:00:00',
    discharged_at: '2026-03-10 10:00:00',
    los: '9',
    department: '骨科',
    physician: '医师甲',
    discharge: '1',
    insurance: '职工',
    total_charge: stay.amount,
    dx: stay.dx,
    dx_name: '诊断',
    code: stay.dx,
    name: '名称',
    position: '1',
    main: '1',
    poa: '1',
    charged_at: '2026-03-02 08:00:00',
    item_code: `I${stay.stay}`,
    item_name: '项目',
    category: '西药费',
    quantity: '1',
    amount: stay.amount,
    period: '202603',
    store: '中心药库',
    opening: '10',
    received: '5',
    issued: '3',
    closing: '12',
    valid: '1',
    refunded: '0',
    date: '2026-03-02',
    started_at: '2026-03-02 08:30:00',
    ended_at: '2026-03-02 10:05:00',
    surgeon: '术者',
  }
  return values[column] ?? ''
}

const BESIDE: Readonly<Record<string, keyof Stay>> = {
  setl_id: 'settlement',
  mdtrt_id: 'stay',
  ipt_otp_no: 'admission',
  结算流水号: 'settlement',
  住院号: 'admission',
}

/** The table's own header with two rows, as a hospital would fill it; `without` leaves a column's cells empty. */
async function filled(name: string): Promise<ImportSource> {
  const { header, template } = await core.call('imports.inspect', { path: join(FOLDER, name) })
  const canonical = new Map<string, string>()
  for (const [column, source] of Object.entries(template.columns))
    if (source.from === 'column') canonical.set(source.column, column.replace(/\.1$/, ''))
  const rows = STAYS.map((stay) =>
    header.map((heading) => {
      const column = canonical.get(heading)
      if (column === 'case_no') return stay[BESIDE[heading] ?? 'stay']
      if (column === 'code' && template.kind === 'procedures') return stay.proc
      if (column !== undefined) return cellOf(column, stay)
      return BESIDE[heading] === undefined ? '不导入' : stay[BESIDE[heading]]
    }),
  )
  return { path: writeCsv(join(core.folder, `${name}.csv`), [header, ...rows]) }
}

const shownCases = async () => {
  await core.job('recompute.run', {})
  const { rows } = await core.call('cases.page', { slice: {}, offset: 0, limit: 10 })
  return Promise.all(
    rows
      .map(({ caseNo }) => caseNo)
      .sort()
      .map(async (caseNo) => {
        const { row, department, discharge, diagnoses, procedures, linesTotal } = await core.call('cases.get', {
          caseNo,
        })
        const { patientId, physician, charge, period } = row
        return {
          caseNo,
          patientId,
          physician,
          charge,
          period,
          department,
          discharge,
          diagnoses,
          procedures,
          linesTotal,
        }
      }),
  )
}

describe.skipIf(absent)('tables under the headers that insurers and hospitals exchange', () => {
  const tables = () => readdirSync(FOLDER).filter((name) => name.endsWith('.xlsx'))

  test('each of the 24 is taken in without a question, or says that it is not used', async () => {
    const taken: Record<string, string> = {}
    const unused: string[] = []
    for (const name of tables()) {
      const path = join(FOLDER, name)
      if ((await problemCode(core.call('imports.inspect', { path }))) === 'table-not-used') {
        unused.push(name)
        continue
      }
      const batch = await core.job('imports.commit', { source: await filled(name), skipRejected: false })
      expect(batch, name).toMatchObject({ rows: 2, accepted: 2, rejected: 0 })
      taken[name.replace('.xlsx', '')] = batch.kind
    }
    expect(taken).toEqual({
      '3.1-机构住院就医提取表': 'cases',
      '3.2-机构住院结算提取表': 'charges',
      '3.4-机构住院手术提取表': 'procedures',
      '5.1-机构药库结转提取表': 'inventory',
      '5.2-机构药房结转提取表': 'inventory',
      fee_list_d: 'charges',
      mdtrt_d: 'stays',
      setl_d: 'cases',
      setl_list_diag_d: 'diagnoses',
      setl_list_oprn_d: 'procedures',
    })
    expect([unused.length, tables().length]).toEqual([14, 24])
    expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
    // Every one can be taken back, the first first.
    for (const { id } of (await core.call('batches.list', {})).toReversed())
      await core.job('batches.undo', { batchId: id })
    expect(await core.call('book.status', {})).toMatchObject({ cases: 0, chargeLines: 0 })
    expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
  })

  test('five tables of the insurer make the same cases in any order; a stay fills what its settlement leaves open', async () => {
    const names = ['setl_d', 'mdtrt_d', 'setl_list_diag_d', 'setl_list_oprn_d', 'fee_list_d'].map(
      (name) => `${name}.xlsx`,
    )
    const sources = await Promise.all(names.map(filled))
    const found: unknown[] = []
    for (const order of [
      [0, 1, 2, 3, 4],
      [4, 3, 2, 1, 0],
      [2, 4, 0, 3, 1],
    ]) {
      for (const index of order) await core.job('imports.commit', { source: sources[index]!, skipRejected: false })
      found.push(await shownCases())
      expect(await core.job('book.verify', {})).toMatchObject({ ok: true })
      for (const { id, state } of await core.call('batches.list', {}))
        if (state === 'committed') await core.job('batches.undo', { batchId: id })
    }
    expect(found[1]).toEqual(found[0])
    expect(found[2]).toEqual(found[0])
    expect(found[0]).toMatchObject([
      {
        caseNo: 'M1',
        charge: 30_000,
        linesTotal: 30_000,
        department: '骨科',
        physician: '医师甲',
        discharge: '1',
        period: '2026-03',
        patientId: expect.stringMatching(/^P-[0-9A-Z]{16}$/),
        diagnoses: [{ code: 'M17.000' }],
        procedures: [{ code: '81.5400' }],
      },
      { caseNo: 'M2', charge: 50_000 },
    ])
  })

  test('a table that names the stays by their settlements finds them through the settlement table', async () => {
    await core.job('imports.commit', { source: await filled('setl_d.xlsx'), skipRejected: false })
    const path = writeCsv(join(core.folder, 'diag.csv'), [
      ['setl_id', 'diag_code', 'diag_name', 'maindiag_flag'],
      ['S2', 'M51.200', '椎间盘移位', '1'],
      ['S9', 'M51.200', '椎间盘移位', '1'],
    ])
    const source: ImportSource = { path, kind: 'diagnoses' }
    const { issueCounts } = await core.job('imports.preview', source)
    expect(issueCounts.map(({ code, count }) => [code, count])).toEqual([
      ['key-unknown', 1],
      ['line-without-case', 1],
    ])
    await core.job('imports.commit', { source, skipRejected: false })
    const [, second] = await shownCases()
    expect(second).toMatchObject({ caseNo: 'M2', diagnoses: [{ code: 'M51.200' }] })
  })
})
