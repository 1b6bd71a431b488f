import type { Cell, GridColumn } from '#renderer/grid/column.ts'
import type { IndicatorRow } from '#shared/contract/indicators.ts'
import type { Bilingual } from '#shared/domain/bilingual.ts'
import { formatCount, MISSING } from '#shared/format/decimal.ts'
import { showChange, showFigure } from '#shared/format/figure.ts'
import type { MoneyUnit } from '#shared/format/money.ts'
import { formatPercent } from '#shared/format/rate.ts'
import type { Translate } from '#shared/i18n/cost-names.ts'

export interface IndicatorWords {
  readonly t: Translate
  readonly say: (text: Bilingual) => string
  readonly unit: MoneyUnit
}

/** Below this many cases a rate or mean is shown with a caution. */
const FEW_CASES = 10

/** A figure with its unit; money in the unit of the top bar. */
export function valueText({ t, unit }: IndicatorWords, figure: IndicatorRow['figure']): string {
  const shown = showFigure(figure, unit)
  const word = shown.unit === 'count' && figure.id !== 'cases' ? '' : t(`unit.short.${shown.unit}`)
  return shown.text === MISSING || word === '' ? shown.text : `${shown.text} ${word}`
}

/** A value on the scale of a figure, such as a target or a limit. */
export const scaleText = (words: IndicatorWords, figure: IndicatorRow['figure'], value: string): string =>
  valueText(words, { ...figure, value })

export function intervalText({ interval }: IndicatorRow['figure']): string {
  return interval === undefined ? '' : `${formatPercent(interval.low)} – ${formatPercent(interval.high)}`
}

function changeText({ t, unit }: IndicatorWords, { figure, before }: IndicatorRow): string {
  const change = before === null ? null : showChange(figure, before, unit)
  if (change === null) return MISSING
  const word = change.unit === 'count' ? '' : t(`unit.short.${change.unit}`)
  return word === '' ? change.text : `${change.text} ${word}`
}

/** Better or worse in words, and whether chance explains it. */
export function readingText({ t }: IndicatorWords, { change, beyondChance }: IndicatorRow): string {
  if (change === null) return ''
  const word = t(`indicators.change.${change}`)
  if (change === 'same' || beyondChance === null) return word
  return `${word}${t(beyondChance ? 'indicators.notChance' : 'indicators.chance')}`
}

export function targetText(words: IndicatorWords, { figure, target }: IndicatorRow): string {
  if (target === null) return ''
  const value = scaleText(words, figure, target.value)
  const told = target.direction === null ? value : words.t(`indicators.target.${target.direction}`, { value })
  if (target.met === null) return told
  return `${told} ${words.t(target.met ? 'indicators.target.met' : 'indicators.target.missed')}`
}

function nCell({ t }: IndicatorWords, { figure }: IndicatorRow): Cell {
  const text = formatCount(figure.n)
  const rate = figure.unit !== 'count' && figure.value !== null && figure.n < FEW_CASES
  return rate ? { text, title: t('indicators.few') } : { text }
}

/** What is copied and read aloud; the screen adds the trend line. */
export function indicatorColumns(words: IndicatorWords): readonly GridColumn<IndicatorRow>[] {
  const { t, say } = words
  const numeric = (id: string, header: string, text: (row: IndicatorRow) => Cell): GridColumn<IndicatorRow> => ({
    ...{ id, header, width: 100, numeric: true },
    cell: text,
  })
  return [
    {
      id: 'name',
      header: t('indicators.column.name'),
      width: 200,
      cell: ({ figure }) => ({ text: say(figure.label) }),
    },
    numeric('value', t('indicators.column.value'), ({ figure }) => ({
      text: valueText(words, figure),
      negative: figure.value?.startsWith('-') === true,
      ...(figure.reason === undefined ? {} : { title: say(figure.reason) }),
    })),
    numeric('n', t('figure.n'), (row) => nCell(words, row)),
    numeric('interval', t('indicators.column.interval'), ({ figure }) => ({ text: intervalText(figure) })),
    numeric('before', t('indicators.column.before'), ({ before }) => ({
      text: before === null ? MISSING : valueText(words, before),
    })),
    numeric('change', t('indicators.column.change'), (row) => ({ text: changeText(words, row) })),
    {
      id: 'judged',
      header: t('indicators.column.judged'),
      width: 130,
      cell: (row) => ({ text: readingText(words, row) }),
    },
    {
      id: 'target',
      header: t('indicators.column.target'),
      width: 120,
      cell: (row) => ({
        text: targetText(words, row),
        ...(row.target === null
          ? {}
          : { title: t('indicators.target.of', { scope: row.target.scope, span: row.target.span }) }),
      }),
    },
  ]
}
