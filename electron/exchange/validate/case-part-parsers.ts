import { INSURANCES } from '#exchange/kinds/code-tables.ts'
import type { RecordTemplate } from '#exchange/kinds/index.ts'
import type { DiagnosisRecord, ProcedureRecord, StayRecord } from '#shared/domain/records.ts'
import { ageParser, dischargeParser, patientParser, sexParser, stayDays } from './case-parser.ts'
import type { CellParser, CellParsers } from './cell-parsers.ts'
import type { BoundColumn } from './cell-source.ts'
import { normaliseCode } from './code-text.ts'
import type { IssueSink } from './issues.ts'

type Columns = ReadonlyMap<string, BoundColumn>

export function createStayParser(columns: Columns, cells: CellParsers, sink: IssueSink): CellParser<StayRecord> {
  const caseNo = cells.requiredCode('case_no')
  const admissionNo = cells.code('admission_no')
  const patientId = patientParser(columns, cells, sink)
  const sex = columns.has('sex') ? sexParser(columns, sink) : () => null
  const age = columns.has('age') ? ageParser(columns, cells, sink) : () => ({ years: null })
  const admittedAt = cells.requiredDate('admitted_at')
  const dischargedAt = cells.date('discharged_at')
  const los = cells.integer('los')
  const department = cells.text('department')
  const physician = cells.text('physician')
  const discharge = dischargeParser(columns, sink)
  const insurance = cells.word('insurance', INSURANCES)
  const code = cells.code('dx')
  const name = cells.text('dx_name')
  const end = columns.get('discharged_at')
  return (raw, row) => {
    const admitted = admittedAt(raw, row)
    const discharged = dischargedAt(raw, row)
    if (discharged !== null && admitted !== '' && discharged.slice(0, 10) < admitted.slice(0, 10)) {
      sink.reject('discharge-before-admission', end?.place ?? null, discharged)
    }
    const dx = code(raw, row)
    return {
      caseNo: caseNo(raw, row),
      admissionNo: admissionNo(raw, row),
      patientId: patientId(raw, row),
      sex: sex(raw, row),
      age: age(raw, row).years,
      admittedAt: admitted,
      dischargedAt: discharged,
      los: los(raw, row) ?? stayDays(admitted === '' ? null : admitted, discharged),
      department: department(raw, row),
      physician: physician(raw, row),
      discharge: discharge(raw, row),
      insurance: insurance(raw, row),
      dx: dx === null ? null : { code: normaliseCode(dx), name: name(raw, row), detail: null },
    }
  }
}

/** The code of a row as the insurer's edition writes it; codes of another system stay as they are. */
function codeParser(template: RecordTemplate, cells: CellParsers): CellParser<string> {
  const read = cells.requiredCode('code')
  return template.codeSystem === undefined ? (raw, row) => normaliseCode(read(raw, row)) : read
}

export function createDiagnosisParser(template: RecordTemplate, cells: CellParsers): CellParser<DiagnosisRecord> {
  const caseNo = cells.requiredCode('case_no')
  const position = cells.integer('position')
  const main = cells.flag('main')
  const code = codeParser(template, cells)
  const name = cells.text('name')
  const poa = cells.text('poa')
  return (raw, row) => ({
    caseNo: caseNo(raw, row),
    position: position(raw, row) ?? row,
    main: main(raw, row),
    code: code(raw, row),
    name: name(raw, row),
    poa: poa(raw, row),
  })
}

export function createProcedureParser(
  template: RecordTemplate,
  cells: CellParsers,
  sink: IssueSink,
  columns: Columns,
): CellParser<ProcedureRecord> {
  const caseNo = cells.requiredCode('case_no')
  const position = cells.integer('position')
  const main = cells.flag('main')
  const code = codeParser(template, cells)
  const name = cells.text('name')
  const date = cells.date('date')
  const minutes = durationParser('minutes', 'started_at', 'ended_at', cells, sink, columns)
  const surgeon = cells.text('surgeon')
  const anaesthesia = durationParser(
    'anaesthesia_minutes',
    'anaesthesia_started_at',
    'anaesthesia_ended_at',
    cells,
    sink,
    columns,
  )
  return (raw, row) => ({
    caseNo: caseNo(raw, row),
    position: position(raw, row) ?? row,
    main: main(raw, row),
    code: code(raw, row),
    name: name(raw, row),
    date: date(raw, row),
    minutes: minutes(raw, row),
    surgeon: surgeon(raw, row),
    anaesthesiaMinutes: anaesthesia(raw, row),
  })
}

/** Minutes as the table gives them, else from start to end; null where one of them is a bare date. */
function durationParser(
  key: string,
  startKey: string,
  endKey: string,
  cells: CellParsers,
  sink: IssueSink,
  columns: Columns,
): CellParser<number | null> {
  const given = cells.integer(key)
  const start = cells.date(startKey)
  const end = cells.date(endKey)
  return (raw, row) => {
    const from = start(raw, row)
    const to = end(raw, row)
    const told = given(raw, row)
    if (told !== null || from === null || to === null || from.length < 19 || to.length < 19) return told
    const minutes = Math.round((Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000)
    if (minutes >= 0) return minutes
    sink.warn('time-implausible', columns.get(endKey)?.place ?? null, to)
    return null
  }
}
