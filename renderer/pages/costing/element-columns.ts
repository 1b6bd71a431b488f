import { fenCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { COST_ELEMENT_NAMES, COST_ELEMENTS, type CostElement, type Elements } from '#shared/domain/costing.ts'
import type { Fen } from '#shared/domain/money.ts'
import type { MoneyUnit } from '#shared/format/money.ts'

interface Setting<Row> {
  readonly say: (text: Bilingual) => string
  readonly unit: MoneyUnit
  readonly of: (row: Row) => Elements<Fen>
  readonly open?: (row: Row, element: CostElement) => void
  readonly total?: Elements<Fen>
}

/** One column for each of the seven cost elements, which no table adds up before it shows them. */
export function elementColumns<Row>({ say, unit, of, open, total }: Setting<Row>): readonly GridColumn<Row>[] {
  return COST_ELEMENTS.map((element) => ({
    id: element,
    header: say(COST_ELEMENT_NAMES[element]),
    width: 100,
    numeric: true,
    cell: (row) => fenCell(of(row)[element], unit),
    ...(open === undefined ? {} : { open: (row: Row) => open(row, element) }),
    ...(total === undefined ? {} : { total: fenCell(total[element], unit) }),
  }))
}
