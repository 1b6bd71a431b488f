import { describe, expect, test } from 'vitest'
import { createKeyResolver, keyMapOf, readStayNumbers } from '#exchange/key-map.ts'
import { readRecords } from '#exchange/read-records.ts'
import { createFileChecker } from '#exchange/validate/file-checker.ts'
import { createRowParser, type ParsedRow } from '#exchange/validate/row-parser.ts'
import { joinCase, orderDiagnoses, orderProcedures } from '#shared/domain/join-case.ts'
import type { DiagnosisRecord, ProcedureRecord, RecordKind } from '#shared/domain/records.ts'
import { templateOf, temporaryFolder } from '../support.ts'

const file = temporaryFolder()

function rowsOf<K extends RecordKind>(kind: K, header: readonly string[], rows: readonly (readonly string[])[]) {
  const template = templateOf(kind, header)
  const parse = createRowParser(kind, template, header)
  const check = createFileChecker(kind, template)
  return rows.map((row, index) => check(parse(row, index + 2) as ParsedRow<K>))
}
const codes = (rows: readonly ParsedRow<RecordKind>[]): string[][] =>
  rows.map(({ issues }) => issues.map(({ code }) => code))

const DIAGNOSIS = ['case_no', 'main', 'code', 'name', 'poa', 'diag_type', 'valid']
const diagnosis = (over: Partial<DiagnosisRecord>): DiagnosisRecord => ({
  caseNo: '1',
  position: 2,
  main: null,
  code: 'I10.x00',
  name: null,
  poa: null,
  ...over,
})
const procedure = (over: Partial<ProcedureRecord>): ProcedureRecord => ({
  caseNo: '1',
  position: 2,
  main: null,
  code: '81.5400',
  name: null,
  date: null,
  minutes: null,
  surgeon: null,
  anaesthesiaMinutes: null,
  ...over,
})

describe('rows of diagnoses', () => {
  test('are typed; void rows and Chinese medicine are left out', () => {
    const rows = rowsOf('diagnoses', DIAGNOSIS, [
      ['1', '1', 'm17.0X01', '膝关节病', '1', '1', '1'],
      ['1', '0', 'I10.x00', '高血压', '', '1', '0'],
      ['1', '0', 'A17.26', '膝痹', '', '2', '1'],
    ])
    expect(rows[0]?.record).toEqual(
      diagnosis({ position: 2, main: true, code: 'M17.0x01', name: '膝关节病', poa: '1' }),
    )
    expect(rows.slice(1).map(({ verdict, record }) => [verdict, record])).toEqual([
      ['warning', null],
      ['warning', null],
    ])
    expect(codes(rows)).toEqual([[], ['row-void'], ['diagnosis-tcm']])
  })

  test('a code that comes again is left out; a second principal becomes a further one', () => {
    const rows = rowsOf('diagnoses', DIAGNOSIS.slice(0, 3), [
      ['1', '1', 'M17.000'],
      ['1', '1', 'I10.x00'],
      ['2', '1', 'I10.x00'],
      ['1', '0', 'M17.000'],
    ])
    expect(codes(rows)).toEqual([[], ['main-twice'], [], ['duplicate-code']])
    expect(rows.map(({ record }) => record?.main ?? null)).toEqual([true, false, true, null])
    expect(rows[1]?.issues[0]?.message.zh).toContain('第 2 行')
  })
})

describe('rows of procedures', () => {
  const header = [
    'case_no',
    'code',
    'main',
    'started_at',
    'ended_at',
    'minutes',
    'anaesthesia_started_at',
    'anaesthesia_ended_at',
  ]
  test('minutes come from start and end, unless the table gives them; equal rows are legal', () => {
    const rows = rowsOf('procedures', header, [
      ['1', '81.5400', '是', '2026-03-02 08:30:00', '2026-03-02 10:05:00', '', '2026-03-02 08:00', '2026-03-02 10:30'],
      ['1', '81.5400', '否', '2026-03-02 08:30:00', '2026-03-02 10:05:00', '90', '', ''],
      ['1', '00.7500', '否', '2026-03-02', '2026-03-03', '', '', ''],
      ['1', '00.7500', '否', '2026-03-02 10:00', '2026-03-02 09:00', '', '', ''],
    ])
    expect(rows.map(({ record }) => [record?.minutes, record?.anaesthesiaMinutes])).toEqual([
      [95, 150],
      [90, null],
      [null, null],
      [null, null],
    ])
    expect(codes(rows)).toEqual([[], [], [], ['time-implausible']])
  })
})

