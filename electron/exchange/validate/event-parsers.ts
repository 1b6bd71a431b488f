import { EVENT_LEVELS, fold, OUTLIERS } from '#exchange/kinds/code-tables.ts'
import { exact } from '#shared/domain/exact.ts'
import { type Period, periodOf } from '#shared/domain/period.ts'
import type { InventoryRecord, QualityEventRecord, SettlementRecord } from '#shared/domain/records.ts'
import type { CellParser, CellParsers } from './cell-parsers.ts'
import type { BoundColumn } from './cell-source.ts'
import type { IssueCode, IssueSink } from './issues.ts'
import { requiredPeriod } from './table-parsers.ts'

type Columns = ReadonlyMap<string, BoundColumn>

/** The code of a word; an unknown word is left blank with a warning. */
function closedWord<T extends string>(
  key: string,
  table: ReadonlyMap<string, T>,
  unknown: IssueCode,
  columns: Columns,
  sink: IssueSink,
): CellParser<T | null> {
  const column = columns.get(key)
  if (column === undefined) return () => null
  return (raw, row) => {
    const word = column.read(raw, row)
    if (word === '') return null
    const value = table.get(fold(word)) ?? null
    if (value === null) sink.warn(unknown, column.place, word)
    return value
  }
}

/** Amounts that hospitals' systems owe no case (`deduction`) come signed either way; they are kept positive. */
export function createSettlementParser(
  columns: Columns,
  cells: CellParsers,
  sink: IssueSink,
): CellParser<SettlementRecord> {
  const caseNo = cells.requiredCode('case_no')
  const settlementNo = cells.code('settlement_no')
  const month = cells.period('period')
  const monthOrReject = requiredPeriod(columns, cells, sink)
  const settledAt = cells.date('settled_at')
  const officialGroup = cells.code('official_group')
  const weight = cells.decimal('weight')
  const standard = cells.decimal('standard', 'money')
  const outlier = closedWord('outlier', OUTLIERS, 'outlier-unknown', columns, sink)
  const charge = cells.money('total_charge')
  const payment = cells.requiredMoney('payment')
  const fundPay = cells.money('fund_pay')
  const patientPay = cells.money('patient_pay')
  const deduction = cells.money('deduction')
  const reason = cells.text('reason')
  const periodOfRow = (settled: string | null, raw: readonly string[], row: number): Period => {
    if (settled === null) return monthOrReject(raw, row)
    return month(raw, row) ?? periodOf(settled)
  }
  return (raw, row) => {
    const settled = settledAt(raw, row)
    const taken = deduction(raw, row)
    return {
      caseNo: caseNo(raw, row),
      settlementNo: settlementNo(raw, row),
      period: periodOfRow(settled, raw, row),
      settledAt: settled,
      officialGroup: officialGroup(raw, row),
      weight: weight(raw, row),
      standard: standard(raw, row),
      outlier: outlier(raw, row),
      charge: charge(raw, row),
      payment: payment(raw, row),
      fundPay: fundPay(raw, row),
      patientPay: patientPay(raw, row),
      deduction: taken === null ? null : (Math.abs(taken) as typeof taken),
      reason: reason(raw, row),
    }
  }
}

export function createInventoryParser(
  columns: Columns,
  cells: CellParsers,
  sink: IssueSink,
): CellParser<InventoryRecord> {
  const period = requiredPeriod(columns, cells, sink)
  const store = cells.requiredText('store')
  const itemCode = cells.requiredCode('item_code')
  const itemName = cells.requiredText('item_name')
  const insurerCode = cells.code('insurer_code')
  const category = cells.text('category')
  const spec = cells.text('spec')
  const unit = cells.text('unit')
  const opening = cells.requiredDecimal('opening')
  const received = cells.requiredDecimal('received')
  const issued = cells.requiredDecimal('issued')
  const closing = cells.requiredDecimal('closing')
  const purchasePrice = cells.decimal('purchase_price', 'money')
  const retailPrice = cells.decimal('retail_price', 'money')
  const closingPlace = columns.get('closing')?.place ?? null
  return (raw, row) => {
    const record = {
      period: period(raw, row),
      store: store(raw, row),
      itemCode: itemCode(raw, row),
      itemName: itemName(raw, row),
      insurerCode: insurerCode(raw, row),
      category: category(raw, row),
      spec: spec(raw, row),
      unit: unit(raw, row),
      opening: opening(raw, row),
      received: received(raw, row),
      issued: issued(raw, row),
      closing: closing(raw, row),
      purchasePrice: purchasePrice(raw, row),
      retailPrice: retailPrice(raw, row),
    }
    const expected = exact(record.opening).plus(record.received).minus(record.issued)
    if (sink.verdict() !== 'rejected' && !expected.eq(record.closing)) {
      sink.warn('balance-mismatch', closingPlace, record.closing)
    }
    return record
  }
}

export function createQualityEventParser(
  cells: CellParsers,
  sink: IssueSink,
  columns: Columns,
): CellParser<QualityEventRecord> {
  const eventNo = cells.requiredCode('event_no')
  const caseNo = cells.code('case_no')
  const occurredAt = cells.requiredDate('occurred_at')
  const type = cells.requiredText('event_type')
  const level = closedWord('level', EVENT_LEVELS, 'level-unknown', columns, sink)
  const department = cells.text('department')
  return (raw, row) => {
    const at = occurredAt(raw, row)
    return {
      eventNo: eventNo(raw, row),
      caseNo: caseNo(raw, row),
      occurredAt: at,
      period: at === '' ? ('' as Period) : periodOf(at),
      type: type(raw, row),
      level: level(raw, row),
      department: department(raw, row),
    }
  }
}
