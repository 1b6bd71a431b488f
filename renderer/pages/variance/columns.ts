import { fenCell } from '#renderer/grid/cells.ts'
import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import {
  PAYMENT_COLUMNS,
  type PaymentColumn,
  SPENT_COLUMNS,
  type SpentColumn,
  type VarianceAmounts,
  type VarianceLook,
  type VarianceRow,
  type VarianceTable,
} from '#shared/contract/variance.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { type Fen, sumFen } from '#shared/domain/money.ts'
import { VARIANCE_CAUSES } from '#shared/domain/variance.ts'
import { formatCount } from '#shared/format/decimal.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'
import { drillAmounts, type TreeRow } from './tree.ts'

/** A column of amounts: an effect of one side, the sum of a side, or the surplus. */
type Figure =
  | { readonly side: 'payment'; readonly effect: PaymentColumn | 'change' }
  | { readonly side: 'spent'; readonly effect: SpentColumn | 'change' }
  | { readonly side: 'surplus'; readonly effect: 'change' }

export interface ColumnSetting {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
  readonly table: VarianceTable
  readonly unit: MoneyUnit
  readonly toggle: (row: TreeRow) => void
  /** Of one group, or of all. */
  readonly explain: (figure: Figure, group: string | null) => void
  readonly openCase: (caseNo: string) => void
  readonly openCases: (row: VarianceRow) => void
  readonly note: (row: VarianceRow) => void
}

const INDENT = '\u2003'

/** The columns of the variance grid: what a row stands for, cases, payment, spending, surplus, and what people said of it. */
export function varianceColumns(setting: ColumnSetting): readonly GridColumn<TreeRow>[] {
  const { t, say, table } = setting
  const spent = t(`variance.spent.${table.basis}`)
  const effectName = (side: string, name: Bilingual) => t('variance.effectOf', { side, effect: say(name) })
  const payment = PAYMENT_COLUMNS.map((effect) =>
    amountColumn(
      setting,
      { side: 'payment', effect },
      effectName(t('variance.side.payment'), table.effects.payment[effect].name),
    ),
  )
  const spending = SPENT_COLUMNS.map((effect) =>
    amountColumn(setting, { side: 'spent', effect }, effectName(spent, table.effects.spent[effect].name)),
  )
  return [
    labelColumn(setting),
    countColumn(setting, 'base', t('variance.column.nBase')),
    countColumn(setting, 'actual', t('variance.column.nActual')),
    amountColumn(setting, { side: 'surplus', effect: 'change' }, t('variance.column.change')),
    amountColumn(setting, { side: 'payment', effect: 'change' }, t('variance.column.paymentChange')),
    ...payment,
    amountColumn(setting, { side: 'spent', effect: 'change' }, t('variance.column.spentChange', { spent })),
    ...spending,
    noteColumn(setting),
    {
      id: 'cases',
      header: t('variance.column.cases'),
      width: 84,
      action: true,
      cell: (row) => ({ text: row.kind === 'group' ? t('variance.openCases') : '' }),
      open: (row) => {
        if (row.kind === 'group') setting.openCases(row.row)
      },
    },
  ]
}

export function groupName(t: Translate, { key, label }: Pick<VarianceRow, 'key' | 'label'>): string {
  if (key === '') return t('variance.ungrouped')
  return label === '' || label.startsWith(key) ? label || key : `${key} ${label}`
}

function labelColumn({ t, say, toggle, openCase }: ColumnSetting): GridColumn<TreeRow> {
  const labelOf = (row: TreeRow): string => {
    switch (row.kind) {
      case 'section':
        return t(`variance.section.${row.presence}`, { n: row.rows.length })
      case 'group':
        return groupName(t, row.row)
      case 'drill':
        return say(row.row.label)
      case 'rest':
        return t('variance.rest', { n: formatCount(row.rows.length) })
      case 'waiting':
        return t('variance.loadingRow')
    }
  }
  return {
    id: 'label',
    header: t('variance.column.group'),
    width: 290,
    pinned: true,
    cell: (row) => {
      const sign = row.open === null ? '' : row.open ? '▾ ' : '▸ '
      return { text: `${INDENT.repeat(row.depth)}${sign}${labelOf(row)}`, title: labelOf(row) }
    },
    open: (row) => {
      if (row.open !== null) toggle(row)
      else if (row.kind === 'drill' && row.row.caseNo !== null) openCase(row.row.caseNo)
    },
    total: { text: t('common.total') },
  }
}

