import { countCell } from '#renderer/grid/cells.ts'
import type { GridColumn } from '#renderer/grid/column.ts'
import type { StructureRowOf, StructureRows } from '#shared/contract/structure.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import type { MessageArgs, MessageKey } from '#shared/i18n/translate.ts'
import { measured, showMeasured } from './figures.ts'
import type { Measure } from './place.ts'

/** One row a group, team, physician or month, one column a part. */
export function rowColumns({
  t,
  say,
  rows,
  measure,
  first,
  label,
}: {
  readonly t: <K extends MessageKey>(key: K, ...args: MessageArgs<K>) => string
  readonly say: (text: Bilingual) => string
  readonly rows: StructureRows
  readonly measure: Measure
  /** What a row is. */
  readonly first: string
  readonly label: (row: StructureRowOf) => string
}): readonly GridColumn<StructureRowOf>[] {
  return [
    { id: 'label', header: first, width: 160, cell: (row) => ({ text: label(row) }) },
    { id: 'n', header: t('figure.n'), width: 70, numeric: true, cell: ({ n }) => countCell(n) },
    {
      id: 'perCase',
      header: t('common.withUnit', { label: t('structure.perCase'), unit: t('unit.yuan') }),
      width: 100,
      numeric: true,
      cell: ({ perCase }) => ({ text: showMeasured('case', perCase), negative: perCase.startsWith('-') }),
    },
    ...rows.names.map(
      ({ key, name }, index): GridColumn<StructureRowOf> => ({
        id: key,
        header: say(name),
        width: 90,
        numeric: true,
        cell: ({ parts }) => {
          const value = measured(measure, parts[index])
          return { text: showMeasured(measure, value), negative: value?.startsWith('-') === true }
        },
      }),
    ),
  ]
}
