import { createElement } from 'react'
import { Sparkline } from '#renderer/charts/sparkline.tsx'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { SurplusNode, SurplusTree } from '#shared/contract/surplus.ts'
import { exact } from '#shared/domain/exact.ts'
import { MISSING } from '#shared/format/decimal.ts'
import { formatYuan, type MoneyUnit } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import {
  changeCell,
  changeOf,
  changeRateCell,
  changeRateOf,
  type Measure,
  measureCell,
  measuresOf,
  measureValue,
} from './measures.ts'
import { pinOf, type ShownRow } from './tree.ts'

export interface ColumnSetting {
  readonly t: Translate
  readonly tree: SurplusTree
  readonly unit: MoneyUnit
  readonly labelOf: (node: SurplusNode) => string
  readonly isPinned: (node: SurplusNode) => boolean
  readonly toggle: (row: ShownRow) => void
  readonly explain: (indicator: string, node: SurplusNode) => void
  readonly openCases: (node: SurplusNode) => void
  readonly pin: (node: SurplusNode) => void
  /** Writes an explanation of the row's group. */
  readonly write: (node: SurplusNode) => void
}

const INDENT = '\u2003'
const EMPTY: Cell = { text: '' }

/** The tree's columns: name, figures with their other months and changes, the months as a line, and what can be done with a row. */
export function surplusColumns(setting: ColumnSetting): readonly GridColumn<ShownRow>[] {
  const { t, tree } = setting
  const measures = measuresOf(t, tree.basis)
  const [count, ...others] = measures
  const figures = (measure: Measure): readonly GridColumn<ShownRow>[] => [
    figureColumn(setting, measure),
    ...(tree.compare === null || measure.compared === undefined ? [] : changeColumns(setting, measure)),
  ]
  return [
    labelColumn(setting),
    ...(count === undefined ? [] : figures(count)),
    ...others.slice(0, 1).flatMap(figures),
    ...(tree.by === 'month' ? [] : [trendColumn(setting)]),
    ...others.slice(1).flatMap(figures),
    actionColumn('cases', t('surplus.column.cases'), 84, setting.openCases, (node) =>
      node.slice === null ? '' : t('surplus.openCases'),
    ),
    actionColumn('pin', t('surplus.column.pin'), 84, setting.pin, (node) =>
      pinOf(node) === null ? '' : t(setting.isPinned(node) ? 'surplus.unpin' : 'surplus.pin'),
    ),
    actionColumn('write', t('sync.table.explanations'), 110, setting.write, (node) =>
      node.level === 'drg' && node.key !== '' ? t('item.new.explanations') : '',
    ),
  ]
}

/** What a column sorts siblings by: an exact figure, or the name. */
export function sortValueOf(
  t: Translate,
  tree: SurplusTree,
  labelOf: (node: SurplusNode) => string,
): (column: string, node: SurplusNode) => string | number | null | undefined {
  const measures = new Map(measuresOf(t, tree.basis).map((measure) => [measure.id as string, measure]))
  return (column, node) => {
    if (column === 'label') return labelOf(node)
    const [id = '', part] = column.split(':')
    const measure = measures.get(id)
    if (measure === undefined) return undefined
    if (part === undefined) return measureValue(measure, node)
    if (part === 'before') return node.before === null ? null : measureValue(measure, node.before)
    return part === 'change' ? changeOf(measure, node, node.before) : changeRateOf(measure, node, node.before)
  }
}

function labelColumn({ t, tree, labelOf, toggle, openCases }: ColumnSetting): GridColumn<ShownRow> {
  const drill = ({ node, open }: ShownRow, row: ShownRow): void => {
    if (open !== null) toggle(row)
    else if (node !== null) openCases(node)
  }
  return {
    id: 'label',
    header: t(`surplus.by.${tree.by}`),
    width: 270,
    pinned: true,
    sortable: true,
    cell: ({ node, open, depth, pinned }) => {
      if (node === null) return { text: `${INDENT.repeat(depth)}${t('common.loading')}` }
      const sign = pinned ? '★ ' : open === null ? '' : open ? '▾ ' : '▸ '
      const label = labelOf(node)
      return { text: `${INDENT.repeat(depth)}${sign}${label}`, title: label }
    },
    open: (row) => drill(row, row),
    // Arrows open and close, Enter goes on to the cases, a click does whichever the row has.
    onKey: (key, row) => {
      if (row.node !== null && key === 'Enter') {
        openCases(row.node)
        return true
      }
      const turns = (key === 'ArrowRight' && row.open === false) || (key === 'ArrowLeft' && row.open === true)
      if (turns) toggle(row)
      return turns
    },
    total: { text: t('common.total') },
  }
}