function countColumn({ table }: ColumnSetting, side: 'base' | 'actual', header: string): GridColumn<TreeRow> {
  const count = (row: TreeRow): number | null =>
    row.kind === 'group'
      ? row.row.n[side]
      : row.kind === 'section'
        ? row.rows.reduce((sum, { n }) => sum + n[side], 0)
        : row.kind === 'drill' && side === 'actual'
          ? row.row.n
          : null
  return {
    id: side === 'base' ? 'nBase' : 'nActual',
    header,
    width: 76,
    numeric: true,
    cell: (row) => {
      const value = count(row)
      return { text: value === null ? '' : formatCount(value) }
    },
    total: { text: formatCount(table.total.n[side]) },
  }
}

/** F for more payment, more surplus or less spending, U for the other way. */
const markOf = (side: Figure['side'], amount: number): 'F' | 'U' | null =>
  amount === 0 ? null : amount > 0 === (side !== 'spent') ? 'F' : 'U'

const amountIn = (row: VarianceAmounts, { side, effect }: Figure): Fen => {
  if (side === 'surplus') return row.change
  if (side === 'payment') return effect === 'change' ? row.paymentChange : row.payment[effect]
  return effect === 'change' ? row.spentChange : row.spent[effect]
}

function amountOf(row: TreeRow, figure: Figure): Fen | null {
  switch (row.kind) {
    case 'group':
      return amountIn(row.row, figure)
    case 'section':
      return sumFen(row.rows.map((each) => amountIn(each, figure)))
    case 'waiting':
      return null
    case 'drill':
    case 'rest': {
      const amounts = drillAmounts(row.kind === 'drill' ? [row.row] : row.rows)
      if (figure.side === 'surplus') return amounts.change
      if (figure.side === 'payment') return null
      if (figure.effect === 'change') return amounts.spentChange
      return figure.effect === 'efficiency' || figure.effect === 'price' || figure.effect === 'unit'
        ? amounts[figure.effect]
        : null
    }
  }
}

function amountColumn(setting: ColumnSetting, figure: Figure, header: string): GridColumn<TreeRow> {
  const { t, table, unit, toggle, explain, openCase } = setting
  const { side, effect } = figure
  const shown = (amount: Fen | null, look: VarianceLook | null): Cell => {
    if (amount === null) return { text: '' }
    const title =
      look === null || !look.large ? undefined : t(look.investigate ? 'variance.look.yes' : 'variance.look.usual')
    return {
      ...fenCell(amount, unit),
      mark: markOf(side, amount),
      ...(look === null ? {} : { look: look.investigate }),
      ...(title === undefined ? {} : { title }),
    }
  }
  const lookAt = (row: TreeRow): VarianceLook | null =>
    row.kind === 'group' && effect === 'change' ? row.row.look[side === 'surplus' ? 'change' : side] : null
  const total = amountIn(table.total, figure)
  return {
    id: `${side}-${effect}`,
    header: t('common.withUnit', { label: header, unit: t(`unit.${unit}`) }),
    width: 124,
    numeric: true,
    // An effect that nothing had is out of the way until it is asked for.
    hidden: effect !== 'change' && table.rows.every((row) => amountIn(row, figure) === 0),
    cell: (row) => shown(amountOf(row, figure), lookAt(row)),
    open: (row) => {
      if (row.kind === 'group') explain(figure, row.row.key)
      else if (row.open !== null) toggle(row)
      else if (row.kind === 'drill' && row.row.caseNo !== null) openCase(row.row.caseNo)
    },
    total: shown(total, null),
    openTotal: () => explain(figure, null),
  }
}

function noteColumn({ t, say, note }: ColumnSetting): GridColumn<TreeRow> {
  return {
    id: 'note',
    header: t('variance.column.note'),
    width: 190,
    cell: (row) => {
      if (row.kind !== 'group') return { text: '' }
      const said = row.row.note
      if (said === null) return { text: t('variance.note.add') }
      const cause = say(VARIANCE_CAUSES[said.cause])
      const text = said.text === '' ? cause : t('common.labelled', { label: cause, value: said.text })
      return { text, title: `${text}\n${t('variance.note.said', { by: said.by, at: said.at })}` }
    },
    open: (row) => {
      if (row.kind === 'group') note(row.row)
    },
  }
}
