import { DIRECTIONS, ELEMENTS, fold } from '#exchange/kinds/code-tables.ts'
import type { BudgetRecord, TargetRecord } from '#shared/domain/records.ts'
import type { CellParser, CellParsers } from './cell-parsers.ts'
import type { BoundColumn } from './cell-source.ts'
import type { IssueSink } from './issues.ts'

/** Lines of a budget that are no cost element (收入, 工作量) are kept under their own name. */
export function createBudgetParser(cells: CellParsers): CellParser<BudgetRecord> {
  const period = cells.requiredSpan('period')
  const costCenter = cells.requiredText('cost_center')
  const required = cells.requiredText('element')
  const element = cells.word('element', ELEMENTS)
  const budget = cells.requiredMoney('budget')
  return (raw, row) => ({
    period: period(raw, row),
    costCenter: costCenter(raw, row),
    element: element(raw, row) ?? required(raw, row),
    budget: budget(raw, row),
  })
}

export function createTargetParser(
  cells: CellParsers,
  sink: IssueSink,
  columns: ReadonlyMap<string, BoundColumn>,
): CellParser<TargetRecord> {
  const period = cells.requiredSpan('period')
  const scope = cells.requiredText('scope')
  const indicator = cells.requiredText('indicator')
  const target = cells.share('target')
  const direction = columns.get('direction')
  return (raw, row) => {
    const word = direction?.read(raw, row) ?? ''
    const side = DIRECTIONS.get(fold(word)) ?? null
    if (word !== '' && side === null) sink.warn('direction-unknown', direction!.place, word)
    return {
      period: period(raw, row),
      scope: scope(raw, row),
      indicator: indicator(raw, row),
      target: target(raw, row),
      direction: side,
    }
  }
}