const headerOf = ({ t, unit }: ColumnSetting, { kind, label }: Measure): string => {
  if (kind === 'money') return t('common.withUnit', { label, unit: t(`unit.${unit}`) })
  return kind === 'yuan' ? t('common.withUnit', { label, unit: t('unit.yuan') }) : label
}

function figureColumn(setting: ColumnSetting, measure: Measure): GridColumn<ShownRow> {
  const { t, tree, unit, explain, toggle } = setting
  const { id, indicator, width, hidden = false } = measure
  return {
    id,
    header: headerOf(setting, measure),
    width,
    hidden,
    numeric: true,
    sortable: true,
    cell: ({ node }) => (node === null ? EMPTY : measureCell(t, tree.basis, measure, node, unit)),
    // A type of diseases is no slice: what it is made of stands below it.
    open: (row) => {
      if (row.node?.slice) explain(indicator, row.node)
      else if (row.open !== null) toggle(row)
    },
    total: measureCell(t, tree.basis, measure, tree.total, unit),
    openTotal: () => explain(indicator, tree.total),
  }
}

function changeColumns(setting: ColumnSetting, measure: Measure): readonly GridColumn<ShownRow>[] {
  const { t, tree, unit } = setting
  const { id, kind, compared } = measure
  const header = headerOf(setting, measure)
  const column = (part: 'before' | 'change' | 'rate', cell: (node: SurplusNode) => Cell): GridColumn<ShownRow> => ({
    id: `${id}:${part}`,
    header: t(`surplus.compared.${part}`, { label: part === 'rate' ? measure.label : header }),
    width: compared === 'shown' ? 172 : 140,
    // Shown at first: by how much the surplus moved. Everything else is a choice.
    hidden: compared !== 'shown' || part !== 'change',
    numeric: true,
    sortable: true,
    cell: ({ node }) => (node === null ? EMPTY : cell(node)),
    total: cell(tree.total),
  })
  const none = t('surplus.compared.none')
  const before = column('before', (node) =>
    node.before === null ? { text: MISSING, title: none } : measureCell(t, tree.basis, measure, node.before, unit),
  )
  const change = column('change', (node) => changeCell(measure, changeOf(measure, node, node.before), unit, none))
  if (kind === 'ratio') return [before, change]
  const rate = column('rate', (node) =>
    changeRateCell(changeRateOf(measure, node, node.before), t('surplus.compared.noRate')),
  )
  return [before, change, rate]
}

function trendColumn({ t, tree, unit }: ColumnSetting): GridColumn<ShownRow> {
  const textOf = ({ trend }: SurplusNode): string => {
    const known = trend.filter((value) => value !== null)
    const [first, last] = [known[0], known.at(-1)]
    if (first === undefined || last === undefined) return MISSING
    const sorted = known.toSorted((a, b) => exact(a).cmp(exact(b)))
    return t('surplus.trendText', {
      n: known.length,
      first: formatYuan(first, unit),
      last: formatYuan(last, unit),
      low: formatYuan(sorted[0]!, unit),
      high: formatYuan(sorted.at(-1)!, unit),
    })
  }
  const cell = (node: SurplusNode): Cell => ({ text: textOf(node) })
  return {
    id: 'trend',
    header: t('surplus.column.trend', { n: tree.months.length }),
    hint: t('surplus.trendHint', { from: tree.months[0] ?? '', to: tree.months.at(-1) ?? '' }),
    width: 100,
    cell: ({ node }) => (node === null ? EMPTY : cell(node)),
    draw: ({ node }) =>
      node === null
        ? null
        : createElement(Sparkline, { values: node.trend.map((value) => (value === null ? null : Number(value))) }),
  }
}

function actionColumn(
  id: string,
  header: string,
  width: number,
  run: (node: SurplusNode) => void,
  textOf: (node: SurplusNode) => string,
): GridColumn<ShownRow> {
  return {
    id,
    header,
    width,
    action: true,
    cell: ({ node }) => (node === null ? EMPTY : { text: textOf(node) }),
    open: ({ node }) => {
      if (node !== null && textOf(node) !== '') run(node)
    },
  }
}
