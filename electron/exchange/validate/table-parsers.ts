import { CENTER_TYPES, ELEMENTS } from '#exchange/kinds/code-tables.ts'
import type { RecordTemplate } from '#exchange/kinds/index.ts'
import { partName } from '#exchange/mapping/template-keys.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { Period } from '#shared/domain/period.ts'
import type { BenchmarkRecord, ChargeRecord, DriverRecord, ItemRecord, LedgerRecord } from '#shared/domain/records.ts'
import type { CellParser, CellParsers } from './cell-parsers.ts'
import type { BoundColumn } from './cell-source.ts'
import type { IssueSink } from './issues.ts'

export function createChargeParser(cells: CellParsers): CellParser<ChargeRecord> {
  const caseNo = cells.requiredCode('case_no')
  const chargedAt = cells.requiredDate('charged_at')
  const itemCode = cells.requiredCode('item_code')
  const itemName = cells.requiredText('item_name')
  const insurerCode = cells.code('insurer_code')
  const category = cells.category('category')
  const quantity = cells.requiredDecimal('quantity')
  const unitPrice = cells.decimal('unit_price', 'money')
  const amount = cells.requiredMoney('amount')
  const performingDept = cells.text('performing_dept')
  const highValue = cells.flag('high_value')
  const negotiatedDrug = cells.flag('negotiated_drug')
  const antibiotic = cells.flag('antibiotic')
  const selfPayRatio = cells.ratio('self_pay_ratio')
  return (raw, row) => ({
    caseNo: caseNo(raw, row),
    chargedAt: chargedAt(raw, row),
    itemCode: itemCode(raw, row),
    itemName: itemName(raw, row),
    insurerCode: insurerCode(raw, row),
    category: category(raw, row),
    quantity: quantity(raw, row),
    unitPrice: unitPrice(raw, row),
    amount: amount(raw, row),
    performingDept: performingDept(raw, row),
    highValue: highValue(raw, row),
    negotiatedDrug: negotiatedDrug(raw, row),
    antibiotic: antibiotic(raw, row),
    selfPayRatio: selfPayRatio(raw, row),
  })
}

export function createItemParser(
  columns: ReadonlyMap<string, BoundColumn>,
  cells: CellParsers,
): CellParser<ItemRecord> {
  const itemCode = cells.requiredCode('item_code')
  const itemName = cells.requiredText('name')
  const categoryColumn = columns.get('category')
  const category = categoryColumn === undefined ? null : cells.category('category')
  const spec = cells.text('spec')
  const unit = cells.text('unit')
  const purchasePrice = cells.decimal('purchase_price', 'money')
  const costElement = cells.word('cost_element', ELEMENTS, 'element-unknown')
  const alternatives = cells.text('alternatives')
  const origin = cells.text('origin')
  return (raw, row) => ({
    itemCode: itemCode(raw, row),
    itemName: itemName(raw, row),
    category: category === null || categoryColumn?.read(raw, row) === '' ? null : category(raw, row),
    spec: spec(raw, row),
    unit: unit(raw, row),
    purchasePrice: purchasePrice(raw, row),
    costElement: costElement(raw, row),
    alternatives: alternatives(raw, row),
    origin: origin(raw, row),
  })
}

/** The month of a row that must have one. */
export function requiredPeriod(
  columns: ReadonlyMap<string, BoundColumn>,
  cells: CellParsers,
  sink: IssueSink,
): CellParser<Period> {
  const read = cells.period('period')
  const column = columns.get('period')
  return (raw, row) => {
    const value = read(raw, row)
    if (value !== null) return value
    if (column === undefined || column.read(raw, row) === '') sink.reject('value-missing', column?.place ?? null, null)
    return '' as Period
  }
}

export function createLedgerParser(
  columns: ReadonlyMap<string, BoundColumn>,
  cells: CellParsers,
  sink: IssueSink,
): CellParser<LedgerRecord> {
  const period = requiredPeriod(columns, cells, sink)
  const costCenter = cells.requiredText('cost_center')
  const centerType = cells.word('center_type', CENTER_TYPES, 'center-type-unknown')
  const required = cells.requiredText('element')
  const element = cells.word('element', ELEMENTS, 'element-unknown')
  const amount = cells.ledgerMoney('amount')
  return (raw, row) => {
    const { fen, yuan } = amount(raw, row)
    return {
      period: period(raw, row),
      costCenter: costCenter(raw, row),
      centerType: centerType(raw, row),
      element: element(raw, row) ?? required(raw, row),
      amount: fen,
      ...(yuan === null ? {} : { exactAmount: yuan }),
    }
  }
}

export function createDriverParser(
  columns: ReadonlyMap<string, BoundColumn>,
  cells: CellParsers,
  sink: IssueSink,
): CellParser<DriverRecord> {
  const period = requiredPeriod(columns, cells, sink)
  const costCenter = cells.requiredText('cost_center')
  const driver = cells.requiredText('driver')
  const quantity = cells.requiredDecimal('quantity')
  return (raw, row) => ({
    period: period(raw, row),
    costCenter: costCenter(raw, row),
    driver: driver(raw, row),
    quantity: quantity(raw, row),
  })
}

/** Means are statistics: a fraction of a fen is rounded, not refused. */
export function createBenchmarkParser(template: RecordTemplate, cells: CellParsers): CellParser<BenchmarkRecord> {
  const scope = cells.requiredText('scope')
  const group = cells.requiredCode('group')
  const period = cells.period('period')
  const n = cells.integer('n')
  const meanCharge = cells.meanMoney('mean_charge')
  const meanCost = cells.meanMoney('mean_cost')
  const meanLos = cells.decimal('mean_los')
  const parts = Object.keys(template.columns).flatMap((key) => {
    const name = partName(key)
    return name === null ? [] : [{ name, read: cells.meanMoney(key) }]
  })
  return (raw, row) => {
    const categories: Record<string, Fen> = {}
    for (const { name, read } of parts) {
      const value = read(raw, row)
      if (value !== null) categories[name] = value
    }
    return {
      scope: scope(raw, row),
      group: group(raw, row),
      period: period(raw, row),
      n: n(raw, row),
      meanCharge: meanCharge(raw, row),
      meanCost: meanCost(raw, row),
      meanLos: meanLos(raw, row),
      categories,
    }
  }
}
