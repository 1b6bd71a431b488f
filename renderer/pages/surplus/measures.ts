import { countCell, decimalCell, fenCell, percentCell, yuanCell } from '#renderer/grid/cells.ts'
import type { Cell } from '#renderer/grid/column.ts'
import type { SurplusRow } from '#shared/contract/figures.ts'
import { exact } from '#shared/domain/exact.ts'
import { fenToYuan } from '#shared/domain/money.ts'
import type { ComputedBasis } from '#shared/domain/surplus.ts'
import { formatCount, formatDecimal, MISSING } from '#shared/format/decimal.ts'
import { formatYuan, type MoneyUnit } from '#shared/format/money.ts'
import { formatPercent, formatPoints } from '#shared/format/rate.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

type Kind = 'count' | 'money' | 'yuan' | 'ratio' | 'weight' | 'days'

/** A figure of a row: where it is, which indicator explains it, how it reads. */
export interface Measure {
  readonly id: keyof SurplusRow & string
  readonly indicator: string
  readonly label: string
  readonly kind: Kind
  readonly width: number
  /** Not shown until chosen. */
  readonly hidden?: boolean
  /** Its other months and its change can be chosen as columns. */
  readonly compared?: 'shown' | 'offered'
}

/** The figures of the table in the order of its columns. */
export function measuresOf(t: Translate, basis: ComputedBasis): readonly Measure[] {
  const surplus = t('figure.basisOf', { label: t('figure.surplus'), basis: t(`basis.inline.${basis}`) })
  const offered = { compared: 'offered' } as const
  return [
    { id: 'n', indicator: 'cases', label: t('figure.n'), kind: 'count', width: 72, ...offered },
    { id: 'surplus', indicator: 'surplus', label: surplus, kind: 'money', width: 150, compared: 'shown' },
    {
      id: 'surplusRate',
      indicator: 'surplus-rate',
      label: t('figure.surplusRate'),
      kind: 'ratio',
      width: 88,
      ...offered,
    },
    { id: 'payment', indicator: 'payment', label: t('figure.payment'), kind: 'money', width: 122, ...offered },
    { id: 'charge', indicator: 'charge', label: t('figure.charge'), kind: 'money', width: 118, ...offered },
    { id: 'cost', indicator: 'cost', label: t('figure.cost'), kind: 'money', width: 112, ...offered },
    {
      ...{ id: 'surplusPerCase', indicator: 'surplus-per-case', label: t('figure.surplusPerCase') },
      ...{ kind: 'yuan', width: 136, compared: 'offered' },
    },
    {
      ...{ id: 'chargePerCase', indicator: 'charge-per-case', label: t('figure.chargePerCase') },
      ...{ kind: 'yuan', width: 132, compared: 'offered' },
    },
    { id: 'cmi', indicator: 'cmi', label: t('figure.cmi'), kind: 'weight', width: 78, ...offered },
    { id: 'meanLos', indicator: 'mean-los', label: t('figure.meanLos'), kind: 'days', width: 92, ...offered },
    { id: 'drugShare', indicator: 'drug-share', label: t('figure.drugShare'), kind: 'ratio', width: 82, ...offered },
    {
      ...{ id: 'consumableShare', indicator: 'consumable-share', label: t('figure.consumableShare') },
      ...{ kind: 'ratio', width: 82, compared: 'offered' },
    },
    { id: 'rw', indicator: 'rw', label: t('figure.rw'), kind: 'weight', width: 100, hidden: true },
    { id: 'nLow', indicator: 'low-rate', label: t('figure.low'), kind: 'count', width: 100, hidden: true },
    { id: 'nHigh', indicator: 'high-rate', label: t('figure.high'), kind: 'count', width: 100, hidden: true },
  ]
}

/** Why a row lacks a figure; undefined where it never does. */
function reasonOf(t: Translate, basis: ComputedBasis, id: Measure['id'], row: SurplusRow): string | undefined {
  const cost =
    row.nWithCost === 0
      ? t('missing.cost')
      : t('missing.costPartly', { known: formatCount(row.nWithCost), n: formatCount(row.n) })
  switch (id) {
    case 'surplus':
    case 'surplusRate':
    case 'surplusPerCase':
      return basis === 'B3' ? cost : t('missing.payment')
    case 'cost':
      return cost
    case 'cmi':
      return t('missing.group')
    case 'meanLos':
      return t('missing.field')
    case 'drugShare':
    case 'consumableShare':
      return t('missing.lines')
    default:
      return undefined
  }
}

/** A figure as it reads in the table. */
export function measureCell(
  t: Translate,
  basis: ComputedBasis,
  { id, kind }: Measure,
  row: SurplusRow,
  unit: MoneyUnit,
): Cell {
  const reason = reasonOf(t, basis, id, row)
  if (id === 'n' || id === 'nLow' || id === 'nHigh') return countCell(row[id])
  if (id === 'charge' || id === 'cost') return fenCell(row[id], unit, reason)
  const value = row[id] as string | null
  switch (kind) {
    case 'money':
      return yuanCell(value, unit, reason)
    case 'yuan':
      return yuanCell(value, 'yuan', reason)
    case 'ratio':
      return percentCell(value, reason)
    case 'days':
      return decimalCell(value, 1, reason)
    default:
      return decimalCell(value, 4, reason)
  }
}

/** An exact decimal of a figure, in yuan where it is money; null when missing. */
export function measureValue({ id }: Measure, row: SurplusRow): string | null {
  const value = row[id]
  if (value === null) return null
  if (id === 'charge' || id === 'cost') return fenToYuan(row[id] ?? row.charge)
  return String(value)
}

/** What the figure moved by since the months compared with, as text with its sign; null when either is missing. */
export function changeOf(measure: Measure, row: SurplusRow, before: SurplusRow | null): string | null {
  const [now, then] = [measureValue(measure, row), before === null ? null : measureValue(measure, before)]
  return now === null || then === null ? null : exact(now).minus(then).toFixed()
}

/**
 * The change as a share of what it was. Null for shares, whose change is in percentage points already, and from zero or below: a
 * percentage of an amount that changes sign says nothing.
 */
export function changeRateOf(measure: Measure, row: SurplusRow, before: SurplusRow | null): string | null {
  const change = changeOf(measure, row, before)
  const then = before === null ? null : measureValue(measure, before)
  if (measure.kind === 'ratio' || change === null || then === null || exact(then).lte(0)) return null
  return exact(change).div(then).toFixed()
}

export function changeCell({ kind }: Measure, change: string | null, unit: MoneyUnit, reason: string): Cell {
  if (change === null) return { text: MISSING, title: reason }
  const negative = change.startsWith('-')
  switch (kind) {
    case 'money':
      return { text: formatYuan(change, unit, true), negative }
    case 'yuan':
      return { text: formatYuan(change, 'yuan', true), negative }
    case 'ratio':
      return { text: formatPoints(change), negative }
    case 'count':
      return { text: formatDecimal(change, 0, true), negative }
    case 'days':
      return { text: formatDecimal(change, 1, true), negative }
    case 'weight':
      return { text: formatDecimal(change, 4, true), negative }
  }
}

export function changeRateCell(rate: string | null, reason: string): Cell {
  return rate === null
    ? { text: MISSING, title: reason }
    : { text: formatPercent(rate, true), negative: rate.startsWith('-') }
}