describe('joining the tables of a case', () => {
  test('the flagged diagnosis comes first, the others in their order', () => {
    const rows = [
      diagnosis({ position: 5, code: 'C' }),
      diagnosis({ position: 3, main: false, code: 'B' }),
      diagnosis({ position: 9, main: true, code: 'A', poa: '2' }),
    ]
    expect(orderDiagnoses(rows)).toEqual([
      { code: 'A', name: null, detail: '2' },
      { code: 'B', name: null, detail: null },
      { code: 'C', name: null, detail: null },
    ])
  })

  test('number 1 is the principal diagnosis of a table without flags; without either, none moves up', () => {
    const order = (rows: DiagnosisRecord[]): string[] => orderDiagnoses(rows).map(({ code }) => code)
    expect(order([diagnosis({ position: 2, code: 'B' }), diagnosis({ position: 1, code: 'A' })])).toEqual(['A', 'B'])
    expect(order([diagnosis({ position: 2, code: 'A' }), diagnosis({ position: 3, code: 'B' })])).toEqual([
      '',
      'A',
      'B',
    ])
    // A flag that says no to number 1 is believed.
    expect(order([diagnosis({ position: 1, main: false, code: 'A' })])).toEqual(['', 'A'])
  })

  test('procedures keep their order where none is marked', () => {
    const rows = [procedure({ position: 3, code: 'B' }), procedure({ position: 2, code: 'A', date: '2026-03-02' })]
    expect(orderProcedures(rows)).toEqual([
      { code: 'A', name: null, detail: '2026-03-02' },
      { code: 'B', name: null, detail: null },
    ])
  })

  test('the case’s own row wins; stays fill blanks; long tables replace the lists', () => {
    const header = ['case_no', 'sex', 'age', 'admitted_at', 'discharged_at', 'physician', 'total_charge']
    const separate = { from: 'constant', value: 'separate' } as const
    const template = templateOf('cases', header, { 'dx.table': separate, 'department.table': separate })
    const cells = ['1', '女', '67', '2026-03-01', '2026-03-10', '王', '100']
    const record = createRowParser('cases', template, header)(cells, 2)!.record!
    const stay = {
      caseNo: '1',
      admissionNo: 'ZY1',
      patientId: 'P1',
      sex: 'F',
      age: 3,
      admittedAt: '1999-01-01',
      dischargedAt: null,
      los: 99,
      department: '骨科',
      physician: '李',
      discharge: '2',
      insurance: '居民',
      dx: { code: 'S82.200', name: null, detail: null },
    } as const
    const procedures = [procedure({ main: true, minutes: 95, surgeon: '赵' })]
    const joined = joinCase(record, { stay, procedures })
    expect(joined).toEqual({
      ...record,
      admissionNo: 'ZY1',
      patientId: 'P1',
      department: '骨科',
      discharge: '2',
      insurance: '居民',
      dx: [stay.dx],
      proc: [{ code: '81.5400', name: null, detail: null }],
      mainSurgeon: '赵',
      opMinutes: 95,
    })
    expect([joined.physician, joined.age, joined.los, joined.admittedAt]).toEqual(['王', 67, 9, '2026-03-01'])
    expect(joinCase(record, { stay, diagnoses: [diagnosis({ main: true })] }).dx).toEqual([
      { code: 'I10.x00', name: null, detail: null },
    ])
    expect(joinCase(record, {})).toEqual(record)
  })
})

describe('numbers of a stay', () => {
  test('a table that goes by setl_id finds its cases through the settlement table', async () => {
    const settlements = await file(
      'setl.csv',
      'setl_id,mdtrt_id,ipt_otp_no\nS1,M1,0007\nS2,M1,0007\nS3,M3,0007\nS4,M4,0009\n',
    )
    const bySettlement = templateOf('cases', [], { case_no: { from: 'column', column: 'mdtrt_id' } })
    const keys = keyMapOf(await readStayNumbers({ path: settlements }, bySettlement))
    // 0007 stands for two stays and decides nothing.
    expect([...keys]).toEqual([
      ['S1', 'M1'],
      ['S2', 'M1'],
      ['S3', 'M3'],
      ['S4', 'M4'],
      ['0009', 'M4'],
    ])
    const path = await file('diag.csv', 'setl_id,diag_code\nS3,I10\nM1,I10\nS9,I10\nS1,I10\n')
    const template = templateOf('diagnoses', [], {
      case_no: { from: 'column', column: 'setl_id' },
      code: { from: 'column', column: 'diag_code' },
    })
    const rows: ParsedRow<'diagnoses'>[] = []
    for await (const chunk of readRecords({ path }, template, { keys })) rows.push(...chunk.rows)
    expect(rows.map(({ record }) => record?.caseNo ?? null)).toEqual(['M3', 'M1', 'S9', null])
    // The key comes before the checks: S1 is M1, which has the code already.
    expect(codes(rows)).toEqual([[], [], ['key-unknown'], ['duplicate-code']])
  })

  test('records without a case keep as they are', () => {
    const [row] = rowsOf('items', ['item_code', 'name'], [['1', 'a']])
    expect(createKeyResolver<'items'>(new Map([['1', 'x']]))(row!)).toBe(row)
  })
})
