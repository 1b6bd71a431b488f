import type { ItemCostRow, UnitCosts } from '#shared/contract/costing-reports.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS, COST_METHOD_NAMES } from '#shared/domain/costing.ts'
import type { Period } from '#shared/domain/period.ts'
import { poolName } from '#shared/i18n/cost-names.ts'
import {
  decimal,
  elementCells,
  elementHeads,
  inYuan,
  type ReportTable,
  text,
  type Words,
  yuan,
} from './report-table.ts'

/** Every pool of every month and method: cost, quantity, rate, what reached cases and what did not. */
export function unitTable(words: Words, { rows }: Pick<UnitCosts, 'rows'>): ReportTable {
  const { t, say } = words
  return {
    name: t('costing.tab.units'),
    header: [
      ...[t('costing.month'), t('costing.methodLabel'), t('units.pool'), t('units.unit'), t('units.kind')],
      ...elementHeads(words),
      ...[inYuan(words, t('units.cost')), t('units.quantity'), inYuan(words, t('units.rate')), t('units.used')],
      ...[inYuan(words, t('units.assigned')), inYuan(words, t('units.left')), t('units.utilisation')],
    ],
    rows: rows.map((row) => [
      ...[text(row.period), text(say(COST_METHOD_NAMES[row.method])), text(poolName(t, say, row.pool))],
      ...[text(say(row.unit)), text(t(`units.kind.${row.kind}`))],
      ...elementCells(row.cost),
      ...[yuan(row.costTotal), decimal(row.quantity), decimal(row.rate), decimal(row.used)],
      ...[yuan(row.assigned), yuan(row.leftTotal), decimal(row.utilisation)],
    ]),
  }
}

/** 未利用产能 over the months together. */
export function unusedTable(words: Words, { unused }: Pick<UnitCosts, 'unused'>): ReportTable {
  const { t, say } = words
  return {
    name: t('allocation.place.unused'),
    header: [
      ...[t('units.pool'), t('units.unit'), t('unused.practical'), t('unused.used'), t('unused.units')],
      ...[t('units.utilisation'), inYuan(words, t('unused.cost'))],
    ],
    rows: unused.map((row) => [
      ...[text(poolName(t, say, row.pool)), text(say(row.unit)), decimal(row.practical), decimal(row.used)],
      ...[decimal(row.unusedUnits), decimal(row.utilisation), yuan(row.unusedCost)],
    ]),
  }
}

/** 项目成本, every item of every month, with the elements it is made of. */
export function itemTable(words: Words, rows: readonly (ItemCostRow & { readonly period: Period })[]): ReportTable {
  const { t, say } = words
  return {
    name: t('items.unitCost'),
    header: [
      ...[t('costing.month'), t('items.code'), t('items.name'), t('ledger.center'), t('items.volume')],
      ...[inYuan(words, t('items.income')), inYuan(words, t('items.unitCost')), inYuan(words, t('items.price'))],
      ...COST_ELEMENTS.map((element) => inYuan(words, say(COST_ELEMENT_NAMES[element]))),
    ],
    rows: rows.map((row) => [
      ...[text(row.period), text(row.item), text(row.name), text(row.center), decimal(row.volume)],
      ...[yuan(row.income), decimal(row.unitCost), decimal(row.meanPrice)],
      ...COST_ELEMENTS.map((element) => decimal(row.elements[element])),
    ]),
  }
}
